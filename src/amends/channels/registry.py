"""Finds the adapters: every file in `amends.channels.adapters`, and installed packages' entry points."""

from __future__ import annotations

import functools
import importlib
import inspect
import pkgutil
from collections.abc import Mapping
from importlib.metadata import entry_points
from types import MappingProxyType, ModuleType

from amends.channels import adapters
from amends.channels.base import Channel
from amends.refusals import Refusal


class NoSuchChannel(Refusal):
    """This installation has no adapter for that network; install it or remove the connection."""

    code = "no-such-channel"


@functools.cache
def channels() -> Mapping[str, Channel]:
    """Every channel of this installation by its slug, in alphabetical order."""
    found = {channel.slug: channel for module in _modules() for channel in _channels_in(module)}
    return MappingProxyType(dict(sorted(found.items())))


def channel(slug: str) -> Channel:
    """The channel with this slug. Raises `NoSuchChannel`."""
    try:
        return channels()[slug]
    except KeyError:
        raise NoSuchChannel(slug=slug) from None


def _modules() -> list[ModuleType]:
    own = [
        importlib.import_module(f"{adapters.__name__}.{found.name}")
        for found in pkgutil.iter_modules(adapters.__path__)
    ]
    return own + [entry.load() for entry in entry_points(group="amends.channels")]


def _channels_in(module: ModuleType) -> list[Channel]:
    return [
        made()
        for made in vars(module).values()
        if inspect.isclass(made)
        and issubclass(made, Channel)
        and not inspect.isabstract(made)
        and made.__module__ == module.__name__
    ]

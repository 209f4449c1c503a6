"""Finds the adapters: every file in `amends.channels.adapters`, and installed packages' entry points."""

from __future__ import annotations

import functools
import importlib
import inspect
import pkgutil
from collections.abc import Iterable, Mapping
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
    return collected(_modules())


def collected(modules: Iterable[ModuleType]) -> Mapping[str, Channel]:
    """The channels in these modules by slug, in alphabetical order.

    Raises TypeError for an adapter that is not complete or whose slug is taken: a channel must not
    be missing in silence.
    """
    found: dict[str, Channel] = {}
    for made in (made for module in modules for made in _channels_in(module)):
        other = found.setdefault(made.slug, made)
        if other is not made:
            raise TypeError(f"{type(made)} and {type(other)} are both called {made.slug!r}")
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
    kinds = [
        kind
        for name, kind in vars(module).items()
        if inspect.isclass(kind)
        and issubclass(kind, Channel)
        and kind.__module__ == module.__name__
        and not name.startswith("_")
    ]
    for kind in kinds:
        if missing := sorted(getattr(kind, "__abstractmethods__", ())):
            raise TypeError(f"{kind} is not complete: it lacks {', '.join(missing)}")
    return [kind() for kind in kinds]

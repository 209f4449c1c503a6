"""Adapters are found by their files, and none goes missing in silence."""

from __future__ import annotations

from types import ModuleType

import pytest

from amends.channels.adapters.demo import Demo
from amends.channels.base import Channel
from amends.channels.registry import NoSuchChannel, channel, channels, collected


def module(**classes: type[Channel]) -> ModuleType:
    made = ModuleType("an_adapter")
    for name, kind in classes.items():
        kind.__module__ = "an_adapter"
        setattr(made, name, kind)
    return made


def test_every_file_is_a_channel() -> None:
    assert list(channels()) == sorted(channels())
    assert {"demo", "email"} <= set(channels())
    assert isinstance(channel("demo"), Demo)


def test_a_network_that_is_not_installed() -> None:
    with pytest.raises(NoSuchChannel):
        channel("nowhere")


def test_an_adapter_that_is_not_complete_is_named() -> None:
    half = type("Half", (Channel,), {"slug": "half"})
    with pytest.raises(TypeError, match=r"Half.*lacks deliver, fetch, identify"):
        collected([module(Half=half)])


def test_two_adapters_cannot_have_one_name() -> None:
    twin = type("Twin", (Demo,), {})
    with pytest.raises(TypeError, match="both called 'demo'"):
        collected([module(Twin=twin), module(Other=type("Other", (Demo,), {}))])


def test_what_an_adapter_borrows_or_builds_on_is_no_channel_of_its_own() -> None:
    base = type("_Base", (Channel,), {})
    found = module(_Base=base, Own=type("Own", (Demo,), {"slug": "own"}))
    found.Demo = Demo  # type: ignore[attr-defined]
    assert list(collected([found])) == ["own"]

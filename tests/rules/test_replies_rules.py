"""Saved replies filled in: what is known stands there, what is not known stays to be seen."""

from __future__ import annotations

import pytest

from amends.outbox.rules.variables import NAMES, unresolved
from amends.replies.rules import EXAMPLE, Known, first_name, render, tidy_shortcut

MIRA = Known(customer_name="Mira Kessler", agent_name="Ada Agent", case_number="12")


def test_every_variable_has_a_value_to_show() -> None:
    assert set(EXAMPLE.values()) == set(NAMES)
    assert all(EXAMPLE.values().values())


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Hi {customer.first_name},", "Hi Mira,"),
        ("Hi { customer.first_name }, case {case.number}", "Hi Mira, case 12"),
        ("{agent.name} of {brand.name}", "Ada Agent of {brand.name}"),
        ("{customer.shoe_size}", "{customer.shoe_size}"),
        ("{% debug %} {{ 7 }} {x} {customer}", "{% debug %} {{ 7 }} {x} {customer}"),
        ("{customer.__class__.__mro__}", "{customer.__class__.__mro__}"),
    ],
)
def test_what_is_known_is_filled_in_and_the_rest_stays(text: str, shown: str) -> None:
    assert render(text, MIRA) == shown


def test_a_name_that_looks_like_a_variable_is_only_a_name() -> None:
    sly = Known(customer_name="{agent.name} Sly", agent_name="Ada")
    assert render("Hi {customer.name}", sly) == "Hi (agent.name) Sly"


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("Mira Kessler", "Mira"),
        ("Kessler, Mira", "Kessler"),
        ("@mirakess", ""),
        ("", ""),
        ("★★★", ""),
        ("李 伟", "李"),
    ],
)
def test_a_first_name_is_a_name(name: str, first: str) -> None:
    assert first_name(name) == first


def test_what_stands_unresolved_is_named_once() -> None:
    text = "Hi {customer.first_name}, {customer.first_name}! {order} {case.nmber}"
    assert unresolved(text) == ("{customer.first_name}", "{case.nmber}")


def test_a_shortcut_is_kept_without_its_slash() -> None:
    assert tidy_shortcut(" /Thanks ") == "thanks"

"""Approved forms of words: their places, how they read filled in, and what cannot fill them."""

from __future__ import annotations

import pytest

from amends.channels.templates import TemplateOffer, places_of

REFUND = TemplateOffer(
    name="refund_done",
    language="en",
    header="Order {{order}}",
    body="Hello {{name}}, your refund for {{order}} is on its way.",
    footer="Northpost",
    places=("order", "name"),
)


def test_every_place_is_named_once_in_its_order() -> None:
    assert places_of("{{2}} and {{ 1 }}", "{{1}} {{3}}") == ("2", "1", "3")
    assert places_of("no places, { } {{}} {{a b}}") == ()


def test_it_reads_as_the_customer_will_read_it() -> None:
    said = REFUND.filled(("4711", "Maren"))
    assert said == "Order 4711\n\nHello Maren, your refund for 4711 is on its way.\n\nNorthpost"


def test_places_without_a_value_stay_open() -> None:
    assert "Hello {{name}}, your refund for 4711" in REFUND.filled(("4711",))


def test_what_a_customer_wrote_is_never_filled_in_twice() -> None:
    assert REFUND.filled(("{{name}}", "Maren")).startswith("Order {{name}}\n")


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (("4711",), "2 places to fill, not 1"),
        (("4711", " "), "Fill in name"),
        (("4711", "Maren\nHolt"), "on one line"),
        (("4711", "Maren     Holt"), "four spaces"),
        (("4711", "Maren"), ""),
    ],
)
def test_values_that_do_not_fit_are_said_in_a_sentence(values: tuple[str, ...], said: str) -> None:
    problem = REFUND.problem(values)
    assert said in problem
    assert bool(problem) is bool(said)

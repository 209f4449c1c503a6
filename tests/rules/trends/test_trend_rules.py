"""What holds of spikes, issues and what spreads, without a database."""

from __future__ import annotations

import math

import pytest

from amends.trends.rules.groups import Book, Loose
from amends.trends.rules.naming import copies, telling_words
from amends.trends.rules.spikes import (
    FIRST_BAR,
    HOUR,
    Event,
    Found,
    Watch,
    gathered,
    hours_of,
    set_bar,
)
from amends.trends.rules.spread import Reason, Seen, Sign, Usual, about_to_spread
from amends.trends.rules.surprise import surprise
from amends.trends.rules.terms import TermKind, judged_terms, kind_of, said, terms_of, words_in
from amends.trends.rules.usual import Usual as Past

WEEK = 168 * HOUR


NAMES = ("velvo", "brin", "katto", "mull", "zorra")


def slot_of(at: float) -> int:
    return int(at // HOUR) % 168


def words(*some: str) -> tuple[int, ...]:
    return terms_of(" ".join(some))


def a_past(weeks: int = 4, an_hour: int = 5) -> Past:
    """So many weeks of the same five messages each hour."""
    past = Past()
    texts = [words(f"{name}lamp {name}sofa {name}chair") for name in NAMES[:an_hour]]
    for hour in range(weeks * 168):
        past.learn_hour(hour % 168, texts)
    return past


@pytest.mark.parametrize(
    ("many", "expected", "chance"), [(3, 0.5, 0.014388), (1, 1.0, 0.632121), (8, 2.0, 0.001097)]
)
def test_surprise_is_the_chance_of_so_many_or_more(
    many: int, expected: float, chance: float
) -> None:
    told = surprise(many, expected)
    assert told == pytest.approx(-math.log10(chance) if many > expected else 0.0, abs=1e-3)


def test_what_comes_in_gusts_surprises_less() -> None:
    assert surprise(20, 5.0, 10.0) < surprise(20, 5.0)


def test_no_surprise_is_below_nothing_or_fails() -> None:
    assert surprise(0, 0.0) == 0.0
    assert surprise(5_000, 0.001) > 1_000
    assert surprise(10_000, 9_000.0) > 20


def test_terms_tell_their_kind_and_fit_into_an_integer() -> None:
    terms = terms_of("The voucher is refused at the checkout, my parcel never arrived")
    judged = judged_terms(network="x", topic="refund", is_unhappy=True, is_low=True)
    assert {kind_of(term) for term in judged} == {TermKind.JUDGED, TermKind.NETWORK}
    assert all(0 <= term < 2**31 for term in (*terms, *judged))
    assert said((*terms, *judged)) == terms


def test_the_past_is_learned_and_fades() -> None:
    past, other = a_past(), words("curtain")[0]
    known = words("velvolamp")[0]
    assert past.share(known) == pytest.approx(0.2, abs=0.02)
    assert past.share(other) < 0.001
    assert past.rate(30) == pytest.approx(5.0, abs=0.1)
    for hour in range(26 * 168):
        past.learn_hour(hour % 168, [])
    assert past.messages < 100


def test_the_past_stays_true_when_its_gain_is_taken_back() -> None:
    past = a_past(weeks=60)
    assert past.gain < 10_001
    assert past.share(words("velvolamp")[0]) == pytest.approx(0.2, abs=0.02)


def heard(watch: Watch, people: list[int], text: str = "velvet curtain torn") -> list[Found]:
    found: list[Found] = []
    for number, who in enumerate(people):
        found += watch.hear(Event(4 * WEEK + 60.0 * number, who, terms_of(text), number))
    return found


def test_three_people_surprise_and_one_who_writes_often_does_not() -> None:
    assert heard(Watch(a_past(), slot_of), [1, 2, 3, 4, 5])
    assert not heard(Watch(a_past(), slot_of), [1, 1, 1, 1, 1, 2])


def test_what_everybody_says_every_day_is_no_surprise() -> None:
    found = heard(
        Watch(a_past(), slot_of),
        [1, 2, 3, 4],
        " ".join(f"velvo{each}" for each in ("lamp", "sofa", "chair")),
    )
    assert not [each for each in found if kind_of(each.term) is TermKind.WORD]


def test_terms_of_the_same_messages_are_one_spike() -> None:
    one = Found(8, 9.0, 4, 0.1, 1_800, 0.0, frozenset({1, 2, 3, 4}))
    same = Found(16, 7.0, 3, 0.1, 1_800, 0.0, frozenset({2, 3, 4}))
    other = Found(24, 6.0, 3, 0.1, 1_800, 0.0, frozenset({7, 8, 9}))
    assert [group.best for group in gathered([same, other, one])] == [one, other]


def test_hours_count_the_quiet_ones_too() -> None:
    events = [Event(at, 1, (8,), 1) for at in (10.0, 20.0, 3 * HOUR + 5.0)]
    assert [(slot, len(some)) for slot, some in hours_of(events, slot_of)] == [
        (0, 2),
        (1, 0),
        (2, 0),
        (3, 1),
    ]


def test_a_bar_is_careful_without_a_past_and_set_by_one() -> None:
    assert set_bar([], slot_of, budget=1).score == FIRST_BAR
    events = [
        Event(
            number * 900.0,
            number,
            words(f"{'abcdefghijklmnopqrst'[number % 20] * 4} {'uvwxyzabcdefg'[number % 13] * 5}"),
            number,
        )
        for number in range(2_000)
    ]
    bar = set_bar(events, slot_of, budget=1)
    assert bar.weeks > 1
    assert bar.alarms <= bar.weeks


def test_a_book_finds_people_that_say_alike_together() -> None:
    past = a_past()
    book = Book([], [], past.share)
    texts = (
        "Voucher code refused at checkout",
        "Checkout refuses my voucher code",
        "My sofa creaks a lot",
        "Refused: voucher code at the checkout",
    )
    places = [book.place(Loose(n, n, terms_of(text))) for n, text in enumerate(texts)]
    assert [bool(place.begins_with) for place in places] == [False, False, False, True]
    book.begin(1, Loose(3, 3, terms_of(texts[3])), places[3].begins_with)
    assert book.place(Loose(9, 9, terms_of("voucher code refused, checkout"))).issue == 1


def test_names_are_the_words_that_most_of_them_write() -> None:
    texts = ["The Voucher is refused", "my voucher was refused!", "voucher refused"]
    assert set(telling_words(texts, a_past().share)[:2]) == {"voucher", "refused"}
    assert words_in("a 1234 the") == {}


def test_copies_are_counted() -> None:
    same, other = frozenset({1, 2, 3, 4, 5}), frozenset({7, 8})
    assert copies([same, same, frozenset({1, 2, 3, 4, 5, 6}), other]) == 3
    assert copies([]) == 0


@pytest.mark.parametrize(
    ("seen", "signs"),
    [
        (Seen([(0.5, 2), (1.0, 40)], is_unhappy=True), [Sign.GROWS]),
        (Seen([(0.5, 2), (1.0, 8), (1.5, 40)], is_unhappy=True), [Sign.GROWS, Sign.QUICKENS]),
        (Seen([], followers=80_000, is_unhappy=True), [Sign.REACH]),
        (Seen([(1.0, 7)], is_press=True, is_unhappy=True), [Sign.PRESS]),
        (Seen([(1.0, 5)], followers=900, is_unhappy=True), []),
        (Seen([(0.5, 2), (1.0, 400)]), []),
    ],
)
def test_what_is_about_to_spread_says_why(seen: Seen, signs: list[Sign]) -> None:
    assert [each.sign for each in about_to_spread(seen, Usual())] == signs


def test_a_brand_that_spreads_every_day_is_told_less() -> None:
    seen = Seen([(0.5, 2), (1.0, 40)], followers=80_000, is_unhappy=True)
    assert about_to_spread(seen, Usual(growth=50, reach=60_000)) == ()
    assert Reason(Sign.REACH, 80_000.0) in about_to_spread(seen, Usual(growth=50))

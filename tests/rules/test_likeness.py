from __future__ import annotations

from amends.incidents.rules.likeness import Verdict, learn, precision
from amends.incidents.rules.signs import matters_of, signs, troubles_in

LATE = [
    "my parcel has been stuck in Hamburg since Monday",
    "where is my package? it was due yesterday",
    "no update on my parcel for 4 days",
    "mein Paket liegt seit Tagen in Hamburg",
]
ORDINARY = [
    "how do I return a jacket that is too small?",
    "the cup inside is broken",
    "can I change the delivery address of my order?",
    "where do I enter my voucher code?",
    "thank you for the quick help!",
    "do you have jobs in the warehouse?",
    "falscher Artikel im Paket",
    "merci beaucoup, tout est parfait",
] * 5


def test_three_examples_are_the_fewest_to_learn_from() -> None:
    assert learn(LATE[:2], [], ORDINARY) is None
    assert learn(LATE[:3], [], ORDINARY) is not None


def test_the_same_trouble_is_known_in_other_words_and_another_language() -> None:
    learned = learn(LATE, [], ORDINARY, named="Parcel delays, Hamburg")
    assert learned is not None
    for said in (
        "shipment still has not arrived, 5 days late",
        "Sendung verspätet, nichts angekommen",
        "toujours pas reçu mon colis, 3 jours de retard",
    ):
        assert learned.judge(said).verdict is Verdict.ALIKE, said
    for said in ("is there a gift box?", "the cup was broken", "danke, alles super", ""):
        assert learned.judge(said).verdict is not Verdict.ALIKE, said


def test_a_judgement_names_the_words_that_told() -> None:
    learned = learn(LATE, [], ORDINARY)
    assert learned is not None
    telling = learned.judge("Hello, my parcel is stuck since Friday").telling
    assert {"parcel", "stuck"} & set(telling)
    assert "hello" not in telling


def test_what_was_detached_teaches() -> None:
    said = "my parcel was left in the rain since yesterday"
    before, after = learn(LATE, [], ORDINARY), learn(LATE, [said] * 2, ORDINARY)
    assert before is not None
    assert after is not None
    assert after.score(said) < before.score(said)


def test_the_same_examples_always_teach_the_same() -> None:
    assert learn(LATE, [], ORDINARY) == learn(LATE, [], ORDINARY)


def test_without_any_background_it_asks_for_much() -> None:
    learned = learn(LATE, [], [])
    assert learned is not None
    assert learned.judge("hello").verdict is not Verdict.ALIKE


def test_handles_and_addresses_are_no_words_and_long_texts_weigh_no_more() -> None:
    found = signs("@northpost parcel late https://a.example/parcel")
    assert found["m parcel"] == signs("parcel late " + "and more of it at length " * 9)["m parcel"]
    assert all("northp" not in sign and "exampl" not in sign for sign in found)
    assert signs("") == signs("@northpost") == {}


def test_two_words_make_a_fault_only_near_each_other() -> None:
    assert "t undelivered" in signs("the order did not come")
    assert "t undelivered" not in signs("I love it. Not the red order, I will come again")
    assert troubles_in({"parcel", "late"}) == ["undelivered"]
    assert "parcel" in matters_of("packages")


def test_precision_is_of_what_was_attached_by_itself() -> None:
    assert precision(0, 0) is None
    assert precision(19, 1) == 0.95

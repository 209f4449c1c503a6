from __future__ import annotations

import pytest

from amends.triage.rules.judgement import (
    Act,
    Asker,
    FoundKind,
    Harm,
    Heard,
    Judgement,
    Mood,
    Urgency,
)
from amends.triage.rules.judging import judge
from amends.triage.rules.sayings import BY_LANGUAGE, lexicon


def _judged(text: str, **around: object) -> Judgement:
    return judge(Heard(text, **around))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "act", "needs"),
    [
        ("My parcel still hasn't arrived, I have been waiting for 3 weeks", Act.COMPLAINT, True),
        ("When do you open on Sunday?", Act.QUESTION, True),
        ("Love the new menu, best burger ever 🔥", Act.PRAISE, False),
        ("Danke!", Act.THANKS, False),
        ("Mein Paket ist immer noch nicht angekommen, wo bleibt es?", Act.COMPLAINT, True),
        ("Mijn bestelling is nog steeds niet geleverd, belachelijk", Act.COMPLAINT, True),
        ("Mon colis n'est toujours pas arrivé, c'est inadmissible", Act.COMPLAINT, True),
        ("Llevo dos semanas esperando mi pedido y nadie responde", Act.COMPLAINT, True),
        ("Il mio ordine non è ancora arrivato, servizio pessimo", Act.COMPLAINT, True),
        ("Não recebi a encomenda e ninguém responde", Act.COMPLAINT, True),
        ("CLICK HERE to earn $500 a week from home", Act.SPAM, False),
    ],
)
def test_a_message_is_what_its_words_show(text: str, act: Act, needs: bool) -> None:
    judged = _judged(text)
    assert (judged.act, judged.needs_answer) == (act, needs)


def test_thanks_for_nothing_is_no_thanks() -> None:
    judged = _judged("Thanks for nothing. Three hours on hold 🙄")
    assert (judged.act, judged.mood) == (Act.COMPLAINT, Mood.NEGATIVE)
    assert "sarcasm" in {reason.code for reason in judged.reasons}


@pytest.mark.parametrize(
    ("text", "harm"),
    [
        ("The charger caught fire in my son's room", Harm.SAFETY),
        ("My daughter had an allergic reaction to your soup", Harm.HEALTH),
        ("I don't want to live any more", Harm.SELF_HARM),
        ("Ich will nicht mehr leben", Harm.SELF_HARM),
        ("Ça sent une odeur de gaz dans la cuisine", Harm.SAFETY),
        ("No tengo calefacción, mi madre anciana está sin luz", Harm.VULNERABLE),
        ("Sono allergica alle noci e sto male", Harm.HEALTH),
        ("Mijn vader is benauwd en we hebben geen zuurstof", Harm.HEALTH),
        ("O carregador pegou fogo de noite", Harm.SAFETY),
    ],
)
def test_what_is_at_stake_is_seen(text: str, harm: Harm) -> None:
    judged = _judged(text)
    assert harm in judged.harms
    assert judged.urgency is not Urgency.NONE
    assert judged.needs_answer


@pytest.mark.parametrize(
    "text",
    [
        "There was no fire and nobody was hurt, all fine",
        "Your team is on fire this week!",
        "That album is fire",
        "I am dying to try the new menu, can't wait",
    ],
)
def test_what_is_denied_or_meant_otherwise_is_no_harm(text: str) -> None:
    assert _judged(text).urgency is Urgency.NONE


def test_who_asks_shows_in_words_profile_and_reach() -> None:
    assert _judged("I'm a reporter at the Herald, can you comment?").asker is Asker.PRESS
    assert _judged("Hello?", author_bio="Journalist, views my own").asker is Asker.PRESS
    assert _judged("My bag is lost", follower_count=250_000).asker is Asker.INFLUENCER
    assert _judged("My bag is lost", follower_count=12).asker is Asker.CUSTOMER


def test_orders_products_and_places_are_found_where_they_stand() -> None:
    text = "Order no. AB-20931 of the Kettle Pro, bought in Leeds"
    judged = _judged(text, products=("Kettle Pro", "Kettle"), places=("Leeds", "Lee"))
    assert [(each.kind, each.text) for each in judged.found] == [
        (FoundKind.ORDER_NUMBER, "AB-20931"),
        (FoundKind.PRODUCT, "Kettle Pro"),
        (FoundKind.PLACE, "Leeds"),
    ]
    assert all(text[each.start : each.end] == each.text for each in judged.found)


@pytest.mark.parametrize(
    "text", ["", " ", "\x00", "👍", "????", "a" * 100_000, "https://x.y", "@a @b"]
)
def test_no_text_is_too_strange(text: str) -> None:
    judged = _judged(text)
    assert 0 <= judged.urgency_score <= 1
    assert -1 <= judged.mood_score <= 1
    assert judged.reasons


@pytest.mark.parametrize("again", ["is", " is", " est", " nummer", "no.", "bestell", " n.", "#"])
def test_a_word_said_a_thousand_times_over_does_not_keep_the_desk_busy(again: str) -> None:
    # Two ways to read the same "is" would take longer than anybody lives; nothing here looks at a clock.
    assert _judged("order" + again * 1_000 + " x").found == ()
    assert [each.text for each in _judged(f"order{again}{again} 44556").found] == ["44556"]


def test_every_language_has_the_same_topics_and_each_can_be_read() -> None:
    english = set(BY_LANGUAGE["en"]) - {"harmless"}
    for language, sayings in BY_LANGUAGE.items():
        assert set(sayings) - {"harmless"} == english, language
        assert lexicon(language).topics("nothing to see") is not None

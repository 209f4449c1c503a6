"""Tags that people give are suggested for words alike; the desk gives them itself where a lead lets it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from amends.audit.models import Entry
from amends.channels.models import Connection
from amends.inbox.actions.tag import add_tag, remove_tag
from amends.inbox.models import Case, CaseEvent, Tag
from amends.refusals import Invalid, NotAllowed, NotFound
from amends.staff.rules import Actor
from amends.triage.actions.hint import dismiss, set_tags_from, take
from amends.triage.actions.judge import judge_case
from amends.triage.actions.learn import learn
from amends.triage.models import HintState, Learning, TagHint
from amends.triage.queries.tagged import hints_of, learnable, tagged
from cast import NOON, Cast, Matter, make_brand, make_connection, make_matter

pytestmark = pytest.mark.django_db

LATER = NOON + timedelta(hours=1)
TORN, OTHER = "the zorp box number {} came torn", "the flim voucher number {} ended"


def judged(connection: Connection, text: str, at: datetime = NOON) -> Matter:
    matter = make_matter(connection, text=text, at=at)
    judge_case(brand_id=connection.brand_id, message_ids=[matter.message.pk], now=at)
    return matter


@pytest.fixture
def by(cast: Cast) -> Actor:
    return cast.actor(cast.bo)


@pytest.fixture
def torn(by: Actor, connection: Connection) -> Tag:
    """People gave one tag to what is torn and another to the rest, and the desk learnt it."""
    for number in range(25):
        for text, name in ((TORN, "torn"), (OTHER, "voucher")):
            case = make_matter(connection, text=text.format(number)).case
            add_tag(by=by, case=case, name=name, now=NOON + timedelta(seconds=number))
    learn(brand_id=by.brand_id, now=LATER)
    return Tag.objects.get(name="torn")


def test_what_people_tag_alike_is_suggested(by: Actor, connection: Connection, torn: Tag) -> None:
    case = judged(connection, TORN.format(99)).case
    assert [each.name for each in hints_of(by.brand_id, case.pk, case.tags).suggested] == ["torn"]
    assert case.tags == []
    figures = Learning.objects.get(kind="tags").figures
    told = next(each for each in figures["tags"] if each["tag"] == torn.pk)
    assert (told["labels"], told["given"]) == (25, 25)
    assert told["precision"] > 0.9


def test_tags_learnt_by_other_vectors_are_learnt_anew(
    by: Actor, connection: Connection, torn: Tag
) -> None:
    first = Learning.objects.get(kind="tags")
    first.figures.pop("vectors")
    first.save(update_fields=["figures"])
    learn(brand_id=by.brand_id, now=LATER + timedelta(hours=1))
    second = Learning.objects.get(kind="tags", set_aside_at=None)
    # It is tried on all cases, for what was there before suggests nothing to compare it with.
    assert (second.number, second.figures["held_out"], second.figures["before"]) == (2, 50, 0)
    case = judged(connection, TORN.format(99)).case
    assert [each.name for each in hints_of(by.brand_id, case.pk, case.tags).suggested] == ["torn"]


def test_both_words_on_a_suggestion_are_labels(
    by: Actor, connection: Connection, torn: Tag
) -> None:
    one, two = judged(connection, TORN.format(98)).case, judged(connection, TORN.format(99)).case
    take(by=by, case=one, tag_id=torn.pk, now=LATER)
    dismiss(by=by, case=two, tag_id=torn.pk, now=LATER)
    assert Case.objects.get(pk=one.pk).tags == [torn.pk]
    told = tagged(by.brand_id, now=LATER)
    assert torn.pk in told[one.pk].given
    assert torn.pk in told[two.pk].refused
    assert learnable(by.brand_id, told.values())[torn.pk] == (27, 26)
    judge_case(brand_id=by.brand_id, message_ids=[two.messages.get().pk], now=LATER)
    assert hints_of(by.brand_id, two.pk, []).suggested == ()
    with pytest.raises(NotFound):
        take(by=by, case=two, tag_id=torn.pk, now=LATER)


def test_the_desk_puts_none_on_unless_a_lead_lets_it(
    cast: Cast, by: Actor, connection: Connection, torn: Tag
) -> None:
    with pytest.raises(NotAllowed):
        set_tags_from(by=cast.actor(cast.ada), percent=90, now=LATER)
    with pytest.raises(Invalid):
        set_tags_from(by=by, percent=51, now=LATER)
    set_tags_from(by=by, percent=90, now=LATER)
    case = judged(connection, TORN.format(99)).case
    assert Case.objects.get(pk=case.pk).tags == [torn.pk]
    assert TagHint.objects.get(case_id=case.pk).state == HintState.APPLIED
    event = CaseEvent.objects.get(case=case, kind="tagged")
    assert (event.by_id, event.facts["because"]) == (None, "learnt")
    entry = Entry.objects.get(action="inbox.add_tag", target=f"case:{case.pk}")
    assert (entry.by_id, entry.via, entry.facts["precision"]) == (
        None,
        "system",
        event.facts["precision"],
    )


def test_what_the_desk_put_on_is_no_label_and_taking_it_off_is_one(
    by: Actor, connection: Connection, torn: Tag
) -> None:
    set_tags_from(by=by, percent=80, now=LATER)
    case = judged(connection, TORN.format(99)).case
    assert case.pk not in tagged(by.brand_id, now=LATER)
    remove_tag(by=by, case=Case.objects.get(pk=case.pk), tag=torn, now=LATER)
    assert tagged(by.brand_id, now=LATER)[case.pk].refused == {torn.pk}
    judge_case(brand_id=by.brand_id, message_ids=[case.messages.get().pk], now=LATER)
    assert Case.objects.get(pk=case.pk).tags == []


def test_another_brand_is_suggested_nothing(torn: Tag) -> None:
    other = make_connection(make_brand("Other"))
    case = judged(other, TORN.format(99)).case
    learn(brand_id=other.brand_id, now=LATER)
    assert not TagHint.objects.filter(case_id=case.pk).exists()
    assert hints_of(torn.brand_id, case.pk, []).suggested == ()


def test_too_few_tags_teach_nothing(by: Actor, connection: Connection) -> None:
    for number in range(24):
        case = make_matter(connection, text=TORN.format(number)).case
        add_tag(by=by, case=case, name="torn", now=NOON)
    assert learn(brand_id=by.brand_id, now=LATER) == []
    assert not Learning.objects.exists()

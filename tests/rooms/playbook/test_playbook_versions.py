"""Versions of the playbook: kept, reviewed, put live, and brought back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from amends.audit.models import Entry
from amends.playbook import actions, queries
from amends.playbook.actions.review import NotInReview, OwnWork
from amends.playbook.models import DryRunState, PlaybookVersion, VersionState
from amends.playbook.rules.document import SCHEMA_VERSION
from amends.playbook.rules.draft import Draft
from amends.playbook.rules.policy import Policy
from amends.playbook.rules.trial import Told
from amends.refusals import Invalid, NotAllowed, NotFound
from amends.staff.models import Membership
from amends.staff.rules import Actor, Role
from cast import NOON, Cast, make_brand, make_user

pytestmark = pytest.mark.django_db

CALM = f"""schema_version: {SCHEMA_VERSION}
words:
  never:
    - {{words: calm down}}
"""
EASY = CALM.replace("calm down", "take it easy")


@pytest.fixture
def bo(cast: Cast) -> Actor:
    return cast.actor(cast.bo)


@pytest.fixture
def olga(cast: Cast) -> Actor:
    return cast.actor(cast.olga)


def draft(by: Actor, text: str = CALM, seen: int = 0) -> PlaybookVersion:
    return actions.save_draft(by=by, text=text, seen=seen, now=NOON)


def live(by: Actor, text: str = CALM) -> PlaybookVersion:
    return actions.go_live(by=by, seen=draft(by, text).revision, now=NOON)


def test_a_brand_without_a_playbook_has_what_is_built_in(cast: Cast) -> None:
    assert queries.policy_of(cast.brand) == Policy()
    assert queries.playbook_of(cast.brand.pk) is None


def test_what_goes_live_holds_and_what_held_is_retired(cast: Cast, bo: Actor) -> None:
    live(bo)
    assert [each.says for each in queries.policy_of(cast.brand).forbidden] == ["calm down"]
    second = live(bo, EASY)
    assert (second.number, second.began_from) == (2, 1)
    assert [each.says for each in queries.policy_of(cast.brand).forbidden] == ["take it easy"]
    states = [each.state for each in queries.history_of(cast.brand.pk)]
    assert states == [VersionState.LIVE, VersionState.RETIRED]
    verbs = list(Entry.objects.order_by("position").values_list("action", flat=True))
    assert verbs == ["playbook.save_draft", "playbook.go_live"] * 2


def test_the_policy_costs_one_look_once_it_was_read(
    cast: Cast, bo: Actor, django_assert_num_queries: object
) -> None:
    live(bo)
    first = queries.policy_of(cast.brand)
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert queries.policy_of(cast.brand) is first


def test_a_draft_may_be_wrong_and_goes_nowhere_so(bo: Actor) -> None:
    wrong = draft(bo, "schema_version: 1\nvoice: {adress: formal}\n")
    with pytest.raises(actions.HasProblems) as told:
        actions.go_live(by=bo, seen=wrong.revision, now=NOON)
    assert "Did you mean “address”" in told.value.problems[0].sentence
    with pytest.raises(actions.HasProblems):
        actions.ask_review(by=bo, seen=wrong.revision, comment="", now=NOON)
    assert queries.live_of(bo.brand_id) is None


def test_a_network_that_this_desk_has_not_is_told_by_a_door_that_knows(bo: Actor) -> None:
    kept = draft(bo, "schema_version: 1\nnetworks: {myspace: {emoji: 1}}\n")
    known = frozenset({"x", "facebook"})
    with pytest.raises(actions.HasProblems):
        actions.go_live(by=bo, seen=kept.revision, networks=known, now=NOON)


def test_two_editors_do_not_overwrite_each_other_in_silence(bo: Actor, olga: Actor) -> None:
    first = draft(bo)
    second = draft(olga, EASY, first.revision)
    with pytest.raises(actions.Changed):
        draft(bo, CALM, first.revision)
    with pytest.raises(actions.Changed):
        draft(bo, CALM)
    with pytest.raises(actions.Changed):
        actions.go_live(by=bo, seen=first.revision, now=NOON)
    kept = queries.written_of(bo.brand_id)
    assert kept is not None
    assert (kept.text, kept.revision) == (EASY, second.revision)
    assert kept.writers == [bo.user_id, olga.user_id]


def test_who_only_answers_writes_none(cast: Cast, bo: Actor) -> None:
    with pytest.raises(NotAllowed):
        draft(cast.actor(cast.ada))
    kept = draft(bo)
    for verb in (actions.go_live, actions.throw_away):
        with pytest.raises(NotAllowed):
            verb(by=cast.actor(cast.ada), seen=kept.revision, now=NOON)
    with pytest.raises(NotAllowed):
        actions.choose(by=bo, needs_second=True, owner_approves=False, now=NOON)


def test_what_cannot_be_kept_is_refused(bo: Actor) -> None:
    for text in ("x" * 100_001, "a\0b"):
        with pytest.raises(Invalid):
            draft(bo, text)
    assert draft(bo, "a: 1\r\nb: 2").text == "a: 1\nb: 2\n"


def test_a_draft_that_is_thrown_away_stays_in_the_history(bo: Actor) -> None:
    kept = draft(bo)
    actions.throw_away(by=bo, seen=kept.revision, now=NOON)
    assert queries.written_of(bo.brand_id) is None
    assert draft(bo).number == 2
    with pytest.raises(Invalid):
        actions.roll_back(by=bo, number=1, comment="", now=NOON)


# --------------------------------------------------------------------------------------- two people


@pytest.fixture
def needs_second(olga: Actor) -> None:
    actions.choose(by=olga, needs_second=True, owner_approves=False, now=NOON)


@pytest.mark.usefixtures("needs_second")
def test_where_two_are_needed_one_is_not_enough(bo: Actor, olga: Actor) -> None:
    kept = draft(bo)
    with pytest.raises(actions.NeedsSecond):
        actions.go_live(by=bo, seen=kept.revision, now=NOON)
    with pytest.raises(NotInReview):
        actions.approve(by=olga, seen=kept.revision, comment="", now=NOON)
    asked = actions.ask_review(by=bo, seen=kept.revision, comment="Two words", now=NOON)
    with pytest.raises(OwnWork):
        actions.approve(by=bo, seen=asked.revision, comment="", now=NOON)
    approved = actions.approve(by=olga, seen=asked.revision, comment="Good", now=NOON)
    done = actions.go_live(by=bo, seen=approved.revision, now=NOON)
    assert (done.approved_by_id, done.live_by_id, done.comment) == (
        olga.user_id,
        bo.user_id,
        "Good",
    )


@pytest.mark.usefixtures("needs_second")
def test_nobody_approves_what_they_wrote_part_of(bo: Actor, olga: Actor) -> None:
    first = draft(bo)
    second = draft(olga, EASY, first.revision)
    asked = actions.ask_review(by=bo, seen=second.revision, comment="", now=NOON)
    with pytest.raises(OwnWork):
        actions.approve(by=olga, seen=asked.revision, comment="", now=NOON)


@pytest.mark.usefixtures("needs_second")
def test_what_is_written_after_the_approval_was_not_approved(bo: Actor, olga: Actor) -> None:
    asked = actions.ask_review(by=bo, seen=draft(bo).revision, comment="", now=NOON)
    approved = actions.approve(by=olga, seen=asked.revision, comment="", now=NOON)
    again = draft(bo, EASY, approved.revision)
    assert (again.state, again.approved_by_id) == (VersionState.DRAFT, None)
    with pytest.raises(actions.NeedsSecond):
        actions.go_live(by=bo, seen=again.revision, now=NOON)


def test_only_owners_approve_where_it_was_chosen(cast: Cast, bo: Actor, olga: Actor) -> None:
    actions.choose(by=olga, needs_second=True, owner_approves=True, now=NOON)
    lea = make_user("lea@northpost.example", "Lea Lead")
    Membership.objects.create(brand=cast.brand, user=lea, role=Role.LEAD)
    asked = actions.ask_review(by=bo, seen=draft(bo).revision, comment="", now=NOON)
    with pytest.raises(NotAllowed):
        actions.approve(by=cast.actor(lea), seen=asked.revision, comment="", now=NOON)
    actions.approve(by=olga, seen=asked.revision, comment="", now=NOON)


def test_it_is_given_back_with_a_word(bo: Actor, olga: Actor) -> None:
    asked = actions.ask_review(by=bo, seen=draft(bo).revision, comment="", now=NOON)
    with pytest.raises(Invalid):
        actions.give_back(by=olga, seen=asked.revision, comment=" ", now=NOON)
    back = actions.give_back(by=olga, seen=asked.revision, comment="Too harsh", now=NOON)
    assert (back.state, back.comment) == (VersionState.DRAFT, "Too harsh")


def test_the_database_knows_that_nobody_approves_their_own(cast: Cast, bo: Actor) -> None:
    actions.ask_review(by=bo, seen=draft(bo).revision, comment="", now=NOON)
    with pytest.raises(IntegrityError), transaction.atomic():
        PlaybookVersion.objects.update(approved_by=cast.bo, approved_at=NOON)
    with pytest.raises(IntegrityError), transaction.atomic():
        PlaybookVersion.objects.update(state="live")


# --------------------------------------------------------------------------------------- back again


def test_an_old_version_comes_back_at_once_as_a_new_one(cast: Cast, bo: Actor) -> None:
    live(bo)
    live(bo, EASY)
    begun = draft(bo, CALM + "name: Next\n")
    back = actions.roll_back(by=bo, number=1, comment="Too soft", now=NOON)
    assert (back.number, back.text, back.state) == (4, CALM, VersionState.LIVE)
    assert [each.says for each in queries.policy_of(cast.brand).forbidden] == ["calm down"]
    kept = queries.written_of(cast.brand.pk)
    assert kept is not None
    assert kept.pk == begun.pk
    with pytest.raises(actions.NothingChanged):
        actions.roll_back(by=bo, number=1, comment="", now=NOON)


def test_what_holds_already_does_not_go_live_again(bo: Actor) -> None:
    live(bo)
    kept = draft(bo)
    with pytest.raises(actions.NothingChanged):
        actions.go_live(by=bo, seen=kept.revision, now=NOON)


def test_a_brands_playbook_is_nobody_elses(bo: Actor) -> None:
    live(bo)
    other = make_brand("Lumen")
    assert queries.policy_of(other) == Policy()
    with pytest.raises(NotFound):
        queries.version_of(other.pk, 1)


# ---------------------------------------------------------------------------------------- dry runs

SAID = ["We are on it.", "Please calm down.", "Just take it easy."]


def answers() -> list[Told]:
    return [Told(number, Draft(text=text)) for number, text in enumerate(SAID)]


def test_a_dry_run_changes_nothing_and_counts_each_answer_once(bo: Actor) -> None:
    live(bo)
    version = draft(bo, EASY)
    run = actions.begin_dry_run(by=bo, number=version.number, now=NOON)
    for _ in range(2):
        actions.try_out(run_id=run.pk, answers=answers(), total=3, clock=lambda: NOON)
    run.refresh_from_db()
    assert (run.state, run.tried, run.total, run.against) == (DryRunState.DONE, 3, 3, 1)
    assert set(run.result) == {"rules", "worst", "stopped", "freed"}
    assert sum(each["then"] for each in run.result["worst"]) == 3
    kept = queries.live_of(bo.brand_id)
    assert kept is not None
    assert kept.text == CALM


def test_a_dry_run_of_a_draft_that_went_on_says_so(bo: Actor) -> None:
    version = draft(bo)
    run = actions.begin_dry_run(by=bo, number=version.number, now=NOON)
    draft(bo, EASY, version.revision)
    later = timezone.now() + timedelta(hours=1)
    actions.try_out(run_id=run.pk, answers=answers(), total=3, clock=lambda: later)
    run.refresh_from_db()
    assert (run.state, run.ended_at) == (DryRunState.FAILED, later)


def test_a_dry_run_needs_a_playbook_that_is_right(cast: Cast, bo: Actor) -> None:
    version = draft(bo, "voice: 1\n")
    with pytest.raises(actions.HasProblems):
        actions.begin_dry_run(by=bo, number=version.number, now=NOON)
    with pytest.raises(NotAllowed):
        actions.begin_dry_run(by=cast.actor(cast.ada), number=version.number, now=NOON)

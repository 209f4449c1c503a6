"""The playbook in the settings: begun, written by form and by text, decided about, and brought back."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone
from neighbours import Other

from amends.outbox.actions import rehearse
from amends.outbox.models import Send, SendState
from amends.playbook import actions, queries
from amends.playbook.models import DryRun, PlaybookVersion
from amends.playbook.rules.document import PLAYBOOK
from amends.triage.actions.judge import judge_case
from cast import Cast, Matter

pytestmark = pytest.mark.django_db
Desk = Callable[[str], str]

TEXT = """\
# Ours.
schema_version: 1
voice:
  description: Warm.  # as agreed
words:
  never:
    - words: calm down
    - words: shut up
"""


def keep(cast: Cast, text: str = TEXT) -> PlaybookVersion:
    return actions.save_draft(by=cast.actor(cast.bo), text=text, seen=0, now=timezone.now())


def make_live(cast: Cast, text: str = TEXT) -> PlaybookVersion:
    kept = keep(cast, text)
    return actions.go_live(by=cast.actor(cast.bo), seen=kept.revision, now=timezone.now())


def written(cast: Cast) -> PlaybookVersion:
    found = queries.written_of(cast.brand.pk)
    assert found is not None
    return found


def test_who_has_none_reads_what_it_is_and_begins_with_a_starter(
    bo: Client, cast: Cast, desk: Desk
) -> None:
    page = bo.get(desk("settings/playbook/")).content.decode()
    assert "What a playbook is" in page
    shown = bo.get(desk("settings/playbook/starters/food/")).content.decode()
    assert "nobody else complained" in shown
    answer = bo.post(desk("settings/playbook/begin/"), {"with": "food"}, follow=True)
    assert "A draft is begun" in answer.content.decode()
    assert written(cast).text == queries.starter("food").text
    bo.post(desk("settings/playbook/begin/"), {"with": "retail"})
    assert written(cast).text == queries.starter("food").text


@pytest.mark.parametrize("number", ["0", "77", "9" * 5000])
def test_a_version_that_never_was_is_not_there(
    bo: Client, cast: Cast, desk: Desk, number: str
) -> None:
    keep(cast)
    assert bo.post(desk("settings/playbook/begin/"), {"with": number}).status_code == 404
    shown = bo.get(desk("settings/playbook/versions/1/"), {"against": number})
    assert shown.status_code == 404


def test_the_text_is_saved_with_what_is_wrong_at_its_line(
    bo: Client, cast: Cast, desk: Desk
) -> None:
    kept = keep(cast)
    text = TEXT.replace("description", "descriptoin")
    given = {"text": text, "seen": kept.revision, "section": "voice"}
    page = bo.post(desk("settings/playbook/edit/save/"), given, follow=True).content.decode()
    assert 'data-line="4"' in page
    assert "Did you mean “description”?" in page
    assert written(cast).text == text
    version = bo.get(desk("settings/playbook/versions/1/")).content.decode()
    assert "thing to put right" in version
    assert "Put it live" not in version


def test_the_form_changes_the_text_and_comments_stay(bo: Client, cast: Cast, desk: Desk) -> None:
    kept = keep(cast)
    given = {
        "text": TEXT,
        "seen": kept.revision,
        "section": "words",
        "words.never.0.words": "calm down",
        "words.never.0.level": "warn",
        "words.never.1.words": "shut up",
        "words.never.1.gone": "on",
        "words.never.2.words": "whatever: fine",
        "words.apologies.en": "We are sorry.\r\nWe are very sorry.\r\n",
    }
    answer = bo.post(desk("settings/playbook/edit/save/"), given)
    assert answer["Location"].endswith("?section=words")
    assert written(cast).text == (
        "# Ours.\nschema_version: 1\nvoice:\n  description: Warm.  # as agreed\n"
        "words:\n  never:\n    - words: calm down\n      level: warn\n"
        '    - words: "whatever: fine"\n'
        "  apologies:\n    en:\n      - We are sorry.\n      - We are very sorry.\n"
    )


def test_a_form_that_nobody_touched_does_not_undo_the_text(
    bo: Client, cast: Cast, desk: Desk
) -> None:
    kept = keep(cast)
    text = TEXT.replace("Warm.", "Cold.")
    given = {
        "text": text,
        "seen": kept.revision,
        "section": "voice",
        "voice.description": "Warm.",
        "voice.address": "",
    }
    bo.post(desk("settings/playbook/edit/save/"), given)
    assert written(cast).text == text


def test_form_and_text_follow_each_other_while_typing(bo: Client, cast: Cast, desk: Desk) -> None:
    keep(cast)
    one = {"text": TEXT, "section": "voice", "voice.address": "formal"}
    page = bo.post(desk("settings/playbook/edit/form/"), one).content.decode()
    assert "  address: formal\n" in page
    other = {"text": TEXT.replace("Warm.", "Plain."), "section": "voice"}
    page = bo.post(desk("settings/playbook/edit/text/"), other).content.decode()
    assert "Plain.</textarea>" in page
    wrong = {"text": TEXT + "a: b: c\n", "section": "voice", "voice.address": "formal"}
    page = bo.post(desk("settings/playbook/edit/form/"), wrong).content.decode()
    assert "The form cannot change a text that is laid out so" in page
    assert written(cast).text == TEXT


def test_every_section_of_a_starter_has_its_form(bo: Client, cast: Cast, desk: Desk) -> None:
    keep(cast, queries.starter("retail").text)
    for part in PLAYBOOK.parts[1:]:
        page = bo.get(desk(f"settings/playbook/edit/?section={part.name}"))
        assert f'name="{part.name}'.encode() in page.content, part.name


def test_two_editors_see_each_other(bo: Client, cast: Cast, desk: Desk) -> None:
    kept = keep(cast)
    theirs = TEXT.replace("Warm.", "Theirs.")
    olga = cast.actor(cast.olga)
    actions.save_draft(by=olga, text=theirs, seen=kept.revision, now=timezone.now())
    given = {"text": TEXT, "seen": kept.revision, "section": "voice"}
    answer = bo.post(desk("settings/playbook/edit/save/"), given)
    assert answer.status_code == 422
    assert "The draft changed meanwhile" in answer.content.decode()
    assert written(cast).text == theirs


def test_it_goes_live_and_an_old_one_comes_back(bo: Client, cast: Cast, desk: Desk) -> None:
    make_live(cast)
    given = {"text": TEXT.replace("calm down", "relax"), "seen": 0, "section": "voice"}
    bo.post(desk("settings/playbook/edit/save/"), {**given, "then": "look"})
    page = bo.get(desk("settings/playbook/versions/2/")).content.decode()
    assert "What differs from version 1" in page
    decided = {"do": "go-live", "seen": written(cast).revision, "comment": "Softer"}
    page = bo.post(desk("settings/playbook/versions/2/decide/"), decided, follow=True)
    assert "It is live" in page.content.decode()
    back = {"do": "roll-back", "comment": "Too soft"}
    bo.post(desk("settings/playbook/versions/1/decide/"), back)
    assert [each.says for each in queries.policy_of(cast.brand).forbidden] == [
        "calm down",
        "shut up",
    ]
    assert "Too soft" in bo.get(desk("settings/playbook/")).content.decode()


def test_two_people_where_two_are_needed(
    bo: Client, cast: Cast, desk: Desk, signed_in: Callable[..., Client]
) -> None:
    olga = signed_in(cast.olga)
    olga.post(desk("settings/playbook/choose/"), {"needs_second": "on"})
    keep(cast)
    where = desk("settings/playbook/versions/1/decide/")
    assert "Put it live" not in bo.get(desk("settings/playbook/versions/1/")).content.decode()
    bo.post(where, {"do": "ask-review", "seen": written(cast).revision})
    own = bo.post(where, {"do": "approve", "seen": written(cast).revision})
    assert "somebody else approves it" in own.content.decode()
    assert "Approve it" in olga.get(desk("settings/playbook/versions/1/")).content.decode()
    olga.post(where, {"do": "approve", "seen": written(cast).revision})
    bo.post(where, {"do": "go-live", "seen": written(cast).revision})
    assert queries.live_of(cast.brand.pk) is not None


def test_agents_read_it_and_change_nothing(
    ada: Client, cast: Cast, desk: Desk, other: Other, signed_in: Callable[..., Client]
) -> None:
    make_live(cast)
    page = ada.get(desk("settings/playbook/versions/1/")).content.decode()
    assert "calm down" in page
    assert "Decide" not in page
    assert ada.get(desk("settings/playbook/edit/")).status_code == 403
    stranger = signed_in(other.user)
    assert stranger.get(desk("settings/playbook/versions/1/")).status_code == 404


def test_it_is_tried_on_answers_that_were_really_given(
    bo: Client, cast: Cast, desk: Desk, matter: Matter
) -> None:
    matter.message.direction = "out"
    matter.message.save(update_fields=["direction"])
    said = Send.objects.create(
        brand=cast.brand,
        connection=matter.case.connection,
        case=matter.case,
        message=matter.message,
        key=uuid4(),
        request_key="web:1:key",
        state=SendState.SENT,
        state_since=timezone.now(),
        sent_at=timezone.now(),
        asked_at=timezone.now(),
        not_before=timezone.now(),
        is_public=True,
        text="We are on it.",
    )
    keep(cast)
    where = desk("settings/playbook/versions/1/")
    bo.post(f"{where}decide/", {"do": "try"})
    assert "Waiting for its turn" in bo.get(f"{where}dry-run/").content.decode()
    rehearse.go_through(run_id=DryRun.objects.get().pk, clock=timezone.now)
    run = DryRun.objects.get()
    assert (run.state, run.total, run.tried) == ("done", 1, 1)
    run.result["stopped"] = {
        "count": 1,
        "examples": [{"mark": said.pk, "findings": [{"code": "blame"}]}],
    }
    run.save(update_fields=["result"])
    page = bo.get(where).content.decode()
    assert "1 would be stopped that goes out now" in page
    assert "We are on it." in page


def test_rules_on_arrival_are_tried_on_what_came_in(
    bo: Client, cast: Cast, desk: Desk, matter: Matter
) -> None:
    message = matter.message
    judge_case(brand_id=cast.brand.pk, message_ids=[message.pk], now=timezone.now())
    word = message.text.split()[0]
    rule = f"arrival:\n  - {{name: All of them, words: ['{word}*'], then: {{tags: [seen]}}}}\n"
    number = make_live(cast, TEXT + rule).number
    page = bo.get(desk(f"settings/playbook/versions/{number}/")).content.decode()
    assert "Try its rules on arrival" in page
    found = bo.get(desk(f"settings/playbook/versions/{number}/arrival/?of=2000")).content.decode()
    assert "All of them" in found
    assert f"inbox/all/{matter.case.pk}/" in found
    assert matter.case.tags == []

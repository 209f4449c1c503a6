"""Writing in a case: drafts, files, saved replies, sending later and taking back."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from neighbours import Other
from PIL import Image

from amends.inbox.models import Attachment, Case, Message
from amends.outbox.models import Send, SendFile, Upload
from amends.replies.models import Draft, SavedReply
from cast import NOON, Cast, Matter, make_matter

pytestmark = pytest.mark.django_db
Desk = Callable[[str], str]
HTMX = {"headers": {"HX-Request": "true"}}


def picture(name: str = "box.png") -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (30, 20), "teal").save(out, "PNG")
    return SimpleUploadedFile(name, out.getvalue(), "image/png")


def draft_form(text: str, **more: object) -> dict[str, object]:
    values = {"kind": "public", "text": text, "page": str(uuid4()), "serial": "1", "seen": "0"}
    return {**values, **more}


def say_form(text: str = "We look at once.", **more: object) -> dict[str, object]:
    return {"kind": "public", "text": text, "request_key": str(uuid4()), **more}


def upload(client: Client, desk: Desk, matter: Matter, *files: SimpleUploadedFile) -> str:
    answer = client.post(desk(f"cases/{matter.case.pk}/uploads/"), {"files": list(files)})
    assert answer.status_code == 200
    return answer.content.decode()


# --------------------------------------------------------------------------------------- drafts


def test_a_draft_is_there_again_wherever_the_case_is_opened(
    ada: Client, bo: Client, desk: Desk, matter: Matter
) -> None:
    url = desk(f"cases/{matter.case.pk}/draft/")
    assert ada.post(url, draft_form("Dear Mira, half a")).json() == {"revision": 1}
    page = ada.get(desk(f"cases/{matter.case.pk}/composer/")).content.decode()
    assert "Dear Mira, half a</textarea>" in page
    assert 'data-revision="1"' in page
    seen_by_bo = bo.get(desk(f"cases/{matter.case.pk}/composer/")).content.decode()
    assert "has a draft here" in seen_by_bo
    assert "Dear Mira, half a" in seen_by_bo
    assert "half a</textarea>" not in seen_by_bo


def test_the_older_of_two_windows_is_told(ada: Client, desk: Desk, matter: Matter) -> None:
    url = desk(f"cases/{matter.case.pk}/draft/")
    ada.post(url, draft_form("From the desk"))
    told = ada.post(url, draft_form("From the phone"))
    assert told.status_code == 409
    assert told.json()["revision"] == 1
    assert "another window" in told.json()["words"]
    assert Draft.objects.get().text == "From the desk"


def test_a_colleagues_draft_is_taken_over_by_a_copy(
    ada: Client, bo: Client, desk: Desk, matter: Matter
) -> None:
    ada.post(desk(f"cases/{matter.case.pk}/draft/"), draft_form("Dear Mira"))
    theirs = Draft.objects.get()
    answer = bo.post(desk(f"drafts/{theirs.pk}/take/"), **HTMX)
    assert "amends:rewrite" in json.loads(answer["HX-Trigger"])
    assert Draft.objects.count() == 2


def test_colleagues_drafts_are_drawn_again_only_when_they_changed(
    ada: Client, bo: Client, desk: Desk, matter: Matter
) -> None:
    ada.post(desk(f"cases/{matter.case.pk}/draft/"), draft_form("Dear Mira"))
    url = desk(f"cases/{matter.case.pk}/drafts/")
    assert b"Dear Mira" in bo.get(url).content
    stamp = f"{Draft.objects.get().pk}.1"
    assert bo.get(f"{url}?stamp={stamp}").status_code == 204


def test_a_draft_is_never_markup(ada: Client, bo: Client, desk: Desk, matter: Matter) -> None:
    text = "</textarea><script>alert(1)</script>{{ 7 }}"
    ada.post(desk(f"cases/{matter.case.pk}/draft/"), draft_form(text))
    for client in (ada, bo):
        page = client.get(desk(f"cases/{matter.case.pk}/composer/")).content.decode()
        assert "<script>alert" not in page
        assert "{{ 7 }}" in page


# ---------------------------------------------------------------------------------------- files


def test_a_file_is_added_shown_described_and_sent(ada: Client, desk: Desk, matter: Matter) -> None:
    line = upload(ada, desk, matter, picture("../box.png"))
    kept = Upload.objects.get()
    assert kept.name == "box.png"
    shown = ada.get(line.split('src="')[1].split('"')[0])
    assert (shown.status_code, shown["Content-Type"]) == (200, "image/webp")
    form = say_form(upload=[str(kept.pk)], **{f"alt-{kept.pk}": "A wet box"})
    assert ada.post(desk(f"cases/{matter.case.pk}/say/"), form, **HTMX).status_code == 200
    assert SendFile.objects.get().upload.alt_text == "A wet box"
    assert Attachment.objects.get().alt_text == "A wet box"


def test_without_scripts_files_come_with_the_form(ada: Client, desk: Desk, matter: Matter) -> None:
    form = say_form(files=[picture()])
    assert ada.post(desk(f"cases/{matter.case.pk}/say/"), form).status_code == 302
    assert SendFile.objects.count() == 1


def test_one_file_that_is_not_taken_keeps_no_other_out(
    ada: Client, desk: Desk, matter: Matter
) -> None:
    bomb = SimpleUploadedFile("bad.png", b"\x89PNG\r\n\x1a\n" + bytes(50), "image/png")
    line = upload(ada, desk, matter, bomb, picture())
    assert "bad.png: This is not a picture" in line
    assert Upload.objects.count() == 1


def test_what_the_gate_would_stop_is_told_while_typing(
    ada: Client, desk: Desk, matter: Matter
) -> None:
    upload(ada, desk, matter, picture(), SimpleUploadedFile("a.pdf", b"%PDF-1.7"))
    ids = [str(each) for each in Upload.objects.order_by("pk").values_list("pk", flat=True)]
    form = {"kind": "public", "text": "Hi {customer.first_name}", "upload": ids}
    told = ada.post(desk(f"cases/{matter.case.pk}/count/"), form).content.decode()
    assert "{customer.first_name} is not filled in" in told
    assert "does not take “a.pdf”" in told
    assert "Describe “box.png”" in told
    note = ada.post(desk(f"cases/{matter.case.pk}/count/"), {**form, "kind": "note"})
    assert "Files do not go with a note" in note.content.decode()


def test_links_to_files_end_and_are_one_persons_of_one_brand(
    ada: Client, bo: Client, desk: Desk, matter: Matter
) -> None:
    link = upload(ada, desk, matter, picture()).split('src="')[1].split('"')[0]
    assert ada.get(link).status_code == 200
    assert bo.get(link).status_code == 404
    assert Client().get(link).status_code == 302
    path = default_storage.save("test/cat.png", ContentFile(picture().read()))
    Attachment.objects.create(
        brand=matter.case.brand,
        message=matter.message,
        position=0,
        content_type="image/png",
        path=path,
    )
    page = ada.get(desk(f"inbox/needs-answer/{matter.case.pk}/")).content.decode()
    small = page.split("/pictures/small/")[1].split('"')[0]
    for size in ("small", "large"):
        shown = ada.get(desk(f"pictures/{size}/{small}"))
        assert (shown.status_code, shown["Content-Type"]) == (200, "image/webp")
    assert ada.get(desk(f"pictures/huge/{small}")).status_code == 404
    assert bo.get(desk(f"pictures/small/{small}")).status_code == 404


def test_another_brands_files_drafts_and_saved_replies_are_not_there(
    ada: Client, desk: Desk, other: Other
) -> None:
    theirs = SavedReply.objects.create(
        brand=other.brand, title="T", text="Secret", made_at=NOON, changed_at=NOON
    )
    case = other.matter.case.pk
    for path in (
        f"cases/{case}/composer/",
        f"cases/{case}/drafts/",
        f"cases/{case}/saved-replies/",
    ):
        assert ada.get(desk(path)).status_code == 404, path
    for path in (
        f"cases/{case}/draft/",
        f"cases/{case}/uploads/",
        f"saved-replies/{theirs.pk}/used/",
        f"settings/saved-replies/{theirs.pk}/",
    ):
        assert ada.post(desk(path), {"do": "archive"}).status_code == 404, path


# ------------------------------------------------------------------------------------ when, and back


def test_an_answer_is_sent_later_changed_and_sent_now(
    ada: Client, desk: Desk, matter: Matter
) -> None:
    at = timezone.now() + timedelta(hours=3)
    ada.post(desk(f"cases/{matter.case.pk}/say/"), say_form(at=at.isoformat()), **HTMX)
    send = Send.objects.get()
    assert send.scheduled_at == at
    page = ada.get(desk(f"inbox/open/{matter.case.pk}/")).content.decode()
    for words in ("Will be sent", "Send now", "Change", "Do not send"):
        assert words in page
    ada.post(desk(f"sends/{send.pk}/send-now/"), **HTMX)
    send.refresh_from_db()
    assert send.scheduled_at is None


@pytest.mark.parametrize(("at", "own"), [("own", ""), ("own", "2020-01-01T10:00"), ("soon", "")])
def test_a_time_that_is_none_is_refused(
    ada: Client, desk: Desk, matter: Matter, at: str, own: str
) -> None:
    form = say_form(at=at, own_time=own)
    answer = ada.post(desk(f"cases/{matter.case.pk}/say/"), form, **HTMX)
    assert answer.status_code == 422
    assert not Send.objects.exists()


def test_undo_brings_the_words_back(ada: Client, desk: Desk, matter: Matter) -> None:
    form = say_form(then="close", to=str(matter.message.pk))
    answer = ada.post(desk(f"cases/{matter.case.pk}/say/"), form, **HTMX)
    assert f"sends/{Send.objects.get().pk}/rewrite/" in answer.content.decode()
    assert Case.objects.get(pk=matter.case.pk).state == "closed"
    back = ada.post(desk(f"sends/{Send.objects.get().pk}/rewrite/"), **HTMX)
    assert json.loads(back["HX-Trigger"])["amends:rewrite"] == {"case": matter.case.pk}
    composer = ada.get(desk(f"cases/{matter.case.pk}/composer/")).content.decode()
    assert "We look at once.</textarea>" in composer
    assert f'name="to" value="{matter.message.pk}"' in composer
    assert Case.objects.get(pk=matter.case.pk).state == "needs_answer"


def test_many_strangers_fold_into_a_line(ada: Client, desk: Desk, matter: Matter) -> None:
    for number in range(7):
        stranger = make_matter(matter.case.connection, name=f"Stranger {number}")
        at = NOON + timedelta(minutes=number)
        Message.objects.filter(pk=stranger.message.pk).update(thread=matter.thread, sent_at=at)
    page = ada.get(desk(f"inbox/needs-answer/{matter.case.pk}/")).content.decode()
    assert "5 more messages by Stranger 1, Stranger 2, Stranger 3 and others" in page


# --------------------------------------------------------------------------------- saved replies


def test_saved_replies_are_offered_with_everything_filled_in(
    ada: Client, desk: Desk, matter: Matter, cast: Cast
) -> None:
    form = {"title": "Sorry", "shortcut": "/sorry", "text": "Hi {customer.first_name} {brand.nam}"}
    assert ada.post(desk("settings/saved-replies/add/"), form).status_code == 302
    [offered] = ada.get(desk(f"cases/{matter.case.pk}/saved-replies/")).json()["saved"]
    assert offered["text"] == "Hi Mira {brand.nam}"
    assert (offered["shortcut"], offered["open"]) == ("sorry", ["{brand.nam}"])
    ada.post(desk(f"saved-replies/{offered['id']}/used/"))
    assert SavedReply.objects.get().uses == 1


def test_the_settings_keep_what_was_typed_when_something_is_wrong(
    ada: Client, bo: Client, desk: Desk
) -> None:
    form = {"title": "Sorry", "shortcut": "two words", "text": "Kept as it was typed"}
    answer = ada.post(desk("settings/saved-replies/add/"), form)
    assert answer.status_code == 422
    assert "Kept as it was typed" in answer.content.decode()
    assert "A shortcut is one word" in answer.content.decode()
    form = {"title": "Ours", "text": "x", "whose": "team"}
    assert ada.post(desk("settings/saved-replies/add/"), form).status_code in {302, 403}
    assert not SavedReply.objects.exists()
    assert bo.post(desk("settings/saved-replies/add/"), form).status_code == 302
    saved = SavedReply.objects.get()
    page = ada.get(desk("settings/saved-replies/")).content.decode()
    assert "Ours" in page
    assert f"settings/saved-replies/{saved.pk}/" not in page
    bo.post(desk(f"settings/saved-replies/{saved.pk}/"), {"do": "archive"})
    bo.post(desk(f"settings/saved-replies/{saved.pk}/"), {"do": "restore"})
    change = {"do": "change", "title": "Ours", "text": "y"}
    bo.post(desk(f"settings/saved-replies/{saved.pk}/"), change)
    saved.refresh_from_db()
    assert (saved.text, saved.archived_at) == ("y", None)


def test_a_preview_is_only_words(ada: Client, desk: Desk) -> None:
    text = "Hi {customer.first_name} <b>{% debug %}</b> {agent.nme}"
    shown = ada.post(desk("settings/saved-replies/preview/"), {"text": text}).content.decode()
    assert "Hi Mira &lt;b&gt;{% debug %}&lt;/b&gt;" in shown
    assert "{agent.nme} is not filled in" in shown


def test_emoji_are_found_by_name_and_kept_by_browsers() -> None:
    from amends.web.screens.emoji import VERSION

    answer = Client().get(f"/emoji/{VERSION}.json")
    assert "immutable" in answer["Cache-Control"]
    found = dict(answer.json())
    assert len(found) > 1_500
    assert "parcel" in found["📦"]
    assert Client().get("/emoji/0.json").status_code == 404


def test_a_note_may_name_a_colleague(ada: Client, desk: Desk, matter: Matter, cast: Cast) -> None:
    composer = ada.get(desk(f"cases/{matter.case.pk}/composer/")).content.decode()
    assert "Bo Lead" in composer.split('data-colleagues="')[1].split('"')[0]
    form = {"kind": "note", "text": "@Bo Lead please look"}
    ada.post(desk(f"cases/{matter.case.pk}/say/"), form, **HTMX)
    assert matter.case.notes.get().mentions == [cast.bo.pk]

"""Deeds, files and what is done about answers, through the API."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from program import Program
from pytest_django.fixtures import Settings

from amends.inbox.models import Message
from amends.outbox.models import Approval, Deed, Send, SendFile, Upload
from cast import NOON, Matter

pytestmark = pytest.mark.django_db
WORDS = {"kind": "public_reply", "text": "Sorry! We are looking for it."}


def _key(value: str = "order-1") -> dict[str, str]:
    return {"Idempotency-Key": value}


def _upload(program: Program, name: str, content: bytes, alt_text: str = "") -> dict[str, object]:
    told = Client().post(
        "/api/v1/uploads",
        {"file": SimpleUploadedFile(name, content), "alt_text": alt_text},
        headers={"Authorization": f"Bearer {program.secret}"},
    )
    assert told.status_code == 201, told.content
    kept: dict[str, object] = told.json()
    return kept


def test_a_message_is_hidden_once_and_only_by_two(program: Program, matter: Matter) -> None:
    path = f"/messages/{matter.message.pk}/deeds"
    refused = program.post(path, {"kind": "hide", "reason": "An insult"})
    assert (refused.status_code, refused.json()["code"]) == (409, "no-ground")
    Message.objects.filter(pk=matter.message.pk).update(text="I know where you live.")
    body = {"kind": "hide", "reason": "A threat to our people", "ground": "threat"}
    first, second = (program.post(path, body) for _ in range(2))
    assert first.status_code == second.status_code == 202
    deed = first.json()
    assert deed == second.json()
    assert (deed["kind"], deed["state"], deed["held_by"]) == ("hide", "held", "approval")
    assert program.get(path).json() == [program.get(f"/deeds/{deed['id']}").json()]
    again = program.post(f"/deeds/{deed['id']}/try-again")
    assert (again.status_code, again.json()["code"]) == (409, "approval")
    approval = Approval.objects.get()
    own = program.post(f"/approvals/{approval.pk}/approve", {"digest": approval.digest})
    assert own.status_code == 403
    (kept,) = program.get("/moderation?ground=threat").json()
    assert (kept["text"], kept["decision"]) == ("I know where you live.", "asked")
    assert program.get(f"/moderation/{kept['id']}").json() == kept
    assert program.get("/moderation?ground=spam").json() == []
    counts = {"days": 365, "total": 0, "by_class": {}}
    assert program.get("/moderation/counts").json() == counts


def test_what_the_gate_says_of_a_deed_is_told(program: Program, matter: Matter) -> None:
    refused = program.post(f"/messages/{matter.message.pk}/deeds", {"kind": "edit", "text": "No"})
    assert refused.status_code == 409
    assert refused.json()["detail"]
    assert not Deed.objects.exists()


def test_a_deed_that_stopped_is_tried_again_or_put_away(program: Program, matter: Matter) -> None:
    deed = program.post(f"/messages/{matter.message.pk}/deeds", {"kind": "like"}).json()
    path = f"/deeds/{deed['id']}"
    early = program.post(f"{path}/put-away")
    assert (early.status_code, early.json()["code"]) == (409, "not-stopped")
    Deed.objects.update(state="failed", trouble="The network was away.")
    assert program.post(f"{path}/try-again").json()["state"] == "queued"
    Deed.objects.update(state="failed")
    assert program.post(f"{path}/put-away").json()["state"] == "put_away"


def test_a_picture_goes_with_an_answer(
    program: Program, matter: Matter, settings: Settings, tmp_path: object
) -> None:
    settings.MEDIA_ROOT = str(tmp_path)
    picture = io.BytesIO()
    Image.new("RGB", (4, 4)).save(picture, "PNG")
    kept = _upload(program, "parcel.png", picture.getvalue(), alt_text="A parcel")
    assert kept["alt_text"] == "A parcel"
    path = f"/uploads/{kept['id']}"
    assert program.put(path, {"alt_text": "A wet parcel"}).json()["alt_text"] == "A wet parcel"
    body = {**WORDS, "upload_ids": [kept["id"]]}
    told = program.post(f"/cases/{matter.case.pk}/replies", body, **_key())
    assert told.status_code == 202, told.content
    assert SendFile.objects.get().upload_id == kept["id"]
    other = program.post(f"/cases/{matter.case.pk}/replies", WORDS, **_key())
    assert (other.status_code, other.json()["code"]) == (409, "same-key-other-words")


def test_a_file_that_is_too_large_is_refused(
    program: Program, settings: Settings, tmp_path: object
) -> None:
    settings.MEDIA_ROOT, settings.MAX_UPLOAD_BYTES = str(tmp_path), 10
    told = Client().post(
        "/api/v1/uploads",
        {"file": SimpleUploadedFile("long.txt", b"x" * 11)},
        headers={"Authorization": f"Bearer {program.secret}"},
    )
    assert (told.status_code, told.json()["code"]) == (409, "file-too-large")
    assert not Upload.objects.exists()


def test_an_answer_waits_for_its_time_or_leaves_now(program: Program, matter: Matter) -> None:
    body = {**WORDS, "not_before": "2199-01-01T00:00:00Z"}
    reply = program.post(f"/cases/{matter.case.pk}/replies", body, **_key()).json()
    assert reply["not_before"] == "2199-01-01T00:00:00Z"
    path = f"/replies/{reply['id']}"
    assert program.post(f"{path}/send-now").json()["not_before"] < "2199"
    assert program.get("/replies?state=queued").json()["items"][0]["id"] == reply["id"]
    assert program.get("/replies?state=sent").json()["items"] == []


def test_what_failed_is_tried_again_or_put_away(program: Program, matter: Matter) -> None:
    reply = program.post(f"/cases/{matter.case.pk}/replies", WORDS, **_key()).json()
    path = f"/replies/{reply['id']}"
    Send.objects.update(state="refused", reason="No.")
    again = program.post(f"{path}/try-again", {"text": "Sorry again!"})
    assert (again.json()["state"], again.json()["text"]) == ("queued", "Sorry again!")
    Send.objects.update(state="held", reason="The brake")
    assert program.post(f"{path}/let-go").json()["state"] == "queued"
    Send.objects.update(state="held", reason="The brake")
    assert program.post(f"{path}/drop", {"reason": "Too late"}).json()["state"] == "withdrawn"
    early = program.post(f"{path}/settle-as-sent")
    assert (early.status_code, early.json()["code"]) == (409, "not-unknown")


def test_an_unknown_answer_is_settled_by_a_person(program: Program, matter: Matter) -> None:
    reply = program.post(f"/cases/{matter.case.pk}/replies", WORDS, **_key()).json()
    Send.objects.update(state="unknown", state_since=NOON)
    told = program.post(f"/replies/{reply['id']}/settle-as-sent")
    assert told.json()["state"] == "sent"
    assert Message.objects.filter(direction="out").count() == 1


def test_a_network_without_templates_has_none(program: Program, matter: Matter) -> None:
    path = f"/cases/{matter.case.pk}/templates"
    assert program.get(path).json() == []
    sent = program.post(f"{path}/send", {"template": "refund/en"}, **_key())
    assert (sent.status_code, sent.json()["code"]) == (404, "not-found")

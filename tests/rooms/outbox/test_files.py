"""Files that are sent: kept, checked by the gate, handed over, let go when nobody wants them."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.test.utils import CaptureQueriesContext
from outbox_script import Desk
from PIL import Image
from pytest_django.fixtures import Settings

from amends.channels.media import MediaLimit
from amends.inbox.models import Attachment
from amends.outbox import actions
from amends.outbox.actions.deliver import deliver_next
from amends.outbox.models import Send, SendFile, SendState, Upload
from amends.refusals import NotAllowed, NotFound
from cast import NOON, Cast, Matter, make_brand

pytestmark = pytest.mark.django_db


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (12, 8), "teal").save(out, "PNG")
    return out.getvalue()


def given(desk: Desk, content: bytes = b"", name: str = "box.png") -> Upload:
    content = content or picture()
    return actions.keep_upload(by=desk.by, name=name, content=content, most=100_000, now=NOON)


@pytest.fixture
def pictured(desk: Desk) -> Desk:
    """The scripted network takes two small pictures with a message."""
    limit = MediaLimit(2, 50_000, 60_000, frozenset({"image/png"}), describes=True)
    can = replace(desk.channel.capabilities, sends_media=True, media_limit=limit)
    desk.channel.capabilities = can  # type: ignore[misc] - this one network, in this one test
    return desk


@pytest.mark.django_db(transaction=True)
def test_a_file_is_handed_over_with_its_bytes_and_shown_in_the_case(
    pictured: Desk, matter: Matter
) -> None:
    upload = given(pictured)
    actions.describe_upload(by=pictured.by, upload=upload, alt_text=" A  box ")
    send = pictured.say(matter.case, uploads=[upload.pk])
    assert deliver_next(courier=pictured.courier(), connection_id=send.connection_id)
    [media] = pictured.script.calls[0].media
    assert (media.name, media.content_type, media.alt_text) == ("box.png", "image/png", "A box")
    with default_storage.open(upload.path) as kept:
        assert media.content == kept.read()
    shown = Attachment.objects.get(message=send.message)
    assert (shown.path, shown.alt_text) == (upload.path, "A box")
    send.refresh_from_db()
    assert send.state == SendState.SENT


def test_a_picture_needs_no_words(pictured: Desk, matter: Matter) -> None:
    pictured.say(matter.case, "", uploads=[given(pictured).pk])
    with pytest.raises(actions.NotThroughTheGate, match="no words"):
        pictured.say(matter.case, "")


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["a.pdf"], "does not take “a.pdf”, only PNG"),
        (["a.png", "b.png", "c.png"], "takes 2 files with a message"),
    ],
)
def test_what_the_network_does_not_take_is_refused_by_name(
    pictured: Desk, matter: Matter, names: list[str], said: str
) -> None:
    contents = {"a.pdf": b"%PDF-1.7"}
    uploads = [given(pictured, contents.get(name, b""), name).pk for name in names]
    with pytest.raises(actions.NotThroughTheGate, match=said):
        pictured.say(matter.case, uploads=uploads)
    assert not Send.objects.exists()


def test_a_network_without_files_says_so(desk: Desk, matter: Matter) -> None:
    with pytest.raises(actions.NotThroughTheGate, match="takes no pictures or files"):
        desk.say(matter.case, uploads=[given(desk).pk])


def test_an_unresolved_variable_never_leaves(desk: Desk, matter: Matter) -> None:
    with pytest.raises(actions.NotThroughTheGate) as refused:
        desk.say(matter.case, "Hi {customer.first_name}, {this} is fine")
    assert refused.value.code == "unresolved-variable"
    with pytest.raises(actions.NotThroughTheGate) as refused:
        desk.say(matter.case, "Hi Mira, {this} is a gap of no variable of ours")
    assert refused.value.code == "playbook"
    desk.say(matter.case, "Hi Mira, (this) is fine")


def test_another_brands_file_is_not_there(pictured: Desk, matter: Matter) -> None:
    foreign = given(pictured)
    Upload.objects.filter(pk=foreign.pk).update(brand=make_brand("Lumen"))
    with pytest.raises(NotFound):
        pictured.say(matter.case, uploads=[foreign.pk])


@pytest.mark.django_db(transaction=True)
def test_a_file_that_is_gone_is_a_refusal_and_not_half_a_message(
    pictured: Desk, matter: Matter
) -> None:
    upload = given(pictured)
    send = pictured.say(matter.case, uploads=[upload.pk])
    default_storage.delete(upload.path)
    deliver_next(courier=pictured.courier(), connection_id=send.connection_id)
    send.refresh_from_db()
    assert send.state == SendState.REFUSED
    assert "no longer kept" in send.reason
    assert not pictured.script.calls


def test_files_that_are_too_large_or_empty_are_not_kept(desk: Desk) -> None:
    with pytest.raises(actions.FileTooLarge):
        given(desk, bytes(100_001), "a.bin")
    with pytest.raises(actions.EmptyFile):
        actions.keep_upload(by=desk.by, name="a", content=b"", most=10, now=NOON)
    assert not Upload.objects.exists()


def test_one_brand_does_not_fill_the_disk(desk: Desk, settings: Settings) -> None:
    settings.MAX_UPLOAD_BYTES_A_DAY = 10
    given(desk, b"12345678", "a.txt")
    with pytest.raises(actions.TooMuchToday):
        given(desk, b"123", "b.txt")
    given(desk, b"12", "c.txt")
    Upload.objects.update(made_at=NOON - timedelta(days=1))
    given(desk, b"123", "b.txt")


def test_files_of_a_brand_are_counted_one_after_the_other(desk: Desk) -> None:
    with CaptureQueriesContext(connection) as asked:
        given(desk, b"12", "a.txt")
    counted = [
        each["sql"] for each in asked if "SUM(" in each["sql"] or "FOR NO KEY" in each["sql"]
    ]
    assert '"staff_brand"' in counted[0]
    assert "SUM(" in counted[-1]


def test_who_only_looks_gives_no_files(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        actions.keep_upload(by=cast.actor(cast.vera), name="a", content=b"a", most=10, now=NOON)


def test_the_same_picture_twice_is_kept_under_two_names_that_nobody_can_guess(desk: Desk) -> None:
    one, other = given(desk), given(desk)
    assert one.sha256 == other.sha256
    assert one.path != other.path
    assert len(one.path.rsplit("/", 1)[1]) >= 32


@pytest.mark.django_db(transaction=True)
def test_what_went_with_nothing_is_let_go_after_a_day(pictured: Desk, matter: Matter) -> None:
    sent, drafted, left = given(pictured), given(pictured), given(pictured)
    pictured.say(matter.case, uploads=[sent.pk])
    held = frozenset({drafted.pk})
    assert actions.forget_uploads(held=held, now=NOON + timedelta(hours=23)) == 0
    assert actions.forget_uploads(held=held, now=NOON + timedelta(days=2)) == 1
    assert set(Upload.objects.values_list("pk", flat=True)) == {sent.pk, drafted.pk}
    assert not default_storage.exists(left.path)
    assert default_storage.exists(drafted.path)
    assert SendFile.objects.count() == 1


def test_a_scheduled_answer_can_leave_now(desk: Desk, matter: Matter) -> None:
    send = desk.say(matter.case, now=NOON, at=NOON + timedelta(days=1))
    actions.send_now(by=desk.by, send=send, now=NOON)
    send.refresh_from_db()
    assert (send.scheduled_at, send.not_before) == (None, NOON)


def test_a_person_asks_the_network_again(desk: Desk, matter: Matter) -> None:
    send = desk.say(matter.case)
    Send.objects.filter(pk=send.pk).update(state=SendState.UNKNOWN, look_up_at=None)
    actions.ask_again(by=desk.by, send=send, now=NOON)
    send.refresh_from_db()
    assert send.look_up_at == NOON
    Send.objects.filter(pk=send.pk).update(state=SendState.FAILED, look_up_at=None)
    with pytest.raises(actions.NotUnknown):
        actions.ask_again(by=desk.by, send=send, now=NOON)

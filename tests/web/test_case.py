"""An open case: what is shown of it, by whom it may be read, and that customers' words stay words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from neighbours import Other, attribute

from amends.channels.models import Connection
from amends.inbox.models import Attachment, Case, Message, MessageVersion, Note, Tag
from amends.inbox.queries import thread
from amends.outbox.models import Send
from amends.web import safe_html
from cast import NOON, Cast, Matter, make_matter

pytestmark = pytest.mark.django_db
Desk = Callable[[str], str]
PAYLOAD = """"><script>alert(1)</script><img src=x onerror=alert(2)>{{ 7|add:7 }}{% debug %}'"""


def case_page(client: Client, desk: Desk, matter: Matter) -> str:
    answer = client.get(desk(f"inbox/needs-answer/{matter.case.pk}/"))
    assert answer.status_code == 200
    return answer.content.decode()


def say_out(matter: Matter, state: str, **fields: object) -> Send:
    """Our answer in the case, in some state of its sending."""
    key = uuid4()
    message = Message.objects.create(
        brand=matter.case.brand,
        connection=matter.case.connection,
        thread=matter.thread,
        case=matter.case,
        direction="out",
        is_public=True,
        text="We look at once.",
        send_key=key,
        sent_at=NOON,
        received_at=NOON,
    )
    values: dict[str, object] = {"reason": "", "not_before": NOON, "sent_at": None, **fields}
    return Send.objects.create(
        brand=matter.case.brand,
        connection=matter.case.connection,
        case=matter.case,
        message=message,
        key=key,
        request_key=str(key),
        state=state,
        state_since=NOON,
        is_public=True,
        text=message.text,
        asked_at=NOON,
        **values,
    )


def test_a_case_shows_the_person_the_words_and_why_it_is_here(
    ada: Client, desk: Desk, matter: Matter
) -> None:
    page = case_page(ada, desk, matter)
    assert "Where is my parcel?" in page
    assert "has had no answer since" in page
    assert "Public reply" in page


def test_a_case_by_its_number_opens_where_it_is_now(
    ada: Client, desk: Desk, matter: Matter
) -> None:
    Case.objects.filter(pk=matter.case.pk).update(state="closed", closed_at=NOON)
    answer = ada.get(desk(f"cases/{matter.case.pk}/"))
    assert answer["Location"] == desk(f"inbox/closed/{matter.case.pk}/")


def test_everything_that_customers_control_is_shown_as_words(
    ada: Client, desk: Desk, matter: Matter, cast: Cast
) -> None:
    tag = Tag.objects.create(brand=cast.brand, name=PAYLOAD[:60], created_at=NOON)
    matter.person.name = matter.identity.name = matter.identity.handle = PAYLOAD
    matter.person.save()
    matter.identity.save()
    Case.objects.filter(pk=matter.case.pk).update(
        preview=PAYLOAD, subject=PAYLOAD, tags=[tag.pk], rating=1
    )
    message = matter.message
    Message.objects.filter(pk=message.pk).update(
        text=PAYLOAD, subject=PAYLOAD, html=PAYLOAD, url="javascript:alert(3)", edited_at=NOON
    )
    MessageVersion.objects.create(brand=cast.brand, message=message, text=PAYLOAD, until_at=NOON)
    Attachment.objects.create(
        brand=cast.brand,
        message=message,
        position=0,
        name=PAYLOAD,
        alt_text=PAYLOAD,
        content_type="image/svg+xml",
        path="x.svg",
    )
    Note.objects.create(brand=cast.brand, case=matter.case, text=PAYLOAD, written_at=NOON)
    matter.thread.url = "javascript:alert(4)"
    matter.thread.save()

    for path in (f"inbox/needs-answer/{matter.case.pk}/", f"inbox/open/?q={PAYLOAD}&tag={tag.pk}"):
        page = ada.get(desk(path)).content.decode()
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert 'href="javascript:' not in page
        assert "&lt;script&gt;" in page
        assert "{{ 7|add:7 }}" in page


def test_addresses_become_links_that_tell_nobody_where_we_came_from() -> None:
    said = safe_html.said('see https://x.example/?a=1&b="2" or javascript:alert(1) <b>')
    assert 'rel="nofollow noopener noreferrer" target="_blank"' in said
    assert "<b>" not in said
    assert 'href="javascript' not in said
    assert "<script" not in safe_html.said("<script>" * 5_000)


def test_a_mail_keeps_its_words_and_loses_what_could_run_or_fetch() -> None:
    shown = safe_html.mail(
        '<p onclick="x()" style="position:fixed">Hello <b>you</b></p><img src="https://t.example/p">'
        '<a href="javascript:x()">a</a><a href="https://good.example">b</a><style>*{}</style>'
        '<form action="/"><input></form><iframe src="//x"></iframe><svg><script>x()</script></svg>'
        '<base href="//x"><meta http-equiv=refresh><object data=x></object><link rel=stylesheet>'
    )
    assert "Hello <b>you</b>" in shown
    for bad in (
        "onclick",
        "style",
        "<img",
        "javascript",
        "<form",
        "<input",
        "iframe",
        "svg",
        "x()",
    ):
        assert bad not in shown
    for bad in ("<base", "<meta", "<object", "<link"):
        assert bad not in shown
    assert 'href="https://good.example"' in shown


def test_edits_and_deletions_are_facts(ada: Client, desk: Desk, matter: Matter) -> None:
    Message.objects.filter(pk=matter.message.pk).update(
        text="New words", edited_at=NOON, deleted_at=NOON
    )
    MessageVersion.objects.create(
        brand=matter.case.brand, message=matter.message, text="Old words", until_at=NOON
    )
    page = case_page(ada, desk, matter)
    assert "New words" in page
    assert "Old words" in page
    assert "show before" in page
    assert "Deleted on the network" in page
    assert "msg deleted" in page


STATES = [
    ("held", "Held, not sent. The brake was on.", "let-go"),
    ("refused", "refused it. The brake was on.", "try-again"),
    ("failed", "Not delivered. The brake was on.", "drop"),
    ("unknown", "it may have this message or not", "settle-as-sent"),
    ("sending", "On its way to", ""),
    ("queued", "Still in the queue; it should have left", "rewrite"),
]


@pytest.mark.parametrize("told", STATES, ids=[state for state, _words, _offer in STATES])
def test_a_send_is_told_as_it_is_with_what_can_be_done(
    ada: Client, desk: Desk, matter: Matter, told: tuple[str, str, str]
) -> None:
    state, sentence, offer = told
    send = say_out(matter, state, reason="The brake was on.")
    page = case_page(ada, desk, matter)
    assert sentence in page
    if offer:
        assert desk(f"sends/{send.pk}/{offer}/") in page
    assert "has had no answer since" not in page


def test_what_needs_a_look_stands_at_the_top_of_every_list(
    ada: Client, desk: Desk, matter: Matter
) -> None:
    say_out(matter, "unknown")
    page = ada.get(desk("inbox/closed/")).content.decode()
    assert "1 answer needs a look" in page
    assert desk(f"cases/{matter.case.pk}/") in page


def test_what_was_taken_back_is_not_shown(ada: Client, desk: Desk, matter: Matter) -> None:
    send = say_out(matter, "withdrawn")
    Message.objects.filter(pk=send.message_id).update(deleted_at=NOON)
    assert "We look at once." not in case_page(ada, desk, matter)


def test_the_public_thread_is_read_around_the_persons_own_words(
    ada: Client, desk: Desk, matter: Matter, connection: Connection
) -> None:
    another = make_matter(connection, name="Jonas Weil", text="Same here")
    Message.objects.filter(pk=another.message.pk).update(thread=matter.thread)
    page = case_page(ada, desk, matter)
    assert "Same here" in page
    assert desk(f"cases/{another.case.pk}/") in page


def test_a_crowded_thread_is_read_in_part_and_says_so(
    ada: Client, desk: Desk, matter: Matter, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    Message.objects.bulk_create(
        Message(
            brand=matter.case.brand,
            connection=matter.case.connection,
            thread=matter.thread,
            identity=matter.identity,
            direction="in",
            is_public=True,
            external_id=f"crowd-{n}",
            text=f"comment {n}",
            sent_at=NOON + timedelta(minutes=n - 150),
            received_at=NOON,
        )
        for n in range(300)
    )
    case_page(ada, desk, matter)  # the first look notes who signed in
    with django_assert_max_num_queries(36):  # type: ignore[attr-defined]
        page = case_page(ada, desk, matter)
    assert page.count("data-message") < 2 * thread.NEAR + 5
    assert "Where is my parcel?" in page
    assert "comment 0<" in page
    assert "Show more of the thread" in page
    wider = ada.get(desk(f"inbox/needs-answer/{matter.case.pk}/?wider=5")).content.decode()
    assert wider.count("data-message") == 301


def test_the_case_costs_the_same_number_of_queries_however_long_it_is(
    ada: Client, desk: Desk, matter: Matter, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    for _ in range(10):
        say_out(matter, "sent", sent_at=NOON)
        Note.objects.create(brand=matter.case.brand, case=matter.case, text="n", written_at=NOON)
    case_page(ada, desk, matter)  # the first look notes who signed in
    with django_assert_max_num_queries(36):  # type: ignore[attr-defined]
        case_page(ada, desk, matter)


def test_the_thread_is_sent_again_only_when_it_reads_differently(
    ada: Client, desk: Desk, matter: Matter
) -> None:
    page = case_page(ada, desk, matter)
    pulse = attribute(page, 'id="thread-pulse"', "hx-get")
    assert ada.get(pulse).status_code == 204
    Note.objects.create(brand=matter.case.brand, case=matter.case, text="psst", written_at=NOON)
    news = ada.get(pulse)
    assert news.status_code == 200
    assert "psst" in news.content.decode()


# ----------------------------------------------------------------------- other brands, files


def test_nothing_of_another_brand_can_be_reached(ada: Client, desk: Desk, other: Other) -> None:
    case, message = other.matter.case, other.matter.message
    send = say_out(other.matter, "held")
    reads = [
        f"inbox/needs-answer/{case.pk}/",
        f"inbox/needs-answer/{case.pk}/thread/",
        f"cases/{case.pk}/",
        f"connections/{case.connection_id}/",
    ]
    writes = [f"cases/{case.pk}/{verb}/" for verb in ("say", "count", "assign", "tag", "turn")]
    writes += [f"cases/{case.pk}/{verb}/" for verb in ("untag", "snooze")]
    writes += [f"sends/{send.pk}/{verb}/" for verb in ("let-go", "drop", "withdraw")]
    writes += [f"connections/{case.connection_id}/pause/"]
    for path in reads:
        answer = ada.get(desk(path))
        assert answer.status_code == 404, path
        assert "Secret" not in answer.content.decode()
    for path in writes:
        assert ada.post(desk(path), {"text": "x", "kind": "note"}).status_code == 404, path
    case.refresh_from_db()
    assert case.state == "needs_answer"
    assert not Note.objects.exists()
    assert Message.objects.filter(pk=message.pk).exists()


@pytest.fixture
def attachment(matter: Matter) -> Attachment:
    """A page of HTML that calls itself a picture's neighbour."""
    path = default_storage.save("test/evil.html", ContentFile(b"<script>alert(1)</script>"))
    return Attachment.objects.create(
        brand=matter.case.brand,
        message=matter.message,
        position=0,
        name='../evil"\r\n.html',
        content_type="text/html",
        path=path,
        size=26,
    )


def link_in(page: str, kind: str) -> str:
    return (
        page.split(f"/{kind}/", maxsplit=1)[0].rsplit('"', 1)[1]
        + f"/{kind}/"
        + page.split(f"/{kind}/")[1].split('"', maxsplit=1)[0]
    )


def test_an_attachment_is_downloaded_and_never_opened(
    ada: Client, desk: Desk, matter: Matter, attachment: Attachment
) -> None:
    answer = ada.get(link_in(case_page(ada, desk, matter), "files"))
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment")
    assert "\n" not in answer["Content-Disposition"]
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert b"".join(answer.streaming_content).startswith(b"<script>")


def test_a_link_to_a_file_is_good_only_for_the_one_it_was_made_for(
    ada: Client, bo: Client, desk: Desk, matter: Matter, attachment: Attachment
) -> None:
    link = link_in(case_page(ada, desk, matter), "files")
    assert bo.get(link).status_code == 404
    assert Client().get(link).status_code == 302
    assert ada.get(link[:-3] + "xx/").status_code == 404
    assert ada.get(link.replace("/files/", "/pictures/")).status_code == 404

"""The bell, what one is told, the brand's chats, and the desk as an app."""

from __future__ import annotations

import json
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone
from neighbours import Other

from amends.alerts.actions.tell import tell
from amends.alerts.actions.ways.outside import stop_address
from amends.alerts.models import Alert, Manner, Target, Wish
from amends.alerts.rules.kinds import Happening, Kind
from amends.alerts.rules.pace import Way
from amends.inbox.models import Person
from cast import NOON, Cast, Matter

pytestmark = pytest.mark.django_db
Address = Callable[[str], str]
MINE, CHATS = "settings/notifications/", "settings/chats/"


def mention(matter: Matter, *users: int, source: str = "note:1") -> None:
    happened = Happening(
        brand_id=matter.case.brand_id,
        kind=Kind.MENTIONED,
        source=source,
        at=NOON,
        user_ids=users,
        case_id=matter.case.pk,
    )
    tell(happenings=[happened], now=timezone.now())


def page(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status
    return unescape(response.content.decode())


def test_the_bell_counts_what_is_unread_and_an_alert_leads_to_its_case(
    cast: Cast, matter: Matter, ada: Client, desk: Address
) -> None:
    mention(matter, cast.ada.pk)
    assert 'data-unread="1"' in page(ada, desk("inbox/needs-answer/"))
    assert "Amends mentioned you in the case of Mira Kessler" in page(ada, desk("alerts/panel/"))
    answer = ada.get(desk(f"alerts/{Alert.objects.get().pk}/"))
    assert answer["Location"] == desk(f"cases/{matter.case.pk}/")
    assert 'data-unread="0"' in page(ada, desk("alerts/count/"))


def test_opening_the_case_by_itself_reads_its_alerts(
    cast: Cast, matter: Matter, ada: Client, desk: Address
) -> None:
    mention(matter, cast.ada.pk)
    page(ada, desk(f"inbox/needs-answer/{matter.case.pk}/"))
    assert Alert.objects.get().read_at is not None


def test_the_page_of_alerts_filters_and_has_words_when_empty(
    cast: Cast, matter: Matter, ada: Client, desk: Address
) -> None:
    assert "All quiet" in page(ada, desk("alerts/"))
    mention(matter, cast.ada.pk)
    assert "mentioned you" in page(ada, desk("alerts/?kind=mentioned&unread=1"))
    assert "Nothing of this kind" in page(ada, desk("alerts/?kind=late"))
    assert "mentioned you" in page(ada, desk("alerts/?kind=nonsense&from=nonsense"))


def test_all_are_read_up_to_what_was_seen(
    cast: Cast, matter: Matter, ada: Client, desk: Address
) -> None:
    mention(matter, cast.ada.pk)
    seen = timezone.now().isoformat()
    answer = ada.post(desk("alerts/read/"), {"up_to": seen}, headers={"HX-Request": "true"})
    assert 'data-unread="0"' in answer.content.decode()
    assert ada.post(desk("alerts/read/"), {"up_to": "never"}).status_code == 302
    assert not Alert.objects.filter(read_at=None).exists()


def test_a_colleagues_alert_is_nobody_elses(
    cast: Cast, matter: Matter, bo: Client, ada: Client, desk: Address
) -> None:
    mention(matter, cast.ada.pk)
    alert = Alert.objects.get()
    assert bo.get(desk(f"alerts/{alert.pk}/")).status_code == 404
    assert "mentioned" not in page(bo, desk("alerts/panel/"))


def test_another_brands_alerts_are_not_there(ada: Client, other: Other) -> None:
    assert ada.get(f"/desk/{other.brand.slug}/alerts/").status_code == 404


def test_a_customers_name_is_escaped_in_the_bell(
    cast: Cast, matter: Matter, ada: Client, desk: Address
) -> None:
    Person.objects.update(name="<script>alert(1)</script>")
    mention(matter, cast.ada.pk)
    assert b"<script>alert" not in ada.get(desk("alerts/panel/")).content


def test_somebody_chooses_what_they_are_told_and_when(
    cast: Cast, ada: Client, desk: Address
) -> None:
    said = page(ada, desk(MINE))
    assert "AMENDS_MAIL_HOST" in said
    assert "quarantine" not in said.lower().partition("<form class=")[2].partition("</table>")[0]
    form = {
        "desk-reply": "on",
        "mail-reply": "digest",
        "mail-late": "no",
        "zone": "Europe/Berlin",
        "quiet_from": "22:00",
        "quiet_until": "07:00",
        "quiet_days": ["5", "6"],
        "digest_at": ["08:30", ""],
        "detail": "hidden",
    }
    assert ada.post(desk(f"{MINE}save/"), form).status_code == 302
    wish, manner = Wish.objects.get(kind="reply"), Manner.objects.get()
    assert (wish.desk, wish.push, wish.mail) == (True, False, "digest")
    assert (manner.quiet_from, manner.quiet_until, manner.quiet_days) == (1320, 420, [5, 6])
    assert (manner.digest_at, manner.detail, manner.urgent_passes) == ([510], "hidden", False)
    assert 'value="22:00"' in page(ada, desk(MINE))
    ada.post(desk(f"{MINE}usual/"))
    assert not Wish.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"zone": "Mars/Olympus"},
        {"digest_at": ""},
        {"quiet_from": "25:00"},
        {"quiet_from": "22:00", "quiet_until": ""},
        {"every": "5"},
        {"every": "x"},
        {"detail": "everything"},
        {"mail-reply": "by pigeon"},
        {"quiet_days": "x"},
    ],
)
def test_what_cannot_be_is_refused_in_words(
    cast: Cast, ada: Client, desk: Address, wrong: dict[str, str]
) -> None:
    form = {"zone": "UTC", "digest_at": "08:00", "detail": "names", **wrong}
    answer = ada.post(desk(f"{MINE}save/"), form)
    assert answer.status_code == 422
    assert 'id="refusal"' in answer.content.decode()
    assert not Manner.objects.exists()


def test_who_only_looks_is_not_offered_what_is_not_theirs(
    cast: Cast, vera: Client, desk: Address
) -> None:
    vera.post(
        desk(f"{MINE}save/"),
        {"mail-connection": "at_once", "zone": "UTC", "digest_at": "08:00", "detail": "names"},
    )
    assert not Wish.objects.filter(kind="connection").exists()


def test_the_link_in_a_mail_asks_first_and_one_click_needs_no_cookie(cast: Cast) -> None:
    target = Target.objects.create(brand=cast.brand, user=cast.ada, way=Way.MAIL, made_at=NOON)
    address = stop_address(target).removeprefix("http://testserver")
    stranger = Client(enforce_csrf_checks=True)
    assert "No more mails?" in page(stranger, address)
    assert not Manner.objects.exists()
    answer = stranger.post(address, {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert Manner.objects.get(user=cast.ada).mail_stopped_at is not None
    assert stranger.post(f"{address[:-2]}x/").status_code == 404


def test_leads_add_try_pause_and_remove_a_chat(
    cast: Cast, bo: Client, ada: Client, desk: Address
) -> None:
    form = {"name": "#care", "address": "json://127.0.0.1:9/SECRET", "kinds": ["late", "send"]}
    assert bo.post(desk(f"{CHATS}add/"), form).status_code == 302
    target = Target.objects.get()
    said = page(bo, desk(CHATS))
    assert "#care" in said
    assert "SECRET" not in said
    assert "A test is on its way" in said
    one = f"{CHATS}{target.pk}/"
    bo.post(desk(one), {"name": "#cases", "address": "", "kinds": ["new"]})
    bo.post(desk(f"{one}pause/"))
    target.refresh_from_db()
    assert (target.name, target.kinds, target.paused_at is not None) == ("#cases", ["new"], True)
    assert "Paused" in page(bo, desk(CHATS))
    bo.post(desk(f"{one}resume/"))
    assert ada.post(desk(f"{one}remove/")).status_code in {302, 403}
    assert Target.objects.exists()
    assert ada.get(desk(CHATS)).status_code == 403
    bo.post(desk(f"{one}remove/"))
    assert not Target.objects.exists()


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"address": "file:///etc/passwd", "kinds": ["late"]}, "no address of a chat"),
        ({"address": "ntfy://ntfy.example.com/x"}, "at least one"),
    ],
)
def test_a_chat_that_cannot_be_is_refused_beside_its_field(
    cast: Cast, bo: Client, desk: Address, form: dict[str, object], words: str
) -> None:
    answer = bo.post(desk(f"{CHATS}add/"), form)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Target.objects.exists()


def test_another_brands_chat_is_out_of_reach(
    cast: Cast, bo: Client, desk: Address, other: Other
) -> None:
    theirs = Target.objects.create(brand=other.brand, way=Way.CHAT, name="x", made_at=NOON)
    assert bo.post(desk(f"{CHATS}{theirs.pk}/remove/")).status_code == 404
    assert bo.get(desk(f"{CHATS}{theirs.pk}/state/")).status_code == 404


def test_the_worker_is_served_from_the_root_and_looked_at_anew(client: Client) -> None:
    answer = client.get("/sw.js")
    assert answer["Content-Type"].startswith("text/javascript")
    assert answer["Service-Worker-Allowed"] == "/"
    assert answer["Cache-Control"] == "no-cache"
    assert b"/offline/" in answer.content


def test_the_page_without_a_network_holds_nobodys_data(ada: Client) -> None:
    said = page(ada, "/offline/")
    assert "No connection" in said
    assert "Ada" not in said
    assert "csrf" not in said


def test_the_app_is_described_whole() -> None:
    from django.contrib.staticfiles import finders

    found = finders.find("amends/amends.webmanifest")
    assert isinstance(found, str)
    with Path(found).open(encoding="utf-8") as file:
        told = json.load(file)
    purposes = {(each["sizes"], each.get("purpose")) for each in told["icons"]}
    assert {("192x192", "maskable"), ("512x512", "maskable"), ("192x192", "any")} <= purposes
    assert (told["display"], told["start_url"], told["id"]) == ("standalone", "/", "/")


def test_a_shortcut_leads_there(cast: Cast, ada: Client, desk: Address) -> None:
    assert ada.get("/?to=alerts")["Location"] == desk("alerts/")
    assert ada.get("/?to=mine")["Location"] == desk("inbox/mine/")

"""Every page in a real browser: WCAG 2.2 AA in both themes, and nothing wider than a phone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.utils import timezone
from every_page import addresses
from playwright.sync_api import Browser, Page

from amends.bulk import actions as bulk
from amends.bulk.models import Run, Verb
from amends.inbox.actions.note import write_note
from amends.inbox.actions.tag import add_tag
from amends.inbox.models import BrandQuery, Case, CaseField
from amends.incidents.actions import broadcast
from amends.incidents.actions.attach import attach
from amends.incidents.actions.open import open_incident
from amends.incidents.models import Incident
from amends.incidents.rules.ledger import Occasion
from amends.incidents.rules.opening import Opening
from amends.listening.models import Delivery, Erasure
from amends.outbox import actions as outbox
from amends.outbox.models import Send
from amends.outbox.rules import SayKind
from amends.publishing import actions as publishing
from amends.publishing.actions import VersionWording, Wording
from amends.publishing.models import Slot
from amends.replies.models import Exchange, SavedReply
from amends.staff.actions import begin_setup, invite
from amends.staff.models import Team
from amends.staff.rules import Role, system
from amends.status.actions import keep as status
from amends.status.actions.announce import Word, announce
from amends.status.rules.states import ComponentState, EventState
from amends.subscriptions.actions import keep as subscriptions
from amends.subscriptions.rules import CHOSEN
from cast import Cast, Matter, make_connection, make_matter

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SitDown = Callable[..., Page]
RULES = {
    "resultTypes": ["violations"],
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
}
COLOURS = {"resultTypes": ["violations"], "runOnly": ["color-contrast"]}
_RUN = "options => axe.run(options).then(results => results.violations)"
SIZES = {"resultTypes": ["violations"], "runOnly": ["target-size"]}


_SINGLE = (
    "alert_id",
    "monitor_id",
    "update_id",
    "approval_id",
    "announcement_id",
    "check_id",
    "component_id",
    "draft_id",
    "holiday_id",
    "invitation_id",
    "issue_id",
    "item_id",
    "deed_id",
    "merge_id",
    "question_id",
    "move_id",
    "sheet_id",
    "spike_id",
    "subscriber_id",
    "tag_id",
    "target_id",
    "token_id",
    "upload_id",
    "view_id",
    "work_id",
)


@pytest.fixture
def matter(cast: Cast) -> Matter:
    """A desk with something of everything on it."""
    now = timezone.now()
    connection = make_connection(cast.brand)
    matter = make_matter(connection, at=now - timedelta(minutes=50))
    for number in range(6):
        make_matter(connection, name=f"Nora New {number}", is_public=number % 2 == 0, at=now)
    by = cast.actor(cast.olga)
    write_note(by=by, case=matter.case, text="The depot has it.", now=now)
    add_tag(by=by, case=matter.case, name="parcel delays", now=now)
    outbox.say(
        by=by,
        case=matter.case,
        kind=SayKind.PUBLIC_REPLY,
        text="I am sorry, Mira. I look into it now.",
        request_key="one",
        now=now,
    )
    Team.objects.create(brand=cast.brand, name="Parcels", created_at=now)
    CaseField.objects.create(brand=cast.brand, name="Order", kind="text", created_at=now)
    SavedReply.objects.create(
        brand=cast.brand,
        title="Where is it",
        text="I am sorry, {customer.first_name}.",
        made_at=now,
        changed_at=now,
    )
    BrandQuery.objects.create(
        brand=cast.brand,
        name="Our name",
        text='northpost~ OR "my parcel" -(job OR hiring)',
        hits=12,
        last_hit_at=now,
        created_at=now,
        changed_at=now,
    )
    bulk.choose(
        by=by,
        verb=Verb.ANSWER,
        case_ids=list(Case.objects.values_list("pk", flat=True)),
        facts={"text": "We look into it.", "kind": "public_reply"},
        now=now,
    )
    Delivery.objects.create(
        brand=cast.brand,
        connection=connection,
        source="webhook",
        state="quarantined",
        body=b"{",
        problem="The body is no JSON.",
        key="odd",
        received_at=now,
    )
    return matter


def _known(cast: Cast, matter: Matter) -> dict[str, list[object]]:
    """What stands in addresses for each of their parts."""
    return {
        "brand": [cast.brand.slug],
        "slug": ["retail"],
        "number": [1],
        "view": ["needs-answer"],
        "case_id": [matter.case.pk],
        "person_id": [matter.person.pk],
        "connection_id": [matter.case.connection_id],
        "incident_id": [_an_incident(cast, matter)],
        "exchange_id": [_an_exchange(cast, matter)],
        "broadcast_id": [_a_closing(cast, matter)],
        "delivery_id": [Delivery.objects.get().pk],
        "channel": ["demo", "email", "mastodon", "x", "csv"],
        "token": ["nobody-gave-this-out"],
        "send_id": [matter.case.sends.get().pk],
        "verb": ["again"],
        "user_id": [cast.ada.pk],
        "team_id": [Team.objects.get().pk],
        "post_id": [*_posts(cast, matter)],
        "slot_id": [Slot.objects.order_by("pk").values_list("pk", flat=True)[0]],
        "saved_id": [SavedReply.objects.get().pk],
        "query_id": [BrandQuery.objects.get().pk],
        "run_id": [Run.objects.get().pk],
        "subscription_id": [_a_subscription(cast)],
        "field_id": [CaseField.objects.get().pk],
        "which": ["assign", "wait", "more"],
        "name": ["assign"],
        "to": ["stop"],
        "version": ["1"],
        "mark": ["nobody-gave-this-out"],
        "message_id": [matter.message.pk],
        "kind": ["edit", "hide", "like"],
        "code": [_asked_to_be_erased(cast, matter).code],
        "public_id": ["00000000-0000-4000-8000-000000000000"],
        "path": _a_status_page(cast),
        # Of these no page is made of one alone.
        **{part: [1] for part in _SINGLE},
    }


def _an_exchange(cast: Cast, matter: Matter) -> int:
    """Something that an assistant was asked, and said."""
    shown = [{"role": "user", "content": "What Mira wrote"}]
    asked = Exchange(brand=cast.brand, case=matter.case, by=cast.ada, task="draft", model="m")
    asked.asked_at, asked.tokens, asked.prompt = timezone.now(), 40, shown
    asked.state, asked.answer = "answered", "Sorry, [[NAME-A]]."
    asked.save()
    return asked.pk


def _a_closing(cast: Cast, matter: Matter) -> int:
    """It is over, and everybody affected is about to be told."""
    now = timezone.now()
    over = Incident.objects.create(
        brand=cast.brand,
        request_key="over",
        title="Parcels were late",
        state="resolved",
        state_since=now,
        opened_at=now,
        resolved_at=now,
    )
    by = cast.actor(cast.olga)
    attach(by=by, incident=over, case_ids=[matter.case.pk], now=now)
    made = broadcast.draft(by=by, incident=over, occasion=Occasion.CLOSING, now=now)
    return made.pk


def _an_incident(cast: Cast, matter: Matter) -> int:
    opening = Opening("Parcels are late", "one", case_ids=(matter.case.pk,))
    return open_incident(by=cast.actor(cast.olga), opening=opening, now=timezone.now()).pk


def _posts(cast: Cast, matter: Matter) -> list[object]:
    """One that is planned, one that is held, and one that is asked for."""
    by, now = cast.actor(cast.olga), timezone.now()
    made: list[object] = []
    for days in (2, 3, 4):
        version = VersionWording(matter.case.connection_id, at=now + timedelta(days=days))
        wording = Wording(f"Open on Sunday, in {days} days.", (version,))
        post = publishing.write(by=by, wording=wording, now=now)
        if days == 4:
            publishing.ask(by=by, post=post, now=now)
        else:
            publishing.approve(by=by, post=post, seen=1, now=now)
        made.append(post.pk)
    Send.objects.filter(pk=Slot.objects.latest("pk").send_id).update(
        state="held", reason="Held because the brake was on: fire."
    )
    return made


def _a_subscription(cast: Cast) -> int:
    by, url, now = cast.actor(cast.olga), "https://orders.example.com/told", timezone.now()
    made, _ = subscriptions.add(by=by, name="Orders", url=url, topics=CHOSEN, now=now)
    subscriptions.try_out(by=by, subscription=made, now=now)
    return made.pk


def _a_status_page(cast: Cast) -> list[object]:
    """A public page of the slug above with something wrong; some of its files."""
    by, now = system(cast.brand.pk), timezone.now()
    form = status.PageForm("Northpost status", "retail", languages=["en", "de"], colour="#facc15")
    page = status.set_up(by=by, brand=cast.brand, form=form, now=now)
    status.make_public(by=by, page=page, is_public=True, now=now)
    parts = [
        status.add_component(by=by, page=page, form=status.ComponentForm(name), now=now)
        for name in ("Website", "Payments")
    ]
    word = Word(
        "update:1",
        "Payments fail",
        {"en": "We are on it."},
        EventState.INVESTIGATING,
        components={parts[0].pk: ComponentState.MAJOR, parts[1].pk: ComponentState.PARTIAL},
        next_update_at=now,
    )
    announce(by=by, brand=cast.brand, reference="incident:1", word=word, now=now)
    return ["history.html", "subscribe.html", "missing.de.html", "notice.html"]


def _asked_to_be_erased(cast: Cast, matter: Matter) -> Erasure:
    return Erasure.objects.create(
        brand=cast.brand,
        connection=matter.case.connection,
        code="asked-to-be-erased",
        digest="0" * 64,
        asked_at=timezone.now(),
    )


def test_every_page_can_be_used_by_everybody(
    sit_down: SitDown, cast: Cast, matter: Matter, live_server: object
) -> None:
    page = sit_down(cast.olga)
    found, pages = [], 0
    for name, address in addresses(_known(cast, matter)):
        if name in {"sign-out", "theme"} or not _is_page(page, f"{live_server}{address}"):
            continue
        pages += 1
        page.goto(f"{live_server}{address}")
        found += _complaints(page, name)
    assert pages >= 12
    assert not found, "\n".join(found)


def test_every_way_in_can_be_used_by_everybody(
    chromium: Browser, web_address: str, request: pytest.FixtureRequest
) -> None:
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"{web_address}/setup/{begin_setup(now=timezone.now())}")
    found = _complaints(page, "set-up")
    cast: Cast = request.getfixturevalue("cast")  # only after the set-up: it fills the desk
    by, now = cast.actor(cast.olga), timezone.now()
    _, secret = invite(by=by, email="new@example.com", role=Role.AGENT, now=now)
    ways = {
        "sign-in": "sign-in/",
        "invitation": f"invitation/{secret}/",
        "an invitation that was spent": "invitation/spent/",
        "offline": "offline/",
        "nothing": "nowhere/",
    }
    for name, path in ways.items():
        page.goto(f"{web_address}/{path}")
        assert page.locator("h1").count() == 1, name
        found += _complaints(page, name)
    context.close()
    assert not found, "\n".join(found)


def _is_page(page: Page, address: str) -> bool:
    """Whether it answers a look with a whole page; a piece of one or a redirect is looked at there."""
    answer = page.request.get(address, max_redirects=0)
    is_html = answer.headers.get("content-type", "").startswith("text/html")
    return answer.ok and is_html and "<!DOCTYPE html>" in answer.text()[:100]


def _complaints(page: Page, name: str) -> list[str]:
    """What axe says in light, dark and on a phone; and whether the phone would scroll sideways."""
    page.set_viewport_size({"width": 1440, "height": 900})
    page.emulate_media(color_scheme="light")
    page.evaluate(AXE_SCRIPT)
    said = [("light", page.evaluate(_RUN, RULES))]
    page.emulate_media(color_scheme="dark")
    said.append(("dark", page.evaluate(_RUN, COLOURS)))
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 390, "height": 844})
    said.append(("phone", page.evaluate(_RUN, SIZES)))
    found = [
        f"{name} ({how}): {each['id']}: {node['html'][:140]} {node['failureSummary'][:200]}"
        for how, violations in said
        for each in violations
        for node in each["nodes"][:3]
    ]
    wide = page.evaluate("document.documentElement.scrollWidth")
    return found + ([f"{name} (phone): {wide} px wide"] if wide > 390 else [])

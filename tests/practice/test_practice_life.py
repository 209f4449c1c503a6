"""People on the network: their past, their patience, and how they take an answer."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import httpx
import pytest

from amends.practice import BRANDS, Item, Life, Network, graphemes, running
from amends.practice.life import Telling
from amends.practice.limits import PUBLIC_TEXT
from amends.practice.reactions import read
from amends.practice.stories import Cast, Matter, cast_of

MORNING = 1_795_253_400.0
CASTS = [cast_of(handle) for handle in BRANDS]
EVERY = [(cast, matter) for cast in CASTS for matter in cast.matters]


class Clock:
    def __init__(self) -> None:
        self.now = MORNING

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def town(clock: Clock) -> Network:
    return Network(seed=7, brands=BRANDS, clock=clock)


def begun(town: Network, key: str) -> tuple[Life, Telling]:
    """One matter, just begun, in a life where nothing else goes on."""
    life = Life(town)
    cast, matter = next(each for each in EVERY if each[1].key == key)
    for announcement in cast.posts:
        life._announce(cast.handle, announcement, MORNING)
    return life, life.begin(cast, matter, MORNING)


def after(life: Life, clock: Clock, seconds: float) -> None:
    clock.now += seconds
    life.step(clock.now)


def said(telling: Telling) -> list[str]:
    return [each.text for each in telling.first.thread.items if each.author is telling.person]


def answer(town: Network, telling: Telling, text: str) -> Item:
    return town.comment(telling.account.profile, telling.first, text)


def test_there_are_enough_stories() -> None:
    assert len(CASTS) >= 5
    assert len(EVERY) >= 40
    assert {"en", "de", "fr", "es", "nl"} == {matter.lang for _, matter in EVERY}
    assert {"post", "comment", "message", "review"} == {matter.way for _, matter in EVERY}
    assert len({matter.key for _, matter in EVERY}) == len(EVERY)


@pytest.mark.parametrize(("cast", "matter"), EVERY, ids=[matter.key for _, matter in EVERY])
def test_a_story_fits_its_brand(cast: Cast, matter: Matter) -> None:
    assert matter.who in cast.people
    assert all(who in cast.people for who, _ in matter.others)
    assert matter.way != "comment" or matter.under in {each.key for each in cast.posts}
    assert (matter.way == "review") is (matter.stars is not None)
    texts = [matter.text, matter.answer, matter.later, matter.sorry, *matter.silence]
    assert all(graphemes(each) <= PUBLIC_TEXT for each in texts)
    assert matter.way != "review" or graphemes(matter.text + matter.sorry) < PUBLIC_TEXT


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("Could you send us your parcel number?", "asks"),
        ("Please send us a DM.", "asks"),
        ("So sorry! Which order number was it?", "asks"),
        ("Schreiben Sie uns bitte die Sendungsnummer.", "asks"),
        ("Pouvez-vous nous écrire en message privé ?", "asks"),
        ("¿Nos pasa el número de pedido?", "asks"),
        ("Kun je ons je bestelnummer sturen?", "asks"),
        ("We are so sorry, a replacement is on its way.", "offers"),
        ("Das tut uns leid, wir erstatten das Porto.", "offers"),
        ("Toutes nos excuses.", "offers"),
        ("Lo sentimos mucho.", "offers"),
        ("Het spijt ons.", "offers"),
        ("The counter opens at seven.", "says"),
    ],
)
def test_people_read_answers(text: str, reading: str) -> None:
    assert read(text) == reading


def test_the_past_is_recent_and_in_order(town: Network, clock: Clock) -> None:
    life = Life(town)
    life.remember(hours=6, now=clock.now)
    for account in town.accounts.values():
        times = [each.created_at for each in account.events]
        assert times == sorted(times)
        assert MORNING - 6 * 3600 <= times[0] <= times[-1] <= MORNING
        assert len(times) >= 8
    kinds = Counter(each.kind for each in town.items.values())
    assert kinds.keys() >= {"post", "comment", "message", "review"}


def _lived(seed: int) -> list[bytes]:
    clock = Clock()
    town = Network(seed=seed, brands=BRANDS, clock=clock)
    life = Life(town)
    life.remember(hours=6, now=clock.now)
    for _ in range(200):
        after(life, clock, 5)
    return [each.raw for account in town.accounts.values() for each in account.events]


def test_a_life_repeats_by_its_seed() -> None:
    assert _lived(7) == _lived(7) != _lived(8)


def test_life_goes_on_and_on(town: Network, clock: Clock) -> None:
    life = Life(town)
    life.remember(hours=6, now=clock.now)
    before = sum(len(each.events) for each in town.accounts.values())
    after(life, clock, 60)
    within_a_minute = sum(len(each.events) for each in town.accounts.values())
    assert within_a_minute - before >= 6
    for _ in range(180):
        after(life, clock, 60)
    assert sum(len(each.events) for each in town.accounts.values()) > within_a_minute + 100


def test_people_insist_until_they_are_heard(town: Network, clock: Clock) -> None:
    life, telling = begun(town, "insulin")
    after(life, clock, 250)
    assert len(said(telling)) >= 2
    answer(town, telling, "We are calling the driver now.")
    heard = len(said(telling))
    after(life, clock, 600)
    assert said(telling)[heard:] == [telling.matter.answered]


def test_an_apology_with_an_offer_calms(town: Network, clock: Clock) -> None:
    life, telling = begun(town, "wrong-colour")
    answer(town, telling, "We are sorry, Clara. The green one leaves today, at no cost.")
    after(life, clock, 3)
    assert said(telling)[1:] == []
    after(life, clock, 20)
    assert said(telling)[1:] == [telling.matter.sorry]
    answer(town, telling, "It is with the courier, here before six.")
    after(life, clock, 20)
    assert said(telling)[-1] == telling.matter.thanks
    answer(town, telling, "You are welcome.")
    after(life, clock, 400)
    assert said(telling)[-1] == telling.matter.thanks


def test_asked_for_a_number_they_write_in_private(town: Network, clock: Clock) -> None:
    life, telling = begun(town, "neighbour")
    answer(town, telling, "Sorry! Could you send us your parcel number in a private message?")
    after(life, clock, 20)
    thread = telling.account.conversations[telling.person.id]
    assert [each.text for each in thread.items] == [telling.matter.private]
    town.message_person(telling.account, telling.person, "Found: it is at number 9.")
    after(life, clock, 20)
    assert thread.items[-1].text == telling.matter.thanks


def test_two_answers_at_once_get_one_reaction(town: Network, clock: Clock) -> None:
    life, telling = begun(town, "wrong-colour")
    answer(town, telling, "We are sorry.")
    answer(town, telling, "The green one leaves today.")
    after(life, clock, 30)
    assert said(telling)[1:] == [telling.matter.thanks]


def test_a_review_gets_better_when_it_was_made_right(town: Network, clock: Clock) -> None:
    life, telling = begun(town, "review-jeans")
    reply = town.reply(
        telling.account, telling.first, "We apologise, and a new pair is on its way."
    )
    after(life, clock, 20)
    assert telling.first.text.endswith(telling.matter.sorry)
    assert telling.first.rating == 1
    town.delete(reply)
    town.reply(telling.account, telling.first, "Thank you for the photos.")
    after(life, clock, 20)
    assert (telling.first.text, telling.first.rating) == (telling.matter.later, 4)


def test_somebody_else_in_the_thread_is_somebody_else(town: Network, clock: Clock) -> None:
    life, telling = begun(town, "burning-battery")
    after(life, clock, 45)
    other = next(each for each in telling.first.thread.items if each.author.handle == "mia_jansen")
    before = said(telling)
    town.comment(telling.account.profile, other, "On the inside of the cuff.")
    after(life, clock, 12)
    assert said(telling) == before


def test_some_take_it_back_and_some_mend_it(town: Network, clock: Clock) -> None:
    life, telling = begun(town, "second-thoughts")
    after(life, clock, 60)
    assert telling.first.deleted_at is not None
    life, telling = begun(town, "typo")
    after(life, clock, 60)
    assert telling.first.text.endswith("Bravo.)")


def test_spam_does_not_talk_back(town: Network, clock: Clock) -> None:
    life, telling = begun(town, "rewards-spam")
    answer(town, telling, "We never ask for cards.")
    after(life, clock, 600)
    assert len(said(telling)) == 1


def test_life_is_served_paused_and_sped_up() -> None:
    town = Network(brands=BRANDS)
    life = Life(town, speed=50)
    life.remember(hours=2, now=town.clock())
    head = {"Authorization": f"Bearer {town.control_token}"}
    with running(town, life=life) as served:
        answer = httpx.post(
            f"{served.url}/control/life", json={"speed": 100, "paused": True}, headers=head
        )
    assert answer.json() == {"speed": 100, "paused": True}
    assert life.paused


def test_nobody_lives_where_nobody_was_asked(control: httpx.Client) -> None:
    assert control.post("/control/life", json={"paused": True}).status_code == 404


def test_people_can_look(town: Network, clock: Clock) -> None:
    life, telling = begun(town, "burning-battery")
    answer(town, telling, "<script>alert(1)</script> & sorry")
    after(life, clock, 60)
    jo = town.person("jo")
    review = town.review(jo, telling.account, 4, "Good")
    private = town.message(jo, telling.account, "Only for you")
    with running(town) as served, httpx.Client(base_url=served.url) as browser:
        page = browser.get(f"/t/{telling.first.thread.id}")
        assert "&lt;script&gt;" in page.text
        assert "<script" not in page.text
        assert "default-src 'none'" in page.headers["Content-Security-Policy"]
        assert "Linden Lane" in browser.get("/").text
        brand = browser.get("/b/lindenlane").text
        assert review.id in brand
        assert "★★★★☆" in brand
        assert "Only for you" not in brand
        assert browser.get(f"/t/{private.thread.id}").status_code == 404
        assert browser.get("/b/nobody").status_code == 404
        for path in re.findall(r'src="(/[^"]+)"', page.text):
            assert browser.get(path).headers["Content-Type"].startswith("image/")


def test_a_page_shows_what_was_deleted_and_hidden(town: Network) -> None:
    northpost = town.account("northpost")
    root = town.post(northpost.profile, "Hello")
    gone = town.delete(town.comment(town.person("jo"), root, "first words"))
    hidden = town.hide(town.comment(town.person("ida"), root, "second words"), hidden=True)
    town.comment(town.person("ben"), gone, "third words")
    with running(town) as served:
        page = httpx.get(f"{served.url}/t/{root.thread.id}").text
    assert "first words" not in page
    assert "second words" not in page
    assert page.index(gone.id) < page.index("third words") < page.index(hidden.id)


def test_the_stories_are_shipped() -> None:
    config = (Path(__file__).parents[2] / "pyproject.toml").read_text()
    assert '"*.toml"' in config

"""Life on the practice network: people bring their matters, wait, and answer answers."""

from __future__ import annotations

import asyncio
import heapq
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from itertools import count

from amends.practice import reactions
from amends.practice.chance import dice
from amends.practice.network import Network
from amends.practice.objects import Account, Event, Item, Profile, Words
from amends.practice.stories import Announcement, Cast, Matter, Somebody, cast_of

Act = Callable[[float], object]
Span = tuple[float, float]
TOLD_BEFORE = 0.6
TICK_SECONDS = 0.25
WORTH_FILLING_HOURS = 0.25


@dataclass(slots=True, frozen=True)
class Pace:
    """Seconds people take: to react, to lose patience, to join in; and between new matters."""

    react: Span
    patience: Span
    join: Span
    fresh: Span


NOW = Pace(react=(5, 15), patience=(60, 200), join=(6, 40), fresh=(4, 9))
BEFORE = Pace(react=(240, 1200), patience=(1500, 4200), join=(180, 1800), fresh=(0, 0))


@dataclass(slots=True, eq=False)
class Telling:
    """A matter as somebody brings it now: where it began, and how they feel about it."""

    matter: Matter
    account: Account
    person: Profile
    first: Item
    answers: int = 0
    content: bool = False


class Life:
    """Brings the casts to life: a believable past, then new matters and reactions for ever."""

    def __init__(self, network: Network, *, speed: float = 1.0) -> None:
        self.network = network
        self.speed = speed
        self.paused = False
        self.rng = dice(network.seed, "life", len(network.items))
        self.pace = NOW
        self._order = count()
        self._due: list[tuple[float, int, Act]] = []
        self._casts = [cast_of(handle) for handle in network.accounts]
        self._decks: dict[str, list[Matter]] = {each.handle: [] for each in self._casts}
        self._rounds = dict.fromkeys(self._decks, -1)
        self._posts: dict[tuple[str, str], Item] = {}
        self._tellings: dict[tuple[str, str], Telling] = {}
        network.listeners.append(self.hear)

    # The past

    def remember(self, *, hours: float, now: float) -> None:
        """Fill the last hours with what people said, and what was answered, until `now`.

        Less than a quarter of an hour is not worth filling.
        """
        self.pace = BEFORE
        self._posts = self._known_posts()
        for cast in self._casts:
            if hours >= WORTH_FILLING_HOURS:
                self._remember(cast, hours * 3600, now)
        self.step(now)
        self.pace = NOW
        rest = [(now + self.rng.uniform(4, 240) / self.speed, *entry[1:]) for entry in self._due]
        self._due = rest
        heapq.heapify(self._due)
        self.go_on(now)

    def _remember(self, cast: Cast, span: float, now: float) -> None:
        for announcement in cast.posts:
            if (cast.handle, announcement.key) in self._posts:
                continue
            at = now - span * self.rng.uniform(0.85, 1)
            self._schedule(at, partial(self._announce, cast.handle, announcement))
        for _ in range(round(len(cast.matters) * TOLD_BEFORE)):
            matter = self._draw(cast)
            at = now - self.rng.uniform(60, span * 0.8)
            self._schedule(at, partial(self.begin, cast, matter))

    # The present

    def go_on(self, now: float) -> None:
        """Let new matters come up from now on."""
        if any(each.matters for each in self._casts):
            self._schedule(now + 2 / self.speed, self._fresh)

    def step(self, now: float) -> None:
        """Do everything that is due until `now`, in order."""
        while self._due and self._due[0][0] <= now:
            at, _, act = heapq.heappop(self._due)
            act(at)

    async def run(self) -> None:
        """Live with the network's clock until cancelled."""
        while True:
            await asyncio.sleep(TICK_SECONDS)
            if not self.paused:
                self.step(self.network.clock())

    def hear(self, account: Account, event: Event) -> None:
        """Notice a brand's answer, and schedule how the person takes it."""
        item = self.network.items[event.object_id]
        if item.author is not account.profile or not event.type.endswith(".created"):
            return
        telling = self._meant(item)
        if telling is not None and not telling.content:
            telling.answers += 1
            act = partial(self._react, telling, item, telling.answers)
            self._schedule(item.created_at + self._pause(self.pace.react), act)

    def begin(self, cast: Cast, matter: Matter, at: float) -> Telling:
        """Somebody brings a matter: a post, a comment, a message or a review."""
        account = self.network.account(cast.handle)
        person = self._join(self._who(cast, matter.who))
        first = self._first(account, person, matter, at)
        telling = Telling(matter, account, person, first)
        self._tellings[first.thread.id, person.id] = telling
        self._tellings[account.handle, person.id] = telling
        self.network.react(first, likes=self.rng.randint(0, matter.likes))
        self._plan(cast, telling, at)
        return telling

    def _plan(self, cast: Cast, telling: Telling, at: float) -> None:
        matter = telling.matter
        moment = at
        for text in matter.silence:
            moment += self._pause(self.pace.patience)
            self._schedule(moment, partial(self._insist, telling, text))
        for who, text in matter.others:
            act = partial(self._chime_in, telling, self._who(cast, who), text)
            self._schedule(at + self._pause(self.pace.join), act)
        if matter.takes_back or (matter.later and matter.way != "review"):
            self._schedule(at + self._pause(self.pace.join), partial(self._amend, telling))
        if self.pace is BEFORE and matter.answer and self.rng.random() < 0.7:
            pause = self._pause(self.pace.react)
            self._schedule(at + pause, partial(self._answer, telling))

    # What people do

    def _first(self, account: Account, person: Profile, matter: Matter, at: float) -> Item:
        words = Words(matter.text, matter.lang, matter.photos, at=at)
        if matter.way == "message":
            return self.network.message(person, account, words)
        if matter.way == "review":
            return self.network.review(person, account, matter.stars or 3, words)
        above = self._posts.get((account.handle, matter.under))
        if matter.way == "comment" and above is not None:
            return self.network.comment(person, above, words)
        if f"@{account.handle}" not in matter.text:
            words = replace(words, text=f"@{account.handle} {matter.text}")
        return self.network.post(person, words)

    def _insist(self, telling: Telling, text: str, at: float) -> None:
        if telling.answers == 0 and telling.first.deleted_at is None:
            self._say(telling, telling.first, text, at)

    def _chime_in(self, telling: Telling, who: Somebody, text: str, at: float) -> None:
        if telling.first.deleted_at is None and telling.first.kind in {"post", "comment"}:
            words = Words(text, telling.matter.lang, at=at)
            self.network.comment(self._join(who), telling.first, words)

    def _amend(self, telling: Telling, at: float) -> None:
        if telling.matter.takes_back:
            self.network.delete(telling.first, at=at)
        elif telling.first.deleted_at is None:
            self.network.edit(telling.first, telling.matter.later, at=at)

    def _react(self, telling: Telling, answer: Item, number: int, at: float) -> None:
        if telling.content or answer.deleted_at is not None or number != telling.answers:
            return
        if number > 1:
            self._be_content(telling, answer, at)
            return
        matter, reading = telling.matter, reactions.read(answer.text)
        if reading == "asks" and matter.private:
            words = Words(matter.private, matter.lang, at=at)
            self.network.message(telling.person, telling.account, words)
        elif reading == "offers" and matter.sorry:
            self._say(telling, answer, matter.sorry, at)
        else:
            self._say(telling, answer, matter.answered or matter.sorry, at)

    def _be_content(self, telling: Telling, answer: Item, at: float) -> None:
        telling.content = True
        matter, first = telling.matter, telling.first
        if first.kind == "review" and matter.later and first.deleted_at is None:
            self.network.edit(first, matter.later, rating=matter.later_stars, at=at)
        self._say(telling, answer, matter.thanks, at)

    def _say(self, telling: Telling, above: Item, text: str, at: float) -> None:
        words = Words(text, telling.matter.lang, at=at)
        if not text:
            return
        if above.kind == "message":
            self.network.message(telling.person, telling.account, words)
        elif above.kind in {"post", "comment"}:
            self.network.comment(telling.person, above, words)
        elif telling.first.deleted_at is None:
            whole = f"{telling.first.text}\n\n{text}"
            self.network.edit(telling.first, whole, rating=telling.first.rating, at=at)

    # What the brand did in the past

    def _announce(self, handle: str, announcement: Announcement, at: float) -> None:
        words = Words(announcement.text, alts=announcement.photos, at=at)
        profile = self.network.account(handle).profile
        self._posts[handle, announcement.key] = self.network.post(profile, words)

    def _answer(self, telling: Telling, at: float) -> None:
        if telling.answers or telling.first.deleted_at is not None:
            return
        words = Words(telling.matter.answer, telling.matter.lang, at=at)
        account, first = telling.account, telling.first
        if first.kind == "message":
            self.network.message_person(account, telling.person, words)
        elif first.kind == "review":
            self.network.reply(account, first, words)
        else:
            self.network.comment(account.profile, first, words)

    def _known_posts(self) -> dict[tuple[str, str], Item]:
        posts = {each.text: each for each in self.network.items.values() if each.kind == "post"}
        return {
            (cast.handle, each.key): posts[each.text]
            for cast in self._casts
            for each in cast.posts
            if each.text in posts
        }

    # Who, which, when

    def _fresh(self, at: float) -> None:
        casts = [each for each in self._casts if each.matters]
        cast = self.rng.choice(casts)
        matter = self._draw(cast)
        slower = 1 + 2 * min(5, self._rounds[cast.handle])
        self._schedule(at + self._pause(self.pace.fresh) * slower, self._fresh)
        self.begin(cast, matter, at)

    def _draw(self, cast: Cast) -> Matter:
        deck = self._decks[cast.handle]
        if not deck:
            deck.extend(cast.matters)
            self.rng.shuffle(deck)
            self._rounds[cast.handle] += 1
        return deck.pop()

    def _who(self, cast: Cast, handle: str) -> Somebody:
        return cast.people.get(handle) or Somebody(handle, handle.replace("_", " ").title())

    def _join(self, who: Somebody) -> Profile:
        return self.network.person(who.handle, who.name, who.followers)

    def _meant(self, answer: Item) -> Telling | None:
        thread = answer.thread
        if thread.person is not None:
            return self._tellings.get((thread.accounts[0].handle, thread.person.id))
        above = self.network.items.get(answer.parent or "")
        while above is not None and above.author.kind == "brand":
            above = self.network.items.get(above.parent or "")
        return self._tellings.get((thread.id, above.author.id)) if above else None

    def _pause(self, span: Span) -> float:
        seconds = self.rng.uniform(*span)
        return seconds / self.speed if self.pace is NOW else seconds

    def _schedule(self, at: float, act: Act) -> None:
        heapq.heappush(self._due, (at, next(self._order), act))

"""Our address as X knows it, and what X pushes there: asked for, and asked about again.

X checks an address by itself (CRC) and stops pushing to one that did not answer rightly; it tells nobody.
Source: docs.x.com, webhooks and x-api/activity.
"""

from __future__ import annotations

import contextlib
from collections.abc import Sequence

from amends.channels.calls import Call
from amends.channels.contract import Refused
from amends.channels.wire import Wire
from amends.channels.x.reader import Asks

#: A self-serve app may have 1,500 subscriptions: these, and some for the accounts themselves.
MOST_WATCHED = 1_000
#: So many are asked for, and so many let go of, at one time.
MOST_CHANGES = 100
DELETED = "post.delete"
_MOST_PAGES = 5


class Hooks:
    """The app's webhooks and subscriptions; ``ask`` makes a request as the account, ``bearer`` as the app."""

    def __init__(self, ask: Asks, bearer: str) -> None:
        self._ask = ask
        self._app = {"authorization": f"Bearer {bearer}"}

    def subscribe(self, url: str, account: str, kinds: Sequence[str]) -> None:
        """Have these kinds of events of an account pushed to ``url``."""
        hook = self._address(url)
        for kind in kinds:
            self._push(hook, account, kind)

    def stand(self, url: str, account: str, kinds: Sequence[str]) -> bool:
        """Whether X trusts the address, and pushes all these kinds there."""
        hook = self._known(url)
        if hook is None or not hook.flag("valid"):
            return False
        told = self._told(hook.text("id"))
        return set(kinds) <= {each.text("event_type") for about, each in told if about == account}

    def watch(self, url: str, account: str, authors: Sequence[str]) -> None:
        """Have deletions by these authors pushed, and no longer those by others."""
        hook = self._known(url)
        if hook is None or not hook.flag("valid"):
            return
        number = hook.text("id")
        watched = {
            about: each.text("subscription_id")
            for about, each in self._told(number)
            if about != account and each.text("event_type") == DELETED
        }
        gone = [watched[each] for each in watched if each not in set(authors)][:MOST_CHANGES]
        if gone:
            query = {"ids": ",".join(gone)}
            call = Call("DELETE", "/2/activity/subscriptions", query=query, headers=self._app)
            self._ask(call)
        for author in [each for each in authors if each not in watched][:MOST_CHANGES]:
            self._push(number, author, DELETED)

    def _push(self, hook: str, about: str, kind: str) -> None:
        asked = {"event_type": kind, "filter": {"user_id": about}, "webhook_id": hook}
        # One that is there already is no failure.
        with contextlib.suppress(Refused):
            self._ask(Call("POST", "/2/activity/subscriptions", json=asked))

    def _address(self, url: str) -> str:
        """The id of our address; checked anew where X had lost its trust."""
        known = self._known(url)
        if known is None:
            call = Call("POST", "/2/webhooks", headers=self._app, json={"url": url})
            made = self._ask(call)
            return (made.inner("data") if "data" in made else made).text("id")
        number = known.text("id")
        if not known.flag("valid"):
            self._ask(Call("PUT", f"/2/webhooks/{number}", headers=self._app))
        return number

    def _known(self, url: str) -> Wire | None:
        told = self._ask(Call("GET", "/2/webhooks", headers=self._app))
        return next((e for e in told.maybe_each("data") if e.maybe_text("url") == url), None)

    def _told(self, hook: str) -> list[tuple[str, Wire]]:
        """The subscriptions that go to an address, each with the user whom it is about."""
        found, after = list[tuple[str, Wire]](), ""
        for _ in range(_MOST_PAGES):
            where = {"max_results": "1000", **({"pagination_token": after} if after else {})}
            path = "/2/activity/subscriptions"
            told = self._ask(Call("GET", path, query=where, headers=self._app))
            for each in told.maybe_each("data"):
                if each.maybe_text("webhook_id") == hook and "filter" in each:
                    found.append((each.inner("filter").maybe_text("user_id"), each))
            after = told.inner("meta").maybe_text("next_token") if "meta" in told else ""
            if not after:
                break
        return found

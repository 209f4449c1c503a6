"""The network's memory on disk: what was said, line by line, to be said again after a restart."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

import orjson

from amends.practice.network import Network
from amends.practice.objects import Account, Item, Json, Media, Remembered, Webhook, Words

Entry = dict[str, Any]


class Journal:
    """A file of one JSON object a line, only ever appended; a torn last line is cut off.

    It holds webhook secrets, so only its owner may read it.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        path.touch(mode=0o600)
        self._file = path.open("ab")

    def attach(self, network: Network) -> None:
        """Say everything in the file again, then note everything new."""
        whole = 0
        for line in self.path.read_bytes().splitlines(keepends=True):
            if not line.endswith(b"\n"):
                break
            _again(network, orjson.loads(line))
            whole += len(line)
        self._file.truncate(whole)
        network.note = self._note

    def close(self) -> None:
        self._file.close()

    def _note(self, entry: Json) -> None:
        self._file.write(orjson.dumps(entry) + b"\n")
        self._file.flush()


def _again(network: Network, entry: Entry) -> None:
    if entry["op"] == "add":
        _add(network, entry)
    elif entry["op"] in {"edit", "delete", "hide", "react"}:
        _change(network, network.items[entry["id"]], entry)
    elif (account := network.accounts.get(entry["account"])) is not None:
        _for_account(network, account, entry)


def _add(network: Network, entry: Entry) -> None:
    words = Words(
        entry["text"],
        entry["lang"],
        tuple(entry["alts"]),
        entry["client_ref"],
        entry["rating"],
        entry["at"],
        tuple(_picture(network, each) for each in entry.get("pictures", ())),
    )
    brand = network.accounts[entry["brand"]] if entry["brand"] else None
    person = network.person(**entry["person"]) if entry["person"] else None
    author = brand.profile if brand else person
    if author is None:
        raise ValueError("the journal has something that nobody said")
    if entry["kind"] == "post":
        network.post(author, words)
    elif entry["kind"] == "comment":
        network.comment(author, network.items[entry["parent"]], words)
    elif entry["kind"] == "reply" and brand:
        network.reply(brand, network.items[entry["parent"]], words)
    elif person:
        _add_to_account(network, entry, words)


def _picture(network: Network, entry: Entry) -> Media:
    known = network.pictures[entry["id"]]
    return Media(known.id, entry["alt"], known.suffix)


def _add_to_account(network: Network, entry: Entry, words: Words) -> None:
    account, person = network.accounts[entry["account"]], network.person(**entry["person"])
    if entry["kind"] == "review":
        network.review(person, account, entry["rating"], words)
    elif entry["brand"]:
        network.message_person(account, person, words)
    else:
        network.message(person, account, words)


def _change(network: Network, item: Item, entry: Entry) -> None:
    if entry["op"] == "edit":
        network.edit(item, entry["text"], rating=entry["rating"], at=entry["at"])
    elif entry["op"] == "delete":
        network.delete(item, at=entry["at"])
    elif entry["op"] == "react":
        by = entry.get("by", "")
        network.react(item, likes=entry["likes"], shares=entry["shares"], by=by)
    elif entry["op"] == "pin":
        item.pinned = entry["pinned"]
        network.note(entry)
    else:
        network.hide(item, hidden=entry["hidden"], at=entry["at"])


def _for_account(network: Network, account: Account, entry: Entry) -> None:
    if entry["op"] == "webhook":
        url = entry.get("url")
        hook = Webhook(url, entry["secret"], entry["max_events"]) if url else None
        network.register(account, hook)
        return
    if entry["op"] == "upload":
        network.upload(account, base64.b64decode(entry["content"]), entry["suffix"])
        return
    item = network.items[entry["id"]]
    if entry["op"] == "sent":
        network.accept(account, item)
    elif entry["op"] == "strange":
        network.strange_event(account, item, entry["kind"])
    else:
        request = bytes.fromhex(entry["request"])
        network.remember(account, entry["key"], Remembered(entry["until"], request, item))

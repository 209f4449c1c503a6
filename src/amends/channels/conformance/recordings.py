"""Reads recordings: what a network said, and what must be made of it. The format: docs/channels/index.md."""

from __future__ import annotations

import base64
import dataclasses
import enum
import functools
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from amends.channels.base import Link
from amends.channels.conformance.verdict import Broken
from amends.channels.contract import (
    Account,
    Counted,
    Deleted,
    Delivery,
    Edited,
    Hears,
    Item,
    Media,
    Outcome,
    Outgoing,
    Said,
    Secrets,
    Template,
    ThreadKind,
    Visibility,
)
from amends.channels.transports import Transports

Scene = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Recording:
    """A channel's folder of recordings."""

    folder: Path

    @property
    def facts(self) -> Scene:
        """The manifest: transport, settings, secrets, account, now."""
        return self.read("recording.json")

    @property
    def now(self) -> datetime:
        return datetime.fromisoformat(self.facts["now"])

    @property
    def transport(self) -> str:
        """Which fake stands in for the network: ``http``, ``mail`` or ``none``."""
        return str(self.facts["transport"])

    @property
    def account(self) -> Account:
        return Account(**self.facts["account"])

    def link(self, transports: Transports, *, secrets: Mapping[str, str] | None = None) -> Link:
        """The recorded connection over these transports; ``secrets`` instead of the recorded ones."""
        kept = self.facts["secrets"] if secrets is None else secrets
        return Link(dict(self.facts["settings"]), Secrets(kept), transports, self.account)

    def read(self, name: str) -> Scene:
        """One scene by its file's name. Raises `Broken` where it is missing or no JSON object."""
        path = self.folder / name
        try:
            scene = _scene(path, path.stat().st_mtime_ns)
        except (OSError, ValueError) as error:
            raise Broken(f"The recording {path} is missing or cannot be read: {error}") from None
        if not isinstance(scene, dict):
            raise Broken(f"The recording {path} is no JSON object")
        return scene

    def scenes(self, kind: str) -> dict[str, Scene]:
        """The scenes in a folder, by name."""
        found = sorted((self.folder / kind).glob("*.json"))
        return {path.stem: self.read(f"{kind}/{path.name}") for path in found}

    def body(self, scene: Scene, kind: str) -> bytes:
        """A scene's raw bytes: a ``file`` beside it, ``text``, ``base64`` or ``json``."""
        if "file" in scene:
            return Path(self.folder, kind, scene["file"]).read_bytes()
        if "base64" in scene:
            return base64.b64decode(scene["base64"])
        if "text" in scene:
            return str(scene["text"]).encode()
        return json.dumps(scene["json"], ensure_ascii=False).encode()

    def delivery(self, scene: Scene, kind: str) -> Delivery:
        return Delivery(
            key=scene.get("key", "recorded"),
            body=self.body(scene, kind),
            headers=scene.get("headers", {}),
        )

    def deliveries(self) -> dict[str, tuple[Delivery, Scene]]:
        """Every recorded delivery in ``items``, by name, with its scene."""
        found = self.scenes("items")
        return {name: (self.delivery(scene, "items"), scene) for name, scene in found.items()}


@functools.lru_cache(maxsize=512)
def _scene(path: Path, _written_at: int) -> Any:
    """A scene's JSON, remembered until its file is written again: checks read it over and over."""
    return json.loads(path.read_text(encoding="utf-8"))


def outgoing(scene: Scene) -> Outgoing:
    """A recorded thing to say."""
    values = dict(scene["outgoing"])
    values["visibility"] = Visibility(values["visibility"])
    values["thread_kind"] = ThreadKind(values.get("thread_kind", ThreadKind.POST))
    values["references"] = tuple(values.get("references", ()))
    values["media"] = tuple(
        Media(**{**each, "content": base64.b64decode(each["content"])})
        for each in values.get("media", ())
    )
    if template := values.get("template"):
        listed = {name: tuple(template.get(name, ())) for name in ("values", "places")}
        values["template"] = Template(**{**template, **listed})
    return Outgoing(**values)


def described(value: object) -> Any:
    """Anything of the contract as JSON: defaults left out, items named by ``is``, bytes by their digest."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        named = {"is": type(value).__name__} if isinstance(value, Item) else {}
        return named | {
            field.name: described(getattr(value, field.name))
            for field in dataclasses.fields(value)
            if not _is_default(field, getattr(value, field.name))
        }
    if isinstance(value, tuple | list):
        return [described(each) for each in value]
    if isinstance(value, bytes):
        return {"bytes": len(value), "sha256": hashlib.sha256(value).hexdigest()}
    if isinstance(value, enum.Enum):
        return value.value
    return value.isoformat() if isinstance(value, datetime) else value


def _is_default(field: dataclasses.Field[Any], value: object) -> bool:
    if field.default_factory is not dataclasses.MISSING:
        return bool(value == field.default_factory())
    return field.default is not dataclasses.MISSING and value == field.default


def heard(item: Item) -> frozenset[Hears]:
    """The kinds an item is of, as the capability matrix names them."""
    match item:
        case Edited():
            return frozenset({Hears.EDIT})
        case Deleted():
            return frozenset({Hears.DELETION})
        case Counted():
            return frozenset({Hears.COUNTS})
        case Outcome():
            return frozenset({Hears.OUTCOME})
        case Said():
            counts = {Hears.COUNTS} if item.counts else set()
            return frozenset({_said(item), *counts})


def _said(item: Said) -> Hears:
    match item.thread.kind:
        case ThreadKind.MAIL:
            return Hears.MAIL
        case ThreadKind.CONVERSATION:
            return Hears.DIRECT_MESSAGE
        case ThreadKind.REVIEW if not item.own:
            return Hears.REVIEW
        case _ if item.own:
            return Hears.OWN_POST
        case _:
            return Hears.COMMENT if item.reply_to else Hears.MENTION

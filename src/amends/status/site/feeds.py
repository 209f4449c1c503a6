"""What programs read of a page: RSS, Atom, JSON Feed, a summary, and maintenance for calendars."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any
from xml.etree import ElementTree as ET

import orjson

from amends.status.queries.pages import address_of
from amends.status.site.words import Words

#: As many as a reader takes in; the rest is in the history.
MOST_IN_A_FEED = 50
_ATOM = "http://www.w3.org/2005/Atom"
_ICAL_LINE = 75


def entries(words: Words) -> list[dict[str, Any]]:
    """Every word that was said, and every maintenance, newest first."""
    base = address_of(words.shot.page)
    found = [*_said(words, base), *_planned(words, base)]
    return sorted(found, key=lambda each: each["at"], reverse=True)[:MOST_IN_A_FEED]


def _said(words: Words, base: str) -> Iterator[dict[str, Any]]:
    for event in words.events:
        for update in event["updates"]:
            yield {
                "id": f"{base}incident-{event['key']}.html#update-{update['id']}",
                "url": f"{base}{event['page']}#update-{update['id']}",
                "title": f"{event['title']}: {update['state_words']}",
                "text": update["text"],
                "at": update["at"],
                "changed": update["changed"],
            }


def _planned(words: Words, base: str) -> Iterator[dict[str, Any]]:
    for each in map(words.maintenance, words.shot.maintenances):
        yield {
            "id": f"{base}maintenance-{each['key']}.html",
            "url": f"{base}{each['page']}",
            "title": f"{each['title']}: {each['state_words']}",
            "text": f"{each['when']}\n\n{each['text']}".strip(),
            "at": each["made"],
            "changed": each["changed"],
        }


def rss(words: Words) -> bytes:
    """RSS 2.0."""
    page, base = words.shot.page, address_of(words.shot.page)
    root = ET.Element("rss", {"version": "2.0", "xmlns:atom": _ATOM})
    channel = ET.SubElement(root, "channel")
    own = f"{base}feed{words.suffix}.rss"
    for name, text in (
        ("title", page.title),
        ("link", f"{base}index{words.suffix}.html"),
        ("description", words.about or page.title),
        ("language", words.language),
        ("lastBuildDate", format_datetime(page.changed_at.astimezone(UTC), usegmt=True)),
        ("ttl", "5"),
    ):
        _add(channel, name, text)
    _add(channel, "atom:link", "", rel="self", href=own, type="application/rss+xml")
    for each in entries(words):
        item = ET.SubElement(channel, "item")
        _add(item, "title", each["title"])
        _add(item, "link", each["url"])
        _add(item, "guid", each["id"], isPermaLink="false")
        _add(item, "pubDate", format_datetime(each["at"].astimezone(UTC), usegmt=True))
        _add(item, "description", each["text"])
    return _xml(root)


def atom(words: Words) -> bytes:
    """Atom, RFC 4287."""
    page, base = words.shot.page, address_of(words.shot.page)
    root = ET.Element("feed", {"xmlns": _ATOM, "xml:lang": words.language})
    own = f"{base}feed{words.suffix}.atom"
    _add(root, "id", f"{base}feed.atom")
    _add(root, "title", page.title)
    _add(root, "updated", _stamp(page.changed_at))
    _add(root, "link", "", rel="self", href=own, type="application/atom+xml")
    home = f"{base}index{words.suffix}.html"
    _add(root, "link", "", rel="alternate", href=home, type="text/html")
    author = ET.SubElement(root, "author")
    _add(author, "name", page.mark or page.title)
    for each in entries(words):
        entry = ET.SubElement(root, "entry")
        _add(entry, "id", each["id"])
        _add(entry, "title", each["title"])
        _add(entry, "published", _stamp(each["at"]))
        _add(entry, "updated", _stamp(each["changed"]))
        _add(entry, "link", "", rel="alternate", href=each["url"], type="text/html")
        _add(entry, "content", each["text"], type="text")
    return _xml(root)


def json_feed(words: Words) -> bytes:
    """JSON Feed 1.1."""
    page, base = words.shot.page, address_of(words.shot.page)
    return _json(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": page.title,
            "home_page_url": f"{base}index{words.suffix}.html",
            "feed_url": f"{base}feed{words.suffix}.json",
            "description": words.about or page.title,
            "language": words.language,
            "authors": [{"name": page.mark or page.title, "url": page.home_url or base}],
            "items": [
                {
                    "id": each["id"],
                    "url": each["url"],
                    "title": each["title"],
                    "content_text": each["text"],
                    "date_published": each["at"],
                    "date_modified": each["changed"],
                    "language": words.language,
                }
                for each in entries(words)
            ],
        }
    )


def summary(words: Words) -> bytes:
    """How everything does, for programs: stable names, words in the page's first language."""
    shot, base = words.shot, address_of(words.shot.page)
    return _json(
        {
            "page": {
                "title": shot.page.title,
                "url": base,
                "time_zone": shot.zone.key,
                "languages": list(shot.page.languages),
                "updated_at": shot.page.changed_at,
            },
            "status": {"indicator": shot.overall, "description": words.overall},
            "components": [_component(words, each) for each in shot.components],
            "incidents": [_event(each, base) for each in words.open_events],
            "maintenances": [_maintenance(each, base) for each in words.coming],
            **_moderation(shot.taken_from_sight),
        }
    )


def _moderation(counts: Mapping[str, int] | None) -> dict[str, Any]:
    """How many comments of others were taken from sight within a year; nothing where the page is silent."""
    if counts is None:
        return {}
    return {"moderation": {"days": 365, "total": sum(counts.values()), "by_class": dict(counts)}}


def _component(words: Words, component: Any) -> dict[str, Any]:
    share = words.shot.records[component.pk].share
    return {
        "id": component.pk,
        "name": component.name,
        "group": component.group or None,
        "state": component.state,
        "since": component.state_since,
        "uptime_90_days": None if share is None else round(share, 3),
    }


def _event(event: Mapping[str, Any], base: str) -> dict[str, Any]:
    return {
        "id": event["key"],
        "title": event["title"],
        "state": event["state"],
        "started_at": event["started"],
        "url": base + event["page"],
        "updates": [
            {"state": each["state"], "text": each["text"], "at": each["at"]}
            for each in event["updates"]
        ],
    }


def _maintenance(work: Mapping[str, Any], base: str) -> dict[str, Any]:
    return {
        "id": work["key"],
        "title": work["title"],
        "state": work["state"],
        "starts_at": work["starts"],
        "ends_at": work["ends"],
        "url": base + work["page"],
    }


def calendar(words: Words) -> bytes:
    """Maintenance as iCalendar, RFC 5545; cancelled ones too, so that calendars take them out."""
    page, base = words.shot.page, address_of(words.shot.page)
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Amends//Status page//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_ical(page.title)}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
    ]
    for each in map(words.maintenance, words.shot.maintenances):
        is_off = each["state"] == "cancelled"
        lines += [
            "BEGIN:VEVENT",
            f"UID:maintenance-{each['key']}@{base.split('/')[2].partition(':')[0]}",
            f"SEQUENCE:{each['sequence']}",
            f"DTSTAMP:{_basic(each['changed'])}",
            f"DTSTART:{_basic(each['starts'])}",
            f"DTEND:{_basic(each['ends'])}",
            f"SUMMARY:{_ical(each['title'])}",
            f"DESCRIPTION:{_ical(each['text'])}",
            f"URL:{base}{each['page']}",
            f"STATUS:{'CANCELLED' if is_off else 'CONFIRMED'}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return b"".join(_folded(line) for line in lines)


def _folded(line: str) -> bytes:
    """At most 75 bytes a line, broken between characters (RFC 5545 §3.1)."""
    pieces, piece = [], b""
    for character in line:
        more = character.encode()
        if len(piece) + len(more) > _ICAL_LINE:
            pieces.append(piece)
            piece = b" "
        piece += more
    return b"\r\n".join([*pieces, piece]) + b"\r\n"


def _ical(text: str) -> str:
    for char, safe in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r", ""), ("\n", "\\n")):
        text = text.replace(char, safe)
    return "".join(each for each in text if each.isprintable())


def _basic(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _add(parent: ET.Element, name: str, text: str, **attributes: str) -> None:
    child = ET.SubElement(parent, name, attributes)
    if text:
        child.text = _clean(text)


def _clean(text: str) -> str:
    """Without what XML 1.0 cannot hold."""
    return "".join(
        each for each in text if each in "\n\t" or (each >= " " and each not in "\ufffe\uffff")
    )


def _xml(root: ET.Element) -> bytes:
    told: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return told


def _json(data: object) -> bytes:
    return orjson.dumps(data, option=orjson.OPT_INDENT_2 | orjson.OPT_UTC_Z)

"""`amends replay`: a brand's own past through listening and triage, in a desk of its own that is thrown away.

The database is made for it in a temporary folder: no real brand's queue is touched, no worker runs, nobody is
told and nothing is sent.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click
import orjson

from amends.project.postgres import EmbeddedPostgres

if TYPE_CHECKING:
    from django.db.backends.utils import CursorWrapper

    from amends.channels.models import Connection
    from amends.listening.actions.replay import Replayed
    from amends.listening.rules.replaying import BadRow, Row
    from amends.triage.actions.judge import JudgeAll
    from amends.triage.rules.judgement import Heard, Judgement
    from amends.triage.rules.scores import Model

_TOP = 10
#: What is thrown away at the end need not wait for the disk; and a million messages want room.
_HASTY = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "256MB",
    "max_wal_size": "2GB",
}
_COUNTS = {
    "kind": "SELECT act, count(*) FROM triage_judgement WHERE brand_id = %s GROUP BY 1",
    "language": """SELECT coalesce(nullif(language, ''), 'unknown'), count(*) FROM triage_judgement
        WHERE brand_id = %s GROUP BY 1""",
    "urgency": "SELECT urgency, count(*) FROM triage_judgement WHERE brand_id = %s GROUP BY 1",
    "at stake": """SELECT harm, count(*) FROM triage_judgement, unnest(harms) harm
        WHERE brand_id = %s GROUP BY 1""",
    "topic": """SELECT topic, count(*) FROM triage_judgement, unnest(topics[:1]) topic
        WHERE brand_id = %s GROUP BY 1""",
    "rule on arrival": "SELECT rule, count(*) FROM triage_arrivalact WHERE brand_id = %s GROUP BY 1",
}
_MOODS = """
SELECT CASE WHEN mood_score <= %s THEN 'angry' WHEN mood_score <= %s THEN 'unhappy'
    WHEN mood_score >= %s THEN 'happy' ELSE 'neutral' END, count(*)
FROM triage_judgement WHERE brand_id = %s GROUP BY 1
"""
_CASES = """
SELECT count(*), count(*) FILTER (WHERE state = 'needs_answer' AND set_aside = ''),
    count(*) FILTER (WHERE set_aside = 'noise'), count(*) FILTER (WHERE 'is:urgent' = ANY(marks))
FROM inbox_case WHERE brand_id = %s
"""
_FIRST = """
SELECT preview, marks FROM inbox_case
WHERE brand_id = %s AND state = 'needs_answer' AND set_aside = ''
ORDER BY order_at, state_since, id LIMIT %s
"""


_SPIKES = """
SELECT about, words, people, round(expected::numeric, 1)::float, within, found_at, is_campaign
FROM trends_spike WHERE brand_id = %s ORDER BY score DESC, id LIMIT %s
"""
_ISSUES = """
SELECT i.name, count(*), count(DISTINCT s.person_id)
FROM trends_issue i JOIN trends_sighting s ON s.issue_id = i.id
WHERE i.brand_id = %s AND i.merged_into_id IS NULL GROUP BY i.id ORDER BY 3 DESC, i.id LIMIT %s
"""
_FOUND = """
SELECT (SELECT count(*) FROM trends_spike WHERE brand_id = %(brand)s),
    (SELECT count(*) FROM trends_issue WHERE brand_id = %(brand)s AND merged_into_id IS NULL)
"""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is replayed: a file, its form, how fast, and under which playbook."""

    file: Path
    form: str
    speed: float
    playbook: Path | None
    limit: int
    #: Processes that judge; 1: this one alone.
    processes: int = 1
    finds_issues: bool = True


@click.command("replay")
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@click.option(
    "--form", type=click.Choice(["csv", "json"]), help="How it is written; else by its name."
)
@click.option("--speed", default=0.0, help="Times as fast as it was said; 0: as fast as it goes.")
@click.option(
    "--playbook", type=click.Path(path_type=Path), help="A playbook's file, to try it too."
)
@click.option("--issues/--no-issues", default=True, help="Look for what is said alike, too.")
@click.option("--limit", default=0, help="Stop after so many rows.")
@click.option("--json", "as_json", is_flag=True, help="The figures as JSON.")
def command(  # noqa: PLR0913 - one for each option
    file: Path,
    form: str | None,
    speed: float,
    playbook: Path | None,
    limit: int,
    *,
    issues: bool,
    as_json: bool,
) -> None:
    """Try the desk on your own past: feed an archive (CSV or JSON lines) through it, and see the figures."""
    cores = len(os.sched_getaffinity(0))
    wanted = Wanted(file, form or _form_of(file), speed, playbook, limit, cores, issues)
    with _thrown_away():
        figures = run(wanted, tell=None if as_json else _tell)
    click.echo(orjson.dumps(figures, option=orjson.OPT_INDENT_2) if as_json else written(figures))


def run(wanted: Wanted, tell: object = None) -> dict[str, object]:
    """The figures of a replay in the database that there is, which must be one to throw away."""
    from amends.listening.actions.replay import Replayed, replay

    connection = made(wanted.playbook)
    done, told_at = Replayed(), time.monotonic()
    with _opened(wanted.file) as lines, judges(wanted.processes) as judge_all:
        rows = _limited(_rows(lines, wanted.form), wanted.limit)
        for done in replay(
            connection=connection,
            rows=rows,
            speed=wanted.speed,
            judge_all=judge_all,
            finds_issues=wanted.finds_issues,
        ):
            if callable(tell) and time.monotonic() > told_at + 2:
                told_at = time.monotonic()
                tell(done)
    return _figures(connection.brand_id, done)


@contextmanager
def judges(processes: int) -> Iterator[JudgeAll]:
    """Who judges: so many processes that know nothing but the shipped model, or this one."""
    from amends.triage.actions.judge import judge_here
    from amends.triage.shipped import shipped

    if processes < 2:
        yield judge_here
        return
    # Not at the top: every command reads this file and starts sooner without.
    from multiprocessing import get_context

    with get_context("spawn").Pool(processes, initializer=shipped) as pool:

        def judge_all(heard: Sequence[Heard], model: Model | None) -> list[Judgement]:
            if model is not shipped():
                return judge_here(heard, model)
            parts = [heard[at::processes] for at in range(processes)]
            made: list[Judgement | None] = [None] * len(heard)
            for at, part in enumerate(pool.map(_judged, parts)):
                made[at::processes] = part
            return [each for each in made if each is not None]

        yield judge_all


def _judged(heard: Sequence[Heard]) -> list[Judgement]:
    """What a process of `judges` does with its part."""
    from amends.triage.rules.judging import judge
    from amends.triage.shipped import shipped

    return [judge(each, model=shipped()) for each in heard]


def _form_of(file: Path) -> str:
    return "csv" if file.suffix.casefold() in {".csv", ".tsv"} else "json"


def _tell(done: Replayed) -> None:
    click.echo(f"{done.read:,} rows, {done.stored:,} messages…", err=True)


@contextmanager
def _thrown_away() -> Iterator[None]:
    """A database of its own in a temporary folder, whatever this machine's desk has."""
    with tempfile.TemporaryDirectory(prefix="amends-replay-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        with EmbeddedPostgres(folder / "postgres", _HASTY) as server:
            os.environ |= {"AMENDS_DATA": str(folder / "data"), "DATABASE_URL": server.url}
            import django
            from django.core.management import call_command

            django.setup()
            call_command("migrate", verbosity=0)
            try:
                yield
            finally:
                from django.db import connections

                connections.close_all()
                connections["default"].close_pool()  # type: ignore[attr-defined]


def made(playbook: Path | None) -> Connection:
    """A brand for this alone, its one connection, and its playbook where one is tried."""
    from django.utils import timezone

    from amends.channels.models import Connection
    from amends.staff.models import Brand

    brand = Brand.objects.create(name="Replay", slug=f"replay-{Brand.objects.count() + 1}")
    if playbook is not None:
        _live(brand.pk, playbook)
    return Connection.objects.create(
        brand=brand,
        channel="csv",
        name="Replay",
        state_since=timezone.now(),
        account_id="replay",
        settings={"site": "Replay"},
    )


def _live(brand_id: int, file: Path) -> None:
    from django.utils import timezone

    from amends.playbook import actions
    from amends.playbook.rules.document import read
    from amends.staff.rules import operator

    text = file.read_text(encoding="utf-8")
    if problems := read(text).problems:
        raise click.ClickException("\n".join(f"{file}:{each}" for each in problems))
    by, now = operator(brand_id), timezone.now()
    kept = actions.save_draft(by=by, text=text, seen=0, now=now)
    actions.go_live(by=by, seen=kept.revision, now=now)


@contextmanager
def _opened(file: Path) -> Iterator[IO[str]]:
    if str(file) == "-":
        yield sys.stdin
        return
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            yield lines
    except OSError as error:
        raise click.ClickException(f"{file} cannot be read: {error.strerror}.") from None


def _rows(lines: IO[str], form: str) -> Iterator[Row | BadRow]:
    from amends.listening.rules.replaying import Rows

    rows = Rows(last=datetime.now(UTC) - timedelta(days=1))
    return rows.of_csv(lines) if form == "csv" else rows.of_json(lines)


def _limited(rows: Iterator[Row | BadRow], limit: int) -> Iterator[Row | BadRow]:
    for number, row in enumerate(rows):
        if limit and number >= limit:
            return
        yield row


# ------------------------------------------------------------------------------------ figures


def _figures(brand_id: int, done: Replayed) -> dict[str, object]:
    from django.db import connection as database

    from amends.triage.rules.priority import ANGRY, UNHAPPY
    from amends.triage.rules.summing import HAPPY

    with database.cursor() as cursor:
        counts = {name: _counted(cursor, query, [brand_id]) for name, query in _COUNTS.items()}
        counts["mood"] = _counted(cursor, _MOODS, [ANGRY, UNHAPPY, HAPPY, brand_id])
        cursor.execute(_CASES, [brand_id])
        cases = dict(zip(("cases", "queue", "rest", "urgent"), cursor.fetchone(), strict=True))
        cursor.execute(_FIRST, [brand_id, _TOP])
        first = [{"words": words[:120], "marks": marks} for words, marks in cursor.fetchall()]
        alike = _alike(cursor, brand_id)
    return {
        "rows": done.read,
        "messages": done.stored,
        "left out": done.bad,
        "problems": done.problems,
        "messages a second": round(done.stored / done.seconds) if done.seconds else 0,
        "seconds spent looking for spikes": round(done.looked),
        "in order after ms": {"half": round(done.wait(0.5)), "95 %": round(done.wait(0.95))},
        "cases": cases,
        "counts": {name: found for name, found in counts.items() if found},
        "labels": {name: _error(found) for name, found in sorted(done.labels.items())},
        "first in the queue": first,
        **alike,
    }


def _alike(cursor: CursorWrapper, brand_id: int) -> dict[str, object]:
    """The spikes that the desk would have told of, and what several people said alike."""
    cursor.execute(_FOUND, {"brand": brand_id})
    spikes, issues = cursor.fetchone()
    cursor.execute(_SPIKES, [brand_id, _TOP])
    names = ("about", "words", "people", "usual", "minutes", "found", "campaign")
    told = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    cursor.execute(_ISSUES, [brand_id, _TOP])
    alike = [
        {"name": name, "messages": many, "people": who} for name, many, who in cursor.fetchall()
    ]
    return {
        "spikes found": spikes,
        "common issues": issues,
        "spikes": told,
        "said by several": alike,
    }


def _counted(cursor: CursorWrapper, query: str, facts: list[float]) -> dict[str, int]:
    cursor.execute(query, facts)
    rows: list[tuple[str, int]] = cursor.fetchall()
    return dict(sorted(rows, key=lambda each: (-each[1], each[0]))[:_TOP])


def _error(found: Counter[tuple[str, str]]) -> dict[str, object]:
    """How often a label was met, and for each how much of it was found and how much of that was right."""
    whole = sum(found.values())
    told = {label for label, _made in found}
    each: dict[str, object] = {}
    for label in sorted(told):
        right = found[label, label]
        of_label = sum(count for (said, _), count in found.items() if said == label)
        of_made = sum(count for (_, made), count in found.items() if made == label)
        each[label] = {
            "rows": of_label,
            "found": round(right / of_label, 3),
            "right": round(right / of_made, 3) if of_made else None,
        }
    right = sum(count for (said, made), count in found.items() if said == made)
    return {"rows": whole, "error": round(1 - right / whole, 3), "each": each}


def written(figures: Mapping[str, object]) -> str:
    """The figures for a person."""
    lines = [f"{name}: {value}" for name, value in figures.items() if isinstance(value, int)]
    lines += [f"{name}: {_pairs(figures[name])}" for name in ("in order after ms", "cases")]
    counts, labels = figures["counts"], figures["labels"]
    lines += [f"{name}: {_pairs(found)}" for name, found in _items(counts)]
    for name, told in _items(labels):
        lines.append(f"label {name}: error {told['error']:.1%} of {told['rows']:,}")
        lines += [f"  {label}: {_pairs(found)}" for label, found in _items(told["each"])]
    lines.append("first in the queue:")
    first = figures["first in the queue"]
    for each in first if isinstance(first, list) else []:
        lines.append(f"  {' '.join(each['words'].split())}  [{', '.join(each['marks'])}]")
    lines += _told_alike(figures)
    problems = figures["problems"]
    return "\n".join([*lines, *(problems if isinstance(problems, list) else [])])


def _told_alike(figures: Mapping[str, object]) -> Iterator[str]:
    """Spikes and common issues, a line each."""
    spikes, issues = figures["spikes"], figures["said by several"]
    for each in spikes if isinstance(spikes, list) else []:
        of = "campaign" if each["campaign"] else each["about"]
        yield (
            f"spike ({of}) {each['found']:%Y-%m-%d %H:%M} {' · '.join(each['words'])}: {each['people']}"
            f" people within {each['minutes']} minutes, usual is {each['usual']}"
        )
    for each in issues if isinstance(issues, list) else []:
        yield f"common issue {each['name']}: {each['people']} people, {each['messages']} messages"


def _items(found: object) -> list[tuple[str, dict[str, object]]]:
    return list(found.items()) if isinstance(found, dict) else []


def _pairs(found: object) -> str:
    return ", ".join(f"{name} {value}" for name, value in _items(found))

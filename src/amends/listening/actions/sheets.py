"""Reading a spreadsheet in: kept and looked at first, then row by row through the same door as a push."""

from __future__ import annotations

import gzip
import itertools
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

import orjson
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from amends import queue
from amends.audit.actions import record
from amends.channels.contract import Delivery
from amends.channels.models import Connection
from amends.channels.plain.times import Form
from amends.inbox.actions import turn
from amends.inbox.models import Case, CaseState, Message
from amends.listening.actions import history, webhook
from amends.listening.models import Sheet, SheetState
from amends.listening.rules import sheets
from amends.listening.rules.sheets import BadRow, BadSheet, Holds, Plan, Written
from amends.refusals import Invalid, NotFound, Refusal
from amends.staff.rules import Actor, Right, system

LARGEST = 50_000_000
#: Rows of one transaction, and of one job: what is done stays done, and other jobs get their turn.
BATCH, SLICE = 500, 5_000
MOST_PROBLEMS = 100
CHANNEL = "csv"


class NotAFile(Refusal):
    """This file cannot be read as a spreadsheet."""

    code = "not-a-sheet"


class WrongTurn(Refusal):
    """This file is being read already, or has been; look again."""

    code = "wrong-turn"


def keep_sheet(
    *, by: Actor, connection: Connection, name: str, content: bytes, now: datetime
) -> Sheet:
    """Keep a file to be looked at, its columns guessed. Raises `NotAFile`, NotAllowed, NotFound."""
    by.require(Right.MANAGE_INTAKE)
    if connection.brand_id != by.brand_id or connection.channel != CHANNEL:
        raise NotFound(connection=connection.pk)
    if len(content) > LARGEST:
        raise NotAFile(_("The file is larger than %(n)s MB.") % {"n": LARGEST // 1_000_000})
    try:
        how = sheets.written(content)
        rows = list(itertools.islice(sheets.rows(content, how), sheets.SAMPLE + 1))
        total = sum(1 for _row in sheets.rows(content, how)) - 1
    except BadSheet as bad:
        raise NotAFile(str(bad)) from None
    if total < 1:
        raise NotAFile(_("There are no rows below the columns’ names."))
    zone = ZoneInfo(connection.brand.time_zone)
    return Sheet.objects.create(
        brand_id=by.brand_id,
        connection=connection,
        by_id=by.user_id,
        name=name[-255:] or "sheet.csv",
        body=gzip.compress(content, compresslevel=3, mtime=0),
        encoding=how.encoding,
        delimiter=how.delimiter,
        plan=_kept(sheets.guess(rows[0], rows[1:], zone)),
        total=total,
        made_at=now,
    )


def plan_sheet(  # noqa: PLR0913 - one form's answers
    *, by: Actor, sheet: Sheet, columns: Mapping[Holds, int], form: Form, best: int, is_live: bool
) -> None:
    """Say what the columns hold. Raises NotAllowed, NotFound, Invalid and `WrongTurn`."""
    _require(by, sheet)
    if len(set(columns.values())) < len(columns):
        raise Invalid(_("One column cannot hold two things."))
    plan = _kept(Plan(columns, form, best))
    _turn(sheet, (SheetState.DRAFT,), plan=plan, is_live=is_live)


@transaction.atomic
def begin(*, by: Actor, sheet: Sheet, now: datetime) -> None:
    """Read it in, or go on. Raises NotAllowed, NotFound, Invalid (a column is missing), `WrongTurn`."""
    _require(by, sheet)
    if plan_of(sheet).lacks:
        raise Invalid(_("Say which columns hold the text and the time."))
    startable = (SheetState.DRAFT, SheetState.STOPPED)
    _turn(sheet, startable, state=SheetState.RUNNING, began_at=sheet.began_at or now)
    _record(by, "begin_sheet", sheet, now)
    queue.defer("listening.read_sheet", lock=f"sheet:{sheet.pk}", sheet_id=sheet.pk)


@transaction.atomic
def stop(*, by: Actor, sheet: Sheet, now: datetime) -> None:
    """Read no further for now; what was read stays. Raises NotAllowed, NotFound, `WrongTurn`."""
    _require(by, sheet)
    _turn(sheet, (SheetState.RUNNING,), state=SheetState.STOPPED)
    _record(by, "stop_sheet", sheet, now)


@transaction.atomic
def forget(*, by: Actor, sheet: Sheet, now: datetime) -> None:
    """Take a file away that is not being read. Raises NotAllowed, NotFound, `WrongTurn`."""
    _require(by, sheet)
    _turn(
        sheet, (SheetState.DRAFT, SheetState.STOPPED), state=SheetState.DONE, ended_at=now, body=b""
    )
    _record(by, "forget_sheet", sheet, now)


def work(*, sheet_id: int, clock: Callable[[], datetime]) -> bool:
    """Read up to `SLICE` rows on; whether there are more. A worker that dies has done whole batches."""
    sheet = Sheet.objects.select_related("connection", "brand").filter(pk=sheet_id).first()
    if sheet is None or sheet.state != SheetState.RUNNING:
        return False
    rows = itertools.islice(rows_of(sheet), sheet.at, sheet.at + SLICE)
    while batch := list(itertools.islice(rows, BATCH)):
        if not _read_batch(sheet, batch, clock()):
            return False
    if sheet.at < sheet.total:
        return True
    _finish(sheet, clock())
    return False


def rows_of(sheet: Sheet) -> itertools.islice[list[str]]:
    """The rows below the columns' names."""
    content = gzip.decompress(bytes(sheet.body))
    return itertools.islice(sheets.rows(content, Written(sheet.encoding, sheet.delimiter)), 1, None)


def names_of(sheet: Sheet) -> list[str]:
    """The columns' names."""
    content = gzip.decompress(bytes(sheet.body))
    return next(sheets.rows(content, Written(sheet.encoding, sheet.delimiter)))


def plan_of(sheet: Sheet) -> Plan:
    """What its columns hold, with the brand's time zone."""
    kept = sheet.plan
    return Plan(
        {Holds(name): int(column) for name, column in kept["columns"].items()},
        Form(kept["form"]),
        int(kept["best"]),
        ZoneInfo(sheet.brand.time_zone),
    )


def key_of(message: Mapping[str, object]) -> str:
    """What makes a row the same when its file is read in again."""
    return f"sheet:{message['id']}"


def _read_batch(sheet: Sheet, batch: Sequence[Sequence[str]], now: datetime) -> bool:
    """Take rows in; False when somebody stopped it, or another worker was faster."""
    plan, good, problems = plan_of(sheet), [], []
    for number, row in enumerate(batch, sheet.at + 2):
        try:
            good.append(sheets.message(row, plan, sheet.made_at))
        except BadRow as bad:
            problems.append([number, str(bad)])
    with transaction.atomic():
        held = Sheet.objects.select_for_update(of=("self",), no_key=True)
        if not held.filter(pk=sheet.pk, state=SheetState.RUNNING, at=sheet.at).exists():
            return False
        stored = _taken_in(sheet, good, now)
        sheet.at += len(batch)
        sheet.stored += stored
        sheet.duplicate += len(good) - stored
        sheet.bad += len(problems)
        sheet.problems = [*sheet.problems, *problems][:MOST_PROBLEMS]
        sheet.save(update_fields=["at", "stored", "duplicate", "bad", "problems"])
    return True


def _taken_in(sheet: Sheet, good: Sequence[Mapping[str, object]], now: datetime) -> int:
    """How many of the rows were new. To be answered: journalled as pushed; the past: as an archive's."""
    if not good:
        return 0
    if sheet.is_live:
        deliveries = [Delivery(key_of(each), orjson.dumps(each)) for each in good]
        return webhook.receive(connection=sheet.connection, deliveries=deliveries, now=now).stored
    authors = [str(each["author"]["id"]) for each in good if isinstance(each["author"], dict)]
    known = Message.objects.filter(connection=sheet.connection)
    ids = {str(each["id"]) for each in good}
    ids -= set(known.filter(external_id__in=ids).values_list("external_id", flat=True))
    waiting = _open_cases(sheet).filter(person__identities__external_id__in=authors)
    waited = set(waiting.values_list("pk", flat=True))
    lines = [orjson.dumps(each) for each in good]
    read = history.read_in(connection=sheet.connection, lines=lines, clock=lambda: now)
    stored = sum(each.stored for each in read)
    _close(
        sheet, _open_cases(sheet).filter(messages__external_id__in=ids).exclude(pk__in=waited), now
    )
    return stored


def _open_cases(sheet: Sheet) -> QuerySet[Case]:
    return Case.objects.filter(brand_id=sheet.brand_id).exclude(state=CaseState.CLOSED)


def _close(sheet: Sheet, cases: QuerySet[Case], now: datetime) -> None:
    """The past asks nobody for an answer; a case that was open before it came stays open."""
    for case in cases.distinct():
        turn.close(by=system(sheet.brand_id), case=case, now=now)


@transaction.atomic
def _finish(sheet: Sheet, now: datetime) -> None:
    running = Sheet.objects.filter(pk=sheet.pk, state=SheetState.RUNNING)
    if running.update(state=SheetState.DONE, ended_at=now, body=b""):
        facts = {
            "rows": sheet.total,
            "stored": sheet.stored,
            "known": sheet.duplicate,
            "bad": sheet.bad,
        }
        target = f"connection:{sheet.connection_id}"
        record(
            by=system(sheet.brand_id),
            action="listening.finish_sheet",
            target=target,
            facts={"file": sheet.name, **facts},
            now=now,
        )


def _kept(plan: Plan) -> dict[str, object]:
    columns = {str(holds): column for holds, column in plan.columns.items()}
    return {"columns": columns, "form": str(plan.form), "best": plan.best}


def _require(by: Actor, sheet: Sheet) -> None:
    by.require(Right.MANAGE_INTAKE)
    if sheet.brand_id != by.brand_id:
        raise NotFound(sheet=sheet.pk)


def _turn(sheet: Sheet, states: Sequence[SheetState], **changes: object) -> None:
    """A conditional update: of two at once, one does it and the other learns that it was late."""
    if not Sheet.objects.filter(pk=sheet.pk, state__in=states).update(**changes):
        raise WrongTurn
    for name, value in changes.items():
        setattr(sheet, name, value)


def _record(by: Actor, verb: str, sheet: Sheet, now: datetime) -> None:
    facts = {"file": sheet.name, "rows": sheet.total, "at": sheet.at, "live": sheet.is_live}
    target = f"connection:{sheet.connection_id}"
    record(by=by, action=f"listening.{verb}", target=target, facts=facts, now=now)

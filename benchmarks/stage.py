"""A brand and its connection, for benchmarks. Imported only once Django is set up."""

from __future__ import annotations

import time

from django.db import connection as database
from django.db import transaction
from django.utils import timezone

from amends.channels import credentials
from amends.channels.models import Connection
from amends.staff.models import Brand, User
from benchmarks.hooks.family import Family


def connection_of(name: str, account_id: str = "brand") -> Connection:
    """An active connection to the practice network of a new brand called ``name``."""
    brand = Brand.objects.create(name=name, slug=name.lower())
    return Connection.objects.create(
        brand=brand, channel="demo", name=name, state_since=timezone.now(), account_id=account_id
    )


def pushed_to(name: str) -> tuple[Connection, str]:
    """A connection that only hears pushes, and the secret that signs them."""
    secret = "a secret of the benchmark, long enough"
    connection = connection_of(name, "acc_northpost")
    connection.secrets = credentials.encrypted({"token": "none", "webhook_secret": secret})
    connection.save(update_fields=["secrets"])
    return connection, secret


def hooked(family: Family) -> Connection:
    """A connection that hears a family's pushes."""
    brand = Brand.objects.create(name=family.name, slug=f"hooks-{family.name}")
    return Connection.objects.create(
        brand=brand,
        channel=family.channel,
        name=family.name,
        state_since=timezone.now(),
        account_id=family.account_id,
        secrets=credentials.encrypted(dict(family.secrets)),
        settings=dict(family.settings),
    )


_COLUMNS = """
SELECT string_agg(attname, ',' ORDER BY attnum) FROM pg_attribute
WHERE attrelid = 'inbox_message'::regclass AND attnum > 0 AND attname <> 'id'
"""


def copy_seconds(count: int) -> float:
    """COPY of the newest ``count`` messages once more, under other ids, into the very same table."""
    with database.cursor() as cursor:
        cursor.execute(_COLUMNS)
        columns = cursor.fetchone()[0]
        chosen = columns.replace("external_id", "'copy-' || external_id")
        newest = f"SELECT * FROM inbox_message ORDER BY id DESC LIMIT {count}"
        with cursor.copy(f"COPY (SELECT {chosen} FROM ({newest}) m) TO STDOUT") as rows:
            data = b"".join([bytes(row) for row in rows])
        began = time.perf_counter()
        with (
            transaction.atomic(),
            cursor.copy(f"COPY inbox_message ({columns}) FROM STDIN") as copy,
        ):
            copy.write(data)
        seconds = time.perf_counter() - began
        cursor.execute("DELETE FROM inbox_message WHERE external_id LIKE 'copy-%'")
    return seconds


# A third as many people and cases as messages; one case in eight is open (40,000 at a million), spread
# over the open states; every third message is ours. Foreign keys are checked afterwards by nobody:
# the numbers below cannot miss.
_FILL = """
SET LOCAL session_replication_role = replica;
INSERT INTO inbox_person (id, brand_id, name, created_at)
SELECT n, {brand}, 'Person ' || n, now() FROM generate_series({first}, {last}) n;
INSERT INTO inbox_identity (id, brand_id, person_id, realm, external_id, handle, name, avatar_url,
    followers, created_at)
SELECT n, {brand}, n, 'demo', 'person-' || n, '@person' || n, 'Person ' || n, '', n % 5000, now()
FROM generate_series({first}, {last}) n;
INSERT INTO inbox_thread (id, brand_id, connection_id, external_id, kind, is_public, title, url,
    created_at)
SELECT n, {brand}, {connection}, 'thread-' || n, 'post', true, '', '', now()
FROM generate_series({first}, {last}) n WHERE n % 4 = 0 OR n = {first};
INSERT INTO inbox_case (id, brand_id, person_id, identity_id, connection_id, thread_id, state,
    state_since, due_at, assignee_id, subject, preview, tags, opened_at, last_in_at, closed_at)
SELECT n, {brand}, n, n, {connection}, greatest(n / 4 * 4, {first}),
    CASE WHEN n % 8 > 0 THEN 'closed' WHEN n % 16 = 0 THEN 'needs_answer'
        WHEN n % 24 = 0 THEN 'waiting_colleague' ELSE 'waiting_customer' END,
    now() - n * interval '20 seconds',
    CASE WHEN n % 16 = 0 THEN now() - n * interval '20 seconds' + interval '1 hour' END,
    CASE WHEN n % 10 = 0 THEN {user} END, '',
    'Where is my parcel number ' || n || '? Nobody answers.', '{{}}', now() - n * interval '20 seconds',
    now() - n * interval '20 seconds', CASE WHEN n % 8 > 0 THEN now() END
FROM generate_series({first}, {last}) n;
INSERT INTO inbox_casethread (brand_id, case_id, thread_id, person_id)
SELECT {brand}, n, greatest(n / 4 * 4, {first}), n FROM generate_series({first}, {last}) n;
INSERT INTO inbox_caseevent (brand_id, case_id, kind, at, facts)
SELECT {brand}, n, 'opened', now(), '{{}}' FROM generate_series({first}, {last}) n;
INSERT INTO inbox_message (brand_id, connection_id, thread_id, case_id, identity_id, direction,
    is_public, external_id, reply_to, subject, text, html, url, is_automatic, sent_at, received_at)
SELECT {brand}, {connection}, greatest(n / 4 * 4, {first}), n, CASE WHEN part < 2 THEN n END,
    CASE WHEN part < 2 THEN 'in' ELSE 'out' END, true, 'filled-' || n || '-' || part, '', '',
    'Where is my parcel number ' || n || '? Nobody answers, third day waiting, phone hold.', '', '',
    false, now() - n * interval '20 seconds' + part * interval '5 minutes', now()
FROM generate_series({first}, {last}) n, generate_series(0, 2) part;
"""


def fill(connection: Connection, user: User, messages: int) -> None:
    """Grow the brand to so many messages, in bulk, and let the planner see the new sizes."""
    with database.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(id), 0) FROM inbox_person")
        first = cursor.fetchone()[0] + 1
        numbers = {
            "brand": connection.brand_id,
            "connection": connection.pk,
            "user": user.pk,
            "first": first,
            "last": messages // 3,
        }
        with transaction.atomic():
            cursor.execute(_FILL.format(**numbers))
        cursor.execute("VACUUM ANALYZE")

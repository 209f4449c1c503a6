"""People, threads, cases, messages and what happened to them."""

from __future__ import annotations

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import DatabaseError, migrations, models, transaction
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from amends.tables import MakeTables


# How the search reads words: letters without case and accents, tokens that no sign hides. Written in the
# database's own language because an index stands on them. They are immutable: another way of reading is another
# function with another index. Characters of Chinese and Japanese become words of their own, for their writing has
# no spaces. What is longer than 20,000 characters is searched up to there: a longer one could be too long for the
# database to split, and no message may be refused for that. Their search path is fixed, for indexes are built with
# an empty one.
_WORDS = r"""
CREATE FUNCTION inbox_fold(said text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 100 AS $$
BEGIN
    IF octet_length(said) = char_length(said) THEN
        RETURN lower(said);
    END IF;
    RETURN lower(regexp_replace(
        replace(replace(left(normalize(said, NFKD), 40000), 'ß', 'ss'), 'ẞ', 'SS'),
        '[\u0300-\u036f]', '', 'g'));
END $$;

CREATE FUNCTION inbox_tokens(said text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 500
SET search_path FROM CURRENT AS $$
DECLARE
    spaced text := replace(replace(replace(replace(replace(replace(replace(replace(
        left(said, 20000), '.', ' '), '/', ' '), '-', ' '), '_', ' '), '@', ' '), '+', ' '),
        '<', ' '), '&', ' ');
BEGIN
    IF octet_length(spaced) = char_length(spaced) THEN
        RETURN spaced;
    END IF;
    RETURN regexp_replace(
        inbox_fold(spaced), '([\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff])', ' \1 ', 'g');
END $$;

CREATE FUNCTION inbox_words(brand bigint, subject text, said text) RETURNS tsvector
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 20000
SET search_path FROM CURRENT AS $$
BEGIN
    RETURN to_tsvector('simple'::regconfig, inbox_tokens(subject || ' ' || said))
        || array_to_tsvector(CASE WHEN strpos(said, '://') > 0
            THEN ARRAY['~' || brand, '~link'] ELSE ARRAY['~' || brand] END);
END $$;
"""
_NO_WORDS = """
DROP FUNCTION inbox_words(bigint, text, text);
DROP FUNCTION inbox_tokens(text);
DROP FUNCTION inbox_fold(text);
"""

# What is judged urgent, or pinned, stands before its promise. Seconds are the same everywhere, so taking them from a
# moment is: the database's own "-" is only not called immutable because of days and months. A pin is worth half a
# lifetime of promises.
_ORDER = """
CREATE FUNCTION inbox_order(
    state text, due_at timestamptz, since timestamptz, sooner integer, pinned_at timestamptz
) RETURNS timestamptz
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
    IF state <> 'needs_answer' OR (sooner = 0 AND pinned_at IS NULL) THEN
        RETURN coalesce(due_at, since);
    END IF;
    RETURN coalesce(due_at, since) - make_interval(
        secs => sooner + CASE WHEN pinned_at IS NULL THEN 0 ELSE 500000000 END);
END $$;
"""
_NO_ORDER = "DROP FUNCTION inbox_order(text, timestamptz, timestamptz, integer, timestamptz)"

# A customer's right to be forgotten stands above the history of a case: a transaction that says
# `SET LOCAL amends.maintenance = 'erase'` may change and delete events. Nothing empties the table.
_FORBID = """
CREATE FUNCTION inbox_forbid_event_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'TRUNCATE' AND current_setting('amends.maintenance', true) = 'erase' THEN
        RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    RAISE EXCEPTION 'case events are only ever appended: % is not possible', TG_OP
        USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER inbox_caseevent_append_only BEFORE UPDATE OR DELETE ON inbox_caseevent
    FOR EACH ROW EXECUTE FUNCTION inbox_forbid_event_change();
CREATE TRIGGER inbox_caseevent_no_truncate BEFORE TRUNCATE ON inbox_caseevent
    FOR EACH STATEMENT EXECUTE FUNCTION inbox_forbid_event_change();
"""
_ALLOW = """
DROP TRIGGER inbox_caseevent_append_only ON inbox_caseevent;
DROP TRIGGER inbox_caseevent_no_truncate ON inbox_caseevent;
DROP FUNCTION inbox_forbid_event_change();
"""

# People are found by any part of their names and handles. That takes the extension pg_trgm, which comes with
# PostgreSQL and which the owner of a database may switch on. Where it cannot be had, names are found by their
# beginnings only (`inbox.queries.people`).
_PARTS = (("inbox_person_part", "inbox_person", "name"), ("inbox_identity_part", "inbox_identity", "handle"))


def _find_parts(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    try:
        with transaction.atomic(using=editor.connection.alias):
            editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        how = "gin (inbox_fold({}) gin_trgm_ops)"
    except DatabaseError:
        how = "btree (inbox_fold({}) text_pattern_ops)"
    for name, table, column in _PARTS:
        editor.execute(f"CREATE INDEX {name} ON {table} USING {how.format(column)}")


def _find_no_parts(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    for name, _table, _column in _PARTS:
        editor.execute(f"DROP INDEX IF EXISTS {name}")


class Migration(migrations.Migration):
    """Makes the room's tables, their indexes and what guards them."""

    initial = True

    # The steps by which these tables grew: a desk that has taken them all has this one.
    replaces = [
        ('inbox', '0001_initial'),
        ('inbox', '0002_events_are_only_appended'),
        ('inbox', '0003_a_message_can_fail'),
        ('inbox', '0004_an_answer_can_turn_out_to_be_none'),
        ('inbox', '0005_a_case_is_found_by_its_account'),
        ('inbox', '0006_closed_cases_are_found_by_their_tags'),
        ('inbox', '0007_order_in_the_records'),
        ('inbox', '0008_a_merge_knows_its_threads'),
        ('inbox', '0009_order_follows_the_clock'),
        ('inbox', '0010_the_queue_is_in_order'),
        ('inbox', '0011_an_account_is_in_order'),
        ('inbox', '0012_what_is_mine_is_in_order'),
        ('inbox', '0013_what_is_late_is_found'),
        ('inbox', '0014_the_blocked_are_found'),
        ('inbox', '0015_a_clock_runs_while_we_owe_an_answer'),
        ('inbox', '0016_every_clock_is_checked'),
        ('inbox', '0017_words_are_folded_alike'),
        ('inbox', '0018_messages_are_found_by_their_words'),
        ('inbox', '0019_messages_are_read_newest_first'),
        ('inbox', '0020_notes_are_found_by_their_words'),
        ('inbox', '0021_what_was_set_aside_is_found'),
        ('inbox', '0022_people_are_found_by_parts_of_names'),
        ('inbox', '0023_people_are_read_newest_first'),
        ('inbox', '0024_a_brand_listens_for_words'),
        ('inbox', '0025_deeds_are_told_in_their_case'),
        ('inbox', '0026_files_are_fetched_in_time'),
        ('inbox', '0027_files_to_fetch_are_found'),
        ('inbox', '0028_what_matters_stands_first'),
        ('inbox', '0029_what_becomes_of_approvals'),
    ]

    dependencies = [
        ('channels', '0001_tables'),
        ('staff', '0001_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunSQL(_WORDS, _NO_WORDS),
        migrations.RunSQL(_ORDER, _NO_ORDER),
        MakeTables([
            migrations.CreateModel(
                name='Case',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('state', models.CharField(choices=[('needs_answer', 'Needs Answer'), ('waiting_customer', 'Waiting Customer'), ('waiting_colleague', 'Waiting Colleague'), ('snoozed', 'Snoozed'), ('closed', 'Closed')], default='needs_answer', max_length=20)),
                    ('state_since', models.DateTimeField()),
                    ('snoozed_until', models.DateTimeField(null=True)),
                    ('subject', models.CharField(default='', max_length=500)),
                    ('preview', models.CharField(default='', max_length=240)),
                    ('rating', models.SmallIntegerField(null=True)),
                    ('tags', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, size=None)),
                    ('opened_at', models.DateTimeField()),
                    ('last_in_at', models.DateTimeField(null=True)),
                    ('last_out_at', models.DateTimeField(null=True)),
                    ('answered_elsewhere_at', models.DateTimeField(null=True)),
                    ('taken_offline_at', models.DateTimeField(null=True)),
                    ('closed_at', models.DateTimeField(null=True)),
                    ('due_at', models.DateTimeField(null=True)),
                    ('sooner', models.IntegerField(db_default=0, default=0)),
                    ('pinned_at', models.DateTimeField(null=True)),
                    ('marks', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=80), db_default=[], default=list, size=None)),
                    ('order_at', models.GeneratedField(db_persist=True, expression=models.Func(models.F('state'), models.F('due_at'), models.F('state_since'), models.F('sooner'), models.F('pinned_at'), function='inbox_order'), output_field=models.DateTimeField())),
                    ('fields', models.JSONField(db_default={}, default=dict)),
                    ('set_aside', models.CharField(blank=True, choices=[('spam', 'Spam'), ('blocked', 'Blocked'), ('merged', 'Merged'), ('noise', 'Noise')], db_default='', default='', max_length=8)),
                    ('assignee', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('brand', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='staff.brand')),
                    ('connection', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='channels.connection')),
                    ('merged_into', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='inbox.case')),
                    ('team', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='staff.team')),
                ],
            ),
            migrations.CreateModel(
                name='BrandQuery',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=60)),
                    ('text', models.CharField(max_length=1000)),
                    ('kind', models.CharField(choices=[('name', 'Name'), ('product', 'Product'), ('person', 'Person'), ('topic', 'Topic'), ('rival', 'Rival')], default='name', max_length=8)),
                    ('language', models.CharField(blank=True, default='', max_length=3, validators=[django.core.validators.RegexValidator('^[a-z]{2,3}$')])),
                    ('country', models.CharField(blank=True, default='', max_length=2, validators=[django.core.validators.RegexValidator('^[A-Z]{2}$')])),
                    ('needs_answer', models.BooleanField(default=False)),
                    ('searches', models.BooleanField(default=False)),
                    ('is_active', models.BooleanField(default=True)),
                    ('created_at', models.DateTimeField()),
                    ('changed_at', models.DateTimeField()),
                    ('hits', models.BigIntegerField(default=0)),
                    ('last_hit_at', models.DateTimeField(null=True)),
                    ('brand', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='staff.brand')),
                    ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
            ),
            migrations.CreateModel(
                name='CaseLock',
                fields=[
                    ('case', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='lock', serialize=False, to='inbox.case')),
                    ('taken_at', models.DateTimeField()),
                    ('until', models.DateTimeField()),
                ],
            ),
            migrations.CreateModel(
                name='CaseEvent',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('opened', 'Opened'), ('reopened', 'Reopened'), ('needs_answer', 'Needs Answer'), ('answered', 'Answered'), ('answered_elsewhere', 'Answered Elsewhere'), ('unanswered', 'Unanswered'), ('waiting_colleague', 'Waiting Colleague'), ('waiting_customer', 'Waiting Customer'), ('snoozed', 'Snoozed'), ('woken', 'Woken'), ('closed', 'Closed'), ('assigned', 'Assigned'), ('tagged', 'Tagged'), ('untagged', 'Untagged'), ('taken_offline', 'Taken Offline'), ('noted', 'Noted'), ('thread_added', 'Thread Added'), ('moved', 'Moved'), ('team_assigned', 'Team Assigned'), ('field_set', 'Field Set'), ('merged', 'Merged'), ('unmerged', 'Unmerged'), ('split', 'Split'), ('linked', 'Linked'), ('unlinked', 'Unlinked'), ('set_aside', 'Set Aside'), ('put_back', 'Put Back'), ('joined', 'Joined'), ('left', 'Left'), ('person_changed', 'Person Changed'), ('deed_asked', 'Deed Asked'), ('deed_done', 'Deed Done'), ('deed_stopped', 'Deed Stopped'), ('deed_put_away', 'Deed Put Away'), ('pinned', 'Pinned'), ('unpinned', 'Unpinned'), ('corrected', 'Corrected'), ('approval_asked', 'Approval Asked'), ('approved', 'Approved'), ('approval_returned', 'Approval Returned'), ('approval_escalated', 'Approval Escalated')], max_length=20)),
                    ('at', models.DateTimeField()),
                    ('facts', models.JSONField(default=dict)),
                    ('brand', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='staff.brand')),
                    ('by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('case', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='events', to='inbox.case')),
                ],
            ),
            migrations.CreateModel(
                name='CaseField',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=60)),
                    ('kind', models.CharField(choices=[('text', 'Text'), ('number', 'Number'), ('date', 'Date'), ('choice', 'Choice'), ('yes_no', 'Yes No')], max_length=8)),
                    ('choices', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=80), default=list, size=None)),
                    ('position', models.SmallIntegerField(default=0)),
                    ('created_at', models.DateTimeField()),
                    ('archived_at', models.DateTimeField(null=True)),
                    ('brand', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='staff.brand')),
                ],
            ),
            migrations.CreateModel(
                name='CaseLink',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('at', models.DateTimeField()),
                    ('brand', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='staff.brand')),
                    ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('first', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='inbox.case')),
                    ('second', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='inbox.case')),
                ],
            ),
            migrations.CreateModel(
                name='CaseMove',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('merge', 'Merge'), ('split', 'Split')], max_length=8)),
                    ('messages', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, size=None)),
                    ('facts', models.JSONField(default=dict)),
                    ('at', models.DateTimeField()),
                    ('undone_at', models.DateTimeField(null=True)),
                    ('brand', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='staff.brand')),
                    ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('origin', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='inbox.case')),
                    ('target', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='inbox.case')),
                    ('undone_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
            ),
            migrations.CreateModel(
                name='EarlyFact',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('external_id', models.CharField(max_length=1000)),
                    ('kind', models.CharField(max_length=12)),
                    ('at', models.DateTimeField()),
                    ('facts', models.JSONField(default=dict)),
                    ('brand', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='staff.brand')),
                    ('connection', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='channels.connection')),
                ],
            ),
            migrations.CreateModel(
                name='Follower',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('is_collaborator', models.BooleanField(default=False)),
                    ('since', models.DateTimeField()),
                    ('brand', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='staff.brand')),
                    ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='followers', to='inbox.case')),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
            ),
            migrations.CreateModel(
                name='Identity',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('realm', models.CharField(max_length=255)),
                    ('external_id', models.CharField(max_length=512)),
                    ('handle', models.CharField(default='', max_length=255)),
                    ('name', models.CharField(default='', max_length=255)),
                    ('avatar_url', models.TextField(default='')),
                    ('followers', models.BigIntegerField(null=True)),
                    ('created_at', models.DateTimeField()),
                    ('brand', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='staff.brand')),
                ],
            ),
            migrations.AddField(
                model_name='case',
                name='identity',
                field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='inbox.identity'),
            ),
            migrations.CreateModel(
                name='Message',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('direction', models.CharField(max_length=3)),
                    ('is_public', models.BooleanField()),
                    ('external_id', models.CharField(max_length=1000, null=True)),
                    ('send_key', models.UUIDField(null=True)),
                    ('reply_to', models.CharField(default='', max_length=1000)),
                    ('subject', models.CharField(default='', max_length=500)),
                    ('text', models.TextField()),
                    ('html', models.TextField(default='')),
                    ('url', models.TextField(default='')),
                    ('language', models.CharField(blank=True, db_default='', default='', max_length=35)),
                    ('rating', models.SmallIntegerField(null=True)),
                    ('is_automatic', models.BooleanField(default=False)),
                    ('sent_at', models.DateTimeField()),
                    ('received_at', models.DateTimeField()),
                    ('edited_at', models.DateTimeField(null=True)),
                    ('deleted_at', models.DateTimeField(null=True)),
                    ('failed_at', models.DateTimeField(null=True)),
                    ('read_at', models.DateTimeField(null=True)),
                    ('counts', models.JSONField(null=True)),
                    ('author', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('brand', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='staff.brand')),
                    ('case', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='messages', to='inbox.case')),
                    ('connection', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='channels.connection')),
                    ('identity', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='inbox.identity')),
                ],
            ),
            migrations.CreateModel(
                name='Attachment',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('position', models.SmallIntegerField()),
                    ('name', models.CharField(default='', max_length=255)),
                    ('content_type', models.CharField(max_length=120)),
                    ('size', models.BigIntegerField(null=True)),
                    ('alt_text', models.TextField(default='')),
                    ('url', models.TextField(default='')),
                    ('path', models.CharField(default='', max_length=200)),
                    ('fetch_at', models.DateTimeField(null=True)),
                    ('tries', models.SmallIntegerField(db_default=0, default=0)),
                    ('problem', models.CharField(db_default='', default='', max_length=300)),
                    ('brand', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='staff.brand')),
                    ('message', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attachments', to='inbox.message')),
                ],
            ),
            migrations.CreateModel(
                name='MessageVersion',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('text', models.TextField()),
                    ('html', models.TextField(default='')),
                    ('until_at', models.DateTimeField()),
                    ('brand', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='staff.brand')),
                    ('message', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='inbox.message')),
                ],
            ),
            migrations.CreateModel(
                name='Note',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('text', models.TextField()),
                    ('written_at', models.DateTimeField()),
                    ('mentions', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), db_default=[], default=list, size=None)),
                    ('author', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('brand', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='staff.brand')),
                    ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notes', to='inbox.case')),
                ],
            ),
            migrations.CreateModel(
                name='Person',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=255)),
                    ('created_at', models.DateTimeField()),
                    ('blocked_at', models.DateTimeField(null=True)),
                    ('brand', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='staff.brand')),
                    ('merged_into', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='inbox.person')),
                ],
            ),
            migrations.AddField(
                model_name='identity',
                name='person',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='identities', to='inbox.person'),
            ),
            migrations.AddField(
                model_name='case',
                name='person',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='cases', to='inbox.person'),
            ),
            migrations.CreateModel(
                name='PersonMerge',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('identities', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, size=None)),
                    ('cases', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, size=None)),
                    ('threads', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), db_default=[], default=list, size=None)),
                    ('ended', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), db_default=[], default=list, size=None)),
                    ('at', models.DateTimeField()),
                    ('undone_at', models.DateTimeField(null=True)),
                    ('brand', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='staff.brand')),
                    ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('kept', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='merges', to='inbox.person')),
                    ('merged', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='inbox.person')),
                    ('undone_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
            ),
            migrations.CreateModel(
                name='Presence',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('page', models.UUIDField(unique=True)),
                    ('writes_since', models.DateTimeField(null=True)),
                    ('seen_at', models.DateTimeField()),
                    ('brand', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='staff.brand')),
                    ('case', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='inbox.case')),
                    ('user', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
            ),
            migrations.CreateModel(
                name='Promise',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('first_minutes', models.PositiveIntegerField(null=True)),
                    ('next_minutes', models.PositiveIntegerField(null=True)),
                    ('brand', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='promises', to='staff.brand')),
                    ('connection', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='channels.connection')),
                ],
            ),
            migrations.CreateModel(
                name='QueryHit',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('at', models.DateTimeField()),
                    ('brand', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='staff.brand')),
                    ('message', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='inbox.message')),
                    ('query', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='inbox.brandquery')),
                ],
            ),
            migrations.CreateModel(
                name='SavedView',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=60)),
                    ('query', models.CharField(max_length=500)),
                    ('position', models.SmallIntegerField(default=0)),
                    ('created_at', models.DateTimeField()),
                    ('brand', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='staff.brand')),
                    ('owner', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
            ),
            migrations.CreateModel(
                name='Tag',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=60)),
                    ('created_at', models.DateTimeField()),
                    ('archived_at', models.DateTimeField(null=True)),
                    ('brand', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='staff.brand')),
                ],
            ),
            migrations.CreateModel(
                name='Thread',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('external_id', models.CharField(max_length=1000)),
                    ('kind', models.CharField(max_length=12)),
                    ('is_public', models.BooleanField()),
                    ('title', models.CharField(default='', max_length=500)),
                    ('url', models.TextField(default='')),
                    ('created_at', models.DateTimeField()),
                    ('brand', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='staff.brand')),
                    ('connection', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='channels.connection')),
                ],
            ),
            migrations.AddField(
                model_name='message',
                name='thread',
                field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='messages', to='inbox.thread'),
            ),
            migrations.CreateModel(
                name='CaseThread',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('ended_at', models.DateTimeField(null=True)),
                    ('brand', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='staff.brand')),
                    ('case', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='case_threads', to='inbox.case')),
                    ('person', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='inbox.person')),
                    ('thread', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='case_threads', to='inbox.thread')),
                ],
            ),
            migrations.AddField(
                model_name='case',
                name='thread',
                field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='inbox.thread'),
            ),
            migrations.AddIndex(
                model_name='brandquery',
                index=models.Index(condition=models.Q(('is_active', True)), fields=['brand', 'changed_at'], name='inbox_query_active'),
            ),
            migrations.AddConstraint(
                model_name='brandquery',
                constraint=models.UniqueConstraint(models.F('brand'), django.db.models.functions.text.Lower('name'), name='inbox_query_once'),
            ),
            migrations.AddConstraint(
                model_name='brandquery',
                constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['name', 'product', 'person', 'topic', 'rival'])), name='inbox_query_kind'),
            ),
            migrations.AddField(
                model_name='caselock',
                name='brand',
                field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='staff.brand'),
            ),
            migrations.AddField(
                model_name='caselock',
                name='user',
                field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL),
            ),
            migrations.AddIndex(
                model_name='caseevent',
                index=models.Index(fields=['case', 'at', 'id'], name='inbox_event_case'),
            ),
            migrations.AddIndex(
                model_name='caseevent',
                index=models.Index(models.F('brand'), models.F('at'), name='inbox_event_brand'),
            ),
            migrations.AddConstraint(
                model_name='casefield',
                constraint=models.UniqueConstraint(models.F('brand'), django.db.models.functions.text.Lower('name'), name='inbox_field_once'),
            ),
            migrations.AddConstraint(
                model_name='casefield',
                constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['text', 'number', 'date', 'choice', 'yes_no'])), name='inbox_field_kind'),
            ),
            migrations.AddConstraint(
                model_name='caselink',
                constraint=models.UniqueConstraint(fields=('first', 'second'), name='inbox_case_link_once'),
            ),
            migrations.AddConstraint(
                model_name='caselink',
                constraint=models.CheckConstraint(condition=models.Q(('first__lt', models.F('second'))), name='inbox_case_link_order'),
            ),
            migrations.AddConstraint(
                model_name='earlyfact',
                constraint=models.UniqueConstraint(fields=('connection', 'external_id', 'kind', 'at'), name='inbox_early_fact_once'),
            ),
            migrations.AddConstraint(
                model_name='follower',
                constraint=models.UniqueConstraint(fields=('case', 'user'), name='inbox_follower_once'),
            ),
            migrations.AddIndex(
                model_name='attachment',
                index=models.Index(condition=models.Q(('fetch_at__isnull', False)), fields=['fetch_at'], name='inbox_attachment_to_fetch'),
            ),
            migrations.AddConstraint(
                model_name='attachment',
                constraint=models.UniqueConstraint(fields=('message', 'position'), name='inbox_attachment_once'),
            ),
            migrations.AddConstraint(
                model_name='messageversion',
                constraint=models.UniqueConstraint(fields=('message', 'until_at'), name='inbox_version_once'),
            ),
            migrations.AddIndex(
                model_name='note',
                index=django.contrib.postgres.indexes.GinIndex(models.Func(models.F('brand_id'), models.Value(''), models.F('text'), function='inbox_words'), name='inbox_note_words'),
            ),
            migrations.AddIndex(
                model_name='person',
                index=models.Index(condition=models.Q(('merged_into__isnull', True)), fields=['brand', 'id'], name='inbox_person_newest'),
            ),
            migrations.AddIndex(
                model_name='person',
                index=models.Index(condition=models.Q(('blocked_at__isnull', False)), fields=['brand'], name='inbox_person_blocked'),
            ),
            migrations.AddConstraint(
                model_name='identity',
                constraint=models.UniqueConstraint(fields=('brand', 'realm', 'external_id'), name='inbox_identity_once'),
            ),
            migrations.AddConstraint(
                model_name='promise',
                constraint=models.UniqueConstraint(fields=('brand', 'connection'), name='inbox_promise_once', nulls_distinct=False),
            ),
            migrations.AddIndex(
                model_name='queryhit',
                index=models.Index(fields=['query', 'at'], name='inbox_query_hit_newest'),
            ),
            migrations.AddConstraint(
                model_name='queryhit',
                constraint=models.UniqueConstraint(fields=('message', 'query'), name='inbox_query_hit_once'),
            ),
            migrations.AddConstraint(
                model_name='savedview',
                constraint=models.UniqueConstraint(models.F('brand'), models.F('owner'), django.db.models.functions.text.Lower('name'), name='inbox_saved_view_once', nulls_distinct=False),
            ),
            migrations.AddConstraint(
                model_name='tag',
                constraint=models.UniqueConstraint(models.F('brand'), django.db.models.functions.text.Lower('name'), name='inbox_tag_once'),
            ),
            migrations.AddConstraint(
                model_name='thread',
                constraint=models.UniqueConstraint(fields=('connection', 'external_id'), name='inbox_thread_once'),
            ),
            migrations.AddIndex(
                model_name='message',
                index=models.Index(fields=['case', 'sent_at', 'id'], name='inbox_message_case'),
            ),
            migrations.AddIndex(
                model_name='message',
                index=models.Index(fields=['thread', 'sent_at', 'id'], name='inbox_message_thread'),
            ),
            migrations.AddIndex(
                model_name='message',
                index=models.Index(fields=['brand', 'sent_at', 'id'], name='inbox_message_said'),
            ),
            migrations.AddIndex(
                model_name='message',
                index=django.contrib.postgres.indexes.GinIndex(models.Func(models.F('brand_id'), models.F('subject'), models.F('text'), function='inbox_words'), gin_pending_list_limit=4096, name='inbox_message_words'),
            ),
            migrations.AddConstraint(
                model_name='message',
                constraint=models.UniqueConstraint(fields=('connection', 'external_id'), name='inbox_message_once'),
            ),
            migrations.AddConstraint(
                model_name='message',
                constraint=models.UniqueConstraint(condition=models.Q(('send_key__isnull', False)), fields=('send_key',), name='inbox_message_send_key'),
            ),
            migrations.AddConstraint(
                model_name='message',
                constraint=models.CheckConstraint(condition=models.Q(('direction', 'out'), models.Q(('direction', 'in'), ('external_id__isnull', False), ('identity__isnull', False)), _connector='OR'), name='inbox_message_in_has_identity'),
            ),
            migrations.AddConstraint(
                model_name='casethread',
                constraint=models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('thread', 'person'), name='inbox_case_thread_once'),
            ),
            migrations.AddIndex(
                model_name='case',
                index=models.Index(fields=['brand', 'state', 'state_since', 'id'], name='inbox_case_queue'),
            ),
            migrations.AddIndex(
                model_name='case',
                index=models.Index(fields=['connection', 'state', 'state_since', 'id'], name='inbox_case_account'),
            ),
            migrations.AddIndex(
                model_name='case',
                index=models.Index(condition=models.Q(models.Q(('state', 'closed'), _negated=True), ('assignee__isnull', False)), fields=['brand', 'assignee', 'state', 'state_since', 'id'], name='inbox_case_mine'),
            ),
            migrations.AddIndex(
                model_name='case',
                index=models.Index(fields=['brand', 'state', 'order_at', 'id'], name='inbox_case_order'),
            ),
            migrations.AddIndex(
                model_name='case',
                index=models.Index(fields=['connection', 'state', 'order_at', 'id'], name='inbox_case_account_order'),
            ),
            migrations.AddIndex(
                model_name='case',
                index=models.Index(condition=models.Q(models.Q(('state', 'closed'), _negated=True), ('assignee__isnull', False)), fields=['brand', 'assignee', 'state', 'order_at', 'id'], name='inbox_case_mine_order'),
            ),
            migrations.AddIndex(
                model_name='case',
                index=models.Index(condition=models.Q(('due_at__isnull', False)), fields=['brand', 'due_at'], name='inbox_case_due'),
            ),
            migrations.AddIndex(
                model_name='case',
                index=django.contrib.postgres.indexes.GinIndex(condition=models.Q(('state', 'closed'), _negated=True), fields=['tags'], name='inbox_case_tags'),
            ),
            migrations.AddIndex(
                model_name='case',
                index=django.contrib.postgres.indexes.GinIndex(condition=models.Q(('state', 'closed'), models.Q(('tags', []), _negated=True)), fields=['tags'], name='inbox_case_tags_closed'),
            ),
            migrations.AddIndex(
                model_name='case',
                index=models.Index(condition=models.Q(('state', 'snoozed')), fields=['snoozed_until'], name='inbox_case_wake'),
            ),
            migrations.AddIndex(
                model_name='case',
                index=models.Index(condition=models.Q(('set_aside__gt', '')), fields=['brand', 'state_since', 'id'], name='inbox_case_aside'),
            ),
            migrations.AddIndex(
                model_name='case',
                index=models.Index(condition=models.Q(('set_aside', 'noise')), fields=['brand', 'state_since', 'id'], name='inbox_case_noise'),
            ),
            migrations.AddIndex(
                model_name='case',
                index=models.Index(condition=models.Q(('set_aside__in', ['spam', 'blocked'])), fields=['brand', 'state_since', 'id'], name='inbox_case_unwanted'),
            ),
            migrations.AddIndex(
                model_name='case',
                index=django.contrib.postgres.indexes.GinIndex(condition=models.Q(('marks', []), _negated=True), fields=['marks'], name='inbox_case_marks'),
            ),
            migrations.AddConstraint(
                model_name='case',
                constraint=models.CheckConstraint(condition=models.Q(('state__in', ['needs_answer', 'waiting_customer', 'waiting_colleague', 'snoozed', 'closed'])), name='inbox_case_state'),
            ),
            migrations.AddConstraint(
                model_name='case',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', False), ('state', 'closed')), models.Q(models.Q(('state', 'closed'), _negated=True), ('closed_at__isnull', True)), _connector='OR'), name='inbox_case_closed_at'),
            ),
            migrations.AddConstraint(
                model_name='case',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('snoozed_until__isnull', False), ('state', 'snoozed')), models.Q(models.Q(('state', 'snoozed'), _negated=True), ('snoozed_until__isnull', True)), _connector='OR'), name='inbox_case_snoozed_until'),
            ),
            migrations.AddConstraint(
                model_name='case',
                constraint=models.CheckConstraint(condition=models.Q(('state', 'needs_answer'), ('due_at__isnull', True), _connector='OR'), name='inbox_case_clock_runs'),
            ),
        ]),
        migrations.RunSQL(_FORBID, _ALLOW),
        migrations.RunPython(_find_parts, _find_no_parts),
        # Who looks at what is worth nothing after a crash: its heartbeats need no journal.
        migrations.RunSQL("ALTER TABLE inbox_presence SET UNLOGGED", "ALTER TABLE inbox_presence SET LOGGED"),
    ]

"""Who did what, only ever appended."""

from __future__ import annotations

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from amends.tables import MakeTables


# Whoever owns the tables can take these triggers away; they stop mistakes, and the chain tells of the rest.
_FORBID = """
CREATE FUNCTION audit_forbid() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit trail is only ever appended: % on % is not possible', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE ON audit_entry
    FOR EACH ROW EXECUTE FUNCTION audit_forbid();
CREATE TRIGGER audit_entry_no_truncate BEFORE TRUNCATE ON audit_entry
    FOR EACH STATEMENT EXECUTE FUNCTION audit_forbid();

CREATE TRIGGER audit_head_no_delete BEFORE DELETE ON audit_head
    FOR EACH ROW EXECUTE FUNCTION audit_forbid();
CREATE TRIGGER audit_head_one_step BEFORE UPDATE ON audit_head
    FOR EACH ROW WHEN (NEW.position <> OLD.position + 1 OR NEW.brand_id <> OLD.brand_id)
    EXECUTE FUNCTION audit_forbid();
CREATE TRIGGER audit_head_no_truncate BEFORE TRUNCATE ON audit_head
    FOR EACH STATEMENT EXECUTE FUNCTION audit_forbid();
"""

_ALLOW = """
DROP TRIGGER audit_entry_append_only ON audit_entry;
DROP TRIGGER audit_entry_no_truncate ON audit_entry;
DROP TRIGGER audit_head_no_delete ON audit_head;
DROP TRIGGER audit_head_one_step ON audit_head;
DROP TRIGGER audit_head_no_truncate ON audit_head;
DROP FUNCTION audit_forbid();
"""


class Migration(migrations.Migration):
    """Makes the room's tables, their indexes and what guards them."""

    initial = True

    # The steps by which these tables grew: a desk that has taken them all has this one.
    replaces = [
        ('audit', '0001_initial'),
        ('audit', '0002_entries_are_only_appended'),
        ('audit', '0003_who_did_it_is_found'),
        ('audit', '0004_what_was_done_is_found'),
    ]

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        MakeTables([
            migrations.CreateModel(
                name='Head',
                fields=[
                    ('brand_id', models.BigIntegerField(primary_key=True, serialize=False)),
                    ('position', models.BigIntegerField(default=0)),
                    ('hash', models.CharField(default='0000000000000000000000000000000000000000000000000000000000000000', max_length=64)),
                ],
            ),
            migrations.CreateModel(
                name='Entry',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('brand_id', models.BigIntegerField()),
                    ('position', models.BigIntegerField()),
                    ('at', models.DateTimeField()),
                    ('via', models.CharField(max_length=20)),
                    ('action', models.CharField(max_length=80)),
                    ('target', models.CharField(max_length=80)),
                    ('facts', models.JSONField(default=dict)),
                    ('previous_hash', models.CharField(max_length=64)),
                    ('hash', models.CharField(max_length=64)),
                    ('by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'indexes': [models.Index(fields=['brand_id', 'target', 'position'], name='audit_entry_target'), models.Index(fields=['brand_id', 'by', 'position'], name='audit_entry_by'), models.Index(fields=['brand_id', 'action', 'position'], name='audit_entry_action')],
                    'constraints': [models.UniqueConstraint(fields=('brand_id', 'position'), name='audit_entry_position')],
                },
            ),
        ]),
        migrations.RunSQL(_FORBID, _ALLOW),
    ]

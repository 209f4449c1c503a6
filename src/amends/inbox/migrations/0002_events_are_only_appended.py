from __future__ import annotations

from django.db import migrations

# A customer's right to be forgotten stands above the history of a case: a transaction that says
# `SET LOCAL amends.maintenance = 'erase'` may change and delete events. Nothing empties the table.
FORBID = """
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

ALLOW = """
DROP TRIGGER inbox_caseevent_append_only ON inbox_caseevent;
DROP TRIGGER inbox_caseevent_no_truncate ON inbox_caseevent;
DROP FUNCTION inbox_forbid_event_change();
"""


class Migration(migrations.Migration):
    dependencies = [("inbox", "0001_initial")]

    operations = [migrations.RunSQL(FORBID, ALLOW)]

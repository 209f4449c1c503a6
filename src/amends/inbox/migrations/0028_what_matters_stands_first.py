"""What is judged urgent, or pinned, stands before its promise; what needs no answer has a lane."""

from __future__ import annotations

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
from django.db import migrations, models
from django.db.models import F, Func, Q

# Seconds are the same everywhere, so taking them from a moment is: the database's own "-" is only not called
# immutable because of days and months. A pin is worth half a lifetime of promises.
_MAKE = """
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
_UNMAKE = "DROP FUNCTION inbox_order(text, timestamptz, timestamptz, integer, timestamptz)"


class Migration(migrations.Migration):
    """Makes the order's column and its indexes anew, of two more columns."""

    dependencies = [("inbox", "0027_files_to_fetch_are_found")]

    operations = [
        migrations.RunSQL(_MAKE, _UNMAKE),
        migrations.AlterField(
            model_name="case",
            name="set_aside",
            field=models.CharField(
                blank=True,
                choices=[
                    ("spam", "Spam"),
                    ("blocked", "Blocked"),
                    ("merged", "Merged"),
                    ("noise", "Noise"),
                ],
                db_default="",
                default="",
                max_length=8,
            ),
        ),
        migrations.AlterField(
            model_name="caseevent",
            name="kind",
            field=models.CharField(
                choices=[
                    ("opened", "Opened"),
                    ("reopened", "Reopened"),
                    ("needs_answer", "Needs Answer"),
                    ("answered", "Answered"),
                    ("answered_elsewhere", "Answered Elsewhere"),
                    ("unanswered", "Unanswered"),
                    ("waiting_colleague", "Waiting Colleague"),
                    ("waiting_customer", "Waiting Customer"),
                    ("snoozed", "Snoozed"),
                    ("woken", "Woken"),
                    ("closed", "Closed"),
                    ("assigned", "Assigned"),
                    ("tagged", "Tagged"),
                    ("untagged", "Untagged"),
                    ("taken_offline", "Taken Offline"),
                    ("noted", "Noted"),
                    ("thread_added", "Thread Added"),
                    ("moved", "Moved"),
                    ("team_assigned", "Team Assigned"),
                    ("field_set", "Field Set"),
                    ("merged", "Merged"),
                    ("unmerged", "Unmerged"),
                    ("split", "Split"),
                    ("linked", "Linked"),
                    ("unlinked", "Unlinked"),
                    ("set_aside", "Set Aside"),
                    ("put_back", "Put Back"),
                    ("joined", "Joined"),
                    ("left", "Left"),
                    ("person_changed", "Person Changed"),
                    ("deed_asked", "Deed Asked"),
                    ("deed_done", "Deed Done"),
                    ("deed_stopped", "Deed Stopped"),
                    ("deed_put_away", "Deed Put Away"),
                    ("pinned", "Pinned"),
                    ("unpinned", "Unpinned"),
                    ("corrected", "Corrected"),
                ],
                max_length=20,
            ),
        ),
        migrations.AddField(
            model_name="case", name="sooner", field=models.IntegerField(db_default=0, default=0)
        ),
        migrations.AddField(
            model_name="case", name="pinned_at", field=models.DateTimeField(null=True)
        ),
        migrations.AddField(
            model_name="case",
            name="marks",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=80), db_default=[], default=list, size=None
            ),
        ),
        migrations.RemoveIndex(model_name="case", name="inbox_case_order"),
        migrations.RemoveIndex(model_name="case", name="inbox_case_account_order"),
        migrations.RemoveIndex(model_name="case", name="inbox_case_mine_order"),
        migrations.RemoveField(model_name="case", name="order_at"),
        migrations.AddField(
            model_name="case",
            name="order_at",
            field=models.GeneratedField(
                expression=Func(
                    F("state"),
                    F("due_at"),
                    F("state_since"),
                    F("sooner"),
                    F("pinned_at"),
                    function="inbox_order",
                ),
                output_field=models.DateTimeField(),
                db_persist=True,
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                fields=["brand", "state", "order_at", "id"], name="inbox_case_order"
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                fields=["connection", "state", "order_at", "id"], name="inbox_case_account_order"
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                fields=["brand", "assignee", "state", "order_at", "id"],
                name="inbox_case_mine_order",
                condition=~Q(state="closed") & Q(assignee__isnull=False),
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                fields=["brand", "state_since", "id"],
                name="inbox_case_noise",
                condition=Q(set_aside="noise"),
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                fields=["brand", "state_since", "id"],
                name="inbox_case_unwanted",
                condition=Q(set_aside__in=["spam", "blocked"]),
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["marks"], name="inbox_case_marks", condition=~Q(marks=[])
            ),
        ),
    ]

"""What colleagues noted is found by its words."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations
from django.db.models import F, Func, Value


class Migration(migrations.Migration):
    """Adds the index of notes' words."""

    atomic = False

    dependencies = [("inbox", "0019_messages_are_read_newest_first")]

    operations = [
        AddIndexConcurrently(
            model_name="note",
            index=GinIndex(
                Func(F("brand_id"), Value(""), F("text"), function="inbox_words"),
                name="inbox_note_words",
            ),
        ),
    ]

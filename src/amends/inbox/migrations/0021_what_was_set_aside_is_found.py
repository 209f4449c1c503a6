"""Spam and what the blocked write is found without reading all closed cases."""

from __future__ import annotations

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds the index of what was set aside."""

    atomic = False

    dependencies = [("inbox", "0020_notes_are_found_by_their_words")]

    operations = [
        AddIndexConcurrently(
            model_name="case",
            index=models.Index(
                fields=["brand", "state_since", "id"],
                name="inbox_case_aside",
                condition=models.Q(set_aside__gt=""),
            ),
        ),
    ]

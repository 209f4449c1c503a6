"""Somebody's entries are found without reading the whole chain."""

from __future__ import annotations

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds the index."""

    atomic = False

    dependencies = [("audit", "0002_entries_are_only_appended")]

    operations = [
        AddIndexConcurrently(
            model_name="entry",
            index=models.Index(fields=["brand_id", "by", "position"], name="audit_entry_by"),
        ),
    ]

"""Entries of one action are found, and the actions themselves listed, without reading the whole chain."""

from __future__ import annotations

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds the index."""

    atomic = False

    dependencies = [("audit", "0003_who_did_it_is_found")]

    operations = [
        AddIndexConcurrently(
            model_name="entry",
            index=models.Index(fields=["brand_id", "action", "position"], name="audit_entry_action"),
        ),
    ]

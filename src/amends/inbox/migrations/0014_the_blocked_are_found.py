"""Whoever is blocked is found without reading all people."""

from __future__ import annotations

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models



class Migration(migrations.Migration):
    """Adds the index of blocked people."""

    atomic = False

    dependencies = [("inbox", "0013_what_is_late_is_found")]

    operations = [
        AddIndexConcurrently(
            model_name="person",
            index=models.Index(
                fields=["brand"],
                name="inbox_person_blocked",
                condition=models.Q(blocked_at__isnull=False),
            ),
        ),
    ]

"""Files that are to be fetched are found by index, however many are kept."""

from __future__ import annotations

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds the index of files by when they are fetched."""

    atomic = False

    dependencies = [("inbox", "0026_files_are_fetched_in_time")]

    operations = [
        AddIndexConcurrently(
            model_name="attachment",
            index=models.Index(
                fields=["fetch_at"],
                name="inbox_attachment_to_fetch",
                condition=models.Q(fetch_at__isnull=False),
            ),
        ),
    ]

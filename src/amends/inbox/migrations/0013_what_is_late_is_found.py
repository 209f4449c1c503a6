"""What is late, or soon will be, is found without reading the queue."""

from __future__ import annotations

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models



class Migration(migrations.Migration):
    """Adds the index of running clocks."""

    atomic = False

    dependencies = [("inbox", "0012_what_is_mine_is_in_order")]

    operations = [
        AddIndexConcurrently(
            model_name="case",
            index=models.Index(
                fields=["brand", "due_at"],
                name="inbox_case_due",
                condition=models.Q(due_at__isnull=False),
            ),
        ),
    ]

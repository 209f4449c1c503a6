from __future__ import annotations

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    # The journal is written to all day: its index is built while it is.
    atomic = False

    dependencies = [("listening", "0003_traffic_is_counted_by_the_hour")]

    operations = [
        AddIndexConcurrently(
            model_name="delivery",
            index=models.Index(
                condition=Q(("state", "done"), Q(("body", b""), _negated=True)),
                fields=["digested_at"],
                name="listening_to_forget",
            ),
        ),
    ]

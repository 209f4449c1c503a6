"""A merge of people remembers the threads whose cases went over, and those that it ended."""

from __future__ import annotations

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds the two lists to the merges."""

    dependencies = [("inbox", "0007_order_in_the_records")]

    operations = [
        migrations.AddField(
            model_name="personmerge",
            name=name,
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.BigIntegerField(), db_default=[], default=list, size=None
            ),
        )
        for name in ("threads", "ended")
    ]

"""Customers' messages are looked at again: were they edited, or taken away?"""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds when that was done, and where its turns are."""

    dependencies = [("listening", "0007_a_network_asks_for_quiet")]

    operations = [
        migrations.AddField(
            model_name="position",
            name="rechecked_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="position",
            name="recheck_cursor",
            field=models.TextField(db_default="", default=""),
        ),
    ]

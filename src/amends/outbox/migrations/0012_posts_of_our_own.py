"""A post answers nobody: it may go on in parts, and have a warning before its words."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds the part that a send follows, and its warning."""

    dependencies = [("outbox", "0011_the_old_order_of_a_lane")]

    operations = [
        migrations.AddField(
            model_name="send",
            name="follows",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="followers",
                to="outbox.send",
            ),
        ),
        migrations.AddField(
            model_name="send",
            name="warning",
            field=models.CharField(db_default="", default="", max_length=200),
        ),
    ]

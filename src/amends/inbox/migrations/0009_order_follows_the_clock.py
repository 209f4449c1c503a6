"""A case stands in its list by its promise, else by its state's beginning; the database sees to it."""

from __future__ import annotations

from django.db import migrations, models
from django.db.models.functions import Coalesce



class Migration(migrations.Migration):
    """Makes the column anew, as a sum of two others."""

    dependencies = [("inbox", "0008_a_merge_knows_its_threads")]

    operations = [
        migrations.RemoveField(model_name="case", name="order_at"),
        migrations.AddField(
            model_name="case",
            name="order_at",
            field=models.GeneratedField(
                expression=Coalesce("due_at", "state_since"),
                output_field=models.DateTimeField(),
                db_persist=True,
            ),
        ),
    ]

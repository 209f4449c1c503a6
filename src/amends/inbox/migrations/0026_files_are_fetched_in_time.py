"""Pictures and files that a network only links to are fetched before its links end."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds when a file is fetched, how often that was tried, and why it is not here."""

    dependencies = [("inbox", "0025_deeds_are_told_in_their_case")]

    operations = [
        migrations.AddField("attachment", "fetch_at", models.DateTimeField(null=True)),
        migrations.AddField(
            "attachment", "tries", models.SmallIntegerField(default=0, db_default=0)
        ),
        migrations.AddField(
            "attachment", "problem", models.CharField(max_length=300, default="", db_default="")
        ),
    ]

"""A network that asked us to wait is left alone by everybody who listens."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds until when a network wants quiet."""

    dependencies = [("listening", "0006_a_spreadsheet_is_read_in")]

    operations = [
        migrations.AddField(
            model_name="position",
            name="quiet_until",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="position",
            name="quiet_since",
            field=models.DateTimeField(null=True),
        ),
    ]

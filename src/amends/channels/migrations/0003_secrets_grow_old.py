"""A connection knows when its sessions and tokens must be renewed."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds the moment of renewal to the connections."""

    dependencies = [("channels", "0002_a_connection_has_a_team")]

    operations = [
        migrations.AddField(
            model_name="connection",
            name="renew_at",
            field=models.DateTimeField(null=True),
        ),
    ]

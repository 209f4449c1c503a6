"""A send may be a form of words that the network has approved before."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("outbox", "0006_a_send_names_its_right")]

    operations = [
        migrations.AddField(
            model_name="send", name="template", field=models.JSONField(null=True)
        ),
    ]

"""A file that somebody may want again is not let go though nothing was sent with it."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds whether a file is kept for good."""

    dependencies = [("outbox", "0013_words_may_be_assisted")]

    operations = [
        migrations.AddField(
            model_name="upload",
            name="is_kept",
            field=models.BooleanField(db_default=False, default=False),
        ),
    ]

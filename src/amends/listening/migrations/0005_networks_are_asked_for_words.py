"""Networks are asked for the words that their brand listens for."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds where each asking goes on, and the source of what it brings."""

    dependencies = [
        ('listening', '0004_what_is_to_be_forgotten_is_found'),
    ]

    operations = [
        migrations.AddField(
            model_name='position',
            name='search_cursor',
            field=models.TextField(db_default='', default=''),
        ),
        migrations.AddField(
            model_name='position',
            name='search_problem',
            field=models.TextField(db_default='', default=''),
        ),
        migrations.AddField(
            model_name='position',
            name='searched_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AlterField(
            model_name='cycle',
            name='source',
            field=models.CharField(choices=[('webhook', 'Webhook'), ('poll', 'Poll'), ('stream', 'Stream'), ('sweep', 'Sweep'), ('search', 'Search'), ('import', 'Import')], max_length=8),
        ),
        migrations.AlterField(
            model_name='delivery',
            name='source',
            field=models.CharField(choices=[('webhook', 'Webhook'), ('poll', 'Poll'), ('stream', 'Stream'), ('sweep', 'Sweep'), ('search', 'Search'), ('import', 'Import')], max_length=8),
        ),
    ]

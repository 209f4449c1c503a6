"""Work on many cases at once."""

from __future__ import annotations

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from amends.tables import MakeTables


class Migration(migrations.Migration):
    """Makes the room's tables, their indexes and what guards them."""

    initial = True

    # The steps by which these tables grew: a desk that has taken them all has this one.
    replaces = [
        ('bulk', '0001_initial'),
    ]

    dependencies = [
        ('inbox', '0001_tables'),
        ('outbox', '0001_tables'),
        ('staff', '0001_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        MakeTables([
            migrations.CreateModel(
                name='Run',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('via', models.CharField(max_length=8)),
                    ('verb', models.CharField(choices=[('assign', 'Assign'), ('release', 'Release'), ('team', 'Team'), ('tag', 'Tag'), ('untag', 'Untag'), ('snooze', 'Snooze'), ('close', 'Close'), ('reopen', 'Reopen'), ('spam', 'Spam'), ('answer', 'Answer'), ('undo', 'Undo')], max_length=8)),
                    ('state', models.CharField(choices=[('draft', 'Draft'), ('running', 'Running'), ('cancelled', 'Cancelled'), ('done', 'Done')], default='draft', max_length=10)),
                    ('facts', models.JSONField(default=dict)),
                    ('source', models.CharField(default='', max_length=1000)),
                    ('total', models.IntegerField()),
                    ('made_at', models.DateTimeField()),
                    ('began_at', models.DateTimeField(null=True)),
                    ('ended_at', models.DateTimeField(null=True)),
                    ('brand', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='staff.brand')),
                    ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('undoes', models.OneToOneField(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='undone_by', to='bulk.run')),
                ],
            ),
            migrations.CreateModel(
                name='RunItem',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('state', models.CharField(choices=[('waiting', 'Waiting'), ('done', 'Done'), ('refused', 'Refused')], default='waiting', max_length=8)),
                    ('sentence', models.TextField(default='')),
                    ('seen_state', models.CharField(max_length=20)),
                    ('seen_in_at', models.DateTimeField(null=True)),
                    ('seen_assignee', models.BigIntegerField(null=True)),
                    ('before', models.JSONField(default=dict)),
                    ('text', models.TextField(default='')),
                    ('is_public', models.BooleanField(default=False)),
                    ('verdict', models.CharField(default='', max_length=8)),
                    ('settled_at', models.DateTimeField(null=True)),
                    ('brand', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='staff.brand')),
                    ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='inbox.case')),
                    ('run', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='items', to='bulk.run')),
                    ('send', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='outbox.send')),
                ],
            ),
            migrations.AddIndex(
                model_name='run',
                index=models.Index(fields=['brand', '-id'], name='bulk_run_newest'),
            ),
            migrations.AddIndex(
                model_name='run',
                index=models.Index(condition=models.Q(('state', 'running')), fields=['began_at'], name='bulk_running'),
            ),
            migrations.AddConstraint(
                model_name='run',
                constraint=models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'running', 'cancelled', 'done'])), name='bulk_run_state'),
            ),
            migrations.AddConstraint(
                model_name='run',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('state__in', ['draft', 'running'])), models.Q(('ended_at__isnull', False), ('state__in', ['cancelled', 'done'])), _connector='OR'), name='bulk_run_ended_at'),
            ),
            migrations.AddIndex(
                model_name='runitem',
                index=models.Index(fields=['run', 'state', 'id'], name='bulk_item_next'),
            ),
            migrations.AddConstraint(
                model_name='runitem',
                constraint=models.UniqueConstraint(fields=('run', 'case'), name='bulk_case_once'),
            ),
            migrations.AddConstraint(
                model_name='runitem',
                constraint=models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'done', 'refused'])), name='bulk_item_state'),
            ),
            migrations.AddConstraint(
                model_name='runitem',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('settled_at__isnull', True), ('state', 'waiting')), models.Q(models.Q(('state', 'waiting'), _negated=True), ('settled_at__isnull', False)), _connector='OR'), name='bulk_item_settled_at'),
            ),
        ]),
    ]

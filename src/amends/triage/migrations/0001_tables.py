"""Judgements and the order they make."""

from __future__ import annotations

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from amends.tables import MakeTables


class Migration(migrations.Migration):
    """Makes the room's tables, their indexes and what guards them."""

    initial = True

    # The steps by which these tables grew: a desk that has taken them all has this one.
    replaces = [
        ('triage', '0001_what_is_made_of_messages'),
    ]

    dependencies = [
        ('inbox', '0001_tables'),
        ('staff', '0001_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        MakeTables([
            migrations.CreateModel(
                name='TriageSettings',
                fields=[
                    ('brand', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to='staff.brand')),
                    ('lets_go', models.BooleanField(default=True)),
                    ('below', models.SmallIntegerField(default=25)),
                    ('ranked_by', models.CharField(blank=True, default='', max_length=64)),
                ],
            ),
            migrations.CreateModel(
                name='Judgement',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('version', models.CharField(max_length=80)),
                    ('words', models.BigIntegerField()),
                    ('judged_at', models.DateTimeField()),
                    ('language', models.CharField(blank=True, default='', max_length=3)),
                    ('act', models.CharField(max_length=12)),
                    ('act_chance', models.FloatField()),
                    ('mood_score', models.FloatField()),
                    ('urgency', models.CharField(max_length=8)),
                    ('harms', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=12), default=list, size=None)),
                    ('topics', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), default=list, size=None)),
                    ('asker', models.CharField(max_length=12)),
                    ('needs_chance', models.FloatField()),
                    ('needs', models.BooleanField(null=True)),
                    ('reasons', models.JSONField(default=list)),
                    ('corrected_at', models.DateTimeField(null=True)),
                    ('was', models.JSONField(null=True)),
                    ('seen', models.IntegerField(default=0)),
                    ('seen_at', models.DateTimeField(null=True)),
                    ('growth', models.FloatField(default=0)),
                    ('brand', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='staff.brand')),
                    ('corrected_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('message', models.OneToOneField(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='judgement', to='inbox.message')),
                ],
                options={
                    'indexes': [models.Index(condition=models.Q(('corrected_at__isnull', False)), fields=['brand', 'corrected_at'], name='triage_corrected')],
                },
            ),
            migrations.CreateModel(
                name='NoiseCheck',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('case_id', models.BigIntegerField()),
                    ('day', models.DateField()),
                    ('needed', models.BooleanField(null=True)),
                    ('at', models.DateTimeField(null=True)),
                    ('brand', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='staff.brand')),
                    ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'indexes': [models.Index(fields=['brand', 'day'], name='triage_check_day')],
                    'constraints': [models.UniqueConstraint(fields=('brand', 'case_id'), name='triage_check_once')],
                },
            ),
        ]),
    ]

"""Versions of the playbook and dry runs."""

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
        ('playbook', '0001_versions_and_dry_runs'),
    ]

    dependencies = [
        ('staff', '0001_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        MakeTables([
            migrations.CreateModel(
                name='PlaybookSettings',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('needs_second', models.BooleanField(default=False)),
                    ('owner_approves', models.BooleanField(default=False)),
                    ('brand', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='staff.brand')),
                ],
            ),
            migrations.CreateModel(
                name='PlaybookVersion',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.PositiveIntegerField()),
                    ('text', models.TextField()),
                    ('sha256', models.CharField(max_length=64)),
                    ('state', models.CharField(choices=[('draft', 'Draft'), ('in_review', 'In Review'), ('live', 'Live'), ('retired', 'Retired')], default='draft', max_length=10)),
                    ('revision', models.PositiveIntegerField(default=1)),
                    ('comment', models.CharField(default='', max_length=1000)),
                    ('began_from', models.PositiveIntegerField(null=True)),
                    ('made_at', models.DateTimeField()),
                    ('changed_at', models.DateTimeField()),
                    ('writers', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, size=None)),
                    ('asked_at', models.DateTimeField(null=True)),
                    ('approved_at', models.DateTimeField(null=True)),
                    ('live_at', models.DateTimeField(null=True)),
                    ('retired_at', models.DateTimeField(null=True)),
                    ('approved_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('asked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('brand', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='staff.brand')),
                    ('live_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
            ),
            migrations.CreateModel(
                name='DryRun',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('sha256', models.CharField(max_length=64)),
                    ('against', models.PositiveIntegerField(null=True)),
                    ('state', models.CharField(choices=[('running', 'Running'), ('done', 'Done'), ('failed', 'Failed')], default='running', max_length=8)),
                    ('total', models.PositiveIntegerField(default=0)),
                    ('tried', models.PositiveIntegerField(default=0)),
                    ('result', models.JSONField(default=dict)),
                    ('asked_at', models.DateTimeField()),
                    ('ended_at', models.DateTimeField(null=True)),
                    ('asked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('brand', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='staff.brand')),
                    ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='dry_runs', to='playbook.playbookversion')),
                ],
            ),
            migrations.AddConstraint(
                model_name='playbookversion',
                constraint=models.UniqueConstraint(fields=('brand', 'number'), name='playbook_version_number'),
            ),
            migrations.AddConstraint(
                model_name='playbookversion',
                constraint=models.UniqueConstraint(condition=models.Q(('state', 'live')), fields=('brand',), name='playbook_one_is_live'),
            ),
            migrations.AddConstraint(
                model_name='playbookversion',
                constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['draft', 'in_review'])), fields=('brand',), name='playbook_one_is_written'),
            ),
            migrations.AddConstraint(
                model_name='playbookversion',
                constraint=models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'in_review', 'live', 'retired'])), name='playbook_version_state'),
            ),
            migrations.AddConstraint(
                model_name='playbookversion',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('asked_at', None), ('live_at', None), ('retired_at', None), ('state', 'draft')), models.Q(('asked_at__isnull', False), ('live_at', None), ('retired_at', None), ('state', 'in_review')), models.Q(('live_at__isnull', False), ('retired_at', None), ('state', 'live')), models.Q(('retired_at__isnull', False), ('state', 'retired')), _connector='OR'), name='playbook_version_course'),
            ),
            migrations.AddConstraint(
                model_name='playbookversion',
                constraint=models.CheckConstraint(condition=models.Q(('approved_by', None), ('asked_by', None), models.Q(('approved_by', models.F('asked_by')), _negated=True), _connector='OR'), name='playbook_nobody_approves_their_own'),
            ),
            migrations.AddIndex(
                model_name='dryrun',
                index=models.Index(fields=['version', '-id'], name='playbook_dry_run_newest'),
            ),
            migrations.AddConstraint(
                model_name='dryrun',
                constraint=models.CheckConstraint(condition=models.Q(('state__in', ['running', 'done', 'failed'])), name='playbook_dry_run_state'),
            ),
            migrations.AddConstraint(
                model_name='dryrun',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at', None), ('state', 'running')), models.Q(('ended_at__isnull', False), ('state__in', ['done', 'failed'])), _connector='OR'), name='playbook_dry_run_ended'),
            ),
        ]),
    ]

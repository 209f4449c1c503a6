"""What the networks told us, as they told it."""

from __future__ import annotations

import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models

from amends.tables import MakeTables


class Migration(migrations.Migration):
    """Makes the room's tables, their indexes and what guards them."""

    initial = True

    # The steps by which these tables grew: a desk that has taken them all has this one.
    replaces = [
        ('listening', '0001_initial'),
        ('listening', '0002_webhooks_are_summed_by_the_minute'),
        ('listening', '0003_traffic_is_counted_by_the_hour'),
        ('listening', '0004_what_is_to_be_forgotten_is_found'),
        ('listening', '0005_networks_are_asked_for_words'),
        ('listening', '0006_a_spreadsheet_is_read_in'),
        ('listening', '0006_people_ask_to_be_erased'),
        ('listening', '0007_a_network_asks_for_quiet'),
        ('listening', '0008_messages_are_looked_at_again'),
    ]

    dependencies = [
        ('channels', '0001_tables'),
        ('staff', '0001_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        MakeTables([
            migrations.CreateModel(
                name='Heartbeat',
                fields=[
                    ('name', models.CharField(max_length=80, primary_key=True, serialize=False)),
                    ('role', models.CharField(max_length=12)),
                    ('host', models.CharField(max_length=255)),
                    ('pid', models.IntegerField()),
                    ('version', models.CharField(max_length=40)),
                    ('started_at', models.DateTimeField()),
                    ('seen_at', models.DateTimeField()),
                ],
            ),
            migrations.CreateModel(
                name='Position',
                fields=[
                    ('connection', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='position', serialize=False, to='channels.connection')),
                    ('cursor', models.TextField(default='')),
                    ('polled_at', models.DateTimeField(null=True)),
                    ('swept_at', models.DateTimeField(null=True)),
                    ('healthy_at', models.DateTimeField(null=True)),
                    ('last_delivery_at', models.DateTimeField(null=True)),
                    ('failing_since', models.DateTimeField(null=True)),
                    ('failures', models.IntegerField(default=0)),
                    ('problem', models.TextField(default='')),
                    ('next_poll_at', models.DateTimeField(null=True)),
                    ('quiet_until', models.DateTimeField(null=True)),
                    ('quiet_since', models.DateTimeField(null=True)),
                    ('searched_at', models.DateTimeField(null=True)),
                    ('search_cursor', models.TextField(db_default='', default='')),
                    ('search_problem', models.TextField(db_default='', default='')),
                    ('rechecked_at', models.DateTimeField(null=True)),
                    ('recheck_cursor', models.TextField(db_default='', default='')),
                    ('brand', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='staff.brand')),
                ],
            ),
            migrations.CreateModel(
                name='Alarm',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('failing', 'Failing'), ('disconnected', 'Disconnected'), ('silent', 'Silent'), ('unbalanced', 'Unbalanced'), ('backlog', 'Backlog')], max_length=12)),
                    ('sentence', models.TextField()),
                    ('raised_at', models.DateTimeField()),
                    ('ended_at', models.DateTimeField(null=True)),
                    ('brand', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='staff.brand')),
                    ('connection', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='channels.connection')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('connection', 'kind'), name='listening_alarm_once')],
                },
            ),
            migrations.CreateModel(
                name='Cycle',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('source', models.CharField(choices=[('webhook', 'Webhook'), ('poll', 'Poll'), ('stream', 'Stream'), ('sweep', 'Sweep'), ('search', 'Search'), ('import', 'Import')], max_length=8)),
                    ('at', models.DateTimeField()),
                    ('seen', models.IntegerField(default=0)),
                    ('stored', models.IntegerField(default=0)),
                    ('duplicate', models.IntegerField(default=0)),
                    ('quarantined', models.IntegerField(default=0)),
                    ('brand', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='staff.brand')),
                    ('connection', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='channels.connection')),
                ],
                options={
                    'indexes': [models.Index(fields=['connection', '-at'], name='listening_cycle_recent')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('seen', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('stored'), '+', models.F('duplicate')), '+', models.F('quarantined')))), name='listening_cycle_balance'), models.UniqueConstraint(condition=models.Q(('source', 'webhook')), fields=('connection', 'at'), name='listening_cycle_minute')],
                },
            ),
            migrations.CreateModel(
                name='Delivery',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('source', models.CharField(choices=[('webhook', 'Webhook'), ('poll', 'Poll'), ('stream', 'Stream'), ('sweep', 'Sweep'), ('search', 'Search'), ('import', 'Import')], max_length=8)),
                    ('key', models.CharField(max_length=500)),
                    ('body', models.BinaryField()),
                    ('headers', models.JSONField(default=dict)),
                    ('received_at', models.DateTimeField()),
                    ('state', models.CharField(choices=[('waiting', 'Waiting'), ('done', 'Done'), ('quarantined', 'Quarantined'), ('dismissed', 'Dismissed')], default='waiting', max_length=12)),
                    ('tries', models.SmallIntegerField(default=0)),
                    ('problem', models.TextField(default='')),
                    ('digested_at', models.DateTimeField(null=True)),
                    ('seen', models.IntegerField(default=0)),
                    ('stored', models.IntegerField(default=0)),
                    ('duplicate', models.IntegerField(default=0)),
                    ('brand', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='staff.brand')),
                    ('connection', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='channels.connection')),
                ],
                options={
                    'indexes': [models.Index(condition=models.Q(('state', 'waiting')), fields=['id'], name='listening_waiting'), models.Index(condition=models.Q(('state', 'quarantined')), fields=['brand', '-received_at'], name='listening_quarantine'), models.Index(fields=['connection', 'received_at'], name='listening_traffic'), models.Index(condition=models.Q(('state', 'done'), models.Q(('body', b''), _negated=True)), fields=['digested_at'], name='listening_to_forget')],
                    'constraints': [models.UniqueConstraint(fields=('connection', 'key'), name='listening_delivery_once'), models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'done', 'quarantined', 'dismissed'])), name='listening_delivery_state'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'done'), _negated=True), ('seen', django.db.models.expressions.CombinedExpression(models.F('stored'), '+', models.F('duplicate'))), _connector='OR'), name='listening_delivery_balance')],
                },
            ),
            migrations.CreateModel(
                name='Erasure',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', models.CharField(max_length=40, unique=True)),
                    ('digest', models.CharField(max_length=64)),
                    ('external_id', models.CharField(blank=True, default='', max_length=255)),
                    ('asked_at', models.DateTimeField()),
                    ('done_at', models.DateTimeField(null=True)),
                    ('brand', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='staff.brand')),
                    ('connection', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='channels.connection')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('connection', 'digest'), name='listening_erasure_once')],
                },
            ),
            migrations.CreateModel(
                name='HourlyTraffic',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('hour', models.DateTimeField()),
                    ('deliveries', models.IntegerField()),
                    ('brand', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='staff.brand')),
                    ('connection', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='channels.connection')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('connection', 'hour'), name='listening_hour_once')],
                },
            ),
            migrations.CreateModel(
                name='Sheet',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=255)),
                    ('body', models.BinaryField()),
                    ('state', models.CharField(choices=[('draft', 'Draft'), ('running', 'Running'), ('stopped', 'Stopped'), ('done', 'Done')], default='draft', max_length=8)),
                    ('encoding', models.CharField(max_length=20)),
                    ('delimiter', models.CharField(max_length=1)),
                    ('plan', models.JSONField(default=dict)),
                    ('is_live', models.BooleanField(default=False)),
                    ('total', models.IntegerField()),
                    ('at', models.IntegerField(default=0)),
                    ('stored', models.IntegerField(default=0)),
                    ('duplicate', models.IntegerField(default=0)),
                    ('bad', models.IntegerField(default=0)),
                    ('problems', models.JSONField(default=list)),
                    ('made_at', models.DateTimeField()),
                    ('began_at', models.DateTimeField(null=True)),
                    ('ended_at', models.DateTimeField(null=True)),
                    ('brand', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='staff.brand')),
                    ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('connection', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='channels.connection')),
                ],
                options={
                    'indexes': [models.Index(fields=['connection', '-id'], name='listening_sheet_newest')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'running', 'stopped', 'done'])), name='listening_sheet_state'), models.CheckConstraint(condition=models.Q(('at', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('stored'), '+', models.F('duplicate')), '+', models.F('bad')))), name='listening_sheet_balance')],
                },
            ),
        ]),
    ]

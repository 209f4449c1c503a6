"""Everything that leaves, and the brake."""

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
        ('outbox', '0001_initial'),
        ('outbox', '0002_schedules_look_ups_and_late_outcomes'),
        ('outbox', '0003_a_failed_send_can_be_put_away'),
        ('outbox', '0004_the_open_sends_of_a_case'),
        ('outbox', '0005_files_go_with_sends'),
        ('outbox', '0006_a_send_names_its_right'),
        ('outbox', '0007_a_send_may_be_a_template'),
        ('outbox', '0008_deeds'),
        ('outbox', '0009_many_at_once_leave_last'),
        ('outbox', '0010_the_next_of_a_lane'),
        ('outbox', '0011_the_old_order_of_a_lane'),
        ('outbox', '0012_posts_of_our_own'),
        ('outbox', '0013_words_may_be_assisted'),
        ('outbox', '0014_a_file_may_be_wanted_again'),
        ('outbox', '0015_approvals_and_two_at_the_brake'),
    ]

    dependencies = [
        ('channels', '0001_tables'),
        ('inbox', '0001_tables'),
        ('staff', '0001_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        MakeTables([
            migrations.CreateModel(
                name='Brake',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('reason', models.CharField(default='', max_length=500)),
                    ('pulled_at', models.DateTimeField()),
                    ('answers_leave', models.BooleanField(db_default=False, default=False)),
                    ('released_at', models.DateTimeField(null=True)),
                    ('brand', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='staff.brand')),
                    ('pulled_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('released_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
            ),
            migrations.CreateModel(
                name='BrakeAsk',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('pull', 'Pull'), ('release', 'Release')], max_length=7)),
                    ('reason', models.CharField(default='', max_length=500)),
                    ('asked_at', models.DateTimeField()),
                    ('settled_at', models.DateTimeField(null=True)),
                    ('agreed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('asked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('brake', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='outbox.brake')),
                    ('brand', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='staff.brand')),
                ],
            ),
            migrations.CreateModel(
                name='Deed',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(max_length=8)),
                    ('state', models.CharField(choices=[('queued', 'Queued'), ('doing', 'Doing'), ('done', 'Done'), ('held', 'Held'), ('refused', 'Refused'), ('failed', 'Failed'), ('unknown', 'Unknown'), ('put_away', 'Put Away')], default='queued', max_length=10)),
                    ('state_since', models.DateTimeField()),
                    ('text', models.TextField(default='')),
                    ('reason', models.CharField(default='', max_length=500)),
                    ('trouble', models.TextField(default='')),
                    ('held_by', models.CharField(db_default='', default='', max_length=20)),
                    ('tries', models.SmallIntegerField(default=0)),
                    ('asked_at', models.DateTimeField()),
                    ('done_at', models.DateTimeField(null=True)),
                    ('asked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('brand', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='staff.brand')),
                    ('case', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='deeds', to='inbox.case')),
                    ('connection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='channels.connection')),
                    ('message', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deeds', to='inbox.message')),
                ],
            ),
            migrations.CreateModel(
                name='Lane',
                fields=[
                    ('connection', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='lane', serialize=False, to='channels.connection')),
                    ('wait_until', models.DateTimeField(null=True)),
                    ('failures', models.IntegerField(default=0)),
                    ('brand', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='staff.brand')),
                ],
            ),
            migrations.CreateModel(
                name='Send',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.UUIDField(unique=True)),
                    ('request_key', models.CharField(max_length=200)),
                    ('state', models.CharField(choices=[('queued', 'Queued'), ('held', 'Held'), ('sending', 'Sending'), ('sent', 'Sent'), ('refused', 'Refused'), ('failed', 'Failed'), ('unknown', 'Unknown'), ('withdrawn', 'Withdrawn')], default='queued', max_length=10)),
                    ('state_since', models.DateTimeField()),
                    ('reason', models.TextField(default='')),
                    ('held_by', models.CharField(db_default='', default='', max_length=20)),
                    ('via', models.CharField(db_default='', default='', max_length=8)),
                    ('is_public', models.BooleanField()),
                    ('text', models.TextField()),
                    ('subject', models.CharField(default='', max_length=500)),
                    ('thread', models.CharField(default='', max_length=1000)),
                    ('thread_kind', models.CharField(default='post', max_length=12)),
                    ('reply_to', models.CharField(default='', max_length=1000)),
                    ('tag', models.CharField(db_default='', default='', max_length=80)),
                    ('warning', models.CharField(db_default='', default='', max_length=200)),
                    ('template', models.JSONField(null=True)),
                    ('recipient', models.CharField(default='', max_length=512)),
                    ('recipient_name', models.CharField(default='', max_length=255)),
                    ('references', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=1000), default=list, size=None)),
                    ('verdict', models.JSONField(default=dict)),
                    ('asked_at', models.DateTimeField()),
                    ('not_before', models.DateTimeField()),
                    ('scheduled_at', models.DateTimeField(null=True)),
                    ('in_bulk', models.BooleanField(db_default=False, default=False)),
                    ('assisted', models.CharField(blank=True, db_default='', default='', max_length=10)),
                    ('look_up_at', models.DateTimeField(null=True)),
                    ('tries', models.SmallIntegerField(default=0)),
                    ('look_ups', models.SmallIntegerField(default=0)),
                    ('sent_at', models.DateTimeField(null=True)),
                    ('delivered_at', models.DateTimeField(null=True)),
                    ('read_at', models.DateTimeField(null=True)),
                    ('external_id', models.CharField(default='', max_length=1000)),
                    ('asked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('brand', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='staff.brand')),
                    ('case', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='sends', to='inbox.case')),
                    ('connection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='channels.connection')),
                    ('follows', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='followers', to='outbox.send')),
                    ('message', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='send', to='inbox.message')),
                ],
            ),
            migrations.CreateModel(
                name='Attempt',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(max_length=8)),
                    ('began_at', models.DateTimeField()),
                    ('ended_at', models.DateTimeField(null=True)),
                    ('result', models.CharField(default='', max_length=20)),
                    ('detail', models.TextField(default='')),
                    ('worker', models.CharField(default='', max_length=80)),
                    ('brand', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='staff.brand')),
                    ('send', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attempts', to='outbox.send')),
                ],
            ),
            migrations.CreateModel(
                name='Approval',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('state', models.CharField(choices=[('waiting', 'Waiting'), ('approved', 'Approved'), ('returned', 'Returned'), ('withdrawn', 'Withdrawn')], default='waiting', max_length=10)),
                    ('asks', models.JSONField(default=list)),
                    ('roles', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=10), default=list, size=None)),
                    ('digest', models.CharField(max_length=64)),
                    ('asked_at', models.DateTimeField()),
                    ('due_at', models.DateTimeField(null=True)),
                    ('escalated_at', models.DateTimeField(null=True)),
                    ('decided_at', models.DateTimeField(null=True)),
                    ('asked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('brand', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='staff.brand')),
                    ('deed', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='approvals', to='outbox.deed')),
                    ('send', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='approvals', to='outbox.send')),
                ],
            ),
            migrations.CreateModel(
                name='Upload',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=255)),
                    ('content_type', models.CharField(max_length=120)),
                    ('size', models.BigIntegerField()),
                    ('sha256', models.CharField(max_length=64)),
                    ('alt_text', models.TextField(default='')),
                    ('path', models.CharField(max_length=200)),
                    ('made_at', models.DateTimeField()),
                    ('is_kept', models.BooleanField(db_default=False, default=False)),
                    ('brand', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='staff.brand')),
                    ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
            ),
            migrations.CreateModel(
                name='SendFile',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('position', models.SmallIntegerField()),
                    ('brand', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='staff.brand')),
                    ('send', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='outbox.send')),
                    ('upload', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='outbox.upload')),
                ],
            ),
            migrations.CreateModel(
                name='ApprovalVote',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('role', models.CharField(max_length=10)),
                    ('word', models.CharField(choices=[('yes', 'Yes'), ('no', 'No')], max_length=3)),
                    ('comment', models.CharField(default='', max_length=1000)),
                    ('at', models.DateTimeField()),
                    ('approval', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='votes', to='outbox.approval')),
                    ('brand', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='staff.brand')),
                    ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('approval', 'user'), name='outbox_vote_once'), models.CheckConstraint(condition=models.Q(('word__in', ['yes', 'no'])), name='outbox_vote_word')],
                },
            ),
            migrations.AddConstraint(
                model_name='brake',
                constraint=models.UniqueConstraint(condition=models.Q(('released_at__isnull', True)), fields=('brand',), name='outbox_brake_once'),
            ),
            migrations.AddConstraint(
                model_name='brakeask',
                constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['pull', 'release'])), name='outbox_brake_ask_kind'),
            ),
            migrations.AddConstraint(
                model_name='brakeask',
                constraint=models.CheckConstraint(condition=models.Q(('agreed_by', None), models.Q(('agreed_by', models.F('asked_by')), _negated=True), _connector='OR'), name='outbox_brake_takes_two'),
            ),
            migrations.AddConstraint(
                model_name='brakeask',
                constraint=models.UniqueConstraint(condition=models.Q(('settled_at', None)), fields=('brand', 'kind'), name='outbox_brake_asked_once'),
            ),
            migrations.AddIndex(
                model_name='deed',
                index=models.Index(models.F('brand'), models.F('state_since'), condition=models.Q(('state__in', ['held', 'refused', 'failed', 'unknown'])), name='outbox_deed_unsettled'),
            ),
            migrations.AddConstraint(
                model_name='deed',
                constraint=models.CheckConstraint(condition=models.Q(('state__in', ['queued', 'doing', 'done', 'held', 'refused', 'failed', 'unknown', 'put_away'])), name='outbox_deed_state'),
            ),
            migrations.AddConstraint(
                model_name='deed',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('done_at__isnull', False), ('state', 'done')), models.Q(models.Q(('state', 'done'), _negated=True), ('done_at__isnull', True)), _connector='OR'), name='outbox_deed_done_at'),
            ),
            migrations.AddConstraint(
                model_name='deed',
                constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['queued', 'doing', 'held'])), fields=('message', 'kind'), name='outbox_deed_once'),
            ),
            migrations.AddIndex(
                model_name='send',
                index=models.Index(condition=models.Q(('state', 'queued')), fields=['connection', 'in_bulk', 'not_before', 'id'], name='outbox_next'),
            ),
            migrations.AddIndex(
                model_name='send',
                index=models.Index(condition=models.Q(('state', 'sending')), fields=['connection', 'id'], name='outbox_under_way'),
            ),
            migrations.AddIndex(
                model_name='send',
                index=models.Index(condition=models.Q(('look_up_at__isnull', False), ('state', 'unknown')), fields=['look_up_at'], name='outbox_to_look_up'),
            ),
            migrations.AddIndex(
                model_name='send',
                index=models.Index(condition=models.Q(('external_id', ''), _negated=True), fields=['connection', 'external_id'], name='outbox_external_id'),
            ),
            migrations.AddIndex(
                model_name='send',
                index=models.Index(condition=models.Q(('state__in', ['queued', 'sending', 'held', 'refused', 'failed', 'unknown'])), fields=['case'], name='outbox_open_of_case'),
            ),
            migrations.AddIndex(
                model_name='send',
                index=models.Index(models.F('brand'), models.F('state_since'), condition=models.Q(('state__in', ['held', 'sending', 'refused', 'failed', 'unknown'])), name='outbox_unsettled'),
            ),
            migrations.AddConstraint(
                model_name='send',
                constraint=models.UniqueConstraint(fields=('brand', 'request_key'), name='outbox_send_once'),
            ),
            migrations.AddConstraint(
                model_name='send',
                constraint=models.CheckConstraint(condition=models.Q(('state__in', ['queued', 'held', 'sending', 'sent', 'refused', 'failed', 'unknown', 'withdrawn'])), name='outbox_send_state'),
            ),
            migrations.AddConstraint(
                model_name='send',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('sent_at__isnull', False), ('state', 'sent')), ('state__in', ['failed', 'withdrawn']), models.Q(models.Q(('state__in', ['sent', 'failed', 'withdrawn']), _negated=True), ('sent_at__isnull', True)), _connector='OR'), name='outbox_sent_at'),
            ),
            migrations.AddIndex(
                model_name='attempt',
                index=models.Index(condition=models.Q(('ended_at', None)), fields=['began_at'], name='outbox_open'),
            ),
            migrations.AddIndex(
                model_name='approval',
                index=models.Index(models.F('brand'), models.F('asked_at'), condition=models.Q(('state', 'waiting')), name='outbox_to_approve'),
            ),
            migrations.AddIndex(
                model_name='approval',
                index=models.Index(condition=models.Q(('due_at__isnull', False), ('state', 'waiting')), fields=['due_at'], name='outbox_to_escalate'),
            ),
            migrations.AddConstraint(
                model_name='approval',
                constraint=models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'approved', 'returned', 'withdrawn'])), name='outbox_approval_state'),
            ),
            migrations.AddConstraint(
                model_name='approval',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('deed', None), ('send__isnull', False)), models.Q(('deed__isnull', False), ('send', None)), _connector='OR'), name='outbox_approval_of_one'),
            ),
            migrations.AddConstraint(
                model_name='approval',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('state', 'waiting')), models.Q(models.Q(('state', 'waiting'), _negated=True), ('decided_at__isnull', False)), _connector='OR'), name='outbox_approval_decided'),
            ),
            migrations.AddConstraint(
                model_name='approval',
                constraint=models.UniqueConstraint(condition=models.Q(('state', 'waiting')), fields=('send',), name='outbox_send_asks_once'),
            ),
            migrations.AddConstraint(
                model_name='approval',
                constraint=models.UniqueConstraint(condition=models.Q(('state', 'waiting')), fields=('deed',), name='outbox_deed_asks_once'),
            ),
            migrations.AddConstraint(
                model_name='sendfile',
                constraint=models.UniqueConstraint(fields=('send', 'position'), name='outbox_file_once'),
            ),
        ]),
    ]

"""Programs that are told of what happens."""

from __future__ import annotations

import django.contrib.postgres.fields
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from amends.tables import MakeTables


class Migration(migrations.Migration):
    """Makes the room's tables, their indexes and what guards them."""

    initial = True

    # The steps by which these tables grew: a desk that has taken them all has this one.
    replaces = [
        ('subscriptions', '0001_initial'),
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
                name='FollowedAnswer',
                fields=[
                    ('send', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to='outbox.send')),
                    ('since', models.DateTimeField()),
                    ('brand', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='staff.brand')),
                ],
            ),
            migrations.CreateModel(
                name='Subscription',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=80)),
                    ('url', models.CharField(max_length=2000)),
                    ('topics', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), default=list, size=None)),
                    ('secrets', models.BinaryField()),
                    ('old_secret_until', models.DateTimeField(null=True)),
                    ('made_at', models.DateTimeField()),
                    ('paused_at', models.DateTimeField(null=True)),
                    ('paused_because', models.CharField(blank=True, default='', max_length=300)),
                    ('wait_until', models.DateTimeField(null=True)),
                    ('failures', models.IntegerField(default=0)),
                    ('failing_since', models.DateTimeField(null=True)),
                    ('problem', models.CharField(blank=True, default='', max_length=500)),
                    ('last_told_at', models.DateTimeField(null=True)),
                    ('brand', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='staff.brand')),
                    ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
            ),
            migrations.CreateModel(
                name='Announcement',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('public_id', models.UUIDField(default=uuid.uuid4, unique=True)),
                    ('topic', models.CharField(max_length=20)),
                    ('source', models.CharField(max_length=80)),
                    ('body', models.TextField()),
                    ('state', models.CharField(choices=[('waiting', 'Waiting'), ('told', 'Told'), ('given_up', 'Given Up')], default='waiting', max_length=8)),
                    ('asked_at', models.DateTimeField()),
                    ('due_at', models.DateTimeField()),
                    ('tries', models.SmallIntegerField(default=0)),
                    ('answered', models.SmallIntegerField(null=True)),
                    ('problem', models.CharField(blank=True, default='', max_length=500)),
                    ('settled_at', models.DateTimeField(null=True)),
                    ('brand', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='staff.brand')),
                    ('case', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='inbox.case')),
                    ('subscription', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='announcements', to='subscriptions.subscription')),
                ],
                options={
                    'indexes': [models.Index(condition=models.Q(('state', 'waiting')), fields=['subscription', 'id'], name='subscriptions_waiting'), models.Index(fields=['settled_at'], name='subscriptions_settled')],
                    'constraints': [models.UniqueConstraint(fields=('subscription', 'source'), name='subscriptions_announced_once'), models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'told', 'given_up'])), name='subscriptions_state')],
                },
            ),
        ]),
    ]

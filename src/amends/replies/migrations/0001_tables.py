"""Drafts, saved replies and the assistant."""

from __future__ import annotations

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

from amends.tables import MakeTables


class Migration(migrations.Migration):
    """Makes the room's tables, their indexes and what guards them."""

    initial = True

    # The steps by which these tables grew: a desk that has taken them all has this one.
    replaces = [
        ('replies', '0001_drafts_and_saved_replies'),
        ('replies', '0002_words_may_be_assisted'),
        ('replies', '0003_an_assistant_helps_to_write'),
    ]

    dependencies = [
        ('inbox', '0001_tables'),
        ('staff', '0001_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        MakeTables([
            migrations.CreateModel(
                name='Assistant',
                fields=[
                    ('brand', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to='staff.brand')),
                    ('is_on', models.BooleanField(default=False)),
                    ('base_url', models.CharField(max_length=500)),
                    ('model', models.CharField(max_length=200)),
                    ('secrets', models.BinaryField(default=bytes)),
                    ('monthly_tokens', models.BigIntegerField()),
                    ('timeout_seconds', models.SmallIntegerField()),
                    ('changed_at', models.DateTimeField()),
                    ('changed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('monthly_tokens__gte', 0), ('timeout_seconds__gte', 1), ('timeout_seconds__lte', 120)), name='replies_assistant_bounds')],
                },
            ),
            migrations.CreateModel(
                name='Draft',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('public', 'Public'), ('private', 'Private'), ('note', 'Note')], max_length=8)),
                    ('text', models.TextField(default='')),
                    ('subject', models.CharField(default='', max_length=500)),
                    ('uploads', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, size=None)),
                    ('assisted', models.CharField(blank=True, db_default='', default='', max_length=10)),
                    ('revision', models.BigIntegerField(default=1)),
                    ('page', models.UUIDField()),
                    ('serial', models.BigIntegerField(default=0)),
                    ('updated_at', models.DateTimeField()),
                    ('answers', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='inbox.message')),
                    ('brand', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='staff.brand')),
                    ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='drafts', to='inbox.case')),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'indexes': [models.Index(fields=['brand', 'user', 'case'], name='replies_draft_of_user')],
                    'constraints': [models.UniqueConstraint(fields=('case', 'user'), name='replies_draft_once'), models.CheckConstraint(condition=models.Q(('kind__in', ['public', 'private', 'note'])), name='replies_draft_kind')],
                },
            ),
            migrations.CreateModel(
                name='Exchange',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('task', models.CharField(max_length=10)),
                    ('model', models.CharField(max_length=200)),
                    ('state', models.CharField(choices=[('asked', 'Asked'), ('answered', 'Answered'), ('failed', 'Failed')], default='asked', max_length=8)),
                    ('asked_at', models.DateTimeField()),
                    ('settled_at', models.DateTimeField(null=True)),
                    ('prompt', models.JSONField(default=list)),
                    ('answer', models.TextField(default='')),
                    ('tokens', models.IntegerField()),
                    ('trouble', models.CharField(default='', max_length=300)),
                    ('brand', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='staff.brand')),
                    ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('case', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='inbox.case')),
                ],
                options={
                    'indexes': [models.Index(fields=['brand', 'asked_at'], name='replies_exchange_month'), models.Index(condition=models.Q(('state', 'asked')), fields=['asked_at'], name='replies_exchange_open')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['asked', 'answered', 'failed'])), name='replies_exchange_state')],
                },
            ),
            migrations.CreateModel(
                name='SavedReply',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('title', models.CharField(max_length=80)),
                    ('shortcut', models.CharField(blank=True, default='', max_length=30)),
                    ('text', models.TextField()),
                    ('language', models.CharField(blank=True, default='', max_length=12)),
                    ('uses', models.BigIntegerField(default=0)),
                    ('made_at', models.DateTimeField()),
                    ('changed_at', models.DateTimeField()),
                    ('archived_at', models.DateTimeField(null=True)),
                    ('brand', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='staff.brand')),
                    ('owner', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(models.F('brand'), models.F('owner'), django.db.models.functions.text.Lower('title'), condition=models.Q(('archived_at__isnull', True)), name='replies_saved_title_once', nulls_distinct=False), models.UniqueConstraint(condition=models.Q(('archived_at__isnull', True), models.Q(('shortcut', ''), _negated=True)), fields=('brand', 'owner', 'shortcut'), name='replies_saved_shortcut_once', nulls_distinct=False)],
                },
            ),
        ]),
    ]

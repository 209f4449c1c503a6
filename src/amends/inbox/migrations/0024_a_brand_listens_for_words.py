"""A brand listens for words: its queries, what fits them, and in which language something was said."""

from __future__ import annotations

import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds queries, their hits and the language of a message."""

    dependencies = [
        ('inbox', '0023_people_are_read_newest_first'),
        ('staff', '0004_who_is_signed_in_where'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='message',
            name='language',
            field=models.CharField(blank=True, db_default='', default='', max_length=35),
        ),
        migrations.CreateModel(
            name='BrandQuery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60)),
                ('text', models.CharField(max_length=1000)),
                ('kind', models.CharField(choices=[('name', 'Name'), ('product', 'Product'), ('person', 'Person'), ('topic', 'Topic'), ('rival', 'Rival')], default='name', max_length=8)),
                ('language', models.CharField(blank=True, default='', max_length=3, validators=[django.core.validators.RegexValidator('^[a-z]{2,3}$')])),
                ('country', models.CharField(blank=True, default='', max_length=2, validators=[django.core.validators.RegexValidator('^[A-Z]{2}$')])),
                ('needs_answer', models.BooleanField(default=False)),
                ('searches', models.BooleanField(default=False)),
                ('is_active', models.BooleanField(default=True)),
                ('created_at', models.DateTimeField()),
                ('changed_at', models.DateTimeField()),
                ('hits', models.BigIntegerField(default=0)),
                ('last_hit_at', models.DateTimeField(null=True)),
                ('brand', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='staff.brand')),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='QueryHit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('brand', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='staff.brand')),
                ('message', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='inbox.message')),
                ('query', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='inbox.brandquery')),
            ],
        ),
        migrations.AddIndex(
            model_name='brandquery',
            index=models.Index(condition=models.Q(('is_active', True)), fields=['brand', 'changed_at'], name='inbox_query_active'),
        ),
        migrations.AddConstraint(
            model_name='brandquery',
            constraint=models.UniqueConstraint(models.F('brand'), django.db.models.functions.text.Lower('name'), name='inbox_query_once'),
        ),
        migrations.AddConstraint(
            model_name='brandquery',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['name', 'product', 'person', 'topic', 'rival'])), name='inbox_query_kind'),
        ),
        migrations.AddIndex(
            model_name='queryhit',
            index=models.Index(fields=['query', 'at'], name='inbox_query_hit_newest'),
        ),
        migrations.AddConstraint(
            model_name='queryhit',
            constraint=models.UniqueConstraint(fields=('message', 'query'), name='inbox_query_hit_once'),
        ),
    ]

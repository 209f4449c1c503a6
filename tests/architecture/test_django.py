from __future__ import annotations

import io

import pytest
from django.apps import apps
from django.core.checks import ERROR, run_checks
from django.core.management import call_command
from django.db import connection


def test_django_finds_nothing_wrong() -> None:
    assert [found for found in run_checks() if found.level >= ERROR] == []


@pytest.mark.django_db
def test_the_migrations_make_the_tables_that_the_models_describe() -> None:
    said = io.StringIO()
    try:
        call_command("makemigrations", check_changes=True, dry_run=True, stdout=said)
    except SystemExit:
        pytest.fail(said.getvalue())


@pytest.mark.django_db
def test_every_index_and_constraint_of_a_model_is_in_the_database() -> None:
    wanted = {
        each.name
        for model in apps.get_models()
        for each in (*model._meta.indexes, *model._meta.constraints)
    }
    with connection.cursor() as cursor:
        cursor.execute("SELECT conname FROM pg_constraint UNION SELECT indexname FROM pg_indexes")
        assert wanted - {name for (name,) in cursor.fetchall()} == set()

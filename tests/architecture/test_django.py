from __future__ import annotations

import io

import pytest
from django.core.checks import ERROR, run_checks
from django.core.management import call_command


def test_django_finds_nothing_wrong() -> None:
    assert [found for found in run_checks() if found.level >= ERROR] == []


@pytest.mark.django_db
def test_the_migrations_make_the_tables_that_the_models_describe() -> None:
    said = io.StringIO()
    try:
        call_command("makemigrations", check_changes=True, dry_run=True, stdout=said)
    except SystemExit:
        pytest.fail(said.getvalue())

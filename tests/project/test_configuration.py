from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings

from amends.project import keyfiles
from amends.project.configuration import Configuration, ConfigurationError, load

GOOD_KEY = "Jb7r2sQx0pVd9mLkTz4wYcHn6gFeRu1aSo3iPq8BvXyDjWtMhK5ZlNCEfA-_"


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., Configuration]:
    """Loads a configuration from these variables, with a data folder of its own."""

    def reading(**variables: str) -> Configuration:
        return load({"AMENDS_DATA": str(tmp_path / "data"), **variables}, tmp_path)

    return reading


@pytest.fixture
def refused(read: Callable[..., Configuration]) -> Callable[..., str]:
    """The sentences these variables earn."""

    def refusing(**variables: str) -> str:
        with pytest.raises(ConfigurationError) as caught:
            read(**variables)
        return "\n".join(caught.value.sentences)

    return refusing


def write(tmp_path: Path, text: str) -> None:
    (tmp_path / "data").mkdir(exist_ok=True)
    (tmp_path / "data" / "amends.toml").write_text(text)


def test_starts_without_any_setting(read: Callable[..., Configuration], tmp_path: Path) -> None:
    found = read()
    assert found.public_url == "http://127.0.0.1:8000"
    assert found.database_url is None
    assert found.database().startswith("postgresql://amends@/amends?host=")
    assert found.data_folder == tmp_path / "data"


def test_makes_its_keys_once_and_for_itself_alone(
    read: Callable[..., Configuration], tmp_path: Path
) -> None:
    first, second = read(), read()
    assert first.secret_key == second.secret_key
    assert first.credentials_keys == second.credentials_keys
    for name in (keyfiles.SECRET_KEY, keyfiles.CREDENTIALS_KEY):
        assert (tmp_path / "data" / name).stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "data").stat().st_mode & 0o777 == 0o700


def test_a_key_others_may_read_is_refused(
    read: Callable[..., Configuration], refused: Callable[..., str], tmp_path: Path
) -> None:
    read()
    (tmp_path / "data" / keyfiles.SECRET_KEY).chmod(0o644)
    assert "chmod 600" in refused()


def test_a_new_credentials_key_goes_before_the_old(
    read: Callable[..., Configuration], tmp_path: Path
) -> None:
    old = read().credentials_keys
    keyfiles.add_credentials_key(tmp_path / "data")
    assert read().credentials_keys[1:] == old


def test_the_environment_wins_over_the_file(
    read: Callable[..., Configuration], tmp_path: Path
) -> None:
    write(tmp_path, 'port = 9000\nhost = "10.0.0.1"\n')
    found = read(AMENDS_PORT="9100")
    assert (found.port, found.host) == (9100, "10.0.0.1")


def test_a_file_elsewhere_is_named_by_a_variable(
    read: Callable[..., Configuration], tmp_path: Path
) -> None:
    (tmp_path / "other.toml").write_text('time_zone = "Europe/Berlin"\n')
    assert read(AMENDS_CONFIG="other.toml").time_zone == "Europe/Berlin"


def test_how_long_raw_bytes_are_kept_reaches_the_settings(
    read: Callable[..., Configuration],
) -> None:
    assert read().journal_days == settings.JOURNAL_DAYS == 90
    assert read(AMENDS_JOURNAL_DAYS="30").journal_days == 30


def test_a_named_file_must_exist(refused: Callable[..., str]) -> None:
    assert "does not exist" in refused(AMENDS_CONFIG="nowhere.toml")


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("AMENDS_PORT", "eighty", "AMENDS_PORT must be a whole number from 1 to 65535"),
        ("AMENDS_PORT", "70000", "AMENDS_PORT must be a whole number"),
        ("AMENDS_PUBLIC_URL", "care.example.com", "must be a whole address"),
        ("AMENDS_PUBLIC_URL", "https://example.com/desk", "lives at the root"),
        ("DATABASE_URL", "mysql://db", "DATABASE_URL must begin with postgresql://"),
        ("AMENDS_TIME_ZONE", "Europe/Berln", "such as Europe/Berlin"),
        ("AMENDS_TRUSTED_PROXIES", "10.0.0.0/8,proxy", "'proxy', which is no IP address"),
        ("AMENDS_LOG_LEVEL", "loud", "must be one of DEBUG"),
        ("AMENDS_LANGUAGE", "English", "must be a language code"),
        ("AMENDS_CREDENTIALS_KEYS", "abc", "not 32 bytes in URL-safe base64"),
        ("AMENDS_SECRET_KEY", "django-insecure-" + "abcdefghij" * 5, "is a well-known default"),
        ("AMENDS_SECRET_KEY", "short", "is too easy to guess"),
        ("AMENDS_JOURNAL_DAYS", "0", "must be a whole number from 1 to 3650"),
        ("AMENDS_PROT", "1", "AMENDS_PROT is not a setting. Did you mean AMENDS_PORT?"),
    ],
)
def test_each_mistake_is_a_sentence_that_names_its_variable(
    refused: Callable[..., str], name: str, value: str, words: str
) -> None:
    sentence = refused(**{name: value})
    assert sentence.startswith(name)
    assert words in sentence


def test_mistakes_in_the_file_name_the_line(refused: Callable[..., str], tmp_path: Path) -> None:
    write(tmp_path, '# the desk\n\nport = "x"\nhots = "a"\n')
    sentences = refused().splitlines()
    assert "amends.toml, line 3 (port) must be a whole number" in sentences[0]
    assert "amends.toml, line 4 (hots) is not a setting; write host instead" in sentences[1]


def test_a_broken_file_is_a_sentence(refused: Callable[..., str], tmp_path: Path) -> None:
    write(tmp_path, "port = \n")
    assert "is not valid TOML" in refused()


def test_all_mistakes_are_told_at_once(refused: Callable[..., str]) -> None:
    told = refused(AMENDS_PORT="x", AMENDS_TIME_ZONE="Mars", AMENDS_LOG_LEVEL="x")
    assert len(told.splitlines()) == 3


def test_keeps_its_secrets(read: Callable[..., Configuration], refused: Callable[..., str]) -> None:
    assert GOOD_KEY not in repr(read(AMENDS_SECRET_KEY=GOOD_KEY))
    assert "hunter2" not in refused(DATABASE_URL="mysql://a:hunter2@db")


def test_django_gets_the_parts_of_the_address(read: Callable[..., Configuration]) -> None:
    found = read(DATABASE_URL="postgresql://a:b@db:5433/care?sslmode=require").django_database()
    assert (found["NAME"], found["USER"], found["PASSWORD"]) == ("care", "a", "b")
    assert (found["HOST"], found["PORT"]) == ("db", "5433")
    assert found["OPTIONS"]["sslmode"] == "require"


def test_the_command_leaves_with_code_2_and_no_traceback(tmp_path: Path) -> None:
    environ = {**os.environ, "AMENDS_DATA": str(tmp_path), "AMENDS_PORT": "x"}
    command = [sys.executable, "-m", "amends.project.cli", "up"]
    done = subprocess.run(command, env=environ, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith("amends: AMENDS_PORT must be a whole number")
    assert "Traceback" not in done.stderr

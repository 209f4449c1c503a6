"""The decisions of the operator, checked and complete, and how a process hands them to its children."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, Self

from amends.project import binaries, postgres

#: Where a process tree's children find what was checked at its start.
HANDED_DOWN = "AMENDS_HANDED_DOWN"


class ConfigurationError(Exception):
    """What the operator set cannot be used: one sentence for each field, each saying what to do."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__("\n".join(sentences))
        self.sentences = sentences


@dataclass(frozen=True, kw_only=True)
class Configuration:
    """Everything the operator decided, checked and complete.

    `database_url` is None for the embedded server in `data_folder`; `credentials_keys` are Fernet
    keys, newest first; `trusted_proxies` are networks whose forwarding headers are believed;
    `private_addresses` are those that connections may lead to although they are not on the internet.
    """

    data_folder: Path
    database_url: str | None
    host: str
    port: int
    public_url: str
    trusted_proxies: tuple[str, ...]
    secret_key: str
    credentials_keys: tuple[str, ...]
    language: str
    time_zone: str
    log_level: str
    max_webhook_bytes: int
    practice_port: int
    #: Where a process of its own gives the status pages to readers, also while the desk is down; 0: none.
    status_port: int = 0
    journal_days: int = 90
    rights_ahead_minutes: int = 60
    max_upload_bytes: int = 20_000_000
    #: What one brand may give within a day, all its files together.
    max_upload_bytes_a_day: int = 2_000_000_000
    private_addresses: tuple[str, ...] = ()
    #: Whether the credentials' keys lie in the data folder, made and changed by us.
    keeps_credentials_keys: bool = False
    #: The server for the desk's own mail (alerts, invitations); empty: the desk sends none.
    mail_host: str = ""
    mail_port: int = 587
    mail_security: str = "starttls"
    mail_user: str = ""
    mail_password: str = ""
    mail_from: str = ""

    @classmethod
    def handed_down(cls, environ: Mapping[str, str]) -> Self | None:
        """What the tree above this process has checked, if there is a tree above it."""
        text = environ.get(HANDED_DOWN)
        if not text:
            return None
        values = json.loads(text)
        lists = {field.name for field in fields(cls) if str(field.type).startswith("tuple")}
        values |= {name: tuple(values[name]) for name in lists}
        values |= {"data_folder": Path(values["data_folder"])}
        values |= {"database_url": environ.get("DATABASE_URL") or values["database_url"]}
        return cls(**values)

    def database(self) -> str:
        """The URL of the database: the operator's, or the embedded server's of the data folder."""
        if self.database_url is not None:
            return self.database_url
        return postgres.address(self.data_folder, binaries.installed().major)

    def environment(self) -> dict[str, str]:
        """The decisions as variables for a process tree and its children."""
        values = asdict(self) | {"data_folder": str(self.data_folder)}
        return {
            HANDED_DOWN: json.dumps(values),
            "AMENDS_DATA": str(self.data_folder),
            "DATABASE_URL": self.database_url or "",
            "AMENDS_HOST": self.host,
            "AMENDS_PORT": str(self.port),
            "AMENDS_PUBLIC_URL": self.public_url,
            "AMENDS_PRACTICE_PORT": str(self.practice_port),
            "AMENDS_STATUS_PORT": str(self.status_port),
        }

    def django_database(self) -> dict[str, Any]:
        """The database as Django's settings want it, with its own pool of connections.

        Each connection is tried before it is handed out: the database may have been restarted
        since, and a webhook must not be answered 503 for that.
        """
        # Not at the top: `amends lint` reads this file and would take twice as long to start.
        from psycopg.conninfo import conninfo_to_dict

        parts = conninfo_to_dict(self.database())
        names = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST"}
        names["port"] = "PORT"
        found = {names[key]: str(value) for key, value in parts.items() if key in names}
        options = {key: value for key, value in parts.items() if key not in names}
        # A connection weighs four to nine megabytes in PostgreSQL; every few seconds one that nobody
        # needed goes.
        pool = {"min_size": 1, "max_size": 12, "max_idle": 5, "timeout": 10}
        # The pool's own waiting doubles up to five minutes: after 40 s without a database it took
        # another 22 s to notice its return, and takes 2 s this way.
        pool["reconnect_timeout"] = 3
        return {
            "ENGINE": "amends.planned",
            "CONN_HEALTH_CHECKS": True,
            **found,
            "OPTIONS": {"connect_timeout": 10, "prepare_threshold": 2, **options, "pool": pool},
        }

    def __repr__(self) -> str:
        # Keys and the database's password must not reach a log through a traceback.
        return f"Configuration(data_folder={str(self.data_folder)!r}, port={self.port})"

"""Reads and checks what the operator wrote: the environment first, then one file.

Plain pydantic and not pydantic-settings: the latter costs every process of the tree 16 MB and a
third of a second, and its messages name neither the variable nor the line of the file.
"""

from __future__ import annotations

import base64
import difflib
import ipaddress
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.utils import parseaddr
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit
from zoneinfo import available_timezones

import platformdirs
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from amends.project import keyfiles
from amends.project.decisions import Configuration, ConfigurationError

FILE_NAME = "amends.toml"

_VARIABLES = {
    "data": "AMENDS_DATA",
    "database_url": "DATABASE_URL",
    "host": "AMENDS_HOST",
    "port": "AMENDS_PORT",
    "public_url": "AMENDS_PUBLIC_URL",
    "trusted_proxies": "AMENDS_TRUSTED_PROXIES",
    "secret_key": "AMENDS_SECRET_KEY",
    "credentials_keys": "AMENDS_CREDENTIALS_KEYS",
    "language": "AMENDS_LANGUAGE",
    "time_zone": "AMENDS_TIME_ZONE",
    "log_level": "AMENDS_LOG_LEVEL",
    "max_webhook_bytes": "AMENDS_MAX_WEBHOOK_BYTES",
    "max_upload_bytes": "AMENDS_MAX_UPLOAD_BYTES",
    "max_upload_bytes_a_day": "AMENDS_MAX_UPLOAD_BYTES_A_DAY",
    "journal_days": "AMENDS_JOURNAL_DAYS",
    "rights_ahead_minutes": "AMENDS_RIGHTS_AHEAD_MINUTES",
    "practice_port": "AMENDS_PRACTICE_PORT",
    "status_port": "AMENDS_STATUS_PORT",
    "private_addresses": "AMENDS_PRIVATE_ADDRESSES",
    "mail_host": "AMENDS_MAIL_HOST",
    "mail_port": "AMENDS_MAIL_PORT",
    "mail_security": "AMENDS_MAIL_SECURITY",
    "mail_user": "AMENDS_MAIL_USER",
    "mail_password": "AMENDS_MAIL_PASSWORD",
    "mail_from": "AMENDS_MAIL_FROM",
}

_WANTED = {
    "port": "a whole number from 1 to 65535, for example 8000",
    "practice_port": "a whole number from 1 to 65535, for example 8411",
    "status_port": "a whole number from 1 to 65535, for example 8412, or 0 for none",
    "log_level": "one of DEBUG, INFO, WARNING and ERROR",
    "max_webhook_bytes": "a whole number from 10000 to 50000000",
    "max_upload_bytes": "a whole number from 100000 to 100000000",
    "max_upload_bytes_a_day": "a whole number from 100000 to 1000000000000",
    "journal_days": "a whole number from 1 to 3650",
    "rights_ahead_minutes": "a whole number from 0 to 1440",
    "mail_port": "a whole number from 1 to 65535, for example 587",
    "mail_security": "one of tls, starttls and none",
}


def _listed(value: Any) -> Any:
    """A comma-separated text as a tuple: variables have no lists."""
    if isinstance(value, str):
        return tuple(part.strip() for part in value.split(",") if part.strip())
    return value


def _folder(value: Any) -> Any:
    return Path(value).expanduser().absolute() if isinstance(value, str) and value else value


def _database_url(value: str) -> str:
    if not value.startswith(("postgresql://", "postgres://")):
        msg = "must begin with postgresql://, for example postgresql://amends:password@db/amends"
        raise ValueError(msg)
    return value


def _public_url(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        msg = "must be a whole address such as https://care.example.com"
        raise ValueError(msg)
    if parts.path.strip("/") or parts.query or parts.fragment:
        msg = "must end after the host name: Amends lives at the root of its address"
        raise ValueError(msg)
    return value.rstrip("/")


def _network(value: str) -> str:
    try:
        return str(ipaddress.ip_network(value, strict=False))
    except ValueError:
        msg = f"holds {value!r}, which is no IP address or network such as 10.0.0.0/8"
        raise ValueError(msg) from None


def _private_address(value: str) -> str:
    if not re.fullmatch(
        r"(\[[0-9a-fA-F:.]+\]|[0-9a-fA-F:.]*|[\w.-]+)(/\d{1,3})?(:\d{1,5})?", value
    ):
        msg = f"holds {value!r}, which is no address such as 127.0.0.1:8411 or 10.0.0.0/8"
        raise ValueError(msg)
    return value


def _secret_key(value: str) -> str:
    known = ("django-insecure", "changeme", "change-me", "secret", "insecure", "default", "example")
    if value.lower().startswith(known):
        msg = "is a well-known default; remove it and a good one is generated"
        raise ValueError(msg)
    if len(value) < 50 or len(set(value)) < 10:
        msg = "is too easy to guess: use 50 random characters, or remove it and one is generated"
        raise ValueError(msg)
    return value


def _fernet_key(value: str) -> str:
    try:
        good = len(base64.urlsafe_b64decode(value.encode())) == 32
    except ValueError:
        good = False
    if not good:
        msg = "holds a key that is not 32 bytes in URL-safe base64; make one with `amends keys new`"
        raise ValueError(msg)
    return value


def _language(value: str) -> str:
    if not re.fullmatch(r"[a-z]{2,3}(-[a-z0-9]{2,8})*", value):
        msg = "must be a language code such as en or pt-br"
        raise ValueError(msg)
    return value


def _time_zone(value: str) -> str:
    if value not in available_timezones():
        near = difflib.get_close_matches(value, available_timezones(), n=1)
        msg = f"must be a time zone's name such as {near[0] if near else 'Europe/Berlin'}"
        raise ValueError(msg)
    return value


def _mail_from(value: str) -> str:
    address = parseaddr(value)[1]
    if not re.fullmatch(r"[^@\s]+@[^@\s]+", address):
        msg = "must be an address that mail can come from, such as Amends <desk@example.com>"
        raise ValueError(msg)
    return value


def _checked(check: Callable[[str], str]) -> BeforeValidator:
    def apply(value: Any) -> Any:
        return check(value) if isinstance(value, str) else value

    return BeforeValidator(apply)


class _Settings(BaseModel):
    """The fields as the operator writes them; the keys of the file are these names."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    data: Annotated[Path, BeforeValidator(_folder)] = Field(
        default_factory=lambda: platformdirs.user_data_path("amends")
    )
    database_url: Annotated[str, _checked(_database_url)] | None = None
    host: str = Field(default="127.0.0.1", min_length=1)
    port: int = Field(default=8000, ge=1, le=65535)
    public_url: Annotated[str, _checked(_public_url)] | None = None
    trusted_proxies: Annotated[
        tuple[Annotated[str, _checked(_network)], ...], BeforeValidator(_listed)
    ] = ()
    secret_key: Annotated[str, _checked(_secret_key)] | None = None
    credentials_keys: Annotated[
        tuple[Annotated[str, _checked(_fernet_key)], ...], BeforeValidator(_listed)
    ] = ()
    language: Annotated[str, _checked(_language)] = "en"
    time_zone: Annotated[str, _checked(_time_zone)] = "UTC"
    log_level: Annotated[Literal["DEBUG", "INFO", "WARNING", "ERROR"], _checked(str.upper)] = "INFO"
    max_webhook_bytes: int = Field(default=1_000_000, ge=10_000, le=50_000_000)
    max_upload_bytes: int = Field(default=20_000_000, ge=100_000, le=100_000_000)
    max_upload_bytes_a_day: int = Field(default=2_000_000_000, ge=100_000, le=10**12)
    journal_days: int = Field(default=90, ge=1, le=3650)
    rights_ahead_minutes: int = Field(default=60, ge=0, le=1440)
    practice_port: int = Field(default=8411, ge=1, le=65535)
    status_port: int = Field(default=0, ge=0, le=65535)
    private_addresses: Annotated[
        tuple[Annotated[str, _checked(_private_address)], ...], BeforeValidator(_listed)
    ] = ()
    mail_host: str = ""
    mail_port: int = Field(default=587, ge=1, le=65535)
    mail_security: Annotated[Literal["tls", "starttls", "none"], _checked(str.lower)] = "starttls"
    mail_user: str = ""
    mail_password: str = ""
    mail_from: Annotated[str, _checked(_mail_from)] | None = None


@dataclass(frozen=True)
class _File:
    """The one file, when there is one: its values and where each of them stands."""

    path: Path | None
    values: dict[str, Any]
    text: str = ""

    def place(self, key: str) -> str:
        """Where a key stands, for a sentence."""
        for number, line in enumerate(self.text.splitlines(), start=1):
            if re.match(rf"\s*[\"']?{re.escape(key)}[\"']?\s*=", line):
                return f"{self.path}, line {number} ({key})"
        return f"{self.path} ({key})"


def read(environ: Mapping[str, str], cwd: Path) -> Configuration:
    """Read, check and complete the configuration; the data folder and the keys are made if missing.

    Raises ConfigurationError with every sentence at once.
    """
    given = {key: environ[name] for key, name in _VARIABLES.items() if environ.get(name, "")}
    file = _read_file(environ, cwd, given.get("data"))
    sentences = _unknown_variables(environ)
    try:
        settings = _Settings(**{**file.values, **given})
    except ValidationError as error:
        sentences += _sentences(error, given, file)
    else:
        if not sentences:
            return _complete(settings)
    raise ConfigurationError(sentences)


def _read_file(environ: Mapping[str, str], cwd: Path, data: str | None) -> _File:
    named = environ.get("AMENDS_CONFIG", "")
    folder = cwd / Path(data).expanduser() if data else platformdirs.user_data_path("amends")
    path = cwd / Path(named).expanduser() if named else folder / FILE_NAME
    try:
        text = path.read_text(encoding="utf-8")
        return _File(path, tomllib.loads(text), text)
    except (FileNotFoundError, NotADirectoryError):
        if named:
            msg = (
                f"AMENDS_CONFIG names {path}, which does not exist. Make it or unset the variable."
            )
            raise ConfigurationError([msg]) from None
        return _File(None, {})
    except (OSError, UnicodeDecodeError) as error:
        msg = f"{path} cannot be read ({error}). Correct its rights or its encoding (UTF-8)."
        raise ConfigurationError([msg]) from None
    except tomllib.TOMLDecodeError as error:
        msg = f"{path} is not valid TOML: {error}. Write lines such as port = 8000."
        raise ConfigurationError([msg]) from None


def _unknown_variables(environ: Mapping[str, str]) -> list[str]:
    """A sentence for each variable that looks like a slip of the pen."""
    known = {*_VARIABLES.values(), "AMENDS_CONFIG"}
    strange = sorted(name for name in environ if name.startswith("AMENDS_") and name not in known)
    near = {name: difflib.get_close_matches(name, known, n=1, cutoff=0.85) for name in strange}
    return [
        f"{name} is not a setting. Did you mean {match[0]}?"
        for name, match in near.items()
        if match
    ]


def _sentences(error: ValidationError, given: Mapping[str, str], file: _File) -> list[str]:
    found: dict[str, str] = {}
    for detail in error.errors(include_url=False, include_input=False):
        key = str(detail["loc"][0])
        place = _VARIABLES[key] if key in given else file.place(key)
        found.setdefault(key, f"{place} {_reason(detail['type'], detail['msg'], key)}.")
    return list(found.values())


def _reason(kind: str, message: str, key: str) -> str:
    """The failure in words that continue after the field's name."""
    if kind == "extra_forbidden":
        near = difflib.get_close_matches(key, _VARIABLES, n=1)
        return f"is not a setting; {f'write {near[0]} instead' if near else 'remove it'}"
    if kind == "value_error":
        return message.removeprefix("Value error, ")
    if key in _WANTED:
        return f"must be {_WANTED[key]}"
    return f"cannot be used: {message[:1].lower()}{message[1:]}"


def _complete(settings: _Settings) -> Configuration:
    """Fill in what the operator left to us: the address, the folder, the keys."""
    folder = settings.data
    try:
        keyfiles.ensure_folder(folder)
        secret = settings.secret_key or keyfiles.secret_key(folder)
        keys = settings.credentials_keys or keyfiles.credentials_keys(folder)
        _secret_key(secret)
        for key in keys:
            _fernet_key(key)
    except keyfiles.KeyFileError as error:
        raise ConfigurationError([str(error)]) from None
    except ValueError as error:
        raise ConfigurationError([f"A key file in {folder} {error}."]) from None
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return Configuration(
        data_folder=folder,
        database_url=settings.database_url,
        host=settings.host,
        port=settings.port,
        public_url=settings.public_url or f"http://{host}:{settings.port}",
        trusted_proxies=settings.trusted_proxies,
        secret_key=secret,
        credentials_keys=keys,
        language=settings.language,
        time_zone=settings.time_zone,
        log_level=settings.log_level,
        max_webhook_bytes=settings.max_webhook_bytes,
        max_upload_bytes=settings.max_upload_bytes,
        max_upload_bytes_a_day=settings.max_upload_bytes_a_day,
        journal_days=settings.journal_days,
        rights_ahead_minutes=settings.rights_ahead_minutes,
        practice_port=settings.practice_port,
        status_port=settings.status_port,
        keeps_credentials_keys=not settings.credentials_keys,
        private_addresses=settings.private_addresses,
        **_mail(settings),
    )


def _mail(settings: _Settings) -> dict[str, Any]:
    """The desk's own mail; without a sender it is from the public address's host."""
    host = urlsplit(settings.public_url or "").hostname or "localhost.localdomain"
    named = settings.mail_user if "@" in settings.mail_user else f"amends@{host}"
    return {
        "mail_host": settings.mail_host,
        "mail_port": settings.mail_port,
        "mail_security": settings.mail_security,
        "mail_user": settings.mail_user,
        "mail_password": settings.mail_password,
        "mail_from": settings.mail_from or f"Amends <{named}>",
    }

"""The `amends` command.

Django is imported inside the commands that need it: `amends up` must check the configuration
before anything reads it, and `amends doctor` must be able to speak when Django cannot start.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import click

from amends import __version__
from amends.project import configuration as configured
from amends.project import keyfiles, playbooks, replaying, status_pages
from amends.project.configuration import Configuration, ConfigurationError
from amends.project.postgres import AlreadyRunning, EmbeddedPostgres, PostgresFailed, running
from amends.refusals import Refusal
from amends.staff.rules import Newcomer

_PARTS = ("web", "worker", "listener")


@click.group(
    context_settings={"help_option_names": ["-h", "--help"]},
    commands=[playbooks.group, replaying.command, status_pages.group],
)
@click.version_option(__version__, prog_name="amends")
@click.option("--data", metavar="FOLDER", help="The data folder (AMENDS_DATA).")
def amends(data: str | None) -> None:
    """A self-hosted desk for social customer care."""
    if data:
        os.environ["AMENDS_DATA"] = data
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "amends.project.settings")


@amends.command()
@click.option("--only", multiple=True, type=click.Choice(_PARTS), help="Run this part alone.")
@click.option("--practice", is_flag=True, help="Run the practice network too.")
@click.option("--host", help="The address to listen on (AMENDS_HOST).")
@click.option("--port", type=int, help="The port to listen on (AMENDS_PORT).")
def up(only: tuple[str, ...], practice: bool, host: str | None, port: int | None) -> None:  # noqa: FBT001
    """Start the desk: database, web, worker and listener."""
    parts = [*(dict.fromkeys(only) or _PARTS), *(["practice"] if practice else [])]
    _become_the_tree(parts, {"AMENDS_HOST": host, "AMENDS_PORT": str(port) if port else None})


@amends.command()
@click.option("--port", type=int, help="The port to listen on (AMENDS_PORT).")
@click.option(
    "--networks",
    default="",
    metavar="NAMES",
    help="Connect to the practice network as these, too: x,facebook,whatsapp,…",
)
def demo(port: int | None, networks: str) -> None:
    """Start the desk with the practice network and a sample brand."""
    parts = [*_PARTS, "practice", "--sample", "--networks", _practised(networks)]
    _become_the_tree(parts, {"AMENDS_PORT": str(port) if port else None})


@amends.command()
def migrate() -> None:
    """Bring the database up to date."""
    with _desk():
        from amends.project import setup

        count = setup.migrate(verbosity=1)
    click.echo(f"{count} migrations applied." if count else "The database is up to date.")


@amends.command()
def restored() -> None:
    """Say that the database was restored: nothing leaves any brand until a person has looked."""
    with _desk():
        from django.utils import timezone

        from amends.project import restoring

        count = restoring.hold_everything(now=timezone.now())
    click.echo(f"The brake is on for {count} brands. What was queued waits for a person.")


@amends.command()
def doctor() -> None:
    """Say in plain words what is wrong and what to do."""
    from amends.project import doctor as doctors

    findings = doctors.examine(os.environ, Path.cwd())
    for finding in findings:
        click.echo(f"{'ok   ' if finding.is_good else 'WRONG'}  {finding.sentence}")
    wrong = sum(not finding.is_good for finding in findings)
    click.echo(f"\n{wrong} things need you." if wrong else "\nAll is well.")
    sys.exit(1 if wrong else 0)


@amends.group()
def brand() -> None:
    """The brands that customers know."""


@brand.command("add")
@click.argument("name")
@click.option("--owner", help="The address of a person who works here already.")
@click.option("--time-zone", help="Where the brand is at home (AMENDS_TIME_ZONE).")
def brand_add(name: str, owner: str | None, time_zone: str | None) -> None:
    """Add a brand to this desk."""
    with _desk():
        from amends.project import access

        zone = time_zone or configured.current().time_zone
        added = access.add_brand(name, zone, owner)
        click.echo(f"{added.name} is here. Its slug, for other commands: {added.slug}")
        if not owner:
            click.echo("Nobody works for it yet: amends user add, with --role owner.")


@amends.group()
def user() -> None:
    """The people who work here."""


@user.command("add")
@click.argument("email")
@click.option("--name", default="", help="How colleagues see this person.")
@click.option("--brand", required=True, help="The brand's slug.")
@click.option("--role", default="agent", type=click.Choice(["owner", "lead", "agent", "viewer"]))
@click.password_option(help="At least twelve characters; asked for when left out.")
def user_add(email: str, name: str, brand: str, role: str, password: str) -> None:
    """Add a person to a brand."""
    with _desk():
        from amends.project import access

        added = access.add_user(Newcomer(email, name or email, password), brand, role)
        click.echo(f"{added.email} may now sign in.")


@user.command("password")
@click.argument("email")
@click.option("--brand", required=True, help="The brand's slug.")
@click.password_option(help="At least twelve characters; asked for when left out.")
def user_password(email: str, brand: str, password: str) -> None:
    """Give a person a new password; their sessions end."""
    with _desk():
        from amends.project import access

        given = access.give_password(email, brand, password)
        click.echo(f"{given.email} signs in with the new password from now on.")


@amends.group()
def token() -> None:
    """The keys that programs reach the API with."""


@token.command("add")
@click.argument("email")
@click.option("--brand", required=True, help="The brand's slug.")
@click.option("--name", required=True, help="What the token is for.")
@click.option(
    "--scope",
    "scopes",
    multiple=True,
    required=True,
    type=click.Choice(["read", "answer", "organise", "manage"]),
    help="What it may be used for; give it once for each.",
)
def token_add(email: str, brand: str, name: str, scopes: tuple[str, ...]) -> None:
    """Make a token that acts as a person; its secret is printed once."""
    with _desk():
        from amends.project import access

        click.echo(access.add_token(email, brand, name, scopes))


@token.command("list")
@click.option("--brand", required=True, help="The brand's slug.")
def token_list(brand: str) -> None:
    """List the brand's tokens, without their secrets."""
    with _desk():
        from amends.project import access

        for line in access.list_tokens(brand):
            click.echo(line)


@token.command("revoke")
@click.argument("number", type=int)
@click.option("--brand", required=True, help="The brand's slug.")
def token_revoke(number: int, brand: str) -> None:
    """End a token at once."""
    with _desk():
        from amends.project import access

        access.revoke_token(brand, number)
        click.echo("No program gets in with it any more.")


@amends.command("import")
@click.argument("file")
@click.option("--connection", required=True, type=int, help="The connection's number.")
def import_(file: str, connection: int) -> None:
    """Read an archive in as history: JSON lines in FILE, or - for standard input.

    Reading the same archive again stores nothing twice, so what was interrupted is begun again.
    """
    with _desk():
        from amends.project import importing

        end = "\r" if sys.stderr.isatty() else "\n"

        done = importing.import_file(
            file,
            connection,
            lambda so_far: click.echo(importing.sentence(so_far) + end, nl=False, err=True),
        )
        click.echo(importing.sentence(done))
        if done.quarantined:
            click.echo("What could not be read is in quarantine, with what is wrong with it.")


@amends.group()
def audit() -> None:
    """The trail of who did what."""


@audit.command()
def verify() -> None:
    """Check that no entry of the trail was changed, removed or moved."""
    with _desk():
        from amends.audit import queries

        findings, ends = queries.verify_all(), queries.ends()
    for finding in findings:
        click.echo(finding.sentence)
    click.echo("" if findings else "The trail is whole. Keep these ends elsewhere to compare:")
    for brand, end in ends.items():
        click.echo(f"  {f'brand {brand}' if brand else 'installation'}: {end.position} {end.hash}")
    sys.exit(1 if findings else 0)


@amends.group()
def keys() -> None:
    """The keys that credentials are encrypted with."""


@keys.command()
def new() -> None:
    """Print a fresh key for AMENDS_CREDENTIALS_KEYS."""
    click.echo(keyfiles.new_credentials_key())


@keys.command()
def rotate() -> None:
    """Encrypt all credentials with a new key.

    Kept in a file, the new key is made here, while the desk is stopped: a running desk does not
    know the new key. Kept in AMENDS_CREDENTIALS_KEYS, put the new key first yourself
    (`amends keys new`), restart, and then run this.
    """
    configuration = _configuration({})
    if configuration.keeps_credentials_keys:
        if running(configuration.data_folder):
            _leave(["Stop the desk first: while it runs it could not read the new secrets."], 1)
        keyfiles.add_credentials_key(configuration.data_folder)
    with _desk():
        from django.utils import timezone

        from amends.project.rotating import rotate_all

        done = rotate_all(now=timezone.now())
    click.echo(f"{done.renewed} connections use the new key; the old keys may be removed.")
    for connection in done.unreadable:
        click.echo(f"Connection {connection} could not be read: its key is lost. Connect it again.")
    sys.exit(1 if done.unreadable else 0)


@amends.group()
def channels() -> None:
    """The networks this installation can speak with."""


@channels.command()
def matrix() -> None:
    """Print what each network can do, as a table."""
    with _django():
        from amends.channels import matrix as matrices

        click.echo(matrices.render())


@amends.command(context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def lint(arguments: tuple[str, ...]) -> None:
    """Hold answers to the playbook: texts, files, folders or standard input."""
    from amends.project import linting

    linting.command.main(list(arguments), prog_name="amends lint")


@amends.command(context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def manage(arguments: tuple[str, ...]) -> None:
    """Django's own command line."""
    with _desk():
        from django.core.management import execute_from_command_line

        execute_from_command_line(["amends manage", *arguments])


def main() -> None:
    """The console script: every expected failure is a sentence and a code, never a traceback."""
    try:
        amends()
    except ConfigurationError as error:
        _leave(error.sentences, configured.EXIT_CODE)
    except (PostgresFailed, Refusal) as error:
        _leave([str(error)], 1)


def _leave(sentences: list[str], code: int) -> NoReturn:
    for sentence in sentences:
        click.echo(f"amends: {sentence}", err=True)
    sys.exit(code)


def _configuration(choices: dict[str, str | None]) -> Configuration:
    """The checked configuration; command-line choices count as variables."""
    given = {name: value for name, value in choices.items() if value is not None}
    return configured.load({**os.environ, **given}, Path.cwd())


def _practised(networks: str) -> str:
    """The names of networks that the practice network can pass for, checked, with commas."""
    from amends.practice.personalities import samples

    known, wanted = samples(), [each.strip().lower() for each in networks.split(",")]
    wanted = list(dict.fromkeys(filter(None, wanted)))
    if odd := [each for each in wanted if each not in known]:
        can = ", ".join(sorted(known))
        sentence = f"The practice network cannot pass for {', '.join(odd)}, but for {can}."
        raise click.BadParameter(sentence, param_hint="--networks")
    return ",".join(wanted)


def _become_the_tree(arguments: list[str], choices: dict[str, str | None]) -> NoReturn:
    """Replace this process: the one that watches the desk needs nothing of what checked it."""
    configuration = _configuration(choices)
    if "practice" in arguments:
        # The one private address that the desk itself put there; all others stay closed.
        allowed = (*configuration.private_addresses, f"127.0.0.1:{configuration.practice_port}")
        configuration = replace(configuration, private_addresses=allowed)
    environ = {**os.environ, **configuration.environment()}
    sys.stdout.flush()
    # With the web process: what readers are given when that is down runs where it runs.
    status = ["status"] if configuration.status_port and "web" in arguments else []
    command = [sys.executable, "-m", "amends.project.tree", *status, *arguments]
    os.execve(sys.executable, command, environ)  # noqa: S606


@contextmanager
def _django() -> Iterator[None]:
    configured.current()
    import django

    django.setup()
    yield


@contextmanager
def _desk() -> Iterator[None]:
    """Django with a database: the running one, or the embedded one for as long as this takes."""
    configuration = configured.current()
    with _database(configuration), _django():
        yield


@contextmanager
def _database(configuration: Configuration) -> Iterator[None]:
    if configuration.database_url or running(configuration.data_folder):
        yield
        return
    try:
        with EmbeddedPostgres(configuration.data_folder):
            yield
    except AlreadyRunning as error:
        msg = f"{error} It does not answer yet; try again in a moment."
        raise PostgresFailed(msg) from None


if __name__ == "__main__":
    main()

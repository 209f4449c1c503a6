"""Writes to a team's chat through apprise, which knows some hundred chats' ways.

Apprise opens its connections itself, so our guarding client cannot be handed to it. The guard stands
where Python makes a connection instead: an audit hook (PEP 578) that sees the very address each socket
of this thread connects to, and refuses private ones that the operator does not allow.
"""

from __future__ import annotations

import contextlib
import logging
import sys
import threading
import unicodedata
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from amends.alerts.actions.ways.outside import Outside, Parcel, address_of, desk_of
from amends.alerts.models import Target
from amends.alerts.rules.chats import require_address, service_named
from amends.alerts.rules.pace import SINGLY, Fault, Refused, Way
from amends.channels import credentials
from amends.channels.transports.http import AllowedAddresses

log = logging.getLogger(__name__)

_CONNECT_SECONDS, _READ_SECONDS = 5.0, 15.0
_NOT_ALLOWED = "its address is private, and the operator has not allowed it"


def write(outside: Outside, parcel: Parcel) -> None:
    """Tell a chat what is new. Raises `Refused` for an address that cannot be used, `Fault`."""
    address = dict(credentials.decrypted(parcel.target.secrets))["address"]
    if len(parcel.said) > SINGLY[Way.CHAT]:
        _say(outside, address, parcel.brand.name, _together(parcel))
        return
    for said in parcel.said:
        link = address_of(parcel.brand, said)
        _say(outside, address, parcel.brand.name, f"{plain(said.sentence)}\n{link}")


def try_chat(outside: Outside, target: Target) -> None:
    """Say in a chat that alerts come there. Raises `Refused`, `Fault`."""
    address = dict(credentials.decrypted(target.secrets))["address"]
    words = _("This is a test: alerts of the desk come here.")
    _say(outside, address, target.brand.name, f"{words}\n{desk_of(target.brand)}")


def plain(text: str) -> str:
    """A sentence that no chat takes for more: no mentions, no links, no markup of a customer's making."""
    kept = [mark if _is_plain(mark) else " " for mark in unicodedata.normalize("NFC", text)]
    return " ".join("".join(kept).split())


def _is_plain(mark: str) -> bool:
    return unicodedata.category(mark)[0] in "LMN" or mark in " ,:'’-–()"


def _together(parcel: Parcel) -> str:
    count = len(parcel.said)
    lines = [ngettext("%(n)s new alert", "%(n)s new alerts", count) % {"n": count}]
    lines += [f"– {plain(said.sentence)}" for said in parcel.said[-SINGLY[Way.CHAT] :]]
    return "\n".join([*lines, desk_of(parcel.brand)])


def _say(outside: Outside, address: str, title: str, body: str) -> None:
    plugin = _plugin(address)
    with _guarded(outside.allowed) as guard:
        try:
            told = plugin.notify(
                body=body,
                title=plain(title),
                notify_type="info",
                body_format="text",
            )
        except Exception as error:  # noqa: BLE001 - a plugin's own mistake, whatever it is
            # A plugin's own mistake is one chat's trouble; its words may hold the address with its secret.
            log.warning("A %s chat failed with %s", plugin.service_name, type(error).__name__)
            told = False
    if guard.refused:
        raise Refused(_NOT_ALLOWED)
    if not told:
        words = _("%(service)s did not take it; is the address still good?")
        raise Fault(words % {"service": service_named(address)})


def _plugin(address: str) -> Any:
    """Apprise's own object for an address, with our time-outs, and nothing of it on the disk."""
    # 25 MB that a desk without chats need not carry.
    import apprise  # noqa: PLC0415

    require_address(address)
    asset = apprise.AppriseAsset(
        app_id="Amends",
        app_desc="Amends",
        storage_mode=apprise.PersistentStoreMode.MEMORY,
        allow_templates=False,
        secure_logging=True,
    )
    plugin = apprise.Apprise.instantiate(address, asset=asset)
    if plugin is None:
        raise Refused(_("This address cannot be read."))
    plugin.socket_connect_timeout, plugin.socket_read_timeout = _CONNECT_SECONDS, _READ_SECONDS
    plugin.verify_certificate = True
    return plugin


# ------------------------------------------------------------------------------- the guard


class _Guard(threading.local):
    """What this thread may connect to while it writes to a chat."""

    allowed: AllowedAddresses | None = None
    host = ""
    refused = False


_here = _Guard()


@contextlib.contextmanager
def _guarded(allowed: AllowedAddresses) -> Iterator[_Guard]:
    """While inside, this thread's sockets reach only what is on the internet, or allowed."""
    _install()
    _here.allowed, _here.host, _here.refused = allowed, "", False
    try:
        yield _here
    finally:
        _here.allowed = None


def _hear(event: str, arguments: tuple[Any, ...], here: _Guard = _here) -> None:
    # Bound above: when the program ends it is still heard, and the module's names are gone.
    if here.allowed is None or not event.startswith("socket."):
        return
    if event == "socket.getaddrinfo":
        here.host = str(arguments[0])
    elif event in {"socket.connect", "socket.sendto"}:
        _check(here.allowed, arguments[1])


def _check(allowed: AllowedAddresses, address: object) -> None:
    match address:
        case (str(ip), int(port), *_):
            is_allowed = allowed.allow(_here.host or ip, ip, port)
        case _:
            is_allowed = False
    if not is_allowed:
        _here.refused = True
        raise PermissionError(_NOT_ALLOWED)


_installing = threading.Lock()
_installed: list[bool] = []


def _install() -> None:
    """Once for the process: a hook stays for ever, and does nothing outside of `_guarded`."""
    with _installing:
        if not _installed:
            sys.addaudithook(_hear)
            _installed.append(True)

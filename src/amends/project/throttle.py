"""Who tried to sign in and from where, for the throttle."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping

from django.http import HttpRequest


def name(request: HttpRequest, credentials: Mapping[str, str] | None = None) -> str:
    """The address somebody signs in with, in the one spelling that counts."""
    given = (credentials or request.POST).get("username") or ""
    return given.strip().lower().replace("\0", "")[:254]


def origin(request: HttpRequest) -> str | None:
    """The caller's IP address; of IPv6 the network of 64 bits, which is one household.

    uvicorn has put a trusted proxy's caller here already; no header is believed.
    """
    try:
        address = ipaddress.ip_address(request.META.get("REMOTE_ADDR") or "")
    except ValueError:
        return None
    if address.version == 4:
        return str(address)
    return str(ipaddress.ip_network((address, 64), strict=False).network_address)

"""Where WhatsApp's files lie, and who of them may see our key. Pure."""

from __future__ import annotations

from amends.channels import fetching

_THEIRS = (".facebook.com", ".fbsbx.com", ".fbcdn.net", ".whatsapp.net")


def is_for_our_key(where: str, base: str) -> bool:
    """Whether a file's address is Meta's or the API's: no other sees the key. Raises Refused."""
    there, api = fetching.permitted(where), fetching.permitted(base)
    if (there.scheme, there.host, there.port) == (api.scheme, api.host, api.port):
        return True
    return there.scheme == "https" and there.host.endswith(_THEIRS)

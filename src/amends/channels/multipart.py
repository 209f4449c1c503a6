"""Files packed into one body as browsers send forms. Source: RFC 7578. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from amends.channels.contract import Media


def packed(fields: Mapping[str, str], files: Mapping[str, Media]) -> tuple[str, bytes]:
    """The content type and the body of a form with these fields and files; the same for the same.

    Every file must have its content. Names of files are left out: they may tell of the sender.
    """
    said = [_part(name, "", value.encode()) for name, value in fields.items()]
    kept = [_part(name, each.content_type, each.content or b"") for name, each in files.items()]
    whole = b"".join(said + kept)
    boundary = f"amends-{hashlib.sha256(whole).hexdigest()[:40]}".encode()
    body = b"".join(b"--" + boundary + b"\r\n" + part for part in said + kept)
    return (
        f"multipart/form-data; boundary={boundary.decode()}",
        body + b"--" + boundary + b"--\r\n",
    )


def _part(name: str, content_type: str, content: bytes) -> bytes:
    head = f'Content-Disposition: form-data; name="{name}"'
    if content_type:
        head += f'; filename="file"\r\nContent-Type: {content_type}'
    return head.encode() + b"\r\n\r\n" + content + b"\r\n"

"""What a file is, told by its bytes and never by what somebody calls it. Pure."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

_LONGEST_NAME = 120
_STARTS: tuple[tuple[int, bytes, str], ...] = (
    (0, b"%PDF-", "application/pdf"),
    (4, b"ftyp", "video/mp4"),
    (0, b"\x1aE\xdf\xa3", "video/webm"),
    (0, b"ID3", "audio/mpeg"),
    (0, b"\xff\xfb", "audio/mpeg"),
    (0, b"OggS", "audio/ogg"),
    (0, b"\x1f\x8b", "application/gzip"),
)
_OFFICE = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
}
_UNFIT = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]+')


def type_of(content: bytes, name: str) -> str:
    """The type that the bytes show; among zipped documents the name's end tells which."""
    for at, start, kind in _STARTS:
        if content[at : at + len(start)] == start:
            return kind
    if content.startswith(b"PK\x03\x04"):
        return _OFFICE.get(PurePosixPath(name).suffix.lower(), "application/zip")
    return "text/plain" if _is_text(content) else "application/octet-stream"


def _is_text(content: bytes) -> bool:
    try:
        return bool(content) and b"\0" not in content and bool(content.decode("utf-8"))
    except UnicodeDecodeError:
        return False


def tidy_name(name: str, suffix: str = "") -> str:
    """A name that is only a name, with the end that its bytes deserve where ``suffix`` says it."""
    bare = _UNFIT.sub(" ", name.replace("\\", "/").rsplit("/", 1)[-1]).strip(" .")
    path = PurePosixPath(bare or "file")
    end = f".{suffix}" if suffix else path.suffix[:12]
    kept = {".jpg", ".jpeg"} if suffix == "jpeg" else {end}
    if path.suffix.lower() in kept:
        end = path.suffix
    return f"{path.stem[: _LONGEST_NAME - len(end)]}{end}"

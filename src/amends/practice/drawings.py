"""Pictures that people post on the practice network, drawn from their names: real PNGs, as phones send."""

from __future__ import annotations

import colorsys
import struct
from zlib import compress, crc32

WIDTH, HEIGHT = 320, 200


def picture(name: str) -> bytes:
    """A sky and two hills in colours of this name's own, as a PNG."""
    hue = crc32(name.encode()) % 360 / 360
    sky, far, near = (_colour(hue, light) for light in (0.82, 0.66, 0.5))
    rows = bytearray()
    for y in range(HEIGHT):
        rows.append(0)
        for x in range(WIDTH):
            is_near = y > 90 + abs(x - 230) * 0.55
            is_far = y > 60 + abs(x - 110) * 0.9
            rows += near if is_near else far if is_far else sky
    head = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", compress(bytes(rows), 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, told) for kind, told in parts)


def _colour(hue: float, light: float) -> bytes:
    return bytes(round(each * 255) for each in colorsys.hls_to_rgb(hue, light, 0.35))


def _chunk(kind: bytes, told: bytes) -> bytes:
    return struct.pack(">I", len(told)) + kind + told + struct.pack(">I", crc32(kind + told))

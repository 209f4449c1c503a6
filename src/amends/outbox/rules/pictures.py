"""Pictures written anew: bounded, upright, without what a camera tells. Pure: bytes to bytes."""

from __future__ import annotations

import io
import struct
import warnings
from dataclasses import dataclass

from PIL import Image, ImageOps, ImageSequence

from amends.refusals import Refusal

#: What we let Pillow read: a decoder that nobody needs is only a way in.
_READ = ("PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF")
#: Written as they came; the others become PNG.
_TYPES = {"PNG": "image/png", "JPEG": "image/jpeg", "GIF": "image/gif", "WEBP": "image/webp"}
#: What Pillow raises for bytes that only begin as a picture does.
_BROKEN = (
    *(OSError, ValueError, SyntaxError, EOFError, LookupError, TypeError, AttributeError),
    *(ArithmeticError, struct.error, Image.DecompressionBombError),
)
_MOST_PIXELS = 40_000_000
_LONGEST_SIDE = 12_000
_MOST_FRAMES = 300
#: Over all frames: all are held at once, four bytes a pixel.
_MOST_MOVING_PIXELS = 50_000_000


class PictureTooLarge(Refusal):
    """This picture has more pixels than we take; make it smaller and add it again."""

    code = "picture-too-large"


class NotAPicture(Refusal):
    """This is not a picture that can be shown."""

    code = "not-a-picture"


@dataclass(frozen=True, slots=True)
class Clean:
    """A picture written anew."""

    content: bytes
    content_type: str
    suffix: str
    width: int
    height: int


def is_picture(content: bytes) -> bool:
    """Whether the bytes begin as a picture does, whatever its name says."""
    starts = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*")
    return content.startswith(starts) or (content[:4] == b"RIFF" and content[8:12] == b"WEBP")


def clean(content: bytes) -> Clean:
    """The same picture without EXIF, GPS, thumbnails or anything after its end; turned upright.

    Raises `PictureTooLarge` before decoding what would need too much memory, and `NotAPicture`.
    """
    with _opened(content) as picture:
        kind = picture.format if picture.format in _TYPES else "PNG"
        frames = _frames(picture)
        if frames > 1 and kind in {"GIF", "WEBP"}:
            written = _moving(picture, kind, frames)
        else:
            written = _still(_upright(picture), kind)
        return Clean(written, _TYPES[kind], kind.lower(), picture.width, picture.height)


def _frames(picture: Image.Image) -> int:
    """How many there are: all are walked through for that."""
    try:
        return int(getattr(picture, "n_frames", 1))
    except _BROKEN:
        raise NotAPicture from None


def preview(content: bytes, side: int) -> bytes:
    """A WebP of the first frame that fits into a square of ``side`` pixels. Raises as `clean`."""
    with _opened(content) as picture:
        # A JPEG can be decoded at an eighth of its size: most of the work is never done.
        picture.draft("RGB", (side, side))
        shown = _upright(picture)
        shown.thumbnail((side, side), Image.Resampling.LANCZOS)
        return _still(shown, "WEBP", quality=80)


def _opened(content: bytes) -> Image.Image:
    """The picture, its head read and measured, nothing decoded yet."""
    try:
        with warnings.catch_warnings():
            # Our own bound is lower than the one that Pillow warns of.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(content), formats=_READ)
    except Image.DecompressionBombError:
        raise PictureTooLarge from None
    except _BROKEN:
        raise NotAPicture from None
    width, height = picture.size
    if width * height > _MOST_PIXELS or max(width, height) > _LONGEST_SIDE:
        raise PictureTooLarge
    return picture


def _upright(picture: Image.Image) -> Image.Image:
    try:
        turned: Image.Image = ImageOps.exif_transpose(picture)
        mode = "RGBA" if turned.has_transparency_data else "RGB"
        return turned.convert(mode)
    except _BROKEN:
        raise NotAPicture from None


def _still(picture: Image.Image, kind: str, quality: int = 88) -> bytes:
    """Only the pixels: a new picture has no metadata to forget."""
    out = io.BytesIO()
    shown = picture.convert("RGB") if kind == "JPEG" else picture
    bare = Image.new(shown.mode, shown.size)
    bare.paste(shown)
    if kind in {"JPEG", "WEBP"}:
        bare.save(out, kind, quality=quality)
    else:
        bare.save(out, kind, optimize=kind == "PNG")
    return out.getvalue()


def _moving(picture: Image.Image, kind: str, frames: int) -> bytes:
    pixels = picture.width * picture.height * frames
    if frames > _MOST_FRAMES or pixels > _MOST_MOVING_PIXELS:
        raise PictureTooLarge
    try:
        each = [frame.convert("RGBA") for frame in ImageSequence.Iterator(picture)]
        times = [frame.info.get("duration", 100) for frame in ImageSequence.Iterator(picture)]
    except _BROKEN:
        raise NotAPicture from None
    out = io.BytesIO()
    loop = picture.info.get("loop", 0)
    each[0].save(out, kind, save_all=True, append_images=each[1:], duration=times, loop=loop)
    return out.getvalue()

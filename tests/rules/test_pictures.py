"""Pictures written anew: what a camera knows stays at home, and a bomb is never lit."""

from __future__ import annotations

import io
import random
import struct
import zlib
from contextlib import suppress

import pytest
from PIL import Image

from amends.outbox.rules import files, pictures


def picture(kind: str = "JPEG", size: tuple[int, int] = (40, 30), **more: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, kind, **more)
    return out.getvalue()


def with_gps() -> bytes:
    facts = Image.Exif()
    facts[0x0112] = 6  # turned by a quarter
    facts[0x010F] = "A camera that tells"
    facts.get_ifd(0x8825)[1] = "N"
    return picture(exif=facts.tobytes())


def bomb(width: int = 60_000, height: int = 60_000) -> bytes:
    """A PNG of a few bytes that says it is huge."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = [b"IHDR" + head, b"IDAT" + zlib.compress(b"\0" * 100)]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(each) for each in parts)


def _chunk(part: bytes) -> bytes:
    return struct.pack(">I", len(part) - 4) + part + struct.pack(">I", zlib.crc32(part))


def test_what_the_camera_wrote_is_gone_and_the_picture_stands_upright() -> None:
    clean = pictures.clean(with_gps())
    assert b"camera" not in clean.content
    with Image.open(io.BytesIO(clean.content)) as shown:
        assert not shown.getexif()
        assert shown.size == (30, 40)


def test_what_hides_behind_a_picture_is_gone() -> None:
    clean = pictures.clean(picture("PNG") + b"<script>alert(1)</script>")
    assert b"script" not in clean.content


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
def test_a_picture_keeps_its_kind(kind: str) -> None:
    assert pictures.clean(picture(kind)).content_type == f"image/{kind.lower()}"


@pytest.mark.parametrize("kind", ["BMP", "TIFF"])
def test_other_pictures_become_png(kind: str) -> None:
    clean = pictures.clean(picture(kind))
    assert (clean.content_type, clean.suffix) == ("image/png", "png")


def test_a_moving_picture_goes_on_moving() -> None:
    out = io.BytesIO()
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "teal", "gold")]
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:], duration=80, loop=0)
    with Image.open(io.BytesIO(pictures.clean(out.getvalue()).content)) as shown:
        assert getattr(shown, "n_frames", 1) == 3


@pytest.mark.parametrize("size", [(60_000, 60_000), (13_000, 10), (9_000, 9_000)])
def test_a_bomb_is_refused_before_it_is_decoded(size: tuple[int, int]) -> None:
    with pytest.raises(pictures.PictureTooLarge):
        pictures.clean(bomb(*size))


@pytest.mark.parametrize("content", [b"", b"GIF89a", b"\x89PNG\r\n\x1a\n", picture()[:200]])
def test_what_is_broken_is_no_picture(content: bytes) -> None:
    with pytest.raises(pictures.NotAPicture):
        pictures.clean(content)


@pytest.mark.filterwarnings("ignore")  # Pillow warns of what it reads past
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF"])
def test_wherever_a_picture_is_broken_it_is_a_picture_or_none(kind: str) -> None:
    chance, whole = random.Random(7), picture(kind)
    for _turn in range(150):
        broken = bytearray(whole)
        for _place in range(chance.randint(1, 6)):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        for read in (pictures.clean, lambda content: pictures.preview(content, 560)):
            with suppress(pictures.NotAPicture, pictures.PictureTooLarge):
                read(bytes(broken))


def test_a_tiff_without_a_size_is_no_picture() -> None:
    whole = picture("TIFF")
    sizeless = whole.replace(struct.pack("<H", 256) + struct.pack("<H", 4), b"\x07\x01\x04\0", 1)
    sizeless = sizeless.replace(struct.pack("<H", 256) + struct.pack("<H", 3), b"\x07\x01\x03\0", 1)
    assert sizeless != whole
    with pytest.raises(pictures.NotAPicture):
        pictures.preview(sizeless, 560)


def test_a_preview_fits_and_is_ours() -> None:
    small = pictures.preview(picture(size=(2_000, 1_000)), 560)
    with Image.open(io.BytesIO(small)) as shown:
        assert shown.format == "WEBP"
        assert shown.size == (560, 280)


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (b"%PDF-1.7 and so on", "bill.pdf", "application/pdf"),
        (b"PK\x03\x04 and so on", "a.docx", files._OFFICE[".docx"]),
        (b"PK\x03\x04 and so on", "a.png", "application/zip"),
        (b"\0\0\0\x18ftypmp42", "film.png", "video/mp4"),
        (b"<script>alert(1)</script>", "page.html", "text/plain"),
        (b"<svg xmlns='...'/>", "drawing.svg", "text/plain"),
        (b"\xff\0\x01", "what.exe", "application/octet-stream"),
    ],
)
def test_the_bytes_say_what_a_file_is(content: bytes, name: str, kind: str) -> None:
    assert files.type_of(content, name) == kind


@pytest.mark.parametrize(
    ("name", "suffix", "kept"),
    [
        ("../../etc/pass\r\nwd", "", "pass wd"),
        ("C:\\photos\\me.jpeg", "jpeg", "me.jpeg"),
        ("me.JPG", "jpeg", "me.JPG"),
        ("me.html", "png", "me.png"),
        ("", "png", "file.png"),
        ("a" * 300 + ".pdf", "", "a" * 116 + ".pdf"),
    ],
)
def test_a_name_is_only_a_name(name: str, suffix: str, kept: str) -> None:
    assert files.tidy_name(name, suffix) == kept

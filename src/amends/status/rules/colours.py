"""The brand's colour, made readable on light and on dark paper. Pure."""

from __future__ import annotations

LIGHT_PAPER, DARK_PAPER = "#ffffff", "#201f1c"
#: WCAG 2.2 asks for 4.5 (1.4.3); a little more for paper that is tinted.
_ENOUGH = 5.2


def readable(colour: str, paper: str) -> str:
    """The colour, or the nearest darker (on light paper) or lighter one that can be read on it."""
    towards = (0, 0, 0) if _light(_parts(paper)) > 0.5 else (255, 255, 255)
    own, ground = _parts(colour), _parts(paper)
    for step in range(21):
        mixed = tuple(round(a + (b - a) * step / 20) for a, b in zip(own, towards, strict=True))
        if contrast(mixed, ground) >= _ENOUGH:
            return "#" + "".join(f"{part:02x}" for part in mixed)
    return "#000000" if towards == (0, 0, 0) else "#ffffff"


def contrast(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    """The ratio of WCAG 2.2, 1 to 21."""
    a, b = sorted((_light(one), _light(other)))
    return (b + 0.05) / (a + 0.05)


def _parts(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))


def _light(parts: tuple[int, ...]) -> float:
    red, green, blue = (
        part / 255 / 12.92 if part <= 10 else ((part / 255 + 0.055) / 1.055) ** 2.4
        for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue

"""The channels' pages and the generated matrix are complete and up to date."""

from __future__ import annotations

from pathlib import Path

import pytest

from amends.channels import matrix
from amends.channels.registry import channels

DOCS = Path(__file__).parents[2] / "docs" / "channels"


def test_the_matrix_is_up_to_date() -> None:
    written = (DOCS / "matrix.md").read_text(encoding="utf-8")
    assert written == f"{matrix.render()}\n", (
        "run `amends channels matrix > docs/channels/matrix.md`"
    )


@pytest.mark.parametrize("slug", channels())
def test_every_channel_has_a_page(slug: str) -> None:
    page = (DOCS / f"{slug}.md").read_text(encoding="utf-8")
    assert channels()[slug].name in page

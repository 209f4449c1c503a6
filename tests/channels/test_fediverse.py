"""How Mastodon counts, and how its posts read."""

from __future__ import annotations

import pytest

from amends.channels import counting, markup, multipart
from amends.channels.contract import Media


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("", 0),
        ("Sorry!", 6),
        ("👩‍👩‍👧 é", 3),
        ("https://x.example", 23),
        ("see https://x.example/" + "a" * 300 + " now", 4 + 23 + 4),
        ("@ada@fosstodon.example hello", 10),
        ("@ada hello", 10),
        ("mail ada@fosstodon.example", 26),
        ("https://x.example/@ada@y.example", 23),
    ],
)
def test_links_and_remote_names_are_weighed(text: str, length: int) -> None:
    assert counting.fediverse(text) == length


def test_a_post_reads_as_its_author_wrote_it() -> None:
    html = (
        '<p><span class="h-card"><a href="https://s.example/@np" class="u-url mention">@<span>np</span>'
        '</a></span> one<br>two</p><p><a href="https://x.example/whole?a=1&amp;b=2"><span '
        'class="invisible">https://</span><span class="ellipsis">x.example/wh</span></a> '
        '<a href="https://s.example/tags/late" class="mention hashtag">#<span>late</span></a></p>'
        "<script>alert(1)</script>"
    )
    assert markup.words_of_post(html) == "@np one\ntwo\n\nhttps://x.example/whole?a=1&b=2 #late"


def test_a_form_with_a_file_is_the_same_for_the_same() -> None:
    picture = Media(content_type="image/png", content=b"\x89PNG")
    kind, body = multipart.packed({"description": "A shelf"}, {"file": picture})
    assert (kind, body) == multipart.packed({"description": "A shelf"}, {"file": picture})
    boundary = kind.partition("boundary=")[2].encode()
    assert body.count(b"--" + boundary) == 3
    assert body.endswith(b"--" + boundary + b"--\r\n")
    assert b'name="description"\r\n\r\nA shelf\r\n' in body
    assert b"Content-Type: image/png\r\n\r\n\x89PNG\r\n" in body

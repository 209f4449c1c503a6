"""Links to files: for one person of one brand, for some hours, and nobody guesses one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from neighbours import Other

from amends.inbox.models import Attachment
from amends.staff.models import Membership, User
from amends.web.desk import Desk, desk_of
from amends.web.media import GOOD_FOR, file_of
from cast import Cast, Matter

pytestmark = pytest.mark.django_db


@pytest.fixture
def attachment(matter: Matter) -> Attachment:
    """A file that Mira sent."""
    path = default_storage.save("links/broken.txt", ContentFile(b"broken"))
    return Attachment.objects.create(
        brand=matter.case.brand,
        message=matter.message,
        position=0,
        name="broken.txt",
        content_type="text/plain",
        size=6,
        path=path,
    )


def _desk(cast: Cast, user: User) -> Desk:
    return desk_of(user, cast.brand.slug)


def test_a_link_opens_for_whom_it_was_made(cast: Cast, ada: Client, attachment: Attachment) -> None:
    answer = ada.get(file_of(_desk(cast, cast.ada), attachment).download_url)
    assert b"".join(answer.streaming_content) == b"broken"
    assert answer["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer["Content-Security-Policy"]


def test_a_link_is_no_colleagues(cast: Cast, bo: Client, attachment: Attachment) -> None:
    assert bo.get(file_of(_desk(cast, cast.ada), attachment).download_url).status_code == 404


def test_a_link_opens_nothing_without_signing_in(cast: Cast, attachment: Attachment) -> None:
    answer = Client().get(file_of(_desk(cast, cast.ada), attachment).download_url)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/sign-in/")


def test_a_link_ends_with_the_place_in_the_brand(
    cast: Cast, ada: Client, attachment: Attachment
) -> None:
    link = file_of(_desk(cast, cast.ada), attachment).download_url
    Membership.objects.filter(user=cast.ada).delete()
    assert ada.get(link).status_code == 404


def test_a_link_ends_after_a_shift(cast: Cast, ada: Client, attachment: Attachment) -> None:
    here = _desk(cast, cast.ada)
    fresh = replace(here, now=here.now - GOOD_FOR + timedelta(hours=2))
    stale = replace(here, now=here.now - GOOD_FOR - timedelta(hours=2))
    answer = ada.get(file_of(fresh, attachment).download_url)
    assert b"".join(answer.streaming_content) == b"broken"
    assert ada.get(file_of(stale, attachment).download_url).status_code == 404


@pytest.mark.parametrize("place", [0, 4, -4, -1])
def test_an_altered_link_opens_nothing(
    cast: Cast, ada: Client, attachment: Attachment, place: int
) -> None:
    link = file_of(_desk(cast, cast.ada), attachment).download_url
    start, mark = link.rstrip("/").rsplit("/", 1)
    signs = list(mark)
    signs[place] = "A" if signs[place] != "A" else "B"
    assert ada.get(f"{start}/{''.join(signs)}/").status_code == 404


def test_a_mark_made_in_one_brand_is_nothing_in_another(
    cast: Cast, other: Other, signed_in: Callable[[User], Client], attachment: Attachment
) -> None:
    Membership.objects.create(brand=other.brand, user=cast.ada, role="agent")
    link = file_of(_desk(cast, cast.ada), attachment).download_url
    elsewhere = link.replace(cast.brand.slug, other.brand.slug)
    assert signed_in(cast.ada).get(elsewhere).status_code == 404


def test_an_id_is_no_link(ada: Client, attachment: Attachment, desk: Callable[[str], str]) -> None:
    assert ada.get(desk(f"files/{attachment.pk}/")).status_code == 404


def test_a_file_that_could_not_be_had_says_why_and_is_asked_for_again(
    cast: Cast, ada: Client, vera: Client, attachment: Attachment
) -> None:
    Attachment.objects.update(path="", url="https://files.example/1", problem="HTTP 404")
    attachment.refresh_from_db()
    assert file_of(_desk(cast, cast.vera), attachment).again_url == ""
    lost = file_of(_desk(cast, cast.ada), attachment)
    case = f"/desk/{cast.brand.slug}/cases/{attachment.message.case_id}/"
    assert lost.again_url in ada.get(case, follow=True).content.decode()
    assert vera.post(lost.again_url).status_code == 404
    ada.post(lost.again_url)
    attachment.refresh_from_db()
    assert (attachment.problem, attachment.fetch_at is None) == ("", False)
    assert file_of(_desk(cast, cast.ada), attachment).is_coming

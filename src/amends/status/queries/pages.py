"""A brand's page and its parts."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import QuerySet

from amends.refusals import NotFound
from amends.status.models import Component, StatusEvent, StatusPage


def page_of(brand_id: int) -> StatusPage | None:
    """The brand's status page; None while it has none."""
    return StatusPage.objects.filter(brand_id=brand_id).first()


def own_page(brand_id: int) -> StatusPage:
    """The brand's status page. Raises NotFound."""
    page = page_of(brand_id)
    if page is None:
        raise NotFound(page="status")
    return page


def public_page(slug: str) -> StatusPage:
    """A page that everybody may read. Raises NotFound."""
    page = StatusPage.objects.select_related("brand").filter(slug=slug, is_public=True).first()
    if page is None:
        raise NotFound(page=slug)
    return page


def components_of(brand_id: int) -> QuerySet[Component]:
    """The parts that the brand's page shows, in its order."""
    shown = Component.objects.filter(brand_id=brand_id, archived_at=None)
    return shown.order_by("position", "pk")


def component_of(brand_id: int, component_id: int) -> Component:
    """One part of the brand's page. Raises NotFound."""
    found = components_of(brand_id).filter(pk=component_id).select_related("page").first()
    if found is None:
        raise NotFound(component=component_id)
    return found


def address_of(page: StatusPage) -> str:
    """Where everybody reads the page; ends with a slash."""
    if page.domain:
        scheme = urlsplit(settings.PUBLIC_URL).scheme
        return f"{scheme}://{page.domain}/"
    return desk_address_of(page)


def desk_address_of(page: StatusPage) -> str:
    """The page at the desk's own address, where forms are sent to; ends with a slash."""
    return f"{settings.PUBLIC_URL}/status/{page.slug}/"


def event_address(event: StatusEvent) -> str:
    """Where everybody reads of one trouble, for good."""
    return f"{address_of(event.page)}incident-{event.key}.html"

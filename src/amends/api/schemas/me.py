"""Who a token is."""

from __future__ import annotations

from ninja import Schema


class BrandOut(Schema):
    """The brand a token acts for."""

    id: int
    name: str
    slug: str
    time_zone: str


class MeOut(Schema):
    """Who acts with this token, for which brand, and what they may do."""

    user_id: int
    name: str
    brand: BrandOut
    rights: list[str]

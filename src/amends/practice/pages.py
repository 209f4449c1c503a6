"""Pages for people: what is public on the practice network, as plain escaped HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from itertools import islice
from zlib import crc32

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from amends.practice import drawings
from amends.practice.network import Network
from amends.practice.objects import Account, Item, Thread, wire_time

A_PAGE = 60
_NAMED = re.compile("pic_[0-9]{1,9}")
SAFE = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; "
    "frame-ancestors 'self'",
    "X-Content-Type-Options": "nosniff",
}
STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:42rem;margin:0 auto;padding:1rem;"
    "color:#1d2430;background:#f5f6f8}"
    "a{color:#1f4f8f}article{background:#fff;border:1px solid #dde1e8;border-radius:10px;"
    "padding:.75rem 1rem;margin:.6rem 0}article p{margin:.3rem 0;white-space:pre-wrap;"
    "overflow-wrap:anywhere}header img,article>div>img{width:2rem;height:2rem;border-radius:50%;"
    "vertical-align:middle;margin-right:.5rem}figure{margin:.5rem 0}figure img{max-width:100%}"
    "small,figcaption{color:#5b6676}.brand{border-left:4px solid #1f4f8f}.gone{font-style:italic}"
)


class Pages:
    """What a person sees in a browser; refreshed by itself, without a script."""

    def __init__(self, network: Network) -> None:
        self.network = network

    async def front(self, _: Request) -> Response:
        brands = "".join(_brand_line(each) for each in self.network.accounts.values())
        recent = self._roots(self.network.threads.values())
        return _page("The practice network", f"<article>{brands}</article>{recent}")

    async def brand(self, request: Request) -> Response:
        account = self.network.accounts.get(request.path_params["handle"])
        if account is None:
            return _page("There is no such brand", "", 404)
        mine = (each for each in self.network.threads.values() if account in each.accounts)
        return _page(account.profile.name, self._roots(mine))

    async def thread(self, request: Request) -> Response:
        thread = self.network.threads.get(request.path_params["id"])
        if thread is None or thread.private:
            return _page("There is no such thread", "", 404)
        return _page(f"{thread.items[0].author.name}: thread", _nested(thread))

    async def avatar(self, request: Request) -> Response:
        handle = str(request.path_params["handle"])
        hue = crc32(handle.encode()) % 360
        return _svg(
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" width="64" height="64">'
            f'<rect width="64" height="64" fill="hsl({hue} 45% 42%)"/>'
            '<text x="32" y="43" font-family="sans-serif" font-size="30" fill="#fff" '
            f'text-anchor="middle">{escape(handle[:1].upper())}</text></svg>'
        )

    async def upload(self, request: Request) -> Response:
        name = str(request.path_params["id"])
        picture = self.network.pictures.get(name)
        if picture is None and request.path_params["suffix"] == "png" and _NAMED.fullmatch(name):
            return Response(drawings.picture(name), headers=SAFE, media_type="image/png")
        if picture is None or picture.suffix != request.path_params["suffix"]:
            return _page("There is no such picture", "", 404)
        return Response(picture.content, headers=SAFE, media_type=f"image/{picture.suffix}")

    def _roots(self, threads: Iterable[Thread]) -> str:
        public = (each.items[0] for each in threads if not each.private and each.items)
        newest = sorted(public, key=lambda each: each.created_at, reverse=True)
        return "".join(_shown(each) for each in islice(newest, A_PAGE))


def _brand_line(account: Account) -> str:
    handle = escape(account.handle)
    name = escape(account.profile.name)
    return f'<div><img src="/avatars/{handle}.svg" alt=""> <a href="/b/{handle}">{name}</a></div>'


def _nested(thread: Thread) -> str:
    depth: dict[str, int] = {}
    above: dict[str | None, list[Item]] = {}
    for item in thread.items:
        depth[item.id] = depth.get(item.parent or "", -1) + 1
        above.setdefault(item.parent, []).append(item)
    ordered: list[Item] = []
    open_ends = [thread.items[0]]
    while open_ends:
        item = open_ends.pop()
        ordered.append(item)
        open_ends.extend(reversed(above.get(item.id, [])))
    return "".join(_shown(each, min(6, depth[each.id])) for each in ordered)


def _shown(item: Item, depth: int = 0) -> str:
    author = item.author
    handle = escape(author.handle)
    stars = f" <small>{'★' * item.rating}{'☆' * (5 - item.rating)}</small>" if item.rating else ""
    edited = " · edited" if item.edited_at else ""
    when = wire_time(item.created_at)[:16].replace("T", " ")
    return (
        f'<article id="{item.id}" class="{author.kind}" style="margin-left:{depth * 1.5}rem">'
        f'<div><img src="/avatars/{handle}.svg" alt=""><b>{escape(author.name)}</b> '
        f"<small>@{handle}</small>{stars}</div>{_said(item)}"
        f'<small><a href="/t/{item.thread.id}#{item.id}">{when} UTC</a>{edited} · '
        f"{item.likes} likes · {item.comments} comments</small></article>"
    )


def _said(item: Item) -> str:
    if item.deleted_at:
        return '<p class="gone">This was deleted.</p>'
    if item.hidden:
        return '<p class="gone">This was hidden.</p>'
    pictures = "".join(
        f'<figure><img src="/media/{each.id}.{each.suffix}" alt="{escape(each.alt)}">'
        f"<figcaption>{escape(each.alt)}</figcaption></figure>"
        for each in item.media
    )
    return f'<p lang="{escape(item.lang or "")}">{escape(item.text)}</p>{pictures}'


def _page(title: str, body: str, status: int = 200) -> HTMLResponse:
    return HTMLResponse(
        '<!doctype html><html lang="en"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width"><meta http-equiv="refresh" content="10">'
        f"<title>{escape(title)}</title><style>{STYLE}</style>"
        f'<p><a href="/">The practice network</a> <small>A pretend network for rehearsals</small></p>'
        f"<h1>{escape(title)}</h1>{body}</html>",
        status,
        SAFE,
    )


def _svg(drawing: str) -> Response:
    return Response(drawing, headers=SAFE, media_type="image/svg+xml")

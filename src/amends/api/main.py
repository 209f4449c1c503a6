"""API v1: the door for programs."""

from __future__ import annotations

from ninja import NinjaAPI

from amends.api.door import Renderer, StrictParser, TokenDoor
from amends.api.pace import Pace
from amends.api.problems import tell_problems
from amends.api.routes import me, nowhere

_DESCRIPTION = """
Everything the desk does for people, for programs. A token acts as its user in one brand, narrowed to
its scopes. Lists come in pages: send `next` of a page as `cursor` for the one after it, until it is null.
Every "no" is `application/problem+json`; switch on its `code`.
""".strip()

api = NinjaAPI(
    title="Amends",
    version="1",
    description=_DESCRIPTION,
    # No page of documentation: the usual ones load scripts from elsewhere, which our policy forbids.
    docs_url=None,
    openapi_url="/openapi.json",
    auth=TokenDoor(Pace(per_second=10, burst=120)),
    parser=StrictParser(),
    renderer=Renderer(),
    urls_namespace="api-v1",
)
tell_problems(api)

api.add_router("/me", me.router)

#: Mounted last, so that a wrong address is told in a problem document too.
api.add_router("", nowhere.router)

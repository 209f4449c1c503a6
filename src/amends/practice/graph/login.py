"""Meta's login, where anybody is let in: the dialog, codes for tokens, and how long these live."""

from __future__ import annotations

from html import escape
from urllib.parse import urlencode, urlsplit

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from amends.practice.answers import Answer
from amends.practice.graph import ids
from amends.practice.graph.door import Call, Fault
from amends.practice.network import Network
from amends.practice.objects import Json
from amends.practice.pages import SAFE, STYLE

_OWNER = "practice-owner"
_CODE = "practice-code"
SCOPES = (
    *("pages_show_list", "pages_read_engagement", "pages_read_user_content"),
    *("pages_manage_engagement", "pages_manage_posts", "pages_manage_metadata", "pages_messaging"),
    *("instagram_basic", "instagram_manage_comments", "instagram_manage_messages"),
    *("whatsapp_business_management", "whatsapp_business_messaging"),
)


class Login:
    """The dialog and the tokens; codes and owners' tokens are the same for everybody, for it is pretence."""

    def __init__(self, network: Network) -> None:
        self.network = network

    async def dialog(self, request: Request) -> Response:
        """What the owner sees: who asks, for what, and two ways to go on."""
        query = request.query_params
        back = query.get("redirect_uri", "")
        if query.get("client_id") != ids.APP_ID or urlsplit(back).scheme not in {"http", "https"}:
            return shown("This app is not known here", "")
        state = {"state": query.get("state", "")}
        yes = f"{back}?{urlencode({**state, 'code': _CODE})}"
        no = {**state, "error": "access_denied", "error_description": "Permissions error"}
        asked = "".join(
            f"<li>{escape(each)}</li>" for each in query.get("scope", "").split(",") if each
        )
        choices = (
            f'<p><a href="{escape(yes)}">Continue</a></p>'
            f'<p><a href="{escape(f"{back}?{urlencode(no)}")}">Not now</a></p>'
        )
        return shown("The practice desk asks for", f"<article><ul>{asked}</ul>{choices}</article>")

    def token(self, call: Call) -> Answer:
        """A code for a brief token, a brief one for a long one."""
        body = call.body
        known = (ids.APP_ID, ids.app_secret(self.network.seed))
        if (body.get("client_id"), body.get("client_secret")) != known:
            raise Fault(101, "Error validating client secret.")
        if body.get("grant_type") == "fb_exchange_token":
            if body.get("fb_exchange_token") != f"{_OWNER}-brief":
                raise Fault(190, "Malformed access token", status=401)
            return _token("long", 60 * 86_400)
        if body.get("code") != _CODE:
            raise Fault(100, "This authorization code has been used.", subcode=36009)
        return _token("brief", 3_600)

    def pages(self, call: Call) -> Answer:
        """The Pages that the owner looks after, with their tokens: all brands of the network."""
        if call.request.headers.get("authorization", "") != f"Bearer {_OWNER}-long":
            raise Fault(190, "Invalid OAuth access token.", status=401)
        told = [
            {"id": ids.page_id(each), "name": each.profile.name, "access_token": each.token}
            for each in self.network.accounts.values()
        ]
        return Answer({"data": told})

    def looked_at(self, call: Call) -> Answer:
        """What a token is worth; only the app may ask."""
        if not call.is_app:
            raise Fault(100, "You must provide an app access token")
        account = self.network.account_of(call.query("input_token"))
        state = account.token_state(self.network.clock()) if account else "revoked"
        told: Json = {
            "app_id": ids.APP_ID,
            "type": "PAGE",
            "is_valid": state == "valid",
            "expires_at": int(account.expires_at or 0) if account else 0,
            "data_access_expires_at": int(self.network.clock()) + 90 * 86_400,
            "scopes": list(SCOPES),
        }
        if state != "valid":
            told["error"] = {"code": 190, "message": "The session was invalidated.", "subcode": 460}
        return Answer({"data": told})


def _token(kind: str, seconds: int) -> Answer:
    told = {"access_token": f"{_OWNER}-{kind}", "token_type": "bearer", "expires_in": seconds}
    return Answer(told)


def shown(title: str, body: str) -> Response:
    """A page of the login."""
    whole = (
        '<!doctype html><html lang="en"><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{escape(title)}</title>'
        f"<style>{STYLE}</style><h1>{escape(title)}</h1>{body}</html>"
    )
    return HTMLResponse(whole, headers=SAFE)

"""Instagram's own login, where anybody is let in: an account is chosen, its code becomes a token."""

from __future__ import annotations

from html import escape
from urllib.parse import urlencode, urlsplit

from starlette.requests import Request
from starlette.responses import Response

from amends.practice.answers import Answer
from amends.practice.graph import ids
from amends.practice.graph.door import Call, Fault
from amends.practice.graph.login import shown
from amends.practice.network import Network

_CODE, _BRIEF = "practice-code", "practice-hour"
SIXTY_DAYS = 60 * 86_400


class BusinessLogin:
    """The dialog and the tokens; a code names the account that was chosen, for it is pretence."""

    def __init__(self, network: Network) -> None:
        self.network = network

    async def dialog(self, request: Request) -> Response:
        """What the owner sees: who asks, for what, and each of the accounts to go on with."""
        query = request.query_params
        back = query.get("redirect_uri", "")
        if query.get("client_id") != ids.APP_ID or urlsplit(back).scheme not in {"http", "https"}:
            return shown("This app is not known here", "")
        state = {"state": query.get("state", "")}
        asked = "".join(
            f"<li>{escape(each)}</li>" for each in query.get("scope", "").split(",") if each
        )
        # As Instagram does, the code is followed by what is no part of it.
        choices = "".join(
            f'<p><a href="{escape(_with(back, {**state, "code": f"{_CODE}-{handle}#_"}))}">'
            f"Allow as {escape(account.profile.name)}</a></p>"
            for handle, account in self.network.accounts.items()
        )
        no = {
            **state,
            "error": "access_denied",
            "error_description": "The user denied your request",
        }
        choices += f'<p><a href="{escape(_with(back, no))}">Cancel</a></p>'
        return shown("The practice desk asks for", f"<article><ul>{asked}</ul>{choices}</article>")

    def code(self, call: Call) -> Answer:
        """An hour's token for a code."""
        known = (ids.APP_ID, ids.app_secret(self.network.seed))
        if (call.body.get("client_id"), call.body.get("client_secret")) != known:
            raise Fault(101, "Error validating client secret.")
        kind, _, handle = str(call.body.get("code", "")).rpartition("-")
        if kind != _CODE or handle not in self.network.accounts:
            raise Fault(100, "This authorization code has been used.", subcode=36009)
        number = str(ids.page_id(self.network.accounts[handle]))
        told = {"access_token": f"{_BRIEF}-{handle}", "user_id": number, "permissions": []}
        return Answer({"data": [told]})

    def exchange(self, call: Call) -> Answer:
        """A token of 60 days for an hour's; only who knows the app's secret gets it."""
        if call.query("client_secret") != ids.app_secret(self.network.seed):
            raise Fault(101, "Error validating client secret.")
        given = call.request.headers.get("authorization", "").removeprefix("Bearer ")
        kind, _, handle = given.rpartition("-")
        if kind != _BRIEF or handle not in self.network.accounts:
            raise Fault(190, "Malformed access token", status=401)
        told = {"access_token": self.network.accounts[handle].token, "token_type": "bearer"}
        return Answer({**told, "expires_in": SIXTY_DAYS})


def _with(back: str, query: dict[str, str]) -> str:
    return f"{back}?{urlencode(query)}"

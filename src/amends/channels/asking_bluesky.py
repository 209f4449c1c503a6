"""How a Bluesky account's owner is asked: the account's own server says who asks for it.

Source: atproto.com/specs/oauth, and RFC 9126 (pushed requests), 7636 (PKCE), 7523 (signing in with a key),
9207 (issuer), 9449 (DPoP). The desk is known by the address of a document about itself, and signs in with
a key of its own: servers end the session of an app without one after two weeks.
"""

from __future__ import annotations

import secrets as chance
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import ClassVar
from urllib.parse import urlencode, urlsplit

from amends.channels import dpop
from amends.channels.base import Channel, Link
from amends.channels.calls import Answer, Call
from amends.channels.consent import Ask, Beginning, Permission
from amends.channels.contract import Disconnected, Malformed, Refused, Renewal, Secrets
from amends.channels.media import DOT
from amends.channels.wire import Wire

LEARNS = (
    *("access", "refresh", "proving_key", "desk_key"),
    *("client", "issuer", "token_url", "server", "owner"),
)
PERMISSIONS = (
    Permission("atproto", "to know which account it is that was allowed"),
    Permission(
        "transition:generic", "to hear notifications, to answer, and to take back our own answers"
    ),
    Permission("transition:chat.bsky", "to read and answer direct messages"),
)
_SCOPE = " ".join(each.name for each in PERMISSIONS)
_PLC = "https://plc.directory"
_ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
_UNSAID = timedelta(minutes=30)
_PLAIN = {"authorization": ""}
_FORM = {**_PLAIN, "content-type": "application/x-www-form-urlencoded"}
_KEY_NAME = "desk"


@dataclass(frozen=True, slots=True)
class Place:
    """Where an account lives, and who asks its owner."""

    owner: str
    server: str
    issuer: str
    ask_url: str
    push_url: str
    token_url: str


class AskedByServer(Channel):
    """The part of an adapter that reaches accounts by what their owners allowed."""

    learns: ClassVar[tuple[str, ...]] = LEARNS
    needs: ClassVar[tuple[str, ...]] = (
        "The account’s handle.",
        "Somebody who can sign in to it, or an app password made for Amends.",
    )
    permissions: ClassVar[tuple[Permission, ...]] = PERMISSIONS
    asks: ClassVar[bool] = True

    def was_asked(self, link: Link) -> bool:
        """Whether this account is reached by what its owner allowed, and not by a password."""
        return "proving_key" in link.secrets

    def call(self, link: Link, call: Call) -> Answer:
        return super().call(_proving(link), call)

    def begin_asking(self, link: Link, ask: Ask) -> Beginning:
        if urlsplit(ask.introduction).scheme != "https":
            raise Refused(
                "Bluesky must be able to read who asks at a public https address, and this desk has"
                " none (AMENDS_PUBLIC_URL). Use an app password."
            )
        place = self._place(link)
        kept = {
            "proving_key": dpop.new_key(),
            "desk_key": ask.key,
            "client": ask.introduction,
            "issuer": place.issuer,
            "token_url": place.token_url,
            "server": place.server,
            "owner": place.owner,
        }
        asked = {
            "response_type": "code",
            "redirect_uri": ask.back,
            "scope": _SCOPE,
            "state": ask.state,
            "code_challenge": ask.challenge,
            "code_challenge_method": "S256",
            "login_hint": link.settings["handle"].lstrip("@"),
        }
        told = self._form(replace(link, secrets=Secrets(kept)), place.push_url, asked)
        where = {"client_id": ask.introduction, "request_uri": told.text("request_uri")}
        return Beginning(f"{place.ask_url}?{urlencode(where)}", kept)

    def finish_asking(self, link: Link, ask: Ask, code: str) -> Renewal:
        if ask.issuer != link.secrets["issuer"]:
            raise Refused("Another server answered than the one that was asked.")
        given = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": ask.back,
            "code_verifier": ask.verifier,
        }
        told = self._form(link, link.secrets["token_url"], given)
        if told.text("sub") != link.secrets["owner"]:
            raise Refused("Another account was opened than the one that was asked for.")
        return _renewal(told, link)

    def renew_asked(self, link: Link) -> Renewal:
        """A fresh token for the old one's sibling, which is good for once."""
        given = {"grant_type": "refresh_token", "refresh_token": link.secrets["refresh"]}
        try:
            return _renewal(self._form(link, link.secrets["token_url"], given), link)
        except Refused as error:
            if "invalid_grant" in error.detail:  # withdrawn by the owner, or too old
                raise Disconnected(error.detail) from None
            raise

    def introduction(self, address: str, back: str, key: str) -> Mapping[str, object]:
        home = urlsplit(address)
        return {
            "client_id": address,
            "client_name": "Amends",
            "client_uri": f"{home.scheme}://{home.netloc}",
            "application_type": "web",
            "grant_types": ["authorization_code", "refresh_token"],
            "response_types": ["code"],
            "redirect_uris": [back],
            "scope": _SCOPE,
            "token_endpoint_auth_method": "private_key_jwt",
            "token_endpoint_auth_signing_alg": "ES256",
            "dpop_bound_access_tokens": True,
            "jwks": {
                "keys": [{**dpop.public(key), "kid": _KEY_NAME, "use": "sig", "alg": "ES256"}]
            },
        }

    def owner_of(self, link: Link, handle: str) -> str:
        """The id that a handle belongs to; ``""`` for nobody's."""
        where = {"handle": handle}
        call = Call("GET", "/com.atproto.identity.resolveHandle", query=where)
        try:
            return Wire(self.call(link, call).json, "the answer").text("did")
        except Refused:
            return ""

    def try_writing(self, link: Link) -> str:
        """A picture of one dot that stands in no post: the server throws it away by itself."""
        kind = {"content-type": "image/png"}
        self.call(link, Call("POST", "/com.atproto.repo.uploadBlob", headers=kind, content=DOT))
        return "A picture of one dot was handed over; nobody sees it, and nothing was posted."

    # Where the account lives

    def _place(self, link: Link) -> Place:
        handle = link.settings["handle"].strip().lstrip("@")
        owner = handle if handle.startswith("did:") else self.owner_of(link, handle)
        if not owner:
            raise Refused(f"Nobody has the handle {handle}.")
        server = _server(self._read(link, _document(owner)))
        resource = self._read(link, f"{server}/.well-known/oauth-protected-resource")
        named = resource.listed("authorization_servers")
        issuer = str(named[0]).rstrip("/") if named else ""
        told = self._read(link, f"{issuer}/.well-known/oauth-authorization-server")
        if told.text("issuer").rstrip("/") != issuer:
            raise Malformed("The server that asks names itself in two ways.")
        return Place(
            owner,
            server,
            told.text("issuer"),
            _web(told.text("authorization_endpoint")),
            _web(told.text("pushed_authorization_request_endpoint")),
            _web(told.text("token_endpoint")),
        )

    def _read(self, link: Link, url: str) -> Wire:
        return Wire(self.call(link, Call("GET", _web(url), headers=_PLAIN)).json, "the answer")

    def _form(self, link: Link, url: str, given: Mapping[str, str]) -> Wire:
        """Says who we are, proves it with the desk's key, and asks."""
        now, client = link.transports.clock(), link.secrets["client"]
        claims = {
            "iss": client,
            "sub": client,
            "aud": link.secrets["issuer"],
            "jti": chance.token_urlsafe(16),
            "iat": int(now.timestamp()),
            "exp": int(now.timestamp()) + 60,
        }
        proof = dpop.signed(link.secrets["desk_key"], {"typ": "JWT", "kid": _KEY_NAME}, claims)
        body = {
            **given,
            "client_id": client,
            "client_assertion_type": _ASSERTION,
            "client_assertion": proof,
        }
        call = Call("POST", url, headers=_FORM, content=urlencode(body).encode())
        return Wire(self.call(link, call).json, "the answer")


def authorization(link: Link) -> str:
    """How a request says by which token it is made."""
    scheme = "DPoP" if "proving_key" in link.secrets else "Bearer"
    return f"{scheme} {link.secrets.get('access', '')}"


def server(link: Link) -> str:
    """Where the account lives: what its owner's server said, else what a person typed."""
    return (link.secrets.get("server") or link.settings["base_url"]).rstrip("/")


def _proving(link: Link) -> Link:
    """The same line, with a proof on every request where the account's tokens want one."""
    key = link.secrets.get("proving_key")
    if not key:
        return link
    lines = dpop.Proving(link.transports.http, key, link.transports.clock)
    return replace(link, transports=replace(link.transports, http=lines))


def _renewal(told: Wire, link: Link) -> Renewal:
    if told.text("token_type").lower() != "dpop":
        raise Malformed("The token is not bound to our key.")
    fresh = {"access": told.text("access_token"), "refresh": told.text("refresh_token")}
    kept = {name: link.secrets[name] for name in LEARNS if name in link.secrets}
    return Renewal({**kept, **fresh}, good_until=_ends(told, link.transports.clock()))


def _ends(told: Wire, now: datetime) -> datetime:
    seconds = told.maybe_number("expires_in")
    return now + (timedelta(seconds=seconds) if seconds else _UNSAID)


def _document(owner: str) -> str:
    """Where the document about an account stands. Source: w3c-ccg did:web, and web.plc.directory."""
    method, _, rest = owner.removeprefix("did:").partition(":")
    if method == "plc":
        return f"{_PLC}/{owner}"
    if method == "web" and rest and "/" not in rest and ":" not in rest:
        return f"https://{rest.replace('%3A', ':')}/.well-known/did.json"
    raise Refused("The account’s id is of a kind that Bluesky does not use.")


def _server(document: Wire) -> str:
    for service in document.each("service"):
        if service.text("id").endswith("#atproto_pds"):
            return _web(service.text("serviceEndpoint")).rstrip("/")
    raise Malformed("The account’s document names no server.")


def _web(url: str) -> str:
    """An https address; a network's word may not lead anywhere else."""
    if urlsplit(url).scheme != "https" or not urlsplit(url).hostname:
        raise Malformed("A server was named that is not reached by https.")
    return url

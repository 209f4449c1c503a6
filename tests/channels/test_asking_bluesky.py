"""Asking on Bluesky against servers that check every proof: who asks, with which key, and for whom."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import httpx
import orjson
import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from amends.channels import dpop
from amends.channels.adapters.bluesky import Bluesky
from amends.channels.base import Link
from amends.channels.consent import Ask
from amends.channels.contract import Disconnected, Malformed, Refused, Secrets
from amends.channels.transports import Transports
from amends.channels.transports.imap import open_imap
from amends.channels.transports.smtp import open_smtp
from cast import NOON

OWNER, HOME, ISSUER = "did:plc:northpost", "https://pds.example", "https://asks.example"
INTRODUCTION = "https://desk.example/connections/introductions/bluesky.json"
BACK = "https://desk.example/connections/answer/"
KEY = dpop.key_from(b"the desk's own secret, of many bytes")
BLUESKY = Bluesky()
ASK = Ask(BACK, "the-state", "the-verifier" * 5, introduction=INTRODUCTION, key=KEY)


@dataclass
class Servers(httpx.BaseTransport):
    """The account's own server and the one that asks; both want their newest nonce in every proof."""

    calls: list[str] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    nonces: dict[str, str] = field(default_factory=dict)
    pushed: dict[str, str] = field(default_factory=dict)
    refresh: str = "refresh-1"
    owner: str = OWNER
    token_type: str = "DPoP"
    endpoint: str = HOME

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        url = request.url
        self.calls.append(f"{request.method} {url.host}{url.path}")
        if proof := request.headers.get("dpop"):
            return self._proved(request, proof)
        told: dict[str, object] = {
            "/xrpc/com.atproto.identity.resolveHandle": {"did": OWNER},
            f"/{OWNER}": {"service": [{"id": "#atproto_pds", "serviceEndpoint": self.endpoint}]},
            "/.well-known/oauth-protected-resource": {"authorization_servers": [ISSUER]},
            "/.well-known/oauth-authorization-server": {
                "issuer": ISSUER,
                "authorization_endpoint": f"{ISSUER}/authorize",
                "pushed_authorization_request_endpoint": f"{ISSUER}/par",
                "token_endpoint": f"{ISSUER}/token",
            },
        }
        return _json(200, told[url.path]) if url.path in told else _json(401, {"error": "No"})

    def _proved(self, request: httpx.Request, proof: str) -> httpx.Response:
        head, claims = verified(proof)
        url = request.url
        assert head["typ"] == "dpop+jwt"
        assert (claims["htm"], claims["htu"]) == (
            request.method,
            str(url.copy_with(query=None)),
        )
        assert claims["jti"] not in self.seen
        self.seen.add(claims["jti"])
        if claims.get("nonce", "") != self.nonces.setdefault(url.host, f"nonce-{url.host}"):
            return _json(401, {"error": "use_dpop_nonce"}, self.nonces[url.host])
        if url.host == "pds.example":
            return self._session(request, claims)
        given = {name: each[0] for name, each in parse_qs(request.read().decode()).items()}
        self._signed_in(given)
        return self._asked(url.path, given)

    def _session(self, request: httpx.Request, claims: dict[str, object]) -> httpx.Response:
        digest = hashlib.sha256(b"access-1").digest()
        assert request.headers["authorization"] == "DPoP access-1"
        assert claims["ath"] == dpop.base64url(digest)
        known = {"did": OWNER, "handle": "northpost.example"}
        return _json(200, known)

    def _signed_in(self, given: dict[str, str]) -> None:
        """The desk proves who it is with the key in the document about it."""
        document = BLUESKY.introduction(given["client_id"], BACK, KEY)
        _, claims = verified(given["client_assertion"], document["jwks"]["keys"][0])
        assert (claims["iss"], claims["aud"]) == (INTRODUCTION, ISSUER)
        assert claims["exp"] > claims["iat"] == int(NOON.timestamp())

    def _asked(self, path: str, given: dict[str, str]) -> httpx.Response:
        if path == "/par":
            self.pushed = given
            return _json(201, {"request_uri": "urn:asked:1", "expires_in": 60})
        if given["grant_type"] == "refresh_token" and given["refresh_token"] != self.refresh:
            return _json(400, {"error": "invalid_grant", "error_description": "used already"})
        self.refresh = "refresh-2" if given["grant_type"] == "refresh_token" else self.refresh
        told = {
            "access_token": "access-1",
            "refresh_token": self.refresh,
            "token_type": self.token_type,
            "sub": self.owner,
            "scope": "atproto",
            "expires_in": 1800,
        }
        return _json(200, told)


def _json(status: int, told: object, nonce: str = "") -> httpx.Response:
    headers = {"content-type": "application/json", **({"dpop-nonce": nonce} if nonce else {})}
    return httpx.Response(status, headers=headers, content=orjson.dumps(told))


def verified(token: str, key: dict[str, str] | None = None) -> tuple[dict, dict]:
    """The token's head and claims, once its signature is checked against ``key`` or the one it names."""
    head, claims, mark = token.split(".")
    said = orjson.loads(_octets(head))
    signature = _octets(mark)
    jwk = key or said["jwk"]
    numbers = (int.from_bytes(_octets(jwk[name]), "big") for name in ("x", "y"))
    public = ec.EllipticCurvePublicNumbers(*numbers, ec.SECP256R1()).public_key()
    der = encode_dss_signature(*(int.from_bytes(signature[at : at + 32], "big") for at in (0, 32)))
    public.verify(der, f"{head}.{claims}".encode(), ec.ECDSA(hashes.SHA256()))
    assert said["alg"] == "ES256"
    return said, orjson.loads(_octets(claims))


def _octets(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


@pytest.fixture
def servers() -> Servers:
    return Servers()


def line(servers: Servers, secrets: dict[str, str] | None = None) -> Link:
    """A line to these servers, at noon."""
    settings = {"handle": "@northpost.example", "base_url": "https://bsky.social", "chats": "false"}
    clock: Callable[[], datetime] = lambda: NOON  # noqa: E731 - the shortest clock
    lines = Transports(http=servers, imap=open_imap, smtp=open_smtp, clock=clock)
    return Link(settings, Secrets(secrets), lines)


def allowed(servers: Servers) -> Link:
    """A line with what the owner's yes has brought."""
    begun = BLUESKY.begin_asking(line(servers), ASK)
    asked = replace(ASK, issuer=ISSUER)
    renewal = BLUESKY.finish_asking(line(servers, dict(begun.secrets)), asked, "the-code")
    return line(servers, dict(renewal.secrets))


def test_the_owner_is_asked_by_their_own_server(servers: Servers) -> None:
    begun = BLUESKY.begin_asking(line(servers), ASK)
    where = parse_qs(urlsplit(begun.url).query)
    assert begun.url.startswith(f"{ISSUER}/authorize?")
    assert where == {"client_id": [INTRODUCTION], "request_uri": ["urn:asked:1"]}
    assert servers.pushed["login_hint"] == "northpost.example"
    assert servers.pushed["code_challenge"] == ASK.challenge
    assert servers.pushed["redirect_uri"] == BACK
    assert "transition:chat.bsky" in servers.pushed["scope"]
    assert set(begun.secrets) <= set(BLUESKY.learns)


def test_the_yes_brings_tokens_that_only_our_key_can_use(servers: Servers) -> None:
    link = allowed(servers)
    account = BLUESKY.identify(link)
    assert (account.external_id, account.handle) == (OWNER, "@northpost.example")
    assert BLUESKY.was_asked(link)
    assert all(len(each) > 3 for each in link.secrets.values())


def test_a_token_is_made_fresh_and_the_old_one_is_spent(servers: Servers) -> None:
    link = allowed(servers)
    renewal = BLUESKY.renew(link)
    assert renewal.secrets["refresh"] == "refresh-2"
    assert renewal.good_until == NOON + timedelta(minutes=30)
    assert BLUESKY.identify(line(servers, dict(renewal.secrets))).external_id == OWNER
    with pytest.raises(Disconnected, match="used already"):
        BLUESKY.renew(link)


def test_a_new_nonce_costs_one_more_request_and_only_the_first_time(servers: Servers) -> None:
    link = allowed(servers)
    servers.nonces["pds.example"] = "another"
    servers.calls.clear()
    BLUESKY.identify(link)
    BLUESKY.identify(link)
    assert len(servers.calls) <= 4


@pytest.mark.parametrize("issuer", ["", "https://evil.example"])
def test_another_server_s_answer_is_refused(servers: Servers, issuer: str) -> None:
    begun = BLUESKY.begin_asking(line(servers), ASK)
    link = line(servers, dict(begun.secrets))
    with pytest.raises(Refused, match="Another server"):
        BLUESKY.finish_asking(link, replace(ASK, issuer=issuer), "the-code")


def test_another_account_s_yes_is_refused(servers: Servers) -> None:
    begun = BLUESKY.begin_asking(line(servers), ASK)
    servers.owner = "did:plc:somebody"
    link = line(servers, dict(begun.secrets))
    with pytest.raises(Refused, match="Another account"):
        BLUESKY.finish_asking(link, replace(ASK, issuer=ISSUER), "the-code")


def test_a_token_that_anybody_could_use_is_refused(servers: Servers) -> None:
    servers.token_type = "Bearer"
    with pytest.raises(Malformed, match="not bound"):
        allowed(servers)


@pytest.mark.parametrize("endpoint", ["http://pds.example", "javascript:1", "file:///etc/passwd"])
def test_no_word_of_a_server_leads_off_https(servers: Servers, endpoint: str) -> None:
    servers.endpoint = endpoint
    with pytest.raises(Malformed, match="https"):
        BLUESKY.begin_asking(line(servers), ASK)


def test_a_desk_that_nobody_can_read_says_so_before_it_asks(servers: Servers) -> None:
    ask = replace(ASK, introduction="http://127.0.0.1:8000/connections/introductions/bluesky.json")
    with pytest.raises(Refused, match="AMENDS_PUBLIC_URL"):
        BLUESKY.begin_asking(line(servers), ask)
    assert not servers.calls


def test_the_document_about_us_holds_no_secret() -> None:
    told = BLUESKY.introduction(INTRODUCTION, BACK, KEY)
    assert told["client_id"] == INTRODUCTION
    assert told["redirect_uris"] == [BACK]
    assert told["dpop_bound_access_tokens"] is True
    assert KEY not in str(told)
    assert "d" not in told["jwks"]["keys"][0]


def test_without_a_proof_nobody_gets_in(servers: Servers) -> None:
    link = allowed(servers)
    bare = {name: each for name, each in link.secrets.items() if name != "proving_key"}
    with pytest.raises(Disconnected):
        BLUESKY.identify(line(servers, bare))


def test_a_key_is_always_the_same_for_one_installation() -> None:
    assert dpop.key_from(b"one" * 20) == dpop.key_from(b"one" * 20)
    assert dpop.key_from(b"one" * 20) != dpop.key_from(b"two" * 20)
    assert dpop.new_key() != dpop.new_key()
    assert len(_octets(dpop.new_key())) == 32

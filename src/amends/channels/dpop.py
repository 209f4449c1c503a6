"""Proofs that a request comes from whom its token was given to (DPoP, RFC 9449), and the keys for them.

A key is kept as text: the 32 bytes of a P-256 private key in base64url. Signatures are ES256 (RFC 7518).
"""

from __future__ import annotations

import base64
import hashlib
import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from datetime import datetime

import httpx
import orjson
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

_SIZE = 32
#: The order of the curve P-256 (FIPS 186-4).
_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
_MOST_NONCES = 256
_SCHEME = "DPoP "


def new_key() -> str:
    """A fresh private key."""
    return _kept(secrets.randbelow(_ORDER - 1) + 1)


def key_from(seed: bytes) -> str:
    """The private key that always belongs to ``seed``, of which at least 32 bytes must be secret."""
    return _kept(int.from_bytes(hashlib.sha512(seed).digest(), "big") % (_ORDER - 1) + 1)


def public(key: str) -> dict[str, str]:
    """The public half of a key as a JSON Web Key (RFC 7517)."""
    numbers = _private(key).public_key().public_numbers()
    x, y = (base64url(each.to_bytes(_SIZE, "big")) for each in (numbers.x, numbers.y))
    return {"kty": "EC", "crv": "P-256", "x": x, "y": y}


def signed(key: str, head: Mapping[str, object], claims: Mapping[str, object]) -> str:
    """A JSON Web Token over ``claims``, signed with a key."""
    parts = (orjson.dumps({**head, "alg": "ES256"}), orjson.dumps(dict(claims)))
    text = b".".join(base64url(each).encode() for each in parts)
    r, s = decode_dss_signature(_private(key).sign(text, ec.ECDSA(hashes.SHA256())))
    return f"{text.decode()}.{base64url(r.to_bytes(_SIZE, 'big') + s.to_bytes(_SIZE, 'big'))}"


class Proving(httpx.BaseTransport):
    """Lines out on which every request carries a proof, and the server's newest nonce in it.

    A server that wants another nonce says so and is asked once more: what it refused, it has not done.
    """

    def __init__(self, lines: httpx.BaseTransport, key: str, clock: Callable[[], datetime]) -> None:
        self._lines = lines
        self._key = key
        self._clock = clock

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        used = self._prove(request)
        answer = self._lines.handle_request(request)
        nonce = answer.headers.get("dpop-nonce", "")
        _NONCES.keep(request.url, nonce)
        if answer.status_code not in {400, 401} or nonce in {"", used}:
            return answer
        answer.close()
        self._prove(request)
        return self._lines.handle_request(request)

    def _prove(self, request: httpx.Request) -> str:
        """Puts the proof on the request; the nonce in it."""
        nonce = _NONCES.of(request.url)
        claims = {
            "jti": secrets.token_urlsafe(16),
            "htm": request.method,
            "htu": str(request.url.copy_with(query=None, fragment=None)),
            "iat": int(self._clock().timestamp()),
            **({"nonce": nonce} if nonce else {}),
        }
        authorization = request.headers.get("authorization", "")
        if authorization.startswith(_SCHEME):
            token = authorization.removeprefix(_SCHEME).encode()
            claims["ath"] = base64url(hashlib.sha256(token).digest())
        head = {"typ": "dpop+jwt", "jwk": public(self._key)}
        request.headers["dpop"] = signed(self._key, head, claims)
        return nonce


class _Nonces:
    """The newest nonce of each server, as far as one is known: without it a request is only made twice."""

    def __init__(self) -> None:
        self._known: OrderedDict[str, str] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, url: httpx.URL) -> str:
        with self._lock:
            return self._known.get(_origin(url), "")

    def keep(self, url: httpx.URL, nonce: str) -> None:
        if not nonce:
            return
        with self._lock:
            self._known[_origin(url)] = nonce
            self._known.move_to_end(_origin(url))
            while len(self._known) > _MOST_NONCES:
                self._known.popitem(last=False)


_NONCES = _Nonces()


def _origin(url: httpx.URL) -> str:
    return f"{url.scheme}://{url.netloc.decode()}"


def _kept(number: int) -> str:
    return base64url(number.to_bytes(_SIZE, "big"))


def _private(key: str) -> ec.EllipticCurvePrivateKey:
    number = int.from_bytes(base64.urlsafe_b64decode(key + "="), "big")
    return ec.derive_private_key(number, ec.SECP256R1())


def base64url(octets: bytes) -> str:
    """As JSON Web Tokens write bytes: base64 for addresses, without the padding."""
    return base64.urlsafe_b64encode(octets).rstrip(b"=").decode()

"""The other sides: a mail server, a browser with its push service, and a chat, each a real server here."""

from __future__ import annotations

import base64
import datetime as dt
import json
import ssl
import tempfile
import threading
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Self

import http_ece
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, utils


class Mailbox:
    """A mail server that keeps what it takes; ``answers`` are given first, in place of its own."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.recipients: list[str] = []
        self.answers: list[str] = []

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.answers:
            return self.answers.pop(0)
        content = envelope.content
        raw = content if isinstance(content, bytes) else str(content).encode()
        mail = message_from_bytes(raw, policy=policy.default)
        assert isinstance(mail, EmailMessage)
        self.mails.append(mail)
        self.recipients += envelope.rcpt_tos
        return "250 OK"

    def __enter__(self) -> Self:
        self._controller = Controller(self, hostname="127.0.0.1", port=_free_port())
        self._controller.start()
        self.port = self._controller.port
        return self

    def __exit__(self, *_: object) -> None:
        self._controller.stop()


class _Server:
    """An HTTP server in a thread; ``statuses`` are answered first, then ``usual``."""

    usual = 201
    headers: dict[str, str] = {}

    def __init__(self) -> None:
        self.statuses: list[int] = []
        self.requests: list[tuple[str, dict[str, str], bytes]] = []
        #: Set by a test to answer only then.
        self.gate = threading.Event()
        self.gate.set()

    def __enter__(self) -> Any:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        self._secure()
        self.port = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.gate.set()
        self._server.shutdown()
        self._server.server_close()

    def _secure(self) -> None:
        return


def _handler(outer: _Server) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            headers = {name.lower(): value for name, value in self.headers.items()}
            outer.requests.append((self.path, headers, body))
            outer.gate.wait(20)
            self.send_response(outer.statuses.pop(0) if outer.statuses else outer.usual)
            for name, value in outer.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            return

    return Handler


class ChatRoom(_Server):
    """A program that takes JSON, as apprise's ``json://`` writes it."""

    usual = 200

    @property
    def address(self) -> str:
        return f"json://127.0.0.1:{self.port}/room"

    @property
    def said(self) -> list[dict[str, Any]]:
        return [json.loads(body) for _, _, body in self.requests]


class PushService(_Server):
    """A push service over TLS; its browsers decrypt what was sent to them, and check who signed it."""

    def __init__(self) -> None:
        super().__init__()
        self._folder = tempfile.TemporaryDirectory()
        self.certificate = _certificate(Path(self._folder.name))
        self.trust = ssl.create_default_context(cafile=str(self.certificate))

    def _secure(self) -> None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.certificate)
        self._server.socket = context.wrap_socket(self._server.socket, server_side=True)

    def __exit__(self, *_: object) -> None:
        super().__exit__()
        self._folder.cleanup()

    def browser(self, name: str = "one") -> FakeBrowser:
        return FakeBrowser(self, f"/push/{name}")


class FakeBrowser:
    """A browser's subscription with its own keys."""

    def __init__(self, service: PushService, path: str) -> None:
        self._service, self._path = service, path
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._auth = b"0123456789abcdef"
        self.endpoint = f"https://localhost:{service.port}{path}"
        point = self._key.public_key().public_bytes(
            serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
        )
        self.keys = {"p256dh": _b64(point), "auth": _b64(self._auth)}

    @property
    def shown(self) -> list[dict[str, Any]]:
        """Everything that was pushed to this browser, decrypted."""
        bodies = [body for path, _, body in self._service.requests if path == self._path]
        return [
            json.loads(
                http_ece.decrypt(
                    body, private_key=self._key, auth_secret=self._auth, version="aes128gcm"
                )
            )
            for body in bodies
        ]

    def signed_claims(self, public: str) -> list[dict[str, Any]]:
        """The claims of each push; raises unless they are signed with the key of ``public``."""
        return [
            _verified(headers["authorization"], public)
            for path, headers, _ in self._service.requests
            if path == self._path
        ]


def _verified(authorization: str, public: str) -> dict[str, Any]:
    scheme, _, rest = authorization.partition(" ")
    parts = dict(part.strip().split("=", 1) for part in rest.split(","))
    assert scheme.lower() == "vapid"
    assert parts["k"].rstrip("=") == public
    head, claims, signature = parts["t"].split(".")
    raw = _bytes(signature)
    der = utils.encode_dss_signature(
        int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big")
    )
    point = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), _bytes(public))
    point.verify(der, f"{head}.{claims}".encode(), ec.ECDSA(hashes.SHA256()))
    verified: dict[str, Any] = json.loads(_bytes(claims))
    return verified


def _certificate(folder: Path) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(hours=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    plain = serialization.NoEncryption()
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain
    )
    path = folder / "server.pem"
    path.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return path


def _free_port() -> int:
    with _socket() as probe:
        return int(probe.getsockname()[1])


def _socket() -> Any:
    import socket

    probe = socket.socket()
    probe.bind(("127.0.0.1", 0))
    return probe


def _b64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))

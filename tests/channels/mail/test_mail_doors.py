"""What the doors say when nobody is behind them, and what a server's numbers mean."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from amends.channels.contract import (
    ChannelError,
    Disconnected,
    Refused,
    Throttled,
    Unknown,
    Unreachable,
)
from amends.channels.transports.imap import Imap
from amends.channels.transports.mail import MailServer, Security
from amends.channels.transports.smtp import Smtp, failure

HELLO = [b"220 hi\r\n", b"250-hi\r\n250 SIZE 1000\r\n"]


def server(port: int, security: Security = Security.NONE) -> MailServer:
    return MailServer("127.0.0.1", port, security, "", "a password")


@contextmanager
def scripted(answers: list[bytes]) -> Iterator[int]:
    """A server that says these, one for each line it hears (a mail is one), and then hangs up."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            line, _ = listening.accept()
            with line, line.makefile("rb") as heard:
                for number, answer in enumerate(answers):
                    line.sendall(answer)
                    if number and answer.startswith(b"354"):
                        while heard.readline() not in {b".\r\n", b""}:
                            pass
                    elif not heard.readline():
                        return

        serving = threading.Thread(target=serve, daemon=True)
        serving.start()
        yield listening.getsockname()[1]
        serving.join(5)


def hand_over(port: int, message: bytes) -> None:
    with Smtp(timeout=2)(server(port)) as session:
        session.send("a@brand.example", ["b@customer.example"], message)


@pytest.mark.parametrize(
    ("code", "words", "kind"),
    [
        (550, b"5.1.1 no such user", Refused),
        (554, "5.7.1 spam", Refused),
        (535, b"5.7.8 bad credentials", Disconnected),
        (530, b"5.7.0 authentication required", Disconnected),
        (451, b"4.7.1 greylisted, come back", Unreachable),
        (421, b"closing", Unreachable),
        (450, b"4.2.1 rate limit exceeded", Throttled),
        (452, b"too many recipients", Throttled),
        (-1, b"", Unreachable),
    ],
)
def test_a_servers_number_has_a_name(code: int, words: bytes, kind: type[ChannelError]) -> None:
    assert type(failure(code, words, "mx.example:25")) is kind


@pytest.mark.parametrize("security", [Security.TLS, Security.NONE])
def test_nobody_there_is_unreachable(security: Security) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    with pytest.raises(Unreachable), Smtp(timeout=2)(server(port, security)):
        pass
    with pytest.raises(Unreachable), Imap(timeout=2)(server(port, security), "INBOX"):
        pass


def test_a_server_that_says_nothing_is_unreachable() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        with pytest.raises(Unreachable), Smtp(timeout=0.2)(server(port)):
            pass
        with pytest.raises(Unreachable), Imap(timeout=0.2)(server(port), "INBOX"):
            pass


@pytest.mark.parametrize(
    ("rest", "kind"),
    [
        ([], Unreachable),
        ([b"250 ok\r\n", b"250 ok\r\n"], Unreachable),
        ([b"250 ok\r\n", b"550 5.1.1 no\r\n"], Refused),
        ([b"250 ok\r\n", b"250 ok\r\n", b"451 4.3.0 later\r\n"], Unreachable),
        ([b"250 ok\r\n", b"250 ok\r\n", b"354 go on\r\n"], Unknown),
        ([b"250 ok\r\n", b"250 ok\r\n", b"354 go on\r\n", b"554 no\r\n"], Refused),
        ([b"250 ok\r\n", b"250 ok\r\n", b"354 go on\r\n", b"451 later\r\n"], Unreachable),
    ],
)
def test_where_the_line_breaks_decides_what_is_known(
    rest: list[bytes], kind: type[ChannelError]
) -> None:
    with scripted([*HELLO, *rest]) as port, pytest.raises(kind) as caught:
        hand_over(port, b"Subject: x\r\n\r\n.dot\r\n")
    assert type(caught.value) is kind


def test_a_mail_too_large_for_the_server_does_not_leave() -> None:
    with scripted(HELLO) as port, pytest.raises(Refused, match="too many"):
        hand_over(port, b"x" * 2000)


def test_a_password_does_not_print() -> None:
    assert "a password" not in repr(server(25))

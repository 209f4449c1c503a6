"""The practice network says what to do when its port is taken."""

from __future__ import annotations

import socket

import pytest

from amends.practice.__main__ import main


def test_a_port_that_is_taken_is_said_in_words() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(SystemExit, match=f"cannot listen on 127.0.0.1:{port}.*PRACTICE_PORT"):
            main(["--port", str(port)])

"""Start the practice network: `python -m amends.practice --port 8411 --seed 7`."""

from __future__ import annotations

import argparse
import json
import os
import socket
import sys
from pathlib import Path

from amends.practice.app import create_app
from amends.practice.directory import BRANDS
from amends.practice.journal import Journal
from amends.practice.life import Life
from amends.practice.network import Network
from amends.practice.serving import server_for

CONTROL_TOKEN = "AMENDS_PRACTICE_CONTROL_TOKEN"  # noqa: S105  # the name of the variable


def main(arguments: list[str] | None = None) -> None:
    """Serve until stopped; says its address and the brands' tokens in one line of JSON."""
    given = _parser().parse_args(arguments)
    # asyncio switches Nagle off only on sockets that say they are TCP.
    with socket.socket(proto=socket.IPPROTO_TCP) as line:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        _bind(line, given.host, given.port)
        # Before the address is told: who calls early waits instead of being turned away.
        line.listen(128)
        host, port = line.getsockname()[:2]
        network = Network(
            seed=given.seed,
            brands=[each for each in given.brands.split(",") if each],
            base_url=given.base_url or f"http://{host}:{port}",
            control_token=os.environ.get(CONTROL_TOKEN, "practice-control"),
        )
        if given.journal:
            Journal(given.journal).attach(network)
        life = Life(network, speed=given.speed) if given.speed > 0 else None
        if life:
            life.remember(hours=_forgotten(network, given.hours), now=network.clock())
        sys.stdout.write(_introduction(network) + "\n")
        sys.stdout.flush()
        server_for(create_app(network, life=life)).run([line])


def _bind(line: socket.socket, host: str, port: int) -> None:
    """Take the address; whoever cannot have it is told what to do."""
    try:
        line.bind((host, port))
    except OSError as problem:
        sys.exit(
            f"The practice network cannot listen on {host}:{port}: {problem.strerror}. Stop the other"
            f" program, or choose another port with AMENDS_PRACTICE_PORT={port + 1}."
        )


def _forgotten(network: Network, hours: float) -> float:
    """The hours of history still to be filled: none that the journal already knows."""
    told = [each.events[-1].created_at for each in network.accounts.values() if each.events]
    since = network.clock() - max(told, default=0.0)
    return max(0.0, min(hours, since / 3600))


def _introduction(network: Network) -> str:
    accounts = {each.handle: each.token for each in network.accounts.values()}
    return json.dumps({"url": network.base_url, "accounts": accounts})


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m amends.practice", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8411, help="0 takes a free one")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--brands", default=",".join(BRANDS), help="handles, with commas")
    parser.add_argument("--speed", type=float, default=1.0, help="of life; 0 leaves it empty")
    parser.add_argument("--hours", type=float, default=6.0, help="of history at the start")
    parser.add_argument("--journal", type=Path, help="a file that keeps it all for the next start")
    parser.add_argument("--base-url", help="what links in objects begin with")
    return parser


if __name__ == "__main__":
    main()

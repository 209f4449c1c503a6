"""The listener process: polls, streams and sweeps the networks."""

from __future__ import annotations

from amends.project.loops import Loops, name_process, set_up


def main() -> None:
    """Listen until told to stop."""
    name_process("listener")
    set_up()
    from amends.listening.tasks import listen_until
    from amends.project.heartbeat import Heart

    loops = Loops()
    loops.listen_to_signals()
    loops.start("listen", listen_until)
    loops.start("heartbeat", Heart("listener").beat_until)
    loops.stop.wait()
    loops.finish()


if __name__ == "__main__":
    main()

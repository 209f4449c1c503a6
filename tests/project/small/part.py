"""A part that only says where it is: stands for the worker and the listener."""

from __future__ import annotations

import os
import signal
import sys
import threading

stop = threading.Event()
signal.signal(signal.SIGTERM, lambda *_: stop.set())
if "deaf" in os.environ.get("SMALL", ""):
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
sys.stdout.write(f"alive {os.getpid()} {os.environ['DATABASE_URL']}\n")
sys.stdout.flush()
stop.wait()

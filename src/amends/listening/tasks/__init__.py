"""Listening's doors: the listener's loop, the worker's loop, and what the clock asks for."""

from __future__ import annotations

from amends.listening.tasks import periodic, sheets
from amends.listening.tasks.digesting import digest_until
from amends.listening.tasks.listener import listen_until

__all__ = ["digest_until", "listen_until", "periodic", "sheets"]

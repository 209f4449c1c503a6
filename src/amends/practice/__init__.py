"""The practice network: a small pretend social network with its own wire format."""

from __future__ import annotations

from amends.practice.app import create_app
from amends.practice.connection import SIGNATURE_HEADER, signature
from amends.practice.directory import BRANDS, token_for
from amends.practice.faults import Faults, Strike
from amends.practice.journal import Journal
from amends.practice.life import Life
from amends.practice.limits import Bucket, graphemes
from amends.practice.network import Network
from amends.practice.objects import Account, Event, Item, Profile, Thread, Webhook, Words
from amends.practice.serving import Served, running
from amends.practice.storm import StormReport
from amends.practice.truth import Truth

__all__ = [
    "BRANDS",
    "SIGNATURE_HEADER",
    "Account",
    "Bucket",
    "Event",
    "Faults",
    "Item",
    "Journal",
    "Life",
    "Network",
    "Profile",
    "Served",
    "StormReport",
    "Strike",
    "Thread",
    "Truth",
    "Webhook",
    "Words",
    "create_app",
    "graphemes",
    "running",
    "signature",
    "token_for",
]

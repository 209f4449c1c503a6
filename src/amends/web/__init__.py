"""The door for people: screens, one module per screen."""

from __future__ import annotations

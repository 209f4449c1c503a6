"""The ways out of the desk: browser push, mail, chats. Each writes to one target or names its fault."""

from __future__ import annotations

"""What matters first, and why: judging what comes in, offline, in a line that anybody can check."""

from __future__ import annotations

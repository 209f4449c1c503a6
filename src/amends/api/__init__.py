"""The door for programs: REST for clients and one webhook address per connection."""

from __future__ import annotations

"""The addresses of the screens, a module an area. `amends.web.urls` puts them together."""

from __future__ import annotations

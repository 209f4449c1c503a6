"""Every family of webhooks that is fuzzed. A network that pushes adds its own here."""

from __future__ import annotations

from benchmarks.hooks.family import Family
from benchmarks.hooks.meta import FACEBOOK
from benchmarks.hooks.practice import PRACTICE
from benchmarks.hooks.site import SITE
from benchmarks.hooks.whatsapp import INSTAGRAM, WHATSAPP
from benchmarks.hooks.x import X

FAMILIES: tuple[Family, ...] = (PRACTICE, FACEBOOK, INSTAGRAM, WHATSAPP, X, SITE)

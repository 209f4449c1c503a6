"""What everybody may read of how the brand's services do, and who is told when that changes."""

from __future__ import annotations

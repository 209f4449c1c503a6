"""What holds of incidents, whoever asks. Pure."""

from __future__ import annotations

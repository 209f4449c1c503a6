"""What holds of trends, whoever asks. Pure."""

from __future__ import annotations

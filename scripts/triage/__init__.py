"""Trains the model that judges messages, from open texts and ours: ``python -m scripts.triage SOURCES``."""

from __future__ import annotations

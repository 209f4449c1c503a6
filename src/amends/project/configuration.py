"""What the operator decides: one answer for the whole process, checked before anything else starts."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from amends.project.decisions import Configuration, ConfigurationError

__all__ = ["EXIT_CODE", "Configuration", "ConfigurationError", "current", "load"]

EXIT_CODE = 2


def load(environ: Mapping[str, str], cwd: Path) -> Configuration:
    """Read, check and complete the configuration; the data folder and the keys are made if missing.

    Raises ConfigurationError with every sentence at once.
    """
    # Checking needs pydantic, 10 MB that no child of a checked tree has to carry.
    from amends.project import reading

    return reading.read(environ, cwd)


@cache
def current() -> Configuration:
    """The configuration of this process, read at the first call."""
    return Configuration.handed_down(os.environ) or load(os.environ, Path.cwd())

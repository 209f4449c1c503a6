"""What every benchmark stands on: a database of its own, figures with targets, and exit codes."""

from __future__ import annotations

import contextlib
import os
import statistics
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Figures:
    """Collects figures and prints each as ``figure NAME VALUE UNIT target TARGET holds yes|no``."""

    missed: list[str] = field(default_factory=list)

    def at_least(self, name: str, value: float, unit: str, target: float) -> None:
        """The value must reach the target."""
        self._say(name, value, unit, f">={target:g}", holds=value >= target)

    def at_most(self, name: str, value: float, unit: str, target: float) -> None:
        """The value must stay within the target."""
        self._say(name, value, unit, f"<={target:g}", holds=value <= target)

    def told(self, name: str, value: float, unit: str) -> None:
        """A figure without a target of its own: context for the others."""
        self._say(name, value, unit, "none", holds=True)

    def _say(self, name: str, value: float, unit: str, target: str, *, holds: bool) -> None:
        if not holds:
            self.missed.append(name)
        shown = f"{value:.3f}".rstrip("0").rstrip(".")
        print(
            f"figure {name} {shown} {unit} target {target} holds {'yes' if holds else 'no'}",
            flush=True,
        )


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which ``share`` (0 to 1) of ``values`` lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def median(values: Sequence[float]) -> float:
    """The middle of ``values``."""
    return statistics.median(values)


@contextlib.contextmanager
def desk(**environment: str) -> Iterator[Path]:
    """A folder with a running, migrated, empty desk database; Django is set up for it.

    The database waits for the disk as in real life. ``environment`` adds AMENDS_… variables.
    """
    from amends.project.postgres import EmbeddedPostgres

    with tempfile.TemporaryDirectory(prefix="amends-bench-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        with EmbeddedPostgres(folder / "postgres") as server:
            os.environ.update(
                environment,
                AMENDS_DATA=str(folder / "data"),
                DATABASE_URL=server.url,
                DJANGO_SETTINGS_MODULE="amends.project.settings",
            )
            import django
            from django.core.management import call_command

            django.setup()
            call_command("migrate", verbosity=0)
            yield folder
            from django.db import connections

            connections.close_all()
            for pool in [connections["default"]]:
                pool.close_pool()  # type: ignore[attr-defined]

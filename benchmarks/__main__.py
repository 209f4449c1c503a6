"""Runs benchmarks, each in a process of its own."""

from __future__ import annotations

import importlib
import subprocess
import sys
from pathlib import Path

from benchmarks.harness import Figures

_NOT_BENCHMARKS = {
    "__init__",
    "__main__",
    "braking",
    "composing",
    "corpus",
    "desk_tree",
    "everybody",
    "harness",
    "ledger",
    "lost_networks",
    "rehearsal",
    "spiking",
    "stage",
    "traffic",
    "weather",
}


def names() -> list[str]:
    """Every benchmark's name: its file's, with dashes."""
    files = sorted(Path(__file__).parent.glob("*.py"))
    return [
        file.stem.strip("_").replace("_", "-") for file in files if file.stem not in _NOT_BENCHMARKS
    ]


def main(arguments: list[str]) -> int:
    """``[NAME …] [--long]``; the exit code says whether every figure holds."""
    long = "--long" in arguments
    wanted = [name for name in arguments if not name.startswith("-")] or names()
    unknown = sorted(set(wanted) - set(names()))
    if unknown:
        print(f"No benchmark is called {', '.join(unknown)}; there are {', '.join(names())}.")
        return 2
    if len(wanted) > 1:
        return max(_apart(name, long=long) for name in wanted)
    return _run(wanted[0], long=long)


def _apart(name: str, *, long: bool) -> int:
    print(f"── {name}", flush=True)
    command = [sys.executable, "-m", "benchmarks", name, *(["--long"] if long else [])]
    return subprocess.run(command, check=False).returncode


def _run(name: str, *, long: bool) -> int:
    stem = name.replace("-", "_")
    if not Path(__file__).with_name(f"{stem}.py").exists():
        stem += "_"  # `import` is a word of the language
    figures = Figures()
    importlib.import_module(f"benchmarks.{stem}").run(figures, long=long)
    return 1 if figures.missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

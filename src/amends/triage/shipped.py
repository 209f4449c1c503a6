"""The model that comes with the package, read when something is first judged.

Only the worker imports this: it brings numpy with it.
"""

from __future__ import annotations

import functools
from importlib import resources

import numpy as np
import orjson

from amends.triage.rules.linear import About, Head, Linear, Mixing
from amends.triage.rules.meaning import Meanings


@functools.cache
def shipped() -> Linear:
    """The trained model; its weights stay in the file and are shared by all processes."""
    folder = resources.files("amends.triage") / "trained"
    about = orjson.loads((folder / "model.json").read_bytes())
    return Linear(
        version=about["version"],
        weights=_mapped("model.npy"),
        scales=np.array(about["scales"]),
        offsets=np.array(about["offsets"]),
        heads={
            name: Head(head["start"], tuple(head["names"])) for name, head in about["heads"].items()
        },
        mixing=Mixing(**about["mixing"]),
        about=About(meanings(), _mapped("about.npy"), tuple(about["about"])),
    )


@functools.cache
def meanings() -> Meanings:
    """The vectors of words; they stay in their files as well."""
    return Meanings(_mapped("words.npy"), _mapped("meaning.npy"), _mapped("loud.npy"))


def _mapped(name: str) -> np.ndarray:
    """An array as it lies in the package."""
    with resources.as_file(resources.files("amends.triage") / "trained" / name) as path:
        found: np.memmap = np.load(path, mmap_mode="r", allow_pickle=False)
    return found.view(np.ndarray)

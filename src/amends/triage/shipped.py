"""The model that comes with the package, read when something is first judged.

Only the worker imports this: it brings numpy with it.
"""

from __future__ import annotations

import functools
from importlib import resources

import numpy as np
import orjson

from amends.triage.rules.linear import Head, Linear, Mixing


@functools.cache
def shipped() -> Linear:
    """The trained model; its weights stay in the file and are shared by all processes."""
    folder = resources.files("amends.triage") / "trained"
    about = orjson.loads((folder / "model.json").read_bytes())
    with resources.as_file(folder / "model.npy") as path:
        weights = np.load(path, mmap_mode="r", allow_pickle=False)
    return Linear(
        version=about["version"],
        weights=weights.view(np.ndarray),
        scales=np.array(about["scales"]),
        offsets=np.array(about["offsets"]),
        heads={
            name: Head(head["start"], tuple(head["names"])) for name, head in about["heads"].items()
        },
        mixing=Mixing(**about["mixing"]),
    )

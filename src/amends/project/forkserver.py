"""The fork server: loads the desk's program once and becomes each part of it by forking.

Three processes that each import everything weigh three times as much and start three times as slowly. Here
the memory of what was imported is shared until somebody writes to it. The tree asks over a socket and
gets a process of its own: it is a child of the tree, not of this one, so that our death harms nobody.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import socket
import sys
import threading
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any

from amends.project.forks import HANDLE, LOADS, MOST_BYTES, MOST_HANDLES, READY
from amends.project.loops import name_process
from amends.project.processes import die_with, give_memory_back

#: What several parts would import for themselves when they first need it.
_LATE = (
    "encodings.idna",
    "procrastinate.worker",
    "starlette.applications",
    "starlette.routing",
    "uvicorn.lifespan.on",
    "uvicorn.loops.auto",
    "uvicorn.protocols.http.auto",
    "uvicorn.protocols.websockets.auto",
    "uvloop",
)


def main() -> None:
    """Load everything, say that we are ready, and fork until the tree has gone."""
    name_process("forkserver")
    # Its command line brings a library for colours in terminals, where that is installed.
    sys.modules["httpx._main"] = None  # type: ignore[assignment]
    serve(load)


def load() -> None:
    """Import what the parts have in common, and make what each would make for itself."""
    import django

    django.setup()
    from django.urls import get_resolver
    from django.utils.module_loading import autodiscover_modules

    autodiscover_modules("tasks")
    for name in ("asgi", "heartbeat", "jobs", "listener", "restoring", "serve", "worker"):
        importlib.import_module(f"amends.project.{name}")
    for name in (*_LATE, *os.environ.get(LOADS, "").split()):
        importlib.import_module(name)
    from amends.channels.registry import channels

    channels()
    _ = get_resolver().url_patterns
    from amends.playbook.rules import Draft, lint

    # Its patterns are made when they are first asked.
    lint(Draft(text="Sorry about that. We look into it."))
    _remember()


def _remember() -> None:
    """Have made once what each part would work out for itself: tables as objects, and whom to trust."""
    from django.apps import apps
    from django.db import DEFAULT_DB_ALIAS, connection

    from amends.channels.transports.http import public_authorities

    for model in apps.get_models(include_auto_created=True):
        model._meta.get_fields(include_hidden=True)
        model._base_manager.all().query.get_compiler(DEFAULT_DB_ALIAS).as_sql()
    connection.get_connection_params()
    public_authorities()


def serve(loading: Callable[[], object]) -> None:
    """Answer the tree's orders until it hangs up; each answer is the number of the new process."""
    line = socket.socket(fileno=int(os.environ.pop(HANDLE)))
    tree = os.getppid()
    loading()
    if threading.active_count() > 1:
        # What a thread holds when we fork is held for ever in the child.
        raise RuntimeError(f"a thread was started while loading: {threading.enumerate()}")
    gc.collect()
    give_memory_back()
    # The collector writes into everything that it looks at, and what is written to is shared no more.
    gc.disable()
    gc.freeze()
    line.sendall(READY)
    while _answer(line, tree):
        pass


def _answer(line: socket.socket, tree: int) -> bool:
    """One order; False once the tree has gone."""
    packed, handles, _, _ = socket.recv_fds(line, MOST_BYTES, MOST_HANDLES)
    if not packed:
        return False
    told, tells = os.pipe()
    middle = os.fork()
    if middle == 0:
        line.close()
        os.close(told)
        _bear(packed, handles, tree, tells)
    for handle in (*handles, tells):
        os.close(handle)
    child = os.read(told, 32)
    os.close(told)
    # Once the one between us has gone, the new process is the tree's, and the tree can wait for it.
    os.waitpid(middle, 0)
    line.sendall(child)
    return True


def _bear(packed: bytes, handles: Sequence[int], tree: int, tells: int) -> None:
    """In the child: fork once more and leave, so that the tree becomes the parent of what stays."""
    child = os.fork()
    if child:
        os.write(tells, str(child).encode())
        os._exit(0)
    os.close(tells)
    code = 1
    try:
        code = _become(json.loads(packed), handles, tree)
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:  # noqa: BLE001 - whatever it was, it is told, and the process ends here
        traceback.print_exc()
    finally:
        with suppress(OSError, ValueError):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code)


def _become(order: dict[str, Any], handles: Sequence[int], tree: int) -> int:
    """Be a process of our own that runs one module; ``handles`` begins with what it prints into."""
    os.setsid()
    out, *others = handles
    nothing = os.open(os.devnull, os.O_RDONLY)
    for here, there in ((nothing, 0), (out, 1), (out, 2)):
        os.dup2(here, there)
    os.close(nothing)
    os.close(out)
    die_with(tree)
    os.environ.update(order["environ"])
    os.environ.update(
        {name: str(handle) for name, handle in zip(order["handles"], others, strict=True)}
    )
    module = order["module"]
    name_process(module.removesuffix(".__main__").rpartition(".")[2])
    sys.argv = [module, *order["arguments"]]
    gc.enable()
    importlib.import_module(module).main()
    return 0


if __name__ == "__main__":
    main()

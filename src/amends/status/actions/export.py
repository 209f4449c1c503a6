"""Writes a page into a folder of plain files: it is served from there when nothing else runs."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import orjson
from django.db.models import F, Q

from amends.status.models import StatusPage
from amends.status.queries.snapshot import snapshot
from amends.status.site.files import Site

#: What each file was made of, so that old ones need not be made again; no reader asks for it.
_STAMPS = ".stamps.json"
#: So old may a folder be: "today" and "late" come true without any change.
STALE_AFTER = timedelta(minutes=5)


def export(*, page_id: int, folder: Path, now: datetime) -> int:
    """Bring the page's folder under ``folder`` up to date; how many files were written anew.

    Each file is whole at every moment. A page that is not public has no folder.
    """
    page = StatusPage.objects.select_related("brand").filter(pk=page_id).first()
    if page is None:
        return 0
    folder.mkdir(parents=True, exist_ok=True)
    with _alone(folder):
        if not page.is_public:
            shutil.rmtree(folder / page.slug, ignore_errors=True)
            return 0
        version = page.version
        written = _write(Site(snapshot(page, now)), folder / page.slug)
    exported = StatusPage.objects.filter(pk=page.pk, exported_version__lte=version)
    exported.update(exported_version=version, exported_at=now)
    return written


def stale_pages(now: datetime) -> list[int]:
    """The pages whose folders are behind, or older than a few minutes."""
    behind = Q(exported_version__lt=F("version"))
    old = Q(exported_at=None) | Q(exported_at__lt=now - STALE_AFTER)
    public = StatusPage.objects.filter(is_public=True)
    return list(public.filter(behind | old).order_by("pk").values_list("pk", flat=True))


def tidy(*, folder: Path) -> None:
    """Take away the folders of pages that were renamed, taken down or removed."""
    if not folder.is_dir():
        return
    with _alone(folder):
        public = set(StatusPage.objects.filter(is_public=True).values_list("slug", flat=True))
        for each in folder.iterdir():
            if each.is_dir() and each.name not in public:
                shutil.rmtree(each, ignore_errors=True)


def _write(site: Site, folder: Path) -> int:
    """Everything that others lead to comes first, the front page last."""
    folder.mkdir(exist_ok=True)
    before, stamps, written = _stamps(folder), {}, 0
    order = sorted(site.files.values(), key=lambda each: (each.path.startswith("index"), each.path))
    for file in order:
        stamps[file.path] = file.stamp
        is_same = file.stamp and before.get(file.path) == file.stamp
        if is_same and (folder / file.path).is_file():
            continue
        written += _put(folder / file.path, file.make())
    _put(folder / _STAMPS, orjson.dumps(stamps))
    for each in folder.iterdir():
        if each.name not in stamps and each.name != _STAMPS:
            each.unlink(missing_ok=True)
    return written


def _stamps(folder: Path) -> dict[str, str]:
    try:
        return dict(orjson.loads((folder / _STAMPS).read_bytes()))
    except (OSError, ValueError):
        return {}


def _put(path: Path, content: bytes) -> bool:
    """Write a file whole or not at all, readable for any server; whether it is another than before."""
    try:
        if path.read_bytes() == content:
            return False
    except OSError:
        pass
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
    return True


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One writer at a time, of all processes on this machine; the lock goes with its holder."""
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield

"""The output folder holds the old build or the new one, never a mixture.

A build is written into a staging folder beside the output folder. When it is whole, the two
change places in one step. Where a file system cannot do that (mount points, some containers),
the staging folder is marked as ready and its files are moved over one by one; a move that was
cut short is finished by whatever opens the folder next. Files that no build wrote stay.
"""

from __future__ import annotations

import ctypes
import json
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from kg.errors import OutputError

__all__ = ["MANIFEST", "PRIVATE", "STORE", "Staging", "adding", "recover", "replacing"]

MANIFEST = "build.json"  # lists under "files" what a build wrote
PRIVATE = ".kg-"  # names that begin so are never part of a build
STORE = "store"  # made from a build when it is first needed, and gone with it
_LOCK = f"{PRIVATE}lock"
_READY = f"{PRIVATE}ready"
_AT_FDCWD = -100
_EXCHANGE = 2  # RENAME_EXCHANGE of Linux, RENAME_SWAP of macOS


@dataclass(frozen=True, slots=True)
class Staging:
    """Where a build is written: an empty folder, and how many crashed ones it replaced."""

    folder: Path
    leftovers: int


@contextmanager
def replacing(output: Path) -> Iterator[Staging]:
    """Put what is written into the staging folder in the place of the earlier build.

    When the block fails, the output folder is as it was before.

    Raises:
        OutputError: If the folder cannot be written, or another build is writing it.
    """
    output = output.resolve()
    with _writable(output) as leftovers:
        staging = _new_staging(output)
        try:
            yield Staging(staging, leftovers)
            _put_in_place(staging, output)
        finally:
            _drop(staging)


@contextmanager
def adding(output: Path, own: re.Pattern[str]) -> Iterator[Path]:
    """Put files into a folder when all are whole, each in the place of an earlier one.

    The block writes them into the folder that it is given. Everything else in the output folder
    stays. When the block fails, it is as it was before.

    Args:
        output: Where the files shall stand.
        own: What names of such files look like; earlier ones that are not among the new ones go.

    Raises:
        OutputError: If the folder cannot be written, or a build is writing it.
    """
    output = output.resolve()
    with _writable(output):
        staging = Path(tempfile.mkdtemp(prefix=_prefix(output), dir=output))
        try:
            yield staging
            _put_among(staging, output, own)
        finally:
            _drop(staging)


@contextmanager
def _writable(output: Path) -> Iterator[int]:
    """Make and hold a folder while it is written; yield how many crashed builds were removed."""
    made = not output.exists()
    try:
        output.mkdir(parents=True, exist_ok=True)
        with _locked(output):
            yield _clean(output)
    except OSError as error:
        raise _cannot_write(output, error) from error
    finally:
        if made:
            with suppress(OSError):
                output.rmdir()  # only where nothing came of it: full folders refuse


def _put_among(staging: Path, output: Path, own: re.Pattern[str]) -> None:
    names = sorted(path.name for path in staging.iterdir())
    for name in names:
        if (output / name).is_dir():
            raise IsADirectoryError(None, f"{name} is a folder there", name)
    for name in names:
        (staging / name).replace(output / name)
    for path in list(output.iterdir()):
        if own.fullmatch(path.name) and path.name not in names and path.is_file():
            path.unlink()


def recover(output: Path) -> None:
    """Finish a move that was cut short, unless a build is at work in the folder.

    Raises:
        OutputError: If the folder cannot be written.
    """
    output = output.resolve()
    if not any((path / _READY).exists() for path in _stagings(output)):
        return
    try:
        with _locked(output):
            _clean(output)
    except OSError as error:
        raise _cannot_write(output, error) from error


def _cannot_write(output: Path, error: OSError) -> OutputError:
    return OutputError(
        f"output folder cannot be written ({error.strerror or error})",
        place=str(output),
        remedy="Choose another folder (kg build: --output), or free this one",
    )


@contextmanager
def _locked(output: Path) -> Iterator[None]:
    lock = FileLock(output / _LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise OutputError(
            "another build is writing into this folder",
            place=str(output),
            remedy="Wait until it has ended, or choose another folder (kg build: --output)",
        ) from error
    mine = _inode(output / _LOCK)
    try:
        yield
    finally:
        # Removed while it is held: whoever waits for it notices and starts anew. After a swap
        # it has gone with the earlier build, and what stands there may be another's.
        if mine == _inode(output / _LOCK):
            with suppress(OSError):
                (output / _LOCK).unlink()
        lock.release()


def _inode(path: Path) -> int | None:
    try:
        return path.stat().st_ino
    except OSError:
        return None


def _stagings(output: Path) -> list[Path]:
    """Return the staging folders of an output folder, in both places they may stand in."""
    name = re.compile(re.escape(_prefix(output)) + r"\w{8}")
    found: list[Path] = []
    for home in (output.parent, output):
        with suppress(OSError):
            found += (path for path in home.iterdir() if name.fullmatch(path.name))
    return sorted(found)


def _prefix(output: Path) -> str:
    return f"{PRIVATE}{output.name}-"


def _new_staging(output: Path) -> Path:
    """Make a staging folder beside the output folder, or inside where that is impossible."""
    movable = not output.is_mount() and not _is_inside(output)
    for home in (output.parent, output) if movable else (output,):
        with suppress(PermissionError):
            staging = Path(tempfile.mkdtemp(prefix=_prefix(output), dir=home))
            shutil.copymode(output, staging)
            return staging
    raise PermissionError("no folder can be made in it")


def _is_inside(output: Path) -> bool:
    """Return whether the program runs in the folder; a swap would pull it from under a shell."""
    with suppress(OSError):
        return Path.cwd().is_relative_to(output)
    return False


def _clean(output: Path) -> int:
    """Finish moves that were cut short, remove crashed staging folders; return how many."""
    stagings = _stagings(output)
    for staging in stagings:
        if (staging / _READY).exists():
            _move_over(staging, output)
        _drop(staging)
    return len(stagings)


def _drop(staging: Path) -> None:
    """Remove a staging folder, but for one whose move was cut short and has to be finished."""
    if not ((staging / _READY).exists() and (staging / MANIFEST).exists()):
        shutil.rmtree(staging, ignore_errors=True)


def _put_in_place(staging: Path, output: Path) -> None:
    if staging.parent == output.parent:
        _carry_foreign(output, staging)
        if _exchange(staging, output):
            return
    for name in _files(staging):
        if (output / name).is_dir():
            raise IsADirectoryError(None, f"{name} is a folder there", name)
    (staging / _READY).touch()
    _move_over(staging, output)


def _exchange(one: Path, other: Path) -> bool:
    """Let two folders change places in one step; return whether that was possible."""
    library = ctypes.CDLL(None, use_errno=True) if os.name == "posix" else None
    names = os.fsencode(one), os.fsencode(other)
    if sys.platform == "darwin":
        return bool(library) and library.renamex_np(*names, _EXCHANGE) == 0
    if library is None or not hasattr(library, "renameat2"):
        return False
    result: int = library.renameat2(_AT_FDCWD, names[0], _AT_FDCWD, names[1], _EXCHANGE)
    return result == 0


def _move_over(staging: Path, output: Path) -> None:
    """Move a ready build over the earlier one, the list of its files last.

    May be cut short and done again at any point: until the last step the earlier list tells
    what has to go.
    """
    if not (staging / MANIFEST).exists():
        return  # all done but for the removal of the staging folder
    new = _written(staging)
    for name in sorted(_files(staging) - {MANIFEST}):
        target = output / name
        target.parent.mkdir(parents=True, exist_ok=True)
        (staging / name).replace(target)
    for name in sorted((_written(output) & _files(output)) - new):
        (output / name).unlink(missing_ok=True)
        _remove_empty(output / name, output)
    (staging / MANIFEST).replace(output / MANIFEST)


def _remove_empty(path: Path, output: Path) -> None:
    for folder in path.parents:
        if folder == output:
            return
        with suppress(OSError):
            folder.rmdir()


def _carry_foreign(output: Path, staging: Path) -> None:
    """Link what no build wrote into the new folder, so that it stays."""
    for name in sorted(_files(output) - _written(output) - _files(staging)):
        target = staging / name
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(output / name, target, follow_symlinks=False)
        except OSError:  # file systems without links
            shutil.copy2(output / name, target, follow_symlinks=False)


def _files(folder: Path) -> set[str]:
    """Return the relative names of all files and links below a folder, private ones left out."""
    names: set[str] = set()
    for home, folders, files in os.walk(folder):
        own = {STORE} if Path(home) == folder else set()
        folders[:] = [name for name in folders if not name.startswith(PRIVATE) and name not in own]
        links = [name for name in folders if Path(home, name).is_symlink()]
        names.update(
            Path(home, name).relative_to(folder).as_posix()
            for name in (*files, *links)
            if not name.startswith(PRIVATE)
        )
    return names


def _written(folder: Path) -> set[str]:
    """Return what the build in a folder wrote; nothing where its list is missing or damaged."""
    try:
        record = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        return {str(name) for name in record["files"]} | {MANIFEST}
    except (OSError, ValueError, KeyError, TypeError):
        return set()

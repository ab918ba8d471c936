"""Whether there is memory, asked before libraries are loaded that cannot do without.

OpenBLAS, which comes with NumPy and SciPy, takes room for every processor when it is loaded. Where
it gets none it ends the process, and older versions ask again for ever. Oxigraph ends the process,
too. A limit of the process (``ulimit -v``) or of the machine is met here first, and told in a line.
"""

from __future__ import annotations

import mmap
import os

from kg.errors import KgError

__all__ = ["MB", "needed", "of_each_processor"]

MB = 1 << 20
_FOR_A_PROCESSOR = 48 * MB  # a buffer of 32 MB, the stack of a thread, its own small things
_MOST = 64  # processors that OpenBLAS uses, as NumPy and SciPy ship it


def of_each_processor() -> int:
    """Return how many octets a library of linear algebra takes for the processors there are."""
    known = getattr(os, "sched_getaffinity", None)
    count = len(known(0)) if known else os.cpu_count() or 1
    return _FOR_A_PROCESSOR * min(count, _MOST)


def needed(octets: int, purpose: str, remedy: str = "") -> None:
    """Make sure that so much memory can be had; it is reserved and given back, never used.

    Args:
        octets: How much.
        purpose: What it is for: "building".
        remedy: What can be done beside getting more memory.

    Raises:
        KgError: If it cannot.
    """
    try:
        with _reserved(octets):
            return
    except (OSError, ValueError, MemoryError) as error:
        raise KgError(
            f"there is not enough memory for {purpose}, which takes {octets // MB:,} MB",
            remedy="Close other programs, or raise the limit of this one (ulimit -v)"
            + (f"; or {remedy}" if remedy else ""),
        ) from error


def _reserved(octets: int) -> mmap.mmap:
    if os.name != "posix":
        return mmap.mmap(-1, octets)
    # Private, since shared memory has limits of its own; and no more than addresses where the
    # system hands out memory that it hopes not to need.
    unreserved = getattr(mmap, "MAP_NORESERVE", 0)
    return mmap.mmap(-1, octets, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | unreserved)

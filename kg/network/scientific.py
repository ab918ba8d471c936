"""SciPy, loaded when it is first needed, and only where it finds memory.

Builds without networks never load it.
"""

from __future__ import annotations

import sys
from functools import lru_cache
from typing import Any

from kg.memory import MB, needed, of_each_processor

__all__ = ["csr_array", "fisher_exact", "largest_eigenvector", "ready", "root", "special"]

_CODE = 100 * MB  # of SciPy's libraries, loaded


@lru_cache(maxsize=1)
def ready() -> None:
    """Make sure that SciPy can be loaded.

    Raises:
        KgError: If there is not enough memory.
    """
    if "scipy.linalg" not in sys.modules:
        needed(_CODE + of_each_processor(), "measures", "build without them: --no-network")


# What follows is loaded late on purpose; SciPy ships no types.


def csr_array(*arguments: Any, **options: Any) -> Any:
    """Return a sparse matrix in compressed rows (:class:`scipy.sparse.csr_array`)."""
    ready()
    from scipy import sparse  # type: ignore[import-untyped]  # noqa: PLC0415  # see above

    return sparse.csr_array(*arguments, **options)


def largest_eigenvector(matrix: Any, start: Any) -> Any:
    """Return the eigenvector of a symmetric matrix with the largest eigenvalue."""
    ready()
    from scipy.sparse.linalg import eigsh  # type: ignore[import-untyped]  # noqa: PLC0415  # above

    return eigsh(matrix, k=1, which="LA", v0=start)[1][:, 0]


def fisher_exact(table: Any) -> float:
    """Return the p-value of Fisher's exact test."""
    ready()
    from scipy import stats  # noqa: PLC0415  # see above

    return float(stats.fisher_exact(table)[1])


def root(*arguments: Any, **options: Any) -> Any:
    """Return where functions are 0 (:func:`scipy.optimize.root`)."""
    ready()
    from scipy import optimize  # noqa: PLC0415  # see above

    return optimize.root(*arguments, **options)


def special() -> Any:
    """Return the module of special functions."""
    ready()
    from scipy import special as found  # noqa: PLC0415  # see above

    return found

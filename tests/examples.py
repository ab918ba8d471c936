"""How many examples hypothesis draws: a fixed set, or with ``KG_EXAMPLES`` many times as many."""

import os

__all__ = ["examples"]

_TIMES = int(os.environ.get("KG_EXAMPLES", "1"))


def examples(count: int = 100) -> int:
    """Return how many to draw where a run of all tests draws ``count``."""
    return count * _TIMES

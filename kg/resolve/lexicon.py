"""Words that look like names of places and are none, from ``ontology/lexicon.json``."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache

from kg.vocabulary import ontology_file

__all__ = ["Lexicon", "lexicon"]

_FILE = "lexicon.json"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What Chinese words say about names of places.

    Attributes:
        known: Short names of counties that are known outside their province: 义乌.
        ordinary: Short names of divisions that are words of their own: 公安, 资源.
        pairs: Two characters that a name may be cut out of: 示范县 holds no 范县.
    """

    known: frozenset[str]
    ordinary: frozenset[str]
    pairs: frozenset[str]


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """Return the lexicon that came with the package."""
    held = json.loads(ontology_file(_FILE).read_text(encoding="utf-8"))
    return Lexicon(*(frozenset(held[name]) for name in ("known", "ordinary", "pairs")))

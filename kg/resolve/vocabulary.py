"""The vocabularies as plain frozen values, loaded from a cache that their Turtle files decide.

``ontology/*.ttl`` is the only source. ``ontology/cache.json`` holds the same facts in a form that
loads in a few milliseconds, with the hash of each file; when a hash differs, the Turtle is read.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from kg.errors import VocabularyError
from kg.vocabulary import ontology_file

__all__ = [
    "CACHE",
    "FILES",
    "Change",
    "Office",
    "Record",
    "Region",
    "Topic",
    "Vocabulary",
    "digests",
    "load_vocabulary",
]

CACHE = "cache.json"
FILES = ("agencies.ttl", "regions.ttl", "themes.ttl")


@dataclass(frozen=True, slots=True)
class Record:
    """A name that a division had from one year up to, not including, another."""

    name: str
    shorts: tuple[str, ...]
    parent: str
    first: int
    last: int
    successors: tuple[str, ...] = ()

    def holds(self, year: int) -> bool:
        """Return whether it held in a year; year 0 asks for none in particular."""
        return year == 0 or self.first <= year < self.last


@dataclass(frozen=True, slots=True)
class Region:
    """One GB/T 2260 code with all the names it had, the latest last."""

    code: str
    tier: str
    english: str
    records: tuple[Record, ...]
    latitude: float | None = None
    longitude: float | None = None

    def record(self, year: int) -> Record:
        """Return the record of a year, or the latest."""
        held = [record for record in self.records if record.holds(year)]
        return held[-1] if held else self.records[-1]


@dataclass(frozen=True, slots=True)
class Office:
    """What the bodies of one system are called in one era."""

    id: str
    name: str
    system: str
    kind: str
    stems: tuple[str, ...]
    heads: Mapping[str, str]
    others: tuple[str, ...]
    first: int
    last: int
    national: str
    national_aliases: tuple[str, ...]
    wholes: tuple[str, ...]
    patterns: Mapping[str, str]
    capital: bool
    english: str
    english_national: str

    def holds(self, year: int) -> bool:
        """Return whether bodies had this name in a year; year 0 asks for none in particular."""
        return year == 0 or self.first <= year <= self.last


@dataclass(frozen=True, slots=True)
class Change:
    """A reform: offices that ended and offices that came in their place.

    Attributes:
        iri: Name of the event.
        label: What happened, in Chinese.
        dates: Days by which the centre, the provinces and the tiers below had followed.
        citation: The decision it rests on.
        originals: Names of the offices before.
        resulting: Names of the offices after; an original that went on stands here too.
    """

    iri: str
    label: str
    dates: tuple[str, str, str]
    citation: str
    originals: tuple[str, ...]
    resulting: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic of the State Council's classification and the words that point to it."""

    notation: str
    label: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Everything the resolver knows before it reads a document."""

    regions: Mapping[str, Region]
    areas: Mapping[str, str]
    offices: Mapping[str, Office]
    systems: Mapping[str, str]
    leans: Mapping[str, str]
    changes: tuple[Change, ...]
    topics: tuple[Topic, ...]
    neutral: tuple[str, ...]


def digests() -> dict[str, str]:
    """Return the hash of each vocabulary file."""
    return {name: hashlib.sha256(ontology_file(name).read_bytes()).hexdigest() for name in FILES}


@lru_cache(maxsize=1)
def load_vocabulary() -> Vocabulary:
    """Return the vocabularies, from the cache where it is fresh.

    Raises:
        VocabularyError: If a file is missing or damaged.
    """
    facts = _cached()
    if facts is None:
        from kg.resolve.turtle import facts_from_turtle  # noqa: PLC0415 (rdflib is slow to import)

        facts = facts_from_turtle()
    return _vocabulary(facts)


def _cached() -> dict[str, Any] | None:
    try:
        held = json.loads(ontology_file(CACHE).read_bytes())
    except (VocabularyError, ValueError):
        return None
    fresh = isinstance(held, dict) and held.get("digests") == digests()
    return held if fresh else None


def _region(row: list[Any]) -> Region:
    code, tier, english, latitude, longitude, records = row
    named = tuple(
        Record(name, tuple(shorts), parent, first, last, tuple(successors))
        for name, shorts, parent, first, last, successors in records
    )
    return Region(code, tier, english, named, latitude, longitude)


def _office(row: dict[str, Any]) -> Office:
    lists = ("stems", "others", "national_aliases", "wholes")
    cells: dict[str, Any] = {k: tuple(row[k]) if k in lists else row[k] for k in row}
    return Office(**cells)


def _change(row: list[Any]) -> Change:
    iri, label, dates, citation, originals, resulting = row
    first, second, third = dates
    return Change(iri, label, (first, second, third), citation, tuple(originals), tuple(resulting))


def _vocabulary(facts: dict[str, Any]) -> Vocabulary:
    try:
        return Vocabulary(
            regions={row[0]: _region(row) for row in facts["regions"]},
            areas=facts["areas"],
            offices={row["id"]: _office(row) for row in facts["offices"]},
            systems=facts["systems"],
            leans=facts["leans"],
            changes=tuple(map(_change, facts["changes"])),
            topics=tuple(Topic(row[0], row[1], tuple(row[2])) for row in facts["topics"]),
            neutral=tuple(facts["neutral"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise VocabularyError(
            f"vocabulary is damaged: {error}", place=CACHE, remedy="Install the package again"
        ) from error

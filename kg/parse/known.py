"""The names of offices that vocabulary knows, as words to read and to mend by.

``ontology/agencies.ttl`` names the offices of each functional system with their short forms and
last words. It is read when the first name is asked for, not at import.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import regex

from kg.characters import fold
from kg.vocabulary import ontology_file

__all__ = ["Office", "forms", "heads_of", "is_worded", "offices", "stems", "together"]

_RECORD = regex.compile(r"^office:\S+ a kg:Office ;(.*?) \.$", regex.MULTILINE | regex.DOTALL)
_FACT = regex.compile(r"\s(?:skos|kg):(\w+) (\"[^;]*+)")
_VALUE = regex.compile(r"\"([^\"]*)\"")
_HEADS = ("provinceHead", "municipalityHead", "prefectureHead", "countyHead", "otherHead")
# What is written for the last word of an official name.
_WRITTEN = {"委": ("委", "委员会"), "办": ("办", "办公室"), "办公室": ("办公室", "办")}
_JOINTS = regex.compile(r"[和与及、]")
_AFFIXES = "业化和与及"  # what may stand beside whole words in the name of an office
_ALWAYS = 9999


@dataclass(frozen=True, slots=True)
class Office:
    """What bodies of one system are called in one era.

    Attributes:
        name: Official words before the last one.
        stems: These and the short forms of them.
        heads: Last words as they are written.
        wholes: Names that take no last word of their own.
        named_by_centre: Whether a body of the centre bears these very words today.
        first: Year of the first.
        last: Year in which the last were renamed.
    """

    name: str
    stems: tuple[str, ...]
    heads: tuple[str, ...]
    wholes: tuple[str, ...]
    named_by_centre: bool
    first: int
    last: int


@lru_cache(maxsize=1)
def offices() -> tuple[Office, ...]:
    """Return the offices of the vocabulary, in its order."""
    text = ontology_file("agencies.ttl").read_text(encoding="utf-8")
    return tuple(_office(record) for record in _RECORD.findall(text))


def _office(record: str) -> Office:
    facts: dict[str, list[str]] = {}
    for name, values in _FACT.findall(record):
        facts.setdefault(name, []).extend(_VALUE.findall(values))
    heads = [head for name in _HEADS for head in facts.get(name, [])]
    stems = [fold(stem) for stem in (*facts["prefLabel"], *facts.get("altLabel", []))]
    written = dict.fromkeys(form for head in heads for form in _WRITTEN.get(head, (head,)))
    until = facts.get("until")
    national = (*facts.get("nationalName", []), *facts.get("nationalAlias", []))
    return Office(
        stems[0],
        tuple(dict.fromkeys(stems)),
        tuple(written) or ("",),
        tuple(dict.fromkeys((*facts.get("wholeName", []), *national))),
        until is None and any(stems[0] in name for name in facts.get("nationalName", [])),
        int(facts.get("from", ["0"])[0]),
        int(until[0]) if until else _ALWAYS,
    )


@lru_cache(maxsize=1)
def forms() -> frozenset[str]:
    """Return every form in which vocabulary knows a body, without its place."""
    made = {stem + head for office in offices() for stem in office.stems for head in office.heads}
    return frozenset(made | {whole for office in offices() for whole in office.wholes})


@lru_cache(maxsize=1)
def stems() -> dict[str, tuple[Office, ...]]:
    """Return the offices by the words before the last one."""
    found: dict[str, list[Office]] = {}
    for office in offices():
        for stem in office.stems:
            found.setdefault(stem, []).append(office)
    return {stem: tuple(held) for stem, held in found.items()}


def heads_of(stem: str) -> frozenset[str]:
    """Return the last words that may follow a stem."""
    return frozenset(head for office in stems().get(stem, ()) for head in office.heads)


@lru_cache(maxsize=1)
def _words() -> frozenset[str]:
    """Return the words of two characters that official names are made of."""
    parts = [part for office in offices() for part in _JOINTS.split(office.name)]
    even = [part for part in parts if len(part) % 2 == 0]
    return frozenset(part[i : i + 2] for part in even for i in range(0, len(part), 2))


@lru_cache(maxsize=4096)
def is_worded(stem: str) -> bool:
    """Return whether a stem is made of whole words: 农牧业, not 农业牧 and not 文广新."""
    reached = {0}
    for i in range(len(stem)):
        if i in reached:
            if stem[i] in _AFFIXES:
                reached.add(i + 1)
            if stem[i : i + 2] in _words():
                reached.add(i + 2)
    return len(stem) in reached


def together(one: str, other: str) -> bool:
    """Return whether two offices have stood side by side for more than the year of a reform."""
    return any(
        min(a.last, b.last) - max(a.first, b.first) > 1
        for a in stems().get(one, ())
        for b in stems().get(other, ())
    )

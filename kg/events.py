"""What happens while a build runs, and what it came to: values that are told, never printed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

__all__ = [
    "Event",
    "LeftoversRemoved",
    "SourceDone",
    "SourceFailed",
    "StageBegan",
    "Summary",
]


@dataclass(frozen=True, slots=True)
class StageBegan:
    """A part of the build begins: ``read``, ``graph``, ``network``, ``publish``.

    ``total`` is the number of sources to come, for ``read``.
    """

    stage: str
    total: int = 0


@dataclass(frozen=True, slots=True)
class SourceDone:
    """A source went through."""

    name: str
    documents: int
    tasks: int
    unchanged: bool = False


@dataclass(frozen=True, slots=True)
class SourceFailed:
    """A source could not be used, or a document of it took too long; the build goes on."""

    name: str
    reason: str
    trace: str = ""


@dataclass(frozen=True, slots=True)
class LeftoversRemoved:
    """Builds that were killed had left something behind; it is gone now."""

    count: int


Event = LeftoversRemoved | SourceDone | SourceFailed | StageBegan


@dataclass(frozen=True, slots=True)
class Summary:
    """What a build came to.

    Attributes:
        output: Folder it stands in.
        counts: ``sources``, ``documents``, ``tasks``, ``assignments``, ``bodies``, ``open``
            and ``statements``.
        failed: Sources that could not be used, or not all of them, and why.
        unfit: Human decisions that no longer fit anything: where they were about, and the name.
        seconds: How long it took.
        unchanged: Sources that did not have to be read again.
    """

    output: Path
    counts: dict[str, int]
    failed: tuple[tuple[str, str], ...]
    seconds: float
    unchanged: int = 0
    unfit: tuple[tuple[str, str], ...] = ()

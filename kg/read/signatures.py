"""The signature of a document: who signed it and when (成文日期)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.read.characters import fold, tidy
from kg.read.dates import DATE, iso_date
from kg.read.lines import Kind, classify, lines_of
from kg.read.organs import organs, same_organ

__all__ = ["Signature", "find_signature"]

_BEFORE = 160
_NEAR = 4000
_TAIL = 1500
_AFTER_SENTENCE = ("。", "：", "）", ")", "；", ":")
_HAPPENS = re.compile(r"[，、,]|[发印召颁批通出下起前后至到的以在第是会市省县我对和与正经举开]")
# Bodies that sign documents of their own; in a table, a cell above a deadline names others too.
_ISSUES = re.compile(
    r"(?:政府|办公[厅室]|委员会|办事处|管委会|指挥部|领导小组|国务院|[省市县区州]委|部|厅)$"
)
# What may stand before the date of a signature: a line's start, the end of a name or of a number.
_BESIDE = re.compile(
    r"(?:^|[\n\r（(]|[ \t\u3000]{2}|[府厅廳室会會委部局署院办辦心社司团團行队隊处處站学學关關区區组組号號]|国务院|國務院)[ \t\u3000\xa0]*$"
)
_LAST = re.compile(r"政府(?:办公[厅室])?$|国务院|委员会$|办事处$")
_SENTENCE = re.compile(r"[。；：:！？\n\r]|[ \t\u3000\xa0]{2,}")


@dataclass(frozen=True, slots=True)
class Signature:
    """The body or bodies that signed, and the ISO date; each may be empty."""

    organ: str = ""
    date: str = ""


def find_signature(text: str, start: int, end: int, issuer: str) -> Signature:
    """Return the first signature between two positions.

    A signature is a date behind the name of a body, or on a line of its own near the head or
    the end. Where the issuer is known, another body signs only where a signature may stand.

    Args:
        text: The text.
        start: Where the document starts.
        end: Where it ends.
        issuer: The bodies that the title names, or empty.
    """
    for match in DATE.finditer(text, start, end):
        if not _BESIDE.search(text[max(start, match.start() - 24) : match.start()]):
            continue
        date = iso_date(match.group())
        if not date:
            continue
        near = match.start() < start + _NEAR or match.start() > end - _TAIL
        signed = _signed(text, start, match.start(), match.end(), end, issuer, near)
        if signed is not None:
            return Signature(signed or _last_line(text, start, end), date)
    return Signature(_last_line(text, start, end), "")


def _signed(
    text: str, start: int, at: int, after: int, end: int, issuer: str, near: bool
) -> str | None:
    """Return who signed beside a date, empty for nobody named, ``None`` for no signature."""
    line = max(text.rfind("\n", start, at), text.rfind("\r", start, at), start - 1) + 1
    left = text[max(line, at - _BEFORE) : at]
    right = text[after : min(end, after + 12)]
    alone = not tidy(left).strip("（(")
    if alone:
        ends_line = not right.split("\n")[0].strip(" \t\u3000\xa0\r)）")
        return (
            _above(text, start, line, issuer, near) if ends_line else _numbered(text, line, at, end)
        )
    name = _SENTENCE.split(left.rstrip())[-1]
    name = organs(name)
    if name and _fits(name, issuer) and not _HAPPENS.match(fold(right).lstrip()):
        return name
    if name and issuer and same_organ(name, issuer) and not fold(right)[:1] == "，":
        gap = len(left) - len(left.rstrip())
        return name if gap > 1 or not _HAPPENS.match(fold(right)) else None
    return _numbered(text, line, at, end)


def _fits(name: str, issuer: str) -> bool:
    return not issuer or any(same_organ(name, one) for one in (issuer, *issuer.split()))


def _numbered(text: str, line: int, at: int, end: int) -> str | None:
    """Return empty if the date stands on the line of the document's number."""
    if at - line > _BEFORE or not re.search("[号號]", text[line : min(end, at + _BEFORE)]):
        return None
    stop = text.find("\n", at, min(end, at + _BEFORE))
    whole = next(lines_of(text, line, stop if stop >= 0 else min(end, at + _BEFORE)), None)
    numbered = whole is not None and classify(whole) is Kind.NUMBER
    return "" if numbered and "印" not in whole.words else None


def _above(text: str, start: int, line: int, issuer: str, near: bool) -> str | None:
    """Return who signed in the lines above a date, or what :func:`_signed` returns."""
    before = list(lines_of(text, max(start, line - _BEFORE), line))
    names: list[str] = []
    while before and (name := organs(before[-1].raw)):
        names.insert(0, name)
        before.pop()
    whole = " ".join(names)
    if names and any(_fits(name, issuer) for name in names):
        return whole if issuer or (near and _ISSUES.search(fold(whole))) else None
    if names:
        return "" if near and issuer and len(names) > 1 else None
    if not before:
        return "" if near else None
    return "" if near and _may_follow(before[-1].words) else None


def _may_follow(words: str) -> bool:
    return words.endswith(_AFTER_SENTENCE) or len(words) > 12


def _last_line(text: str, start: int, end: int) -> str:
    """Return the body that issues documents and alone stands on the last line, or empty."""
    lines = list(lines_of(text, max(start, end - 200), end))
    lines = [line for line in lines if not line.folded.startswith("(")]
    name = organs(lines[-1].raw) if len(lines) > 1 else ""
    return name if _LAST.search(fold(name)) else ""

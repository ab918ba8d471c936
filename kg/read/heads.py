"""What the head of a document says of it: title, number (文号), issuer, date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.characters import fold, tidy
from kg.read.dates import DATE, first_date
from kg.read.lines import Kind, Line, classify, lines_of
from kg.read.numbers import find_number
from kg.read.organs import organs, same_organ
from kg.read.records import Records, read_records
from kg.read.signatures import Signature, find_signature
from kg.read.titles import Title, find_title

__all__ = ["Head", "read_head"]

_HEAD = 4000
_HEAD_LINES = 40
_RUN_ON = 600
_LONGEST_PREFIX = 30
_TITLED = re.compile("关于|印发|转发|批转")
_CITED_NUMBER = re.compile("》[（(]?[^，。；]{0,12}$")
_TIER_ONLY = re.compile(r"(?:省|市|县|区|州|盟|旗|镇|乡|自治区|自治州)(?:委|人民政府|政府)")
_TIERS = "省市县区州盟旗镇乡"
_LETTERHEAD = re.compile(r"(.{4,50})文件$")


@dataclass(frozen=True, slots=True)
class Head:
    """Title, number, issuer and ISO date of a document; each may be empty."""

    title: str = ""
    number: str = ""
    issuer: str = ""
    date: str = ""


def read_head(text: str, start: int = 0, end: int | None = None) -> Head:
    """Read the head of the document that stands between two positions of a text."""
    end = len(text) if end is None else end
    lines, kinds = _top(text, start, min(end, start + _HEAD))
    given = _prefixed(lines, kinds)
    records = read_records(
        text[start : lines[-1].start] if len(lines) > 1 else text[start:end][:_RUN_ON]
    )
    title = _labelled(records.title) or find_title(lines, kinds)
    signature = find_signature(text, start, end, title.issuer if title else records.issuer)
    return Head(
        title.words if title else "",
        records.number or _number(lines, kinds, title) or given,
        _issuer(title, records, signature, lines),
        records.written or signature.date or records.published or _printed(text, start, end),
    )


def _top(text: str, start: int, end: int) -> tuple[list[Line], list[Kind]]:
    """Return the lines of the head and what they are, as far as two lines into the text."""
    lines: list[Line] = []
    kinds: list[Kind] = []
    left = _HEAD_LINES
    for line in lines_of(text, start, end):
        lines.append(line)
        kinds.append(classify(line))
        left -= 1
        if kinds[-1] in (Kind.SALUTATION, Kind.HEADING) and left > 1:
            left = 1
        if not left:
            break
    return lines, kinds


def _prefixed(lines: list[Line], kinds: list[Kind]) -> str:
    """Take the number off lines that go on with the title behind it, and the 《》 off a title.

    Returns the first number taken off, or empty.
    """
    number = ""
    for k, line in enumerate(lines):
        found = find_number(line.words[:_LONGEST_PREFIX])
        behind = line.words[found[2] :].lstrip("）)") if found and found[1] <= 1 else ""
        words = behind if kinds[k] is not Kind.NUMBER and behind else line.words
        number = number or (found[0] if found and words is behind else "")
        if words.startswith("《") and words.endswith("》") and words.find("》") == len(words) - 1:
            words = words[1:-1]
        if words != line.words and _TITLED.search(fold(words)):
            before = line.raw_start(line.words.index(words))
            raw = line.raw[line.raw.index(before) + len(before) :]
            lines[k] = Line(line.start, line.end, raw, words, fold(words), line.apart)
            kinds[k] = classify(lines[k])
    return number


def _labelled(words: str) -> Title | None:
    """Return the title that a label gives, with the bodies it begins with."""
    lines = list(lines_of(words))[:1]
    found = find_title(lines, [Kind.WORDS]) if lines else None
    return found or (Title(words, "", 0, 0, True) if words else None)


def _number(lines: Sequence[Line], kinds: Sequence[Kind], title: Title | None) -> str:
    """Return the number on a line of its own, or the one that runs on from the title."""
    for line, kind in zip(lines, kinds, strict=True):
        if kind is Kind.NUMBER:
            found = find_number(line.words)
            return found[0] if found else ""
        if kind in (Kind.SALUTATION, Kind.HEADING):
            break
    if not title:
        return ""
    run = "".join(line.words for line in lines[title.first : title.last + 1])
    head = tidy(title.words)
    at = run.find(head) if title.issuer.count(" ") == 0 else 0
    rest = run[max(at, 0) + len(head) :][:60]
    found = find_number(rest)
    return found[0] if found and found[1] <= 2 else ""


def _issuer(
    title: Title | None, records: Records, signature: Signature, lines: Sequence[Line]
) -> str:
    """Return the bodies that issued a document, in the fullest form that it gives."""
    named = title.issuer if title else ""
    if not named:
        return records.issuer or signature.organ or _letterhead(lines, title) or records.origin
    if _TIER_ONLY.match(fold(named)):
        for fuller in (signature.organ, _letterhead(lines, title), records.issuer):
            if len(fuller) > len(named) and same_organ(named, fuller):
                return fuller
    if named[0] in _TIERS and named[0] in records.origin[1:]:
        return records.origin  # 县卫健委 on the page of 灵璧县卫生健康委员会
    return named


def _letterhead(lines: Sequence[Line], title: Title | None) -> str:
    """Return the body that a letter's head names above the title, as in 某某市人民政府文件."""
    for number, line in enumerate(lines[:6]):
        if _LETTERHEAD.match(line.words):
            return organs(line.raw.strip().removesuffix("件").rstrip().removesuffix("文"))
        if title and number < title.first and classify(line) is Kind.ORGANS:
            return organs(line.raw)
    return ""


def _printed(text: str, start: int, end: int) -> str:
    """Return the date of a line such as 2021年3月1日印发, at the head or at the end."""
    for part in (text[start : min(end, start + 600)], text[max(start, end - 600) : end]):
        for match in DATE.finditer(part):
            if part[match.end() : match.end() + 3].lstrip(" \u3000").startswith("印"):
                return first_date(match.group())
    return ""

"""The signature of a document: who signed it and when (成文日期)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.characters import fold, tidy
from kg.read.dates import DATE, iso_date
from kg.read.lines import Kind, classify, lines_of
from kg.read.organs import organs, same_organ

__all__ = ["Signature", "find_signature"]

_BEFORE = 160
_NEAR = 4000
_TAIL = 1500
_LEAST_SENTENCE = 12
_AFTER_SENTENCE = ("。", "：", "）", ")", "；", ":")
# What makes a body and a date part of a sentence: 国务院2018年11月16日发布的….
_HAPPENS = re.compile(r"[，、,]|[发印召颁批通出下起前后至到的以在第是会市省县我对和与正经举开]")
# Bodies that sign documents of their own; in a table, a cell above a deadline names others too.
_ISSUES = re.compile(
    r"(?:政府|办公[厅室]|委员会|办事处|管委会|指挥部|领导小组|国务院|[省市县区州]委|部|厅)$"
)
_LAST = re.compile(r"政府(?:办公[厅室])?$|国务院|委员会$|办事处$")
# What may stand before the date of a signature: a line's start, the end of a name or a number.
_BESIDE = re.compile(
    r"(?:^|[\n\r（(]|[ \t\u3000]{2}|国务院|國務院"
    r"|[府厅廳室会會委部局署院办辦心社司团團行队隊处處站学學关關区區组組号號])[ \t\u3000\xa0]*$"
)
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
    look = _Look(text, start, end, issuer)
    for match in DATE.finditer(text, start, end):
        if not _BESIDE.search(text[max(start, match.start() - 24) : match.start()]):
            continue
        date = iso_date(match.group())
        signed = look.signed(match.start(), match.end()) if date else None
        if signed is not None:
            return Signature(signed or look.last_line(), date)
    return Signature(look.last_line(), "")


@dataclass(frozen=True, slots=True)
class _Look:
    """A document whose signature is looked for."""

    text: str
    start: int
    end: int
    issuer: str

    def signed(self, at: int, after: int) -> str | None:
        """Return who signed beside a date, empty for nobody named, ``None`` for no signature."""
        line = self._line_start(at)
        left = self.text[max(line, at - _BEFORE) : at]
        right = self.text[after : min(self.end, after + 12)]
        if not tidy(left).strip("（("):
            alone = not re.split("[\r\n]", right)[0].strip(" \t\u3000\xa0)）")
            return self._above(line, at) if alone else self._numbered(line, at)
        name = organs(_SENTENCE.split(left.rstrip())[-1])
        if name and (not self.issuer or self._fits(name)):
            wide = len(left) - len(left.rstrip()) > 1
            happens = _HAPPENS.match(fold(right).lstrip())
            if not happens or (wide and self.issuer):
                return name
        return self._numbered(line, at)

    def last_line(self) -> str:
        """Return the body that issues documents and alone stands on the last line, or empty."""
        lines = list(lines_of(self.text, max(self.start, self.end - 200), self.end))
        lines = [line for line in lines if not line.folded.startswith("(")]
        name = organs(lines[-1].raw) if len(lines) > 1 else ""
        return name if _LAST.search(fold(name)) else ""

    def _line_start(self, at: int) -> int:
        low = max(self.start, at - 2 * _BEFORE)
        return max(self.text.rfind("\n", low, at), self.text.rfind("\r", low, at), low - 1) + 1

    def _near(self, at: int) -> bool:
        return at < self.start + _NEAR or at > self.end - _TAIL

    def _fits(self, name: str) -> bool:
        return any(same_organ(name, one) for one in (self.issuer, *self.issuer.split()))

    def _numbered(self, line: int, at: int) -> str | None:
        """Return empty if the date stands on the line of the document's number."""
        high = min(self.end, at + _BEFORE)
        if at - line > _BEFORE or not re.search("[号號]", self.text[line:high]):
            return None
        stop = self.text.find("\n", at, high)
        whole = next(lines_of(self.text, line, stop if stop >= 0 else high), None)
        if whole is None or classify(whole) is not Kind.NUMBER or "印" in whole.words:
            return None
        return ""

    def _above(self, line: int, at: int) -> str | None:
        """Return who signed in the lines above a date, or what :meth:`signed` returns."""
        near = self._near(at)
        before = list(lines_of(self.text, max(self.start, line - _BEFORE), line))
        names: list[str] = []
        while before and (name := organs(before[-1].raw)):
            names.insert(0, name)
            before.pop()
        whole = " ".join(names)
        if names and self.issuer:
            fits = any(self._fits(name) for name in names)
            return whole if fits else ("" if near and len(names) > 1 else None)
        if names:
            return whole if near and _ISSUES.search(fold(whole)) else None
        if not near:
            return None
        return "" if not before or _may_follow(before[-1].words) else None


def _may_follow(words: str) -> bool:
    return words.endswith(_AFTER_SENTENCE) or len(words) > _LEAST_SENTENCE

"""The text that prose is looked for in: clauses already found are blotted out."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import regex

from kg.parse import grammar
from kg.parse.bodies import mask, split
from kg.parse.brackets import body_like
from kg.parse.found import Found
from kg.parse.places import place_start
from kg.parse.tails import Item
from kg.parse.view import View

__all__ = ["NUMBERED", "Page", "Sentence"]

_PARTS = regex.compile(r"[、，；]")
# 粮食局等部门研究提出: what closes a list stands inside, and its verb was not seen.
_RUNS_ON = regex.compile(r"等(?:有关|相关)?(?:部门|单位)[\p{Han}]{2}")
NUMBERED = regex.compile(
    r"第[一二三四五六七八九十百零〇0-9]{1,5}[条章节编](?:\([^()]{1,12}\))?|[0-9]{1,2}(?:\.[0-9]{1,2}){1,3}|[—–•·●■◆▲★☆○-]{1,3}"
)
"""What may open a line besides a number. + 第六条(部门职责), ——"""
_NUMBERED = regex.compile(
    r"(?<!^)[0-9]{1,2}[.、]|第[一二三四五六七八九十百零〇0-9]{1,5}条"
)  # 生态环境建设1.各县: a heading and its item
# 抢险救援组省应急厅牵头; 工作职责(一)市民政局：: the line break behind a title is lost.
_GLUED = regex.compile(
    r"(?:\p{Han}{2,8}组|(?:工作|主要|部门)?职责(?:分工)?|(?:任务|责任|部门|工作)分工)"
    r"(?:\([一二三四五六七八九十0-9]{1,3}\)|[0-9]{1,2}[.、])?"
    rf"(?={grammar.TIER_PREFIX.pattern[1:]}\p{{Han}}{{2}})"
)
# 经市应急局会同…调查: words that lead up to a body.
_NO_START = regex.compile(
    r"未?经(?![济信开贸发营科促办合管])|在(?!京)|对(?!外)|从|把|将|因|为(?!民)|据|除|并|若|如|凡|当"
)
_ENDS_GROUP = regex.compile(
    rf"(?:{grammar.ORGAN_END.pattern}|{grammar.UNIT_END.pattern}|[省市县区州盟旗地方]$|方面$|院校$|高校$)"
)
_LONGEST_LIST = 400
_SHORTEST_LIST = 2
_LONG_LIST = 5
_MOST = 0.8
_FULL_LINE = 20
_PASSAGE_STOPS = "。！？：;；"
# An item, a label, a bracket with nothing else: what follows is no rest of the line before.
_OPENS = regex.compile(
    r"\([^()]{1,40}\)(?:$|[\p{Han}])|[0-9]{1,3}[.、]|[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]+[章节条]"
    r"|[\p{Han}]{2,12}：|附件|注："
)


def _is_body(word: str) -> bool:
    """Return whether a word of running text names a body: 有关单位, and not 有关单位反映."""
    if not body_like(word):
        return False
    opened = grammar.GROUP_OPENS.match(word)
    return not opened or bool(_ENDS_GROUP.search(word))


@dataclass(frozen=True, slots=True)
class Page:
    """Folded text with the clauses already found blotted out.

    Attributes:
        text: Folded text; each character of a clause already found reads ``。``.
        lines: Positions at which a raw line starts, sorted.
        starts: The same, for asking.
    """

    text: str
    lines: tuple[int, ...]
    starts: frozenset[int]

    @classmethod
    def of(cls, view: View, taken: Sequence[Found]) -> Page:
        """Blot out the clauses of a view."""
        pieces = []
        at = 0
        for clause in sorted(taken, key=lambda f: f.start):
            if clause.start >= at:
                pieces += [view.text[at : clause.start], "。" * (clause.end - clause.start)]
                at = clause.end
        pieces.append(view.text[at:])
        return cls("".join(pieces), tuple(sorted(view.lines)), view.lines)

    def line_end(self, position: int) -> int:
        """Return where the line of a position ends."""
        at = bisect_right(self.lines, position)
        return self.lines[at] if at < len(self.lines) else len(self.text)

    def passage_end(self, position: int) -> int:
        """Return where a passage ends that may run over lines of a printed page.

        A full line that ends without a stop goes on in the next, unless that names bodies of its
        own or opens an item.
        """
        end = self.line_end(position)
        while end < len(self.text) and self._goes_on(end):
            end = self.line_end(end)
        return end

    def duty_end(self, position: int) -> int:
        """Return where a duty ends that stands behind its body and a colon.

        A page that breaks it breaks it anywhere: what opens no item and no other body goes on.
        """
        end = self.passage_end(position)
        while end < len(self.text) and self.text[end - 1] not in _PASSAGE_STOPS:
            stop = self.line_end(end)
            if _OPENS.match(self.text, end, stop) or "。" not in self.text[end:stop]:
                break
            end = stop
        return end

    def _goes_on(self, end: int) -> bool:
        full = end - self.line_start(end - 1) >= _FULL_LINE
        following = self.text[end : self.line_end(end)]
        return (
            full
            and self.text[end - 1] not in _PASSAGE_STOPS
            and not _OPENS.match(following)
            and not grammar.CLAUSE_WORD.search(following)
        )

    def line_start(self, position: int) -> int:
        """Return where the line of a position starts."""
        at = bisect_right(self.lines, position) - 1
        return self.lines[at] if at >= 0 else 0

    def title_end(self, start: int) -> int:
        """Return where the title ends that stands before bodies without a line break."""
        title = _GLUED.match(self.text, start)
        return title.end() if title else start

    def _inner_lines(self, start: int, end: int) -> Sequence[int]:
        """Return the starts of lines inside a stretch of text."""
        return self.lines[bisect_right(self.lines, start) : bisect_left(self.lines, end)]

    def bodies(self, start: int, end: int) -> list[Item] | None:
        """Return the items of ``text[start:end]`` if it holds nothing but bodies."""
        if not _SHORTEST_LIST <= end - start <= _LONGEST_LIST:
            return None
        window = self.text[start:end]
        if NUMBERED.match(window) or (_NO_START.match(window) and not place_start(window)):
            return None
        if any(grammar.PERSON.search(part) for part in _PARTS.split(window)):
            return None
        items = split(window, 0, len(window), mask(window))
        if not items or items[0].start != 0:
            return None
        words = [window[item.start : item.end] for item in items]
        good = [
            len(word) >= _SHORTEST_LIST and (bool(item.tail) or _is_body(word))
            for word, item in zip(words, items, strict=True)
        ]
        if any(_OPENS.match(self.text, line) for line in self._inner_lines(start, end)):
            return None  # the title of a list and its first item
        # In a long list a name of a new kind may stand among those that show what they are.
        one_line = self.line_end(start) >= end
        lenient = one_line and len(good) >= _LONG_LIST
        if _RUNS_ON.search(words[-1]) or _NUMBERED.search(words[0]):
            return None
        if not good[0] or sum(good) < len(good) * (_MOST if lenient else 1):
            return None
        return [Item(i.start + start, i.end + start, i.tail, i.group, i.role) for i in items]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a page.

    Attributes:
        page: The text.
        start: First position.
        end: Position of the stop behind it.
        follows: Whether it is the rest of a sentence that told another duty: …，乙局负责….
    """

    page: Page
    start: int
    end: int
    follows: bool = False

    @property
    def hidden(self) -> str:
        """Return its words with the insides of brackets hidden."""
        return mask(self.page.text[self.start : self.end])

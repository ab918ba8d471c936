"""Which words of a row that lost its ruling belong to which column.

Behind the work stand the cells of bodies, persons and deadlines without anything between them. All
ways to part them are weighed; a row is read only where one way is left. A cell separates its
bodies in one way, by marks or by nothing, which is what tells 甲局 | 乙局丙局 from its kin.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

import regex

from kg.parse.brackets import body_like
from kg.parse.persons import SURNAMES
from kg.parse.tables.chain import Token, bare_tokens, is_one, tokens
from kg.parse.tables.titles import ROLES

__all__ = ["DUE", "Fields", "Filled", "is_person", "part"]

_MARK = regex.compile(r"[、，；/]|(?:以及|和|与|及)(?=.)")
_CLOSER = regex.compile(
    r"(?:等(?:有关|相关|责任|成员)?(?:部门|单位|地区)?(?:和单位)?)?"
    r"(?:按(?:照)?(?:各自)?职责(?:分工)?(?:负责|配合|落实)?|分工负责|分别负责|共同(?:负责|牵头|配合)|(?:牵头|负责|配合)(?:落实)?)?"
)
_NONE = regex.compile(r"无|[—–-]{1,2}|/")  # an empty cell
_PIECE = regex.compile(r"[\p{Han}()]{2,20}")
# No name ends in the tier that the body behind it begins with: 张菁 | 市商务局.
_PERSON = regex.compile(
    rf"(?:[{SURNAMES}]|欧阳|司马|上官|诸葛|皇甫)\p{{Han}}{{0,1}}[^\P{{Han}}市县区]"
)
DUE = regex.compile(
    r"(?:自|于|在|确保|力争)?(?:(?:[12][0-9]{3}(?:年|[-./][0-9]{1,2}(?:[-./][0-9]{1,2})?))?"
    r"(?:[0-9]{1,2}月)?(?:[0-9]{1,2}日)?(?<=[0-9年月日])"
    r"|每(?:年|月|季度?|半年|周)|长期|持续|全年|年底|年内|常年|全程|第?[一二三四]季度|上半年|下半年"
    r"|即时|立即|贯穿全年|按时序进度|适时|常态化)"
    r"(?:底|末|中旬|上旬|下旬|初|内)?(?:之?前|以前)?"
    r"(?:完成|坚持|推进|实施|开展|落实|到位|启动|进行|整改)*"
)
"""A deadline as a cell gives it."""
_EMPTY, _STACKED, _NEW_PIECE = 2, 1, 6
_MOST_WAYS = 12
_LONGEST_NOTE = 16  # what a deadline says besides its time


@dataclass(frozen=True, slots=True)
class Filled:
    """What a row puts into one column: its place and, without marks between them, its bodies.

    Attributes:
        column: Number of the column.
        start: First position.
        end: Position after the last one.
        bodies: The bodies, where it is a cell of bodies.
        cuts: Where one of them begins that no mark parts from the one before it.
    """

    column: int
    start: int
    end: int
    bodies: tuple[Token, ...] = ()
    cuts: tuple[int, ...] = ()


Way = tuple[Filled, ...]


@dataclass(frozen=True, slots=True, order=True)
class _List:
    """Bodies from one position to another, with what they cost."""

    end: int
    cost: int
    bodies: tuple[Token, ...]
    cuts: tuple[int, ...] = ()
    marked: bool = False


class Fields:
    """The ways to part ``text[start:end]`` among columns."""

    def __init__(
        self,
        text: str,
        span: tuple[int, int],
        kinds: Sequence[str],
        blanks: frozenset[int] = frozenset(),
        *,
        edged: bool = False,
    ) -> None:
        self._text = text
        self._begin = span[0] if edged else -1
        self._end = span[1]
        self._kinds = kinds
        self._blanks = blanks
        self._first = next(i for i, kind in enumerate(kinds) if kind in ROLES)
        self._memo: dict[tuple[int, int], tuple[int, tuple[Way, ...]]] = {}

    def ways(self, at: int, column: int) -> tuple[int, tuple[Way, ...]]:
        """Return the least cost to read on from a position and column, and the ways at it."""
        state = at, column
        if state not in self._memo:
            self._memo[state] = -1, ()  # no way while it is being looked for
            self._memo[state] = self._least(at, column)
        return self._memo[state]

    def _least(self, at: int, column: int) -> tuple[int, tuple[Way, ...]]:
        if column == len(self._kinds):
            return (0, ((),)) if at == self._end else (-1, ())
        best, found = -1, list[Way]()
        for cost, filled in self._cells(at, column):
            rest, behind = self.ways(filled.end, column + 1)
            total = cost + rest + self._unparted(at, filled)
            if rest < 0 or (0 <= best < total):
                continue
            if total < best or best < 0:
                best, found = total, []
            held = (filled,) if filled.end > filled.start else ()
            found.extend((*held, *way) for way in behind)
        return best, tuple(dict.fromkeys(found))[:_MOST_WAYS]

    def _unparted(self, at: int, filled: Filled) -> int:
        """Return the price of a cell without a blank before it where blanks part others."""
        inside = filled.column > 0 and filled.end > at
        return int(inside and bool(self._blanks) and at not in self._blanks)

    def _cells(self, at: int, column: int) -> Iterator[tuple[int, Filled]]:
        """Yield what a column may hold from a position on, with its cost."""
        kind = self._kinds[column]
        if kind in ROLES:
            yield from self._lists(at, column)
        elif kind == "person":
            yield from self._persons(at, column)
        elif kind == "deadline":
            due = DUE.match(self._text, at, self._end)
            if due and due.end() > at:
                yield 0, Filled(column, at, due.end())
                if self._end - due.end() <= _LONGEST_NOTE:
                    yield 1, Filled(column, at, self._end)
        none = _NONE.match(self._text, at, self._end)
        if none and column != self._first:
            yield 0, Filled(column, at, none.end())
        if column != self._first:
            yield _EMPTY if kind in ROLES else 1, Filled(column, at, at)

    def _persons(self, at: int, column: int) -> Iterator[tuple[int, Filled]]:
        ends = {at}
        while ends:
            ends = {end for start in ends for end in self._names(start)}
            for end in sorted(ends):
                yield 0, Filled(column, at, end)

    def _names(self, at: int) -> Iterator[int]:
        at += self._text[at : at + 1] in ("、", "，")
        for size in (2, 3, 4):
            if at + size <= self._end and _PERSON.fullmatch(self._text, at, at + size):
                yield at + size

    def _lists(self, at: int, column: int) -> Iterator[tuple[int, Filled]]:
        """Yield the lists of bodies that begin at a position, each separated in one way.

        Lists that end in one place multiply with each body; of those that cost the same, as many
        go on as would be kept.
        """
        least: dict[tuple[int, bool, bool], int] = {}
        gone: Counter[tuple[int, bool, bool]] = Counter()
        first = self._bodies(at)
        if at == self._begin:
            first += bare_tokens(self._text, at, self._end)
        queue = [_List(token.end, token.cost, (token,)) for token in first]
        heapify(queue)
        while queue:
            held = heappop(queue)
            state = held.end, held.marked, bool(held.cuts)
            if held.cost > least.setdefault(state, held.cost) or gone[state] == _MOST_WAYS:
                continue
            gone[state] += 1
            for longer in self._longer(held):
                heappush(queue, longer)
            closer = _CLOSER.match(self._text, held.end, self._end)
            stop = closer.end() if closer else held.end
            cost = held.cost + _STACKED * bool(held.cuts)
            yield cost, Filled(column, at, stop, held.bodies, held.cuts)

    def _longer(self, held: _List) -> Iterator[_List]:
        """Yield a list with one more body.

        Marks between places part no bodies of other kinds: 甲县、乙县政府 may be one line of many.
        """
        mark = _MARK.match(self._text, held.end, self._end)
        found = self._bodies(held.end) if mark is None else self._listed(mark.end())
        for token in found:
            marked = held.marked or (
                mark is not None and not (held.bodies[-1].local and token.local)
            )
            cuts = held.cuts if mark else (*held.cuts, token.start)
            if not (marked and cuts):
                yield _List(token.end, held.cost + token.cost, (*held.bodies, token), cuts, marked)

    def _bodies(self, at: int) -> tuple[Token, ...]:
        return tokens(self._text, at, self._end)

    def _listed(self, at: int) -> Iterator[Token]:
        """Yield the bodies that may stand behind a mark, those of a kind of their own too."""
        found = self._bodies(at)
        yield from found
        yield from self._pieces(at, {token.end for token in found})

    def _pieces(self, at: int, known: Set[int]) -> Iterator[Token]:
        piece = _PIECE.match(self._text, at, self._end)
        if piece:
            for end in range(at + 2, piece.end() + 1):
                word = self._text[at:end]
                if end not in known and body_like(word) and is_one(word):
                    yield Token(at, end, _NEW_PIECE + end - at)


def is_person(words: str) -> bool:
    """Return whether words are the name of a person: 周立新, 欧阳明."""
    return bool(_PERSON.fullmatch(words))


def part(
    text: str,
    span: tuple[int, int],
    kinds: Sequence[str],
    blanks: frozenset[int] = frozenset(),
    *,
    edged: bool = False,
) -> tuple[Way, ...]:
    """Return the ways to part words among columns; several where none is better.

    Args:
        text: Folded text.
        span: Where the first column's words begin and the last one's end.
        kinds: What the columns hold (``Column.kind``), one of them bodies.
        blanks: Positions before which the source has a blank.
        edged: Whether the words begin without doubt, at a full stop or a blank.
    """
    return Fields(text, span, kinds, blanks, edged=edged).ways(span[0], 0)[1]

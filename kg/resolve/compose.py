"""Official full names, English labels and keys of bodies."""

from __future__ import annotations

from collections.abc import Mapping

from kg.model import Agency
from kg.resolve.gazetteer import CENTRE, Gazetteer
from kg.resolve.offices import Match, full_head
from kg.resolve.vocabulary import Office

__all__ = ["Composer"]

_ENGLISH_HEADS = {
    "委": "Commission",
    "厅": "Department",
    "局": "Bureau",
    "总局": "Administration",
    "办": "Office",
    "室": "Office",
    "院": "Institute",
    "馆": "Institute",
    "中心": "Centre",
    "办公厅": "",
    "办公室": "",
    "部": "",
    "分局": "Branch",
    "总队": "Corps",
    "支队": "Detachment",
    "大队": "Brigade",
    "处": "Division",
    "服务局": "Bureau",
}


# 大连, 宁波, 厦门, 青岛, 深圳: the centre's bodies there rank with those of provinces.
_STATE_PLANNED = ("210200", "330200", "350200", "370200", "440300")
_WHOLE_ENGLISH = ("Office", "Service", "Commission", "Committee", "Department", "Administration")


def _central_english(label: str, english: str) -> str:
    if not english or english.endswith(_WHOLE_ENGLISH):
        return english
    if label.endswith("部"):
        return f"Ministry of {english}"
    heads = (("委员会", "Commission"), ("办公室", "Office"), ("局", "Administration"))
    return next(
        (f"National {english} {word}" for end, word in heads if label.endswith(end)), english
    )


class Composer:
    """Writes the full names of bodies."""

    def __init__(self, places: Gazetteer, systems: Mapping[str, str]) -> None:
        self._places = places
        self._systems = systems

    def place(self, code: str, year: int) -> str:
        """Return the full name of a place; a district stands behind its city."""
        places = self._places
        name = places.name(code, year)
        parent = places.parent(code, year)
        if name.endswith("区") and places.tier(code) == "county" and parent not in ("", CENTRE):
            return places.name(parent, year) + name
        return name

    def agency(self, match: Match, code: str, year: int) -> Agency:
        """Return the body that an office is at a place, in a year."""
        if code == CENTRE:
            return self._central(match.office)
        label = self._label(match, code, year)
        office = match.office
        return Agency(
            key=f"{code}/{label}",
            label=label,
            jurisdiction=code,
            tier=self._places.tier(code),
            system=office.system,
            kind=office.kind,
            label_en=self._english(match, code),
        )

    def _central(self, office: Office) -> Agency:
        label = office.national or office.name
        # The head of a vertical system is itself a department of the centre.
        kind = "department" if office.kind == "vertical" else office.kind
        english = office.english_national or _central_english(label, office.english)
        return Agency(f"{CENTRE}/{label}", label, CENTRE, "national", office.system, kind, english)

    def _head(self, match: Match, code: str) -> str:
        """The head as written where it is in use at this tier, else the usual one."""
        office = match.office
        usual = office.heads.get(self._places.seat(code))
        if usual is None:
            return match.head
        return match.head if match.exact and match.head in office.others else usual

    def _label(self, match: Match, code: str, year: int) -> str:
        office, seat, stem = match.office, self._places.seat(code), match.stem
        if office.kind == "vertical" and code in _STATE_PLANNED:
            seat = "province"
        pattern = office.patterns.get(seat)
        if pattern:
            seated = f"{code[:2]}0100" if office.capital and seat == "province" else code
            return self._filled(pattern, seated, year)
        head = full_head(self._head(match, code))
        if office.kind == "party":
            return f"中共{self.committee(code, year)}{stem}{head}"
        return self.place(code, year) + stem + head

    def _filled(self, pattern: str, code: str, year: int) -> str:
        short = self._places.short_name(code, year)
        return (
            pattern.replace("{p}", self.place(code, year))
            .replace("{s}", short)
            .replace("{w}", self.committee(code, year))
        )

    def committee(self, code: str, year: int) -> str:
        """Return the party committee of a place: 吉林省委, 广西壮族自治区委员会."""
        return self.place(code, year) + ("委员会" if self._is_autonomous(code) else "委")

    def _is_autonomous(self, code: str) -> bool:
        return self._places.tier(code) == "province" and self._places.name(code).endswith("自治区")

    def _english(self, match: Match, code: str) -> str:
        region = self._places.regions[code].english
        english = match.office.english or self._systems.get(match.office.system, "")
        head = _ENGLISH_HEADS.get(self._head(match, code), "")
        if english.endswith(_WHOLE_ENGLISH):
            head = ""
        return " ".join(filter(None, (region, english, head)))

    def named(self, label: str, code: str, kind: str, system: str = "") -> Agency:
        """Return a body known by its name alone."""
        tier = self._places.tier(code)
        return Agency(f"{code or '-'}/{label}", label, code, tier, system, kind)

    def government(self, code: str, year: int) -> Agency:
        """Return the people's government of a place."""
        if code == CENTRE:
            return Agency(
                f"{CENTRE}/国务院", "国务院", CENTRE, "national", "", "government", "State Council"
            )
        name = self.place(code, year)
        label = name + ("行政公署" if name.endswith(("地区", "盟")) else "人民政府")
        english = f"{self._places.regions[code].english} People's Government"
        tier = self._places.tier(code)
        return Agency(f"{code}/{label}", label, code, tier, "", "government", english)

    def party(self, code: str, year: int) -> Agency:
        """Return the party committee of a place."""
        label = f"中共{self.committee(code, year)}"
        english = f"{self._places.regions[code].english} Party Committee"
        tier = self._places.tier(code)
        return Agency(f"{code}/{label}", label, code, tier, "", "party", english)

"""How governments are called by their unit alone: 省, 市, 县."""

from __future__ import annotations

from kg.resolve.gazetteer import Gazetteer

__all__ = ["UNITS", "fits"]

# How bodies and heads say whose they are (县教育局, 区政府), and the endings of such places.
UNITS = {
    "省": "省",
    "自治区": "区",
    "市": "市",
    "州": "州",
    "盟": "盟",
    "县": "县",
    "区": "区",
    "旗": "旗",
}


def fits(code: str, unit: str, places: Gazetteer, year: int) -> bool:
    """Return whether a division may be called by a unit alone; by none, only a province."""
    tier = places.seat(code)
    if unit in ("", "省", "自治区"):
        return places.tier(code) == "province" and (not unit or tier != "municipality")
    return tier != "province" and places.name(code, year).endswith(UNITS[unit])

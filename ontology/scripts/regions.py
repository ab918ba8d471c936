"""Write ``ontology/regions.ttl`` from the table of divisions and a table of coordinates.

Usage: ``python ontology/scripts/regions.py AREACODES.csv ADCODES.csv ontology/regions.ttl``

AREACODES.csv is the areacodes data set (CC0 1.0, yescallop), ADCODES.csv the file
``resources/adcodes.csv`` of the package cpca 0.5.5 (MIT). pypinyin (MIT) spells the English
labels; neither package is needed to use the result. The same tables give the same bytes.
"""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from areas import AREAS
from pypinyin import lazy_pinyin
from region_names import COORDINATES, ENGLISH, NICKNAMES, short_names, stem_of

__all__ = ["main"]

_HEAD = """\
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix geo: <http://www.w3.org/2003/01/geo/wgs84_pos#> .
@prefix kg: <https://w3id.org/fengong/ontology#> .
@prefix region: <https://w3id.org/fengong/id/region/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix scheme: <https://w3id.org/fengong/id/scheme/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

# Written by ontology/scripts/regions.py. Do not edit: change the script or its sources.

scheme:regions a skos:ConceptScheme ;
    dcterms:title "Administrative divisions of China, 1981 to 2024"@en ,
        "中国县级以上行政区划（1981—2024）"@zh ;
    dcterms:description "GB/T 2260 codes; a record holds up to but not including its last year"@en ;
    rdfs:comment "Coordinates (2020) are GCJ-02, as Chinese web maps use them"@en ;
    dcterms:source <https://github.com/yescallop/areacodes> ,
        <https://github.com/DQinYuan/chinese_province_city_area_mapper> ;
    dcterms:license <https://creativecommons.org/publicdomain/zero/1.0/> .

region:100000 a kg:Region ;
    skos:inScheme scheme:regions ; skos:notation "100000" ; kg:tier "national" ;
    skos:prefLabel "中国"@zh , "China"@en ; kg:record region:100000-1949 .
region:100000-1949 rdfs:label "中国"@zh ; kg:from "1949"^^xsd:gYear .
"""
_TIERS = {"省级": "province", "地级": "prefecture", "县级": "county"}
_UNITS = {
    "县": "County",
    "旗": "Banner",
    "区": "District",
    "州": "Prefecture",
    "盟": "League",
    "市": "",
    "省": "",
}
_Point = tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Record:
    code: str
    name: str
    tier: str
    parent: str
    first: str
    last: str
    successors: tuple[str, ...]


def _successors(row: dict[str, str]) -> tuple[str, ...]:
    """Codes that took over; those with a year behind them only took a part."""
    codes = [code for code in row["新代码"].split(";") if code and "[" not in code]
    return tuple(code for code in codes if code != row["代码"])


def _parent(row: dict[str, str], codes: dict[tuple[str, str], list[dict[str, str]]]) -> str:
    if row["级别"] == "省级":
        return "100000"
    seat = row["二级行政区"] if row["级别"] == "县级" else ""
    if seat in ("", "直辖"):
        return codes[row["一级行政区"], ""][0]["代码"]
    held = codes[row["一级行政区"], seat]
    year = int(row["启用时间"])
    fits = [r for r in held if int(r["启用时间"]) <= year < int(r["变更/弃用时间"] or 9999)]
    return (fits or held)[-1]["代码"]


def _records(path: Path) -> list[_Record]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    codes: dict[tuple[str, str], list[dict[str, str]]] = defaultdict(list)
    for row in rows:
        if row["级别"] == "省级":
            codes[row["名称"], ""].append(row)
        elif row["级别"] == "地级":
            codes[row["一级行政区"], row["名称"]].append(row)
    return [
        _Record(
            row["代码"],
            row["名称"],
            _TIERS[row["级别"]],
            _parent(row, codes),
            row["启用时间"],
            row["变更/弃用时间"],
            _successors(row),
        )
        for row in rows
    ]


def _points(path: Path) -> dict[str, _Point]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {
            row["adcode"][:6]: (row["latitude"], row["longitude"])
            for row in csv.DictReader(file)
            if row["adcode"].endswith("000000") and row["latitude"]
        }


def _filled(points: dict[str, _Point], by_code: dict[str, list[_Record]]) -> dict[str, _Point]:
    """Give a division without coordinates the middle of those below it."""
    below: dict[str, list[_Point]] = defaultdict(list)
    for code, records in sorted(by_code.items()):
        if code in points:
            below[records[-1].parent].append(points[code])
    middles = {
        code: (f"{_mean(p[0] for p in held):.6f}", f"{_mean(p[1] for p in held):.6f}")
        for code, held in below.items()
    }
    return middles | COORDINATES | points


def _mean(texts: Iterable[str]) -> float:
    numbers = [float(text) for text in texts]
    return sum(numbers) / len(numbers)


def _english(record: _Record) -> str:
    if record.name in ENGLISH:
        return ENGLISH[record.name]
    spelled = "".join(lazy_pinyin(stem_of(record.name))).capitalize()
    unit = "Prefecture" if record.name.endswith("地区") else _UNITS.get(record.name[-1], "")
    if record.tier == "province":
        unit = ""
    return f"{spelled} {unit}".strip()


def _names(record: _Record) -> str:
    shorts = [*short_names(record.name), *NICKNAMES.get(record.name, ())]
    labels = " , ".join(f'"{short}"@zh' for short in dict.fromkeys(shorts))
    return f" ; skos:altLabel {labels}" if labels else ""


def _record_line(record: _Record) -> str:
    last = f' ; kg:until "{record.last}"^^xsd:gYear' if record.last else ""
    after = " , ".join(f"region:{code}" for code in record.successors)
    replaced = f" ; dcterms:isReplacedBy {after}" if after else ""
    return (
        f'region:{record.code}-{record.first} rdfs:label "{record.name}"@zh{_names(record)} ; '
        f'skos:broader region:{record.parent} ; kg:from "{record.first}"^^xsd:gYear'
        f"{last}{replaced} ."
    )


def _region(records: list[_Record], point: _Point | None) -> str:
    """One code: its last record names it, every record stays."""
    now = records[-1]
    lines = [
        f"\nregion:{now.code} a kg:Region ; skos:inScheme scheme:regions ;",
        f'    skos:notation "{now.code}" ;',
        f'    skos:prefLabel "{now.name}"@zh , "{_english(now)}"@en ; kg:tier "{now.tier}" ;',
        f"    skos:broader region:{now.parent} ;",
    ]
    if point:
        lines.append(
            f'    geo:lat "{point[0]}"^^xsd:decimal ; geo:long "{point[1]}"^^xsd:decimal ;'
        )
    held = " , ".join(f"region:{record.code}-{record.first}" for record in records)
    lines.append(f"    kg:record {held} .")
    return "\n".join([*lines, *map(_record_line, records)])


def _area(name: str, english: str, others: tuple[str, ...]) -> str:
    labels = " , ".join(f'"{other}"@zh' for other in others)
    more = f" ; skos:altLabel {labels}" if labels else ""
    return (
        f"<https://w3id.org/fengong/id/area/{name}> a kg:Area ; skos:inScheme scheme:regions ; "
        f'skos:prefLabel "{name}"@zh , "{english}"@en{more} .'
    )


def main(divisions: Path, coordinates: Path, target: Path) -> None:
    """Write the scheme of regions.

    Args:
        divisions: The areacodes table.
        coordinates: The table adcode, name, longitude, latitude.
        target: The Turtle file to write.
    """
    by_code: dict[str, list[_Record]] = defaultdict(list)
    for record in _records(divisions):
        by_code[record.code].append(record)
    points = _filled(_points(coordinates), by_code)
    blocks = [
        _region(sorted(by_code[code], key=lambda r: r.first), points.get(code))
        for code in sorted(by_code)
    ]
    target.write_text(
        "\n".join([_HEAD, *blocks, "", *(_area(*area) for area in AREAS), ""]),
        encoding="utf-8",
        newline="\n",
    )


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))

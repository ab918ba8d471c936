"""Write ``ontology/lexicon.json``: words that look like names of places and are none.

Usage: ``python ontology/scripts/lexicon.py DICT.txt ontology/lexicon.json``

DICT.txt is the dictionary of jieba 0.42.1 (MIT): word, frequency, part of speech. Three lists:
``ordinary`` are short names of divisions that are words of their own (资源, 合作, 来宾),
``pairs`` words of two characters that a name may be cut out of (示范县 holds no 范县), ``known``
short names of counties that are known as places outside their province (义乌).
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

__all__ = ["main"]

_PLACES = {"ns", "nt"}
_NAMES = {"nr", "nrt", "nrfg", "nz"}
_COMMON = 100
_ORDINARY = 60
# Prefectures whose short name is a word the genre uses; all others are places first.
_ORDINARY_PREFECTURES = {
    "来宾", "长治", "阿里", "海口", "中山", "大同", "安康", "河源", "日照", "海北", "海西",
}  # fmt: skip
_ALSO_ORDINARY = {
    "三江",
    "平原",
    "新华",
    "三门",
    "河东",
    "河西",
    "江南",
    "江北",
    "江东",
    "滨海",
    "海港",
    "龙江",
}
# Counties that texts of other provinces name without their unit.
_KNOWN = [
    "义乌",
    "昆山",
    "慈溪",
    "常熟",
    "张家港",
    "太仓",
    "江阴",
    "宜兴",
    "诸暨",
    "东阳",
    "乐清",
    "晋江",
    "石狮",
    "平潭",
    "武夷山",
    "井冈山",
    "瑞金",
    "婺源",
    "曲阜",
    "寿光",
    "都江堰",
    "九寨沟",
    "汶川",
    "峨眉山",
    "西昌",
    "仁怀",
    "腾冲",
    "瑞丽",
    "延吉",
    "珲春",
    "绥芬河",
    "抚远",
    "漠河",
    "五大连池",
    "满洲里",
    "二连浩特",
    "额尔古纳",
    "霍尔果斯",
    "阿拉山口",
    "库尔勒",
    "石河子",
    "敦煌",
    "格尔木",
    "神木",
    "韩城",
    "安溪",
    "长垣",
    "兰考",
    "新郑",
    "五指山",
    "琼海",
    "东兴",
    "凭祥",
    "靖西",
    "阳朔",
    "神农架",
]


def _words(path: Path) -> dict[str, tuple[int, str]]:
    rows = (line.split() for line in path.read_text(encoding="utf-8").splitlines())
    return {row[0]: (int(row[1]), row[2]) for row in rows if len(row) == 3}


def _shorts(cache: Path) -> tuple[set[str], set[str]]:
    held = json.loads(cache.read_text(encoding="utf-8"))
    higher: set[str] = set()
    counties: set[str] = set()
    for _code, tier, _english, _lat, _long, records in held["regions"]:
        for name, shorts, *_rest in records:
            names = {*shorts, *([name] if len(name) == 2 else [])}
            (counties if tier == "county" else higher).update(names)
    return higher, counties


def main(dictionary: Path, target: Path) -> None:
    """Write the lists.

    Args:
        dictionary: jieba's dictionary.
        target: The JSON file to write, beside the vocabularies' cache.
    """
    words = _words(dictionary)
    cache = target.with_name("cache.json")
    higher, counties = _shorts(cache)
    names = higher | counties
    heads, tails = {n[0] for n in names}, {n[-1] for n in names}
    common = {
        word
        for word, (count, part) in words.items()
        if len(word) == 2 and count >= _COMMON and part not in _PLACES | _NAMES
    }
    ordinary = {n for n in counties - higher if n in words and _is_ordinary(*words[n])}
    ordinary |= _ORDINARY_PREFECTURES | _ALSO_ORDINARY
    lists = {
        "known": sorted(_KNOWN),
        "ordinary": sorted(ordinary),
        "pairs": sorted(word for word in common if word[1] in heads or word[0] in tails),
    }
    text = json.dumps(lists, ensure_ascii=False, separators=(",", ":"))
    target.write_text(text + "\n", encoding="utf-8", newline="\n")


def _is_ordinary(count: int, part: str) -> bool:
    return part not in _PLACES | _NAMES and count >= _ORDINARY


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:3]))

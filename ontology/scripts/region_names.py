"""Short forms of the names of divisions: 延边朝鲜族自治州 is also 延边州 and 延边."""

from __future__ import annotations

import re

__all__ = ["COORDINATES", "ENGLISH", "NICKNAMES", "short_names", "stem_of"]

_PEOPLES = [
    "哈萨克族",
    "哈萨克",
    "柯尔克孜族",
    "柯尔克孜",
    "维吾尔族",
    "维吾尔",
    "塔吉克族",
    "塔吉克",
    "达斡尔族",
    "达斡尔",
    "鄂温克族",
    "鄂温克",
    "蒙古族",
    "蒙古",
    "朝鲜族",
    "布依族",
    "土家族",
    "哈尼族",
    "景颇族",
    "傈僳族",
    "仫佬族",
    "毛南族",
    "仡佬族",
    "拉祜族",
    "布朗族",
    "纳西族",
    "独龙族",
    "普米族",
    "撒拉族",
    "裕固族",
    "保安族",
    "东乡族",
    "锡伯族",
    "锡伯",
    "壮族",
    "回族",
    "藏族",
    "羌族",
    "彝族",
    "苗族",
    "侗族",
    "傣族",
    "白族",
    "瑶族",
    "黎族",
    "满族",
    "畲族",
    "水族",
    "佤族",
    "怒族",
    "土族",
    "各族",
    "回",
]
_PEOPLE = re.compile("(?:" + "|".join(sorted(_PEOPLES, key=len, reverse=True)) + ")$")
_UNIT = re.compile("(特别行政区|自治[区州县旗]|地区|[林特新]区|[省市县区旗盟州])$")
# Names whose stem alone says where in a town, not which town.
_NO_STEM = re.compile("矿区$|^市|^城|郊区$|群岛|海域")

NICKNAMES = {
    "前郭尔罗斯蒙古族自治县": ("前郭县", "前郭"),
    "杜尔伯特蒙古族自治县": ("杜蒙县",),
    "巴音郭楞蒙古自治州": ("巴州",),
    "博尔塔拉蒙古自治州": ("博州",),
    "克孜勒苏柯尔克孜自治州": ("克州",),
    "西双版纳傣族自治州": ("版纳州",),
    "科尔沁右翼前旗": ("科右前旗",),
    "科尔沁右翼中旗": ("科右中旗",),
    "科尔沁左翼中旗": ("科左中旗",),
    "科尔沁左翼后旗": ("科左后旗",),
    "莫力达瓦达斡尔族自治旗": ("莫旗",),
    "鄂伦春自治旗": ("鄂伦春旗",),
    "锡林郭勒盟": ("锡盟",),
    "阿拉善盟": ("阿盟",),
    "巴里坤哈萨克自治县": ("巴里坤县",),
    "木垒哈萨克自治县": ("木垒县",),
}

# Seats of prefectures that the table of coordinates lacks: latitude and longitude.
COORDINATES = {"540600": ("31.476000", "92.051000")}

ENGLISH = {
    "内蒙古自治区": "Inner Mongolia",
    "陕西省": "Shaanxi",
    "西藏自治区": "Tibet",
    "新疆维吾尔自治区": "Xinjiang",
    "宁夏回族自治区": "Ningxia",
    "香港特别行政区": "Hong Kong",
    "澳门特别行政区": "Macao",
    "呼和浩特市": "Hohhot",
    "鄂尔多斯市": "Ordos",
    "呼伦贝尔市": "Hulunbuir",
    "巴彦淖尔市": "Bayannur",
    "乌兰察布市": "Ulanqab",
    "锡林郭勒盟": "Xilingol League",
    "阿拉善盟": "Alxa League",
    "兴安盟": "Hinggan League",
    "哈尔滨市": "Harbin",
    "齐齐哈尔市": "Qiqihar",
    "拉萨市": "Lhasa",
    "日喀则市": "Xigaze",
    "日喀则地区": "Xigaze Prefecture",
    "昌都市": "Qamdo",
    "林芝市": "Nyingchi",
    "那曲市": "Nagqu",
    "阿里地区": "Ngari Prefecture",
    "乌鲁木齐市": "Urumqi",
    "克拉玛依市": "Karamay",
    "吐鲁番市": "Turpan",
    "喀什地区": "Kashgar Prefecture",
    "和田地区": "Hotan Prefecture",
    "阿克苏地区": "Aksu Prefecture",
    "阿勒泰地区": "Altay Prefecture",
    "伊犁哈萨克自治州": "Ili Prefecture",
    "博尔塔拉蒙古自治州": "Bortala Prefecture",
    "巴音郭楞蒙古自治州": "Bayingolin Prefecture",
    "克孜勒苏柯尔克孜自治州": "Kizilsu Prefecture",
    "甘孜藏族自治州": "Garze Prefecture",
    "阿坝藏族羌族自治州": "Ngawa Prefecture",
    "迪庆藏族自治州": "Deqen Prefecture",
    "延吉市": "Yanji",
    "六安市": "Lu'an",
    "西安市": "Xi'an",
    "延安市": "Yan'an",
    "雅安市": "Ya'an",
    "淮安市": "Huai'an",
    "泰安市": "Tai'an",
    "吉安市": "Ji'an",
    "集安市": "Ji'an",
    "大安市": "Da'an",
}


def stem_of(name: str) -> str:
    """Return a name without its unit and the peoples named in it.

    >>> stem_of("延边朝鲜族自治州"), stem_of("东乡族自治县"), stem_of("横县"), stem_of("南宁市")
    ('延边', '东乡', '横县', '南宁')
    """
    unit = None if _NO_STEM.search(name) else _UNIT.search(name)
    stem = name[: unit.start()] if unit else name
    if unit and unit.group().startswith("自治"):
        stem = _without_peoples(stem)
    return stem if len(stem) >= 2 else name


def _without_peoples(stem: str) -> str:
    # 东乡族自治县 and 内蒙古自治区 are named by the people alone.
    while (found := _PEOPLE.search(stem)) and found.start() > 1:
        stem = stem[: found.start()]
    return stem.removesuffix("族")


def short_names(name: str) -> tuple[str, ...]:
    """Return the short forms of a full name, the one with its unit first.

    >>> short_names("延边朝鲜族自治州"), short_names("南宁市"), short_names("横县")
    (('延边州', '延边'), ('南宁',), ())
    """
    stem = stem_of(name)
    if stem == name:
        return ()
    if re.search("行政区$|地区$|[林特新]区$", name) or stem + name[-1] == name:
        return (stem,)
    return (stem + name[-1], stem)

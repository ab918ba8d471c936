"""What was meant where the text shows a slip: 自治交通运输厅 is 自治区交通运输厅.

Only slips that leave one reading are mended, and only in the name; the mention stays as written.
"""

from __future__ import annotations

from functools import lru_cache

import regex

from kg.characters import fold
from kg.parse.places import PLACE_START

__all__ = ["mend"]

_DROPPED_TIER = regex.compile(r"^自治(?![区州县旗])")
_DOUBLED = regex.compile(r"^(自治区|省|市|县|区)\1(?!场|政(?!府)|容|值)")


# Only the central bank has 中心支行; its name is dropped where the line breaks.
_BRANCH = regex.compile(r"^(?=[\p{Han}]{2,6}中心支行$)(?!.*(?:人民|银行|外汇|人行))")
_SURPLUS_TIER = regex.compile(r"^(?:自治区|省|市|县|区)(?=[\p{Han}]{2,12}$)")
_ALONE = regex.compile(r"(?:供电局|海关|海事局|铁路局|监分局|银监局|证监局|保监局)$")


@lru_cache(maxsize=1 << 16)
def mend(name: str) -> str:
    """Return the name that was meant."""
    name = _DROPPED_TIER.sub("自治区", name)
    doubled = _DOUBLED.match(fold(name))
    name = name[doubled.end(1) :] if doubled else name
    name = _BRANCH.sub("人民银行", name)
    tier = _SURPLUS_TIER.match(name)
    if tier and _ALONE.search(name) and PLACE_START.match(name[tier.end() :]):
        return name[tier.end() :]
    return name

"""Characters of the genre in one form each, for matching; every folding keeps the length.

Chinese documents write the same words with radicals that fonts of PDF files put in place of
characters, with traditional characters, with full-width digits and with brackets of every kind.
"""

from __future__ import annotations

import re
import unicodedata

__all__ = ["MEANINGLESS", "fold", "plain", "tidy"]

# Characters of the genre's fixed words (roles, organs, tiers) and of common names of bodies.
_TRADITIONAL = (
    "牽頭負責單位門廳辦會縣區鎮鄉關銀團與參協職聯總業國務導組織實屬據進東發廣為電監機構環資規劃農林質檢稅審計統設築"
    "運輸衛療藥應際經濟貿財產學習體動險員歲黨紀檔館隊處兩戶護標準創齊鐵鎖灣臺島龍貴陝甘寧遼內蒙長慶雲濱鄭濟蘭"
    "漢瀋陽紹興溫揚蘇鹽錫無號開閉條項個華語僑聞視網資訊誌歸辯訴調節養殘婦兒齡軍營邊驗態"
    "於決議報復細則試暫節錄續轉達綱對優評徵認確備責預災減傳擴點順時間機採購債環補貼證書類題"
    "粵滬閩贛魯瓊晉隴瀘潁盤撫雞雙鶴綏濰煙棗萊蕪饒許駐荊黃隨張婁懷賀來綿樂畢臨紅涼峽吳廬廈"
)
_SIMPLIFIED = (
    "牵头负责单位门厅办会县区镇乡关银团与参协职联总业国务导组织实属据进东发广为电监机构环资规划农林质检税审计统设筑"
    "运输卫疗药应际经济贸财产学习体动险员岁党纪档馆队处两户护标准创齐铁锁湾台岛龙贵陕甘宁辽内蒙长庆云滨郑济兰"
    "汉沈阳绍兴温扬苏盐锡无号开闭条项个华语侨闻视网资讯志归辩诉调节养残妇儿龄军营边验态"
    "于决议报复细则试暂节录续转达纲对优评征认确备责预灾减传扩点顺时间机采购债环补贴证书类题"
    "粤沪闽赣鲁琼晋陇泸颍盘抚鸡双鹤绥潍烟枣莱芜饶许驻荆黄随张娄怀贺来绵乐毕临红凉峡吴庐厦"
)
# Radicals of the supplement that fonts in PDF files put in place of characters; NFKC keeps them.
_RADICALS = (
    "⺠民⻓长⻔门⻅见⻆角⻉贝⻋车⻘青⻚页⻛风⻜飞⻝食⻢马⻥鱼⻦鸟"
    "⻩黄⻬齐⻰龙⺟母⻄西⻤鬼⻨麦⻁虎⻣骨⻮齿⺎兀⻌辶⻑长⻒镸⻙韦⻳龟"
)


def _radicals() -> dict[int, str]:
    table = {ord(_RADICALS[i]): _RADICALS[i + 1] for i in range(0, len(_RADICALS), 2)}
    for code in (*range(0x2F00, 0x2FD6), *range(0xF900, 0xFADA)):
        one = unicodedata.normalize("NFKC", chr(code))
        if len(one) == 1:
            table[code] = one
    return table


_PLAIN = _radicals()


def _folding() -> dict[int, str]:
    table = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    table |= _PLAIN
    table |= {ord(t): s for t, s in zip(_TRADITIONAL, _SIMPLIFIED, strict=True)}
    table |= {ord(c): "(" for c in "（(〔［[【﹝❲"}
    table |= {ord(c): ")" for c in "）)〕］]】﹞❳"}
    table |= {ord(c): "：" for c in "：:︰﹕∶"}
    table |= {ord(c): "，" for c in "，,﹐︐"}
    table |= {ord(c): "；" for c in "；;﹔"}
    table |= {ord(c): "、" for c in "、､﹑"}
    table |= {ord(c): "。" for c in "。｡"}
    table |= {ord("．"): "."}
    return table


_FOLD = _folding()

MEANINGLESS = (
    r"\s\x00-\x1f\x7f-\x9f\xad\u0600-\u0605\u061c\u06dd\u070f\u180e\u200b-\u200f\u202a-\u202e"
    r"\u2060-\u206f\ufeff\ufff9-\ufffb\ue000-\uf8ff\ud800-\udfff\U000e0000-\U0010ffff"
)
"""Inside of a character class: blanks, control, format and private-use characters, surrogates."""

_DROPPED = re.compile(f"[{MEANINGLESS}]+")
_ODD = re.compile(r"[\u2e80-\u2fdf\uf900-\ufaff]")


def fold(text: str) -> str:
    """Return ``text`` with each character in its one form; same length."""
    return text.translate(_FOLD)


def plain(text: str) -> str:
    """Return ``text`` with ordinary characters in place of radicals; same length."""
    return text.translate(_PLAIN) if _ODD.search(text) else text


def tidy(text: str) -> str:
    """Return ``text`` as words are kept: without blanks and invisible marks, no radicals."""
    return plain(_DROPPED.sub("", text))

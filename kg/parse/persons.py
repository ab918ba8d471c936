"""Names of persons, which are no bodies and no part of one: 县水利局（周立新）."""

from __future__ import annotations

import regex

from kg.parse import grammar

__all__ = ["SURNAMES", "is_person"]

SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程"
    "苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝"
    "龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左"
    "柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈"
    "饶解牟艾尤阳时穆司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席柏宗瞿桂佟应臧闵苟邬边"
    "卞姬师仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝芮官封谈匡鞠惠荆乐冀郁胥班储原栗"
    "燕楚鄢劳谌奚皮粟冼蔺楼闻厉伊仝郜海阚花权强帅屠豆朴盖练廉禹井祖漆巴丰支卿国狄索宣晋初容"
)
"""The surnames of one character that most persons bear."""
_COMPOUND = "欧阳|司马|上官|诸葛|皇甫|夏侯|东方|尉迟|公孙|慕容|令狐"
_NAME = regex.compile(rf"(?:[{SURNAMES}]\p{{Han}}{{1,2}}|(?:{_COMPOUND})\p{{Han}}{{1,2}})")
_NO_NAME = regex.compile(
    r"包括|含|[市县区镇乡组办科股室片级层类方]$|常委|党组|全[市县区省]|高新|经开|开发"
)


def is_person(word: str) -> bool:
    """Return whether a word may be the name of a person, and is none of a body or a place."""
    if not _NAME.fullmatch(word) or _NO_NAME.search(word):
        return False
    return not grammar.ORGAN_END.search(word)

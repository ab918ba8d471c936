"""Names made comparable: no blanks, full-width brackets, simplified characters."""

from __future__ import annotations

import re

__all__ = ["clean_name", "main_name", "simplified"]

_BLANK = re.compile(r"\s+")
# Traditional characters that occur in names of bodies and places, and their simplified forms.
_TRADITIONAL = (
    "廣广東东黨党縣县區区鄉乡鎮镇國国務务辦办廳厅員员會会處处總总署署財财經经濟济業业農农發发"
    "環环護护設设運运輸输電电資资産产產产聯联團团婦妇殘残僑侨臺台檢检監监審审計计統统質质監监"
    "衛卫藥药醫医療疗勞劳動动險险組组織织傳传統统戰战線线紀纪檔档機机關关軍军隊队導导領领門门"
    "單单協协學学術术館馆報报聞闻廣广電电視视體体遊游貿贸進进促促稅税銀银證证保保貨货幣币數数"
    "據据訊讯網网絡络綠绿園园規规劃划築筑糧粮儲储備备鹽盐礦矿災灾應应急急殯殡徵征兵兵滬沪寧宁"
    "蘇苏遼辽雲云貴贵陝陕甘甘肅肃龍龙吉吉壯壮維维爾尔內内陽阳慶庆漢汉長长瀋沈濱滨廈厦門门鄭郑"
    "蘭兰連连煙烟臨临營营債债費费鐵铁路路與与壩坝興兴實实驗验開开鎮镇號号執执違违創创節节減减"
    "歸归華华僑侨語语選选擇择舉举辦办標标準准認认訴诉訪访問问題题對对買买賣卖價价調调項项預预"
    "測测繪绘氣气象象獸兽畜畜飼饲漁渔業业無无線线達达邊边遠远後后勤勤輔辅給给養养陸陆階阶際际"
    "險险處处覽览廠厂場场廟庙厲厉個个們们優优歷历績绩綜综緊紧總总縂总顧顾類类願愿風风飛飞館馆"
    "養养馬马駐驻鳳凤鶴鹤雞鸡麗丽齊齐島岛崗岗嶺岭巖岩岳岳州州幹干廢废徑径慮虑憲宪懷怀戲戏擔担"
    "揚扬換换損损搶抢撥拨擴扩攜携敎教敵敌斷断時时曉晓曆历條条極极樓楼樣样樞枢權权歲岁殺杀殼壳"
    "決决沒没況况湯汤溝沟滅灭滿满漸渐潛潜澤泽濁浊灣湾烏乌熱热燈灯爐炉爭争牆墙獎奖獲获現现瓊琼"
    "療疗癥症盡尽盤盘確确礎础禮礼種种積积穩稳競竞筆笔紅红約约級级純纯紙纸細细終终結结絲丝編编"
    "緣缘縱纵續续罰罚義义習习聖圣職职聽听肅肃腦脑臟脏舊旧艦舰藝艺蓋盖薦荐蟲虫補补製制複复見见"
    "觀观觸触記记許许評评詞词試试詳详誌志課课談谈請请諮咨論论謀谋講讲謝谢證证議议譯译讀读變变"
    "負负貢贡貫贯責责貧贫購购貯贮貸贷賀贺賓宾質质賽赛贊赞贏赢趙赵跡迹車车軌轨軟软載载較较輕轻"
    "輛辆輪轮轉转辭辞這这郵邮鄰邻釋释鋼钢錄录錢钱鎖锁鏡镜鐘钟閉闭間间閣阁閱阅闊阔隨随隱隐雙双"
    "識识雜杂離离難难霧雾靈灵靜静頁页順顺須须頭头頻频顯显餘余騰腾驅驱髮发魚鱼鮮鲜鳥鸟點点齡龄"
)
_TABLE = str.maketrans(
    dict(zip(_TRADITIONAL[::2], _TRADITIONAL[1::2], strict=True))
    | {"(": "（", ")": "）", ",": "，", "﹙": "（", "﹚": "）", "〈": "《", "〉": "》"}
)
_SECOND = re.compile(r"（[^（）]*）$")


def simplified(text: str) -> str:
    """Return the text in simplified characters, as long as before."""
    return text.translate(_TABLE)


def clean_name(name: str) -> str:
    """Return a name without blanks, with full-width brackets and simplified characters.

    >>> clean_name("柳州市 市場監管局(知識產權局)")
    '柳州市市场监管局（知识产权局）'
    """
    return _BLANK.sub("", name).translate(_TABLE)


def main_name(name: str) -> tuple[str, str]:
    """Split a second name in brackets from a clean name.

    >>> main_name("市财政局（金融办）")
    ('市财政局', '金融办')
    """
    found = _SECOND.search(name)
    if not found or found.start() < 2:
        return name, ""
    return name[: found.start()], found.group()[1:-1]

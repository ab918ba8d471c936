"""The patterns of labels before lists: 牵头单位：, 责任人：, 完成时限：.

They run on folded text, as those of :mod:`kg.parse.grammar` do, which shows them, too.
"""

# ruff: noqa: E501 - a pattern reads better unbroken

from __future__ import annotations

import regex

__all__ = [
    "ANY_LABEL",
    "ANY_LABEL_END",
    "DEADLINE_LABEL",
    "LABEL",
    "LABEL_ANCHOR",
    "LABEL_BEFORE",
    "LABEL_BEHIND",
    "LABEL_ENDS",
    "LABEL_SHORT",
    "LABEL_UNMARKED",
    "LABEL_WORDS",
    "LEAD_LABEL",
    "MEASURE_LABEL",
    "MEMBER_LABEL",
    "PERSON_LABEL",
    "RESP_LABEL",
    "SUPPORT_LABEL",
]

_OFFICE = r"(?:单位|部门|机关|地区|科室|处室|司局|股室|站所|镇街|方)"
LEAD_LABEL = (
    r"(?:(?:总|主要|第一|共同|联合)?牵头(?:责任|负责|主管|协调|落实|组织|实施|抓总|统筹|推进){0,2}+"
    + _OFFICE
    + r"|第一责任(?:单位|部门)|主责(?:单位|部门)|主办(?:单位|部门)|主要责任(?:单位|部门)|主要(?:负责|承办|牵头)(?:单位|部门)|首要责任(?:单位|部门)|主体责任(?:单位|部门)|主管(?:单位|部门)|总牵头|牵头|主办|主责)"
)
SUPPORT_LABEL = (
    r"(?:(?:主要|协同|协助)?(?:配合|协办|协助|协同|参与|参加|协作|支持|支撑|协调)(?:责任|落实|实施)?(?:主体|"
    + _OFFICE
    + r")|协同责任(?:单位|部门)|会办(?:单位|部门)|配合|协办)"
)
RESP_LABEL = (
    r"(?:(?:相关|具体|直接|有关|其他|其它)?(?:责任|负责|落实|承办|实施|执行|办理|完成|组织|经办|责任落实|任务承担)(?:主体|"
    + _OFFICE
    + r")(?:及分工|分工)?|部门分工|责任分工|职责分工|任务分工|单位分工|分工(?:单位|部门)|工作(?:单位|责任单位|分工)|负责部门|责任(?:乡镇|街道|镇街)|责任|承办)"
)

# Who owns or builds a work answers for it; a column of builders may as well list contractors.
_OWNER_LABEL = r"(?:业主|建设|承接|归口(?:管理)?|主体|统筹(?:协调)?)(?:单位|部门)(?![是为])"
_GUIDE_LABEL = (
    r"(?:(?:业务|行业|技术)?指导|监管|督办|监督(?:管理|检查|指导)?|督导|督查)(?:单位|部门)"
)

_NOTE = r"(?:\([^()]{1,12}\)|\x02{3,14})?"
"""A bracket behind a word, its inside hidden or not: 牵头部门(单位)."""

MEMBER_LABEL = r"(?:成员|组成)(?:单位|部门)"
"""Those who belong to a group: they support, where another label leads."""

LABEL = regex.compile(
    rf"(?:(?P<lead>{LEAD_LABEL})|(?P<support>{SUPPORT_LABEL}|{MEMBER_LABEL})|(?P<resp>{RESP_LABEL}|{_OWNER_LABEL})|(?P<guide>{_GUIDE_LABEL})){_NOTE}(?P<colon>：|为：|是：|(?=\n)|(?<=单位|部门)[是为](?=[市省县区州盟旗国各]))"
)
"""A label before a list. + 牵头单位：, 责任单位：, 主责单位是  - 责任人："""

LABEL_UNMARKED = regex.compile(
    r"(?:^|(?<=[，；。]))(?:(?P<lead>(?:牵头|主办)(?:责任)?(?:单位|部门))|(?P<support>(?:配合|协办|参与)(?:单位|部门))|(?P<resp>责任(?:单位|部门))|(?P<guide>(?!)))(?P<colon>)(?=[省市县区州盟旗]\p{Han}{2})"
)
"""A label in brackets whose colon is left out. + (牵头单位|县水利局 - 责任单位要"""

LABEL_SHORT = regex.compile(
    r"(?:(?P<support>参与|参加|协助|协同)|(?P<resp>负责)|(?P<lead>(?!))|(?P<guide>(?!)))(?P<colon>：)"
)
"""One word that is a label only by itself. + 参与：, 负责：  - 社会|参与："""

LABEL_ENDS = (
    "：",
    "\n",
    *(noun + more for noun in ("单位", "部门") for more in "是为省市县区州盟旗"),
)
"""What every label ends in or stands before."""

LABEL_ANCHOR = regex.compile(
    r"[位门关区室局站所街道镇方头办责合工体任)](?:[为是]?：|(?=\n))|[位门][是为]"
)
"""Where every label ends, found ten times as fast as the label. + 单位：, 部门为  - 电话："""
LABEL_BEFORE, LABEL_BEHIND = 40, 20
"""No label begins further before its anchor, or ends further behind it."""

ANY_LABEL = regex.compile(
    rf"(?!(?:各|有关|相关)|[\p{{Han}}]{{0,4}}(?:填报|报送|抄送|抄报|主送|发送|印发|发文|编制|起草|制表|填表|印制|承印|下发|审批|备案|监制))"
    rf"[\p{{Han}}]{{0,10}}?(?:(?<=\p{{Han}})(?:单位|部门|主体)|[省市县区州盟旗](?:级|直|本级)){_NOTE}："
)
"""A label of bodies, whatever role it gives. + 包联单位：, 市级：  - 抄送单位：, 各部门："""
ANY_LABEL_END = regex.compile(rf"(?:单位|部门|主体|[级直]){_NOTE}：")

LABEL_WORDS = (
    rf"(?:(?P<lead>{LEAD_LABEL})|(?P<support>{SUPPORT_LABEL})|(?P<resp>{RESP_LABEL})){_NOTE}"
)

DEADLINE_LABEL = regex.compile(
    r"(?:完成|办结|落实|实施|整改|推进|计划完成|工作)?(?:时限|期限|时间节点|时间进度|时间要求|进度安排|时间|进度)(?:要求|安排|节点)?(?:：|为：)"
)
"""+ 完成时限：, 完成时间：, 时间节点："""

PERSON_LABEL = regex.compile(
    r"(?:(?:分管|牵头|责任|主管|联系|包联|挂帅|分工|督办|负责|督查|主要|第一|直接)?(?:省|市|县|区|州)?(?:级|委|政府)?(?:分管)?(?:负责)?(?:领导|责任人|负责人|联系人|责任领导|领导同志|责任同志|联络员|工作人员)"
    r"|(?:副|常务副)?(?:[省市县区州盟旗乡镇河湖林路田链组]长|秘书长|书记|主任|专员)|联系(?:电话|方式)|电话)"
    + _NOTE
    + "："
)
"""Persons are no bodies. + 分管省领导：, 责任人：, 牵头负责领导：, 分管|副县长："""

MEASURE_LABEL = regex.compile(
    r"(?:工作措施|具体措施|主要措施|工作目标|目标任务|主要任务|重点任务|工作任务|工作内容|主要内容|任务内容|工作要求|主要职责|工作职责|具体任务|重点工作|推进措施|落实措施|预期目标|年度目标|阶段目标|成果形式)(?:：)"
)

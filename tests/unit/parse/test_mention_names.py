"""What a list lets its bodies leave out, and who does not take it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from parse_factories import names

from kg.parse.view import clean

PROVINCE = "省发展改革委"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Provinces, regions, cities, counties.
        ("省发改委、工信委", "省发改委 省工信委"),
        ("省水利厅、财政厅、林业局", "省水利厅 省财政厅 省林业局"),
        ("自治区工信委、发展改革委、质监局", "自治区工信委 自治区发展改革委 自治区质监局"),
        ("市公安局、民政局", "市公安局 市民政局"),
        ("县农业农村局、水利局", "县农业农村局 县水利局"),
        ("区教育局、卫生健康局", "区教育局 区卫生健康局"),
        ("州财政局、林业局", "州财政局 州林业局"),
        ("盟农牧局、水利局", "盟农牧局 盟水利局"),
        ("旗教育局、民政局", "旗教育局 旗民政局"),
        ("兵团财政局、农业农村局", "兵团财政局 兵团农业农村局"),
        ("自治州民政局、财政局", "自治州民政局 自治州财政局"),
        # A body that writes its own tier begins anew.
        ("省财政厅、市民政局、水利局", "省财政厅 市民政局 市水利局"),
        ("柳州市财政局、民政局", "柳州市财政局 柳州市民政局"),
        # A name that only begins like one.
        ("省市场监管局、药监局", "省市场监管局 省药监局"),
        ("市市政园林局、市场监管局", "市市政园林局 市市场监管局"),
        ("市场监管局、财政局", "市场监管局 财政局"),
        ("省财政厅；农业农村厅，水利厅", "省财政厅 省农业农村厅 省水利厅"),
        # 县城, 省道 and 市外 are words, and the names of offices begin like them.
        ("县城市管理局、气象局", "县城市管理局 县气象局"),
        ("县城管局、物价局", "县城管局 县物价局"),
        ("县乡村振兴局、审计局", "县乡村振兴局 县审计局"),
        ("省道路运输管理局、民政厅", "省道路运输管理局 省民政厅"),
        ("市外国专家局、市外侨办、科技局", "市外国专家局 市外侨办 市科技局"),
        ("区市政园林局、水利局", "区市政园林局 区水利局"),
        ("县城区管委会、财政局", "县城区管委会 财政局"),
        # An office that begins like a town or like a body of the centre.
        ("市统计局、乡村振兴局", "市统计局 市乡村振兴局"),
        ("县财政局、乡镇人民政府", "县财政局 乡镇人民政府"),
        ("省科技厅、国家安全厅", "省科技厅 省国家安全厅"),
        ("市林业局、国家税务局、地方税务局", "市林业局 市国家税务局 市地方税务局"),
        ("市财政局、国有资产监督管理委员会", "市财政局 市国有资产监督管理委员会"),
        ("县财政局、市场和质量监督管理局、人防办", "县财政局 县市场和质量监督管理局 县人防办"),
        ("省旅游局、城市管理委员会", "省旅游局 省城市管理委员会"),
        ("市财政局、高新区管理委员会", "市财政局 高新区管理委员会"),
        ("市财政局、国有企业", "市财政局 国有企业"),
        ("省财政厅、国家税务总局、国家安全部", "省财政厅 国家税务总局 国家安全部"),
        ("省财政厅、地方铁路局", "省财政厅 省地方铁路局"),
        # Nothing is taken where nothing was written.
        ("财政局、民政局", "财政局 民政局"),
        ("发展改革委、财政部、农业农村部", "发展改革委 财政部 农业农村部"),
        ("财政厅、省水利厅、林业局", "财政厅 省水利厅 省林业局"),
    ],
)
def test_a_tier_is_written_once(text: str, expected: str) -> None:
    assert names(text) == expected.split()


@pytest.mark.parametrize(
    "foreign",
    [
        "人民银行南宁中心支行",
        "人民银行长沙中心支行",
        "南宁海关",
        "长沙海关",
        "广西银监局",
        "黑龙江证监局",
        "广西机场管理集团",
        "柳州税务局",
        "哈尔滨铁路局",
        "柳州市人民政府",
        "各县（区）人民政府",
        "各市人民政府",
        "有关市人民政府",
        "相关市州政府",
        "区直有关部门",
        "省直有关部门",
        "新区管委会",
        "国家税务总局湖南省税务局",
        "国网湖南省电力有限公司",
        "中国铁塔湖南分公司",
        "黄埔海关",
        "省通信管理局",
        "桂林银行",
        "广西大学",
        "湘江新区管委会",
        "景县税务局",
        "渠县供电公司",
    ],
)
def test_other_governments_vertical_bodies_and_firms_take_no_tier(foreign: str) -> None:
    assert names(f"{PROVINCE}、{foreign}、财政厅") == [PROVINCE, foreign, "省财政厅"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("广西银监局、证监局、保监局", "广西银监局 广西证监局 广西保监局"),
        ("省财政厅、湖南银保监局、证监局", "省财政厅 湖南银保监局 湖南证监局"),
        ("南宁海关、自治区商务厅、财政厅", "南宁海关 自治区商务厅 自治区财政厅"),
    ],
)
def test_vertical_bodies_share_a_place(text: str, expected: str) -> None:
    assert names(text) == expected.split()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("自治区总工会、团区委、妇联", "自治区总工会 团区委 自治区妇联"),
        ("省委组织部、省编办", "省委组织部 省编办"),
        ("省委组织部、宣传部", "省委组织部 省委宣传部"),
        ("省委组织部、财政厅", "省委组织部 省财政厅"),
        ("自治区党委宣传部、文化厅", "自治区党委宣传部 自治区文化厅"),
        ("自治区党委组织部、宣传部、财政厅", "自治区党委组织部 自治区党委宣传部 自治区财政厅"),
        ("市委宣传部、政法委、公安局", "市委宣传部 市委政法委 市公安局"),
        ("省总工会、团省委、省妇联、残联", "省总工会 团省委 省妇联 省残联"),
        ("市总工会、团市委、妇联", "市总工会 团市委 市妇联"),
        ("省委网信办、省委统战部、科技厅", "省委网信办 省委统战部 省科技厅"),
        ("盟体育局、团盟委、农牧局", "盟体育局 团盟委 盟农牧局"),
        ("旗教育局、团旗委", "旗教育局 团旗委"),
    ],
)
def test_organs_of_the_party_and_mass_bodies(text: str, expected: str) -> None:
    assert names(text) == expected.split()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("百色、河池、崇左市人民政府", "百色市人民政府 河池市人民政府 崇左市人民政府"),
        ("延边州、通化市、白山市政府", "延边州政府 通化市政府 白山市政府"),
        ("大庆、鹤岗等市", "大庆市 鹤岗市"),
        ("市中区、薛城区、滕州市人民政府", "市中区人民政府 薛城区人民政府 滕州市人民政府"),
        ("市质监局、市中、薛城区人民政府", "市质监局 市中区人民政府 薛城区人民政府"),
        (
            "省农委，长沙、株洲、湘潭市人民政府",
            "省农委 长沙市人民政府 株洲市人民政府 湘潭市人民政府",
        ),
    ],
)
def test_shared_tails_are_restored(text: str, expected: str) -> None:
    assert names(text) == expected.split()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("自治区 财政\n厅、民政 厅", "自治区财政厅 自治区民政厅"),
        ("自治交通运输厅、财政厅", "自治区交通运输厅 自治区财政厅"),
        ("省\u200b水利\u00ad厅、财\ue010政厅", "省水利厅 省财政厅"),
        ("省⺠政厅、⽔利厅", "省民政厅 省水利厅"),
        ("省發展改革委、財政廳", "省發展改革委 省財政廳"),
        ("區工業和信息化局、財政局", "區工業和信息化局 區財政局"),
        ("自治區黨委組織部、財政廳、宣傳部", "自治區黨委組織部 自治區財政廳 自治區黨委宣傳部"),
        ("縣 衛生局、財政局", "縣衛生局 縣財政局"),
        ("且末、輪台、博湖縣政府", "且末縣政府 輪台縣政府 博湖縣政府"),
        ("巿财政局、民政局", "市财政局 市民政局"),
        ("自治区财政厅、自冶区教育厅", "自治区财政厅 自治区教育厅"),
        ("自冶区财政厅、教育厅", "自治区财政厅 自治区教育厅"),
        ("省发展改革委(省粮食局)、财政厅", "省发展改革委(省粮食局) 省财政厅"),
    ],
)
def test_names_have_no_blanks_and_no_slips(text: str, expected: str) -> None:
    assert names(text) == expected.split()


@pytest.mark.parametrize(
    ("text", "tier", "expected"),
    [
        ("财政局、民政局", "市", "市财政局 市民政局"),
        ("工业和信息化厅", "自治区", "自治区工业和信息化厅"),
        ("市财政局、民政局", "自治区", "市财政局 市民政局"),
        ("柳州海关、商务局", "市", "柳州海关 市商务局"),
        ("各县区人民政府", "市", "各县区人民政府"),
    ],
)
def test_a_column_gives_its_tier(text: str, tier: str, expected: str) -> None:
    assert names(text, tier) == expected.split()


@pytest.mark.parametrize(
    "surface", ["<\x90d>局", "<<b>d>局", "<\u200bb\n>局", "&#1<b>2;局", "（&nbsp;shuǐ）局"]
)
def test_markup_in_pieces_is_no_part_of_a_name(surface: str) -> None:
    assert clean(surface) == "局"


@given(
    st.lists(
        st.sampled_from(["<", ">", "/", "b", "&", "nbsp;", "#1", "\x90", " ", "局", "（a）", "⽔"])
    )
)
def test_a_clean_name_is_clean(pieces: list[str]) -> None:
    name = clean("".join(pieces))
    assert clean(name) == name

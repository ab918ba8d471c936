"""Duties as plans and rules of procedure tell them: members, groups, articles, lists by body."""

import pytest
from parse_factories import told, work
from parse_invariants import parsed


@pytest.mark.parametrize(
    ("text", "expected", "duties"),
    [
        (
            "第六条　市园林局负责古树巡护。\n第七条　市财政局会同市审计局制定标准。\n",
            ["lead 市园林局", "lead 市财政局; support 市审计局"],
            ["古树巡护。", "制定标准。"],
        ),
        ("第八条（部门职责）市水利局负责河道巡护。\n", ["lead 市水利局"], ["河道巡护。"]),
        ("——县邮政局：负责寄送药品。\n", ["lead 县邮政局"], ["负责寄送药品。"]),
        (
            "（1）保障组：县交通局牵头，县公安局参加。负责调集车辆。\n",
            ["lead 县交通局; support 县公安局"],
            ["负责调集车辆。"],
        ),
        (
            "（2）捐赠组：由民政、教育等部门牵头，负责接收衣物。\n",
            ["lead 民政部门 教育部门"],
            ["负责接收衣物。"],
        ),
        (
            "（3）供水组：县水务集团为牵头单位，县住建局为成员单位。主要职责是抢修管网。\n",
            ["lead 县水务集团; support 县住建局"],
            ["主要职责是抢修管网。"],
        ),
        (
            "（4）供电组：县供电公司为组长单位，县住建局参与。主要职责是抢修电网。\n",
            ["lead 县供电公司; support 县住建局"],
            ["主要职责是抢修电网。"],
        ),
        (
            "（5）监测组：由市气象局牵头，市水文局、市渔业局等单位组成。负责会商风情。\n",
            ["lead 市气象局; support 市水文局 市渔业局"],
            ["负责会商风情。"],
        ),
        (
            "（6）运输组\n由市港航局牵头，市邮政局参加。\n负责抢运粮油。\n",
            ["lead 市港航局; support 市邮政局"],
            ["负责抢运粮油。"],
        ),
        (
            "（7）核灾组\n县统计局牵头，县财政局参加。\n主要职责：核定损失。\n",
            ["lead 县统计局; support 县财政局"],
            ["主要职责：核定损失。"],
        ),
        (
            "（一）市粮储局牵头，市邮政局、市港航局等单位共同做好帐篷调运。\n",
            ["lead 市粮储局; support 市邮政局 市港航局"],
            ["做好帐篷调运。"],
        ),
        (
            "（二）由市教育局牵头，联合市交警支队、市城管局开展护学行动。\n",
            ["lead 市教育局; support 市交警支队 市城管局"],
            ["开展护学行动。"],
        ),
        (
            "（三）由市教育局、市体育局联合制定护学标准。\n",
            ["joint 市教育局 市体育局"],
            ["制定护学标准。"],
        ),
        (
            "县供销社负责组织、协调化肥供应。\n",
            ["lead 县供销社"],
            ["组织、协调化肥供应。"],
        ),
        (
            "（一）县民政局负责协调、推动慈善组织参与助学。\n",
            ["lead 县民政局"],
            ["协调、推动慈善组织参与助学。"],
        ),
        (
            "市林草局负责对野猪进行监测，各县林业局要强化巡护。\n",
            ["lead 市林草局"],
            ["对野猪进行监测"],
        ),
        (
            "对未编制预案的，水务部门会同应急部门进行督办。\n",
            ["lead 水务部门; support 应急部门"],
            ["进行督办。"],
        ),
        (
            "由市发改委会同市西部开发办编制规划。\n",
            ["lead 市发改委; support 市西部开发办"],
            ["编制规划。"],
        ),
    ],
)
def test_a_duty_and_its_bodies(text: str, expected: list[str], duties: list[str]) -> None:
    assert told(text) == expected
    assert work(text) == duties


LISTS = [
    (
        "附件：成员单位职责\n县商务局：负责供应粮油。\n县融媒体中心：发布停航信息。\n"
        "县交通局：抢修受损道路。\n县人武部：根据县政府请求，组织民兵支援。\n",
        {
            "县商务局": "负责供应粮油。",
            "县融媒体中心": "发布停航信息。",
            "县交通局": "抢修受损道路。",
            "县人武部": "根据县政府请求，组织民兵支援。",
        },
    ),
    (
        "三、部门职责\n县粮储局负责储备粮油；调运帐篷；发放棉被。\n"
        "县气象局负责暴雨预报。开展人工消雹。\n",
        {"县粮储局": "储备粮油；调运帐篷；发放棉被。", "县气象局": "暴雨预报。开展人工消雹。"},
    ),
    (
        "三、职责\n（一）县邮政局\n负责寄送药品；维护秩序。\n（二）县民政局\n做好老人探访。\n",
        {"县邮政局": "负责寄送药品；维护秩序。", "县民政局": "做好老人探访。"},
    ),
    (
        "1.县邮政局职责：负责寄送药品。\n2.县民政局职责：组织老人探访。\n",
        {"县邮政局": "负责寄送药品。", "县民政局": "组织老人探访。"},
    ),
    (
        "（一）县邮政局。负责寄送药品。\n（二）县公安局。维护治安，疏导交通。\n",
        {"县邮政局": "负责寄送药品。", "县公安局": "维护治安，疏导交通。"},
    ),
    (
        "县邮政局　组织寄送药品。\n县民政局　做好老人探访。\n县商务局　负责肉菜投放。\n",
        {
            "县邮政局": "组织寄送药品。",
            "县民政局": "做好老人探访。",
            "县商务局": "负责肉菜投放。",
        },
    ),
    (
        "水务部门：依法负责对纳入水库名\n\n录的大坝进行监管。\n\n气象部门：负责发布预警。\n",
        {"水务部门": "依法负责对纳入水库名录的大坝进行监管。", "气象部门": "负责发布预警。"},
    ),
]


@pytest.mark.parametrize(("text", "expected"), LISTS)
def test_lists_of_bodies_and_their_duties(text: str, expected: dict[str, str]) -> None:
    assert dict(zip(told(text), work(text), strict=True)) == {
        f"lead {body}": duty for body, duty in expected.items()
    }


@pytest.mark.parametrize(
    ("duty", "expected", "work_"),
    [
        ("配合县教育局做好普法工作。", "support 县民政局; lead 县教育局", "做好普法工作。"),
        (
            "密切配合县教育局、县公安局开展演练。",
            "support 县民政局; lead 县教育局 县公安局",
            "开展演练。",
        ),
        ("会同有关部门制定预案。", "lead 县民政局; support 有关部门", "制定预案。"),
        ("会同县教育局发放补助。", "lead 县民政局; support 县教育局", "发放补助。"),
        ("参与事故调查。", "support 县民政局", "参与事故调查。"),
        ("配合做好救治。", "support 县民政局", "配合做好救治。"),
        # with work of its own, or where nobody is named, it leads in what it does
        ("配合县教育局普法，负责救助。", "lead 县民政局", "配合县教育局普法，负责救助。"),
        ("会同推进排水。", "lead 县民政局", "会同推进排水。"),
    ],
)
@pytest.mark.parametrize(
    "form",
    [
        "县邮政局：寄送药品。\n县民政局：{}\n县商务局：负责投放。\n",
        "（一）县民政局。{}\n（二）县邮政局。负责寄送药品。\n",
    ],
)
def test_who_is_helped_in_a_duty_leads(form: str, duty: str, expected: str, work_: str) -> None:
    text = form.format(duty)
    assert (expected, work_) in zip(told(text), work(text), strict=True)


@pytest.mark.parametrize(
    "text",
    [
        "联席会议由市水利局、市林业局等6个部门组成，市水利局为牵头单位。\n",
        "联席会议由市水利局牵头，市水利局局长担任召集人，市林业局负责同志为成员。\n",
        "有分歧的事项，由联席会议牵头单位报市政府决定。\n",
        "市林草局会同市财政局拟定的《办法》已经市政府同意，现印发给你们，请遵照执行。\n",
        "县残联会同县民政局起草了《办法》，现公开征求意见。\n",
        "市文旅局牵头的非遗展演已举办9场。\n",
        "去年，由市科协牵头、市教育局配合的巡展效果良好。\n",
        "1.防洪区：是指低洼区域。\n2.蓄洪区：是指洼地。\n3.水文中心：是指开展服务的机构。\n",
        "融江县：发展旅游业。\n柳江区：发展物流业，负责补链。\n鹿江县：发展种植业。\n",
    ],
)
def test_what_tells_of_work_and_gives_none(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("各镇（街道）、县公安局负责", "joint 各镇（街道） 县公安局"),
        ("各县区、市城管局负责", "joint 各县区 市城管局"),
        ("各中小学校、县医院负责", "joint 各中小学校 县医院"),
        ("各县（区）、新区管委会负责", "lead 各县（区）、新区管委会"),
        ("责任单位：县水利局 县财政局 各乡镇", "joint 县水利局 县财政局 各乡镇"),
        ("县林业局　县农业局负责", "joint 县林业局 县农业局"),
        ("县 林 业 局、县农业局 负责", "joint 县林业局 县农业局"),
        ("县委办、县政协办负责", "joint 县委办 县政协办"),
        ("市水利局、清河海警局、华能清河电厂负责", "joint 市水利局 清河海警局 华能清河电厂"),
        ("省自然资源厅，地方各级党委和政府负责", "joint 省自然资源厅 地方各级党委和政府"),
        (
            "民航局牵头，中央军委联合参谋部、交通运输部按职责分工负责",
            "lead 民航局; joint 中央军委联合参谋部 交通运输部",
        ),
        ("市水利局牵头，市联合征信公司配合", "lead 市水利局; support 市联合征信公司"),
        (
            "市水利局牵头，市“河长制、林长制”联席会议各成员单位配合",
            "lead 市水利局; support 市“河长制、林长制”联席会议各成员单位",
        ),
        (
            "市水利局牵头，应急局、公安交警支队、行业协会配合",
            "lead 市水利局; support 市应急局 市公安交警支队 行业协会",
        ),
    ],
)
def test_names_in_clauses(clause: str, expected: str) -> None:
    assert told(f"一、修水库。（{clause}）\n") == [expected]


@pytest.mark.parametrize(
    ("text", "expected", "duty"),
    [
        ("同时，林业部门负责巡查。\n", "lead 林业部门", "巡查。"),
        (
            "灾害发生后，林业部门会同农业部门核查灾情。\n",
            "lead 林业部门; support 农业部门",
            "核查灾情。",
        ),
        ("重点地区，县林业局负责巡查工作的落实。\n", "lead 县林业局", "巡查工作的落实。"),
        ("宣传工作由县委宣传部负责，做到及时、准确。\n", "lead 县委宣传部", "宣传工作"),
        (
            "险情核查由县应急局牵头，县水利局参加，核查结果报县政府。\n",
            "lead 县应急局; support 县水利局",
            "险情核查",
        ),
        ("县人民武装部负责人员疏散和警戒。\n", "lead 县人民武装部", "人员疏散和警戒。"),
        ("6.1.1 市应急办负责建立指挥平台。\n", "lead 市应急办", "建立指挥平台。"),
        (
            "治安警戒组：由公安部门负责，实施现场警戒。\n",
            "lead 公安部门",
            "实施现场警戒。",
        ),
        (
            "市水务、园林、城管部门负责绿地的养护。\n",
            "joint 市水务部门 市园林部门 市城管部门",
            "绿地的养护。",
        ),
        ("不再由乡镇负责收缴，改由税务部门负责征收工作。\n", "lead 税务部门", "征收工作。"),
    ],
)
def test_where_bodies_and_work_stand_in_a_sentence(text: str, expected: str, duty: str) -> None:
    assert told(text) == [expected]
    assert work(text) == [duty]


NAMES = ["市人力资源社会保障局", "县政府办公室", "县委组织部", "县委农办", "县机关事务管理局"]
NAMES += ["国务院财政部门", "县妇联", "县科协", "各乡镇", "市西部开发办", "有关部门", "县残联"]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("work_", ["制定方案", "开展检查", "组织评选", "研究提出意见"])
@pytest.mark.parametrize("before", ["", "县林草局、", "县林草局和"])
def test_the_last_body_of_partners(name: str, work_: str, before: str) -> None:
    text = f"县水利局会同{before}{name}{work_}。\n"
    first = " 县林草局" if before else ""
    assert told(text) == [f"lead 县水利局; support{first} {name}"]
    assert work(text) == [f"{work_}。"]


def test_duties_of_others_behind_a_semicolon_or_in_an_article() -> None:
    text = "县公安局负责现场警戒；发生踩踏的，由县卫健局负责救治。\n"
    assert work(text)[0] == "现场警戒；"
    text = "县公安局负责警戒；县卫健局做好救治。\n县水利局负责调度；巡查堤防。\n"
    assert work(text) == ["警戒；", "调度；巡查堤防。"]
    text = "第五条　采伐应当办证。\n第六条　国有林的采伐，由市林业局负责审批。\n第七条　补种。\n"
    assert work(text) == ["国有林的采伐，"]


@pytest.mark.parametrize(
    "text",
    [
        "地方各级人民政府负责管理水库工作的部门应当加强检查。\n",
        "市供排水集团牵头建设的三座泵站已投入运行。\n",
        "不得由施工单位负责检测。\n",
        "是否由住建部门负责，法律没有规定。\n",
        "市水利局牵头组织开展水库大排查，累计排查水库158座。\n",
        "去年由市交通局牵头完成了选址工作。\n",
        "经市应急局会同市公安局调查，事故原因为操作不当。\n",
        "县水利局会同有关部门研究提出了办理意见：同意建设水闸。\n",
        "（三）指派评估师承办与其近亲属有关的业务；\n",
        "监督工作由市建设局委托区建设局负责。\n",
        "县政府安排县水利局牵头制定方案。\n",
        "未经城管部门会同公安部门批准，不得占用道路。\n",
        "第六条　耕地保护实行地方各级人民政府负责制。\n",
    ],
)
def test_what_is_denied_done_or_described(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "expected", "duties"),
    [
        (
            "1.由市水务局牵头，市财政局配合，整治小流域。\n",
            ["lead 市水务局; support 市财政局"],
            ["整治小流域。"],
        ),
        (
            "一、整治河道\n（一）由市林业局负责，市财政局、水务局配合，加快苗圃建设。\n",
            ["lead 市林业局; support 市财政局 市水务局"],
            ["加快苗圃建设。"],
        ),
        (
            "信息发布工作由市森防办会同市委宣传部、市外办（港澳办）、市台办等部门共同组织开展。\n",
            ["lead 市森防办; support 市委宣传部 市外办（港澳办） 市台办"],
            ["信息发布工作"],
        ),
        (
            "（3）保障组：由市林业局牵头，财政局及有关设计、施工等单位组成。负责技术支持。\n",
            ["lead 市林业局"],
            ["负责技术支持。"],
        ),
        (
            "灯会由县文旅局、柳树街道、江南公司共同组织实施。\n",
            ["joint 县文旅局 柳树街道 江南公司"],
            ["灯会"],
        ),
        ("办公室日常工作由市林业局森防科承担。\n", ["lead 市林业局森防科"], ["办公室日常工作"]),
        (
            "临河界限，由河道主管机关会同城镇规划等有关部门确定。\n",
            ["lead 河道主管机关; support 城镇规划部门"],
            ["临河界限，"],
        ),
        (
            "1.完善制度\n（1）修订办法。\n（2）健全值班。\n（责任单位：市林业局）\n",
            ["lead 市林业局"],
            ["1.完善制度（1）修订办法。（2）健全值班。"],
        ),
    ],
)
def test_where_the_work_of_a_clause_is(text: str, expected: list[str], duties: list[str]) -> None:
    assert told(text) == expected
    assert work(text) == duties


@pytest.mark.parametrize(
    "duty", ["监测、预报火险天气。", "抢修、养护公路。", "关闭景区，疏散游客。", "保障用电、用水。"]
)
def test_any_duty_of_a_list_of_bodies(duty: str) -> None:
    text = f"县林业局：负责林区巡护。\n县气象局：{duty}\n县水文局：负责水情监测。\n"
    assert work(text) == ["负责林区巡护。", duty, "负责水情监测。"]
    text = text.replace("：", " ").replace("县水文局", "县教育局 负责学校。\n县水文局")
    assert duty in work(text)


@pytest.mark.parametrize(
    "text",
    [
        "县直各单位、各镇人民政府：为做好防汛工作，现将有关事项通知如下：\n",
        "市水利局会同气象、农业、财政等单位定期会商。\n",
        "各单位要明确责任部门，由办公室负责抓好督办工作。\n",
        "运动会的主要经费由省人民政府承担。\n",
        "由建设单位承担维修、养护责任。\n",
    ],
)
def test_addresses_exhortations_and_costs(text: str) -> None:
    assert told(text) == []


def test_members_and_heads_of_groups_are_no_work() -> None:
    text = (
        "（1）综合组：由县林业局、县财政局组成。负责协调。\n"
        "（2）抢险组：由县公安局、县林业局组成。县林业局局长任组长。负责抢险；调度物资。\n"
        "（3）宣传组：由县委宣传部、县文旅局组成。负责宣传。\n"
    )
    assert told(text) == ["lead 综合组", "lead 抢险组", "lead 宣传组"]
    assert work(text) == ["负责协调。", "负责抢险；调度物资。", "负责宣传。"]


@pytest.mark.parametrize("dash", ["。——", "\n——"])
def test_a_dash_before_a_clause_is_no_work(dash: str) -> None:
    text = f"1.修水库{dash}县水利局牵头，县林业局配合\n2.种树{dash}县林业局牵头\n"
    assert told(text) == ["lead 县水利局; support 县林业局", "lead 县林业局"]
    assert [t.rstrip("。") for t in work(text)] == ["1.修水库", "2.种树"]


def test_a_name_holds_no_dash() -> None:
    result = parsed("1.修水库——县水利局牵头，县林业局配合\n")
    assert not result.tasks
    assert [point.kind for point in result.opens] == ["uncovered"]


def test_who_is_responsible_for_drafting() -> None:
    text = "县水利局负责制定防汛预案。县林业局负责制订造林计划。实行首长负责制，县长主持。\n"
    assert told(text) == ["lead 县水利局", "lead 县林业局"]
    assert work(text) == ["制定防汛预案。", "制订造林计划。"]


def test_a_role_word_that_a_line_ends_closes_the_partners() -> None:
    text = "1.修水库。\n县水利局会同林业局、公安局负责\n2.修路。\n县交通局牵头\n"
    assert work(text) == ["1.修水库。", "2.修路。"]

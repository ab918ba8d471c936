"""The sections of an office as bodies: 统计股, 人事科, and headings that promise them."""

import pytest
from parse_factories import told
from parse_invariants import parsed

SECTIONS = {
    "任务\t责任股室\t时限\n修渠。\t统计股、人事科\t6月底\n": "joint 统计股 人事科",
    "任务\t责任科室\t时限\n修渠。\t统计股\t6月底\n": "lead 统计股",
    "任务\t责任室\t时限\n修渠。\t统计室、人事室\t6月底\n": "joint 统计室 人事室",
    "序号\t任务\t责任处（室）\t时限\n1\t修渠。\t统计处、人事处\t6月底\n": "joint 统计处 人事处",
    "任务\t牵头股\t配合股\n修渠。\t统计股\t法规股、财务股\n": "lead 统计股; support 法规股 财务股",
    "一、修渠。（责任股室：统计股、财务股）\n": "joint 统计股 财务股",
    # no section: a firm by its shares
    "任务\t责任单位\n修渠。\t县农业局、县城投控股集团股份有限公司\n": (
        "joint 县农业局 县城投控股集团股份有限公司"
    ),
}


@pytest.mark.parametrize(("text", "expected"), SECTIONS.items(), ids=range(len(SECTIONS)))
def test_sections_of_an_office_are_bodies(text: str, expected: str) -> None:
    assert told(text) == [expected]
    assert not parsed(text).opens


def test_shares_are_no_section() -> None:
    assert told("一、引导农民以土地入股。（参股、控股）\n") == []

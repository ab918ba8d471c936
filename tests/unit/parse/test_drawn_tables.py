"""Tables drawn with lines: a row ends where a line is drawn, its cells go on from line to line."""

from parse_factories import told, work
from parse_invariants import parsed

HEAD = "┌──┬──┬──┬──┐\n│序号│任务│责任单位│时限│\n├──┼──┼──┼──┤\n"
RULE = "├──┼──┼──┼──┤\n"
END = "└──┴──┴──┴──┘\n"
ONE = "│  │疏浚│县水利局│6月底│\n│1 │河道。│、县农│    │\n│  │    │业局  │    │\n"
TWO = "│  │修缮│县教│9月│\n│ 2│校舍。│育局│底  │\n"


def test_cells_go_on_from_line_to_line() -> None:
    text = HEAD + ONE + RULE + TWO + END
    assert told(text) == ["joint 县水利局 县农业局", "lead 县教育局"]
    assert work(text) == ["疏浚河道。", "修缮校舍。"]
    assert [task.deadline for task in parsed(text).tasks] == ["6月底", "9月底"]
    assert not parsed(text).opens


def test_lines_without_rules_between_them_are_rows() -> None:
    text = HEAD + "│1│疏浚河道。│县水利局│6月底│\n│2│修缮校舍。│县教育局│9月底│\n" + END
    assert told(text) == ["lead 县水利局", "lead 县教育局"]


def test_two_drawn_tables_stay_apart() -> None:
    text = HEAD + ONE + RULE + TWO + END + "\n" + HEAD + TWO + RULE + ONE + END
    assert told(text) == [
        "joint 县水利局 县农业局",
        "lead 县教育局",
        "lead 县教育局",
        "joint 县水利局 县农业局",
    ]


def test_a_heading_on_two_lines_is_not_read() -> None:
    head = HEAD.replace("│责任单位│时限│", "│责任│时限│\n│    │    │单位│    │")
    text = head + ONE + RULE + TWO + END
    assert told(text) == []
    assert [opened.kind for opened in parsed(text).opens] == ["damaged"]

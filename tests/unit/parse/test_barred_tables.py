"""Tables whose bars stand on lines of their own."""

from parse_factories import told, work
from parse_invariants import parsed

CELLS = "工作任务 责任科室 时限 汇总年报。 综合科 1月底 开展培训。 人事科 2月底"


def test_cells_between_bars_are_read() -> None:
    for end in ("\n|\n", "\n"):
        text = "\n|\n".join(CELLS.split()) + end
        assert told(text) == ["lead 综合科", "lead 人事科"]
        assert work(text) == ["汇总年报。", "开展培训。"]
        assert not parsed(text).opens


def test_a_table_that_lacks_a_cell_is_listed_over_its_whole_length() -> None:
    text = "\n|\n".join(CELLS.replace("综合科 ", "").split()) + "\n|\n"
    assert told(text) == []
    (opened,) = parsed(text).opens
    assert opened.kind == "damaged"
    assert "工作任务" in opened.span.of(text)
    assert "2月底" in opened.span.of(text)

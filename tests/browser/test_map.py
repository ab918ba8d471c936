"""One map in a real browser: everything it offers does what it says."""

from __future__ import annotations

import csv
import io
import xml.etree.ElementTree as ET
from importlib import resources
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
import sample

from kg.publish import parts
from kg.publish.maps import MapContent, MapTask, write_map


def shown(page: Any) -> tuple[int, int]:
    return tuple(
        page.evaluate("[kg.view.shown.shown.filter(Boolean).length, kg.view.shown.edges.length]")
    )


def found(page: Any, text: str) -> list[str]:
    page.fill("#search", text)
    return page.locator("#results li bdi").all_inner_texts()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("发展改革", "发展改革厅"),
        ("发改", "发展改革厅"),  # short form
        ("人社厅", "人力资源社会保障厅"),
        ("jlsfzgg", "吉林省发展改革厅"),  # initials
        ("hljscz", "黑龙江省财政厅"),
        ("shuili", "水利厅"),  # pinyin
        ("吉林省 商务", "吉林省商务厅"),
        ("Jilin", "吉林省"),
    ],
)
def test_search_finds_as_one_types(watched: Any, map_file: Path, text: str, expected: str) -> None:
    page = watched.open_map(map_file)
    names = found(page, text)
    assert names and all(expected in name for name in names[:1])


def test_search_says_when_there_is_nothing(watched: Any, map_file: Path) -> None:
    page = watched.open_map(map_file)
    page.fill("#search", "不存在的单位")
    assert "没有找到" in page.inner_text("#results")


def test_choosing_a_result_opens_the_panel_and_the_address_keeps_it(
    watched: Any, map_file: Path
) -> None:
    page = watched.open_map(map_file)
    page.fill("#search", "吉林省发展改革厅")
    page.keyboard.press("Enter")
    assert page.inner_text("#panel h2") == "吉林省发展改革厅"
    figures = [int(text) for text in page.locator("#panel dd").all_inner_texts()]
    tasks = page.locator("#panel h3").last.inner_text()
    assert f"({sum(figures[:3])})" in tasks
    quote = page.locator("#panel blockquote").first.inner_text()
    assert "重点工程" in quote
    link = page.locator("#panel .where a").first.get_attribute("href")
    assert link and link.startswith("document/220000.html#t")
    again = watched.open_map(map_file, "#" + page.url.partition("#")[2])
    assert again.inner_text("#panel h2") == "吉林省发展改革厅"


def test_a_partner_opens_the_tie_with_the_tasks_of_both(watched: Any, map_file: Path) -> None:
    page = watched.open_map(map_file)
    page.fill("#search", "吉林省财政厅")
    page.keyboard.press("Enter")
    number = int(page.locator("#panel .partners .number").first.inner_text())
    page.locator("#panel .partners button").first.click()
    assert page.locator("#panel h2 .name").count() == 2
    assert page.locator("#panel ol.tasks li").count() == min(number, 30)
    assert "tie=" in page.url


def test_the_legend_filters(watched: Any, map_file: Path) -> None:
    page = watched.open_map(map_file)
    before = shown(page)
    page.locator("#filters fieldset").first.locator("input[type=checkbox]").first.uncheck()
    after = shown(page)
    assert after[0] < before[0] and after[1] < before[1]
    assert "hidden=" in page.url
    assert str(after[0]) in page.inner_text("#count")


@pytest.mark.parametrize("index", [0, 1])
def test_sliders_leave_strong_ties(watched: Any, map_file: Path, index: int) -> None:
    page = watched.open_map(map_file)
    before = shown(page)
    slider = page.locator("#filters input[type=range]").nth(index)
    slider.focus()
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    after = shown(page)
    assert after[0] == before[0] and 0 < after[1] < before[1]
    weakest = page.evaluate("Math.min(...kg.view.shown.edges.map((e) => e.weight))")
    assert weakest >= page.evaluate("kg.view.state.weight")


@pytest.mark.parametrize(("name", "option"), [("主题", "工业、交通"), ("地区", "吉林")])
def test_filters_keep_what_their_tasks_support(
    watched: Any, map_file: Path, name: str, option: str
) -> None:
    page = watched.open_map(map_file)
    before = shown(page)
    page.get_by_label(name, exact=True).select_option(option)
    after = shown(page)
    assert 0 < after[0] <= before[0] and 0 < after[1] < before[1]
    sums = page.evaluate(
        "kg.view.shown.edges.every((e) => e.count === e.tasks.length && e.weight > 0)"
    )
    assert sums


def test_roles_filter(watched: Any, map_file: Path) -> None:
    page = watched.open_map(map_file)
    page.locator("label.line", has_text="配合").locator("input").uncheck()
    assert page.evaluate("kg.view.shown.rows.every((row) => row.s === 0)")
    page.locator("label.line", has_text="分工负责").locator("input").uncheck()
    assert shown(page)[1] == 0


def test_reset_brings_everything_back(watched: Any, map_file: Path) -> None:
    page = watched.open_map(map_file, "#weight=0.5&topic=7&colour=tier")
    page.get_by_text("恢复初始").click()
    assert shown(page) == tuple(
        page.evaluate("[kg.view.data.nodes.length, kg.view.data.edges.length]")
    )
    assert "#" not in page.url


def test_hover_dims_the_rest(watched: Any, map_file: Path) -> None:
    page = watched.open_map(map_file)
    place = page.evaluate(
        "(() => { const p = kg.view.network.getPosition(0);"
        " const d = kg.view.network.canvasToDOM(p);"
        " const box = document.getElementById('network').getBoundingClientRect();"
        " return [d.x + box.x, d.y + box.y]; })()"
    )
    before = page.screenshot()
    page.mouse.move(*place)
    page.wait_for_function("kg.view.hover === 0")
    assert page.screenshot() != before


def test_language_and_theme(watched: Any, map_file: Path) -> None:
    page = watched.open_map(map_file)
    page.click("#language")
    assert page.inner_text("#title") == "Who works with whom"
    assert page.get_attribute("html", "lang") == "en"
    assert "Left out: 12" in page.inner_text("#note")
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.click("#theme")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != ground
    assert "lang=en" in page.url and "theme=dark" in page.url


def download(page: Any, kind: str) -> bytes:
    if not page.evaluate("document.getElementById('export').open"):
        page.click("#export summary")
    with page.expect_download() as waiting:
        page.click(f"[data-export={kind}]")
    return Path(waiting.value.path()).read_bytes()


def test_exports(watched: Any, map_file: Path) -> None:
    page = watched.open_map(map_file, "#weight=1")
    assert download(page, "png").startswith(b"\x89PNG")
    drawn = ET.fromstring(download(page, "svg"))
    space = "{http://www.w3.org/2000/svg}"
    nodes, edges = shown(page)
    assert len(drawn.findall(f".//{space}circle")) == nodes
    assert len(drawn.findall(f".//{space}line")) == edges
    table = list(csv.DictReader(io.StringIO(download(page, "csv").decode("utf-8-sig"))))
    assert len(table) == edges
    assert all(float(row["weight"]) >= 1 for row in table)


def test_keyboard_alone(watched: Any, map_file: Path) -> None:
    page = watched.open_map(map_file)
    page.focus("#network")
    page.keyboard.press("ArrowRight")
    first = page.inner_text("#panel h2")
    page.keyboard.press("ArrowRight")
    second = page.inner_text("#panel h2")
    assert first and second and first != second
    assert page.inner_text("#says") == second
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.tagName") == "H2"
    page.focus("#network")
    page.keyboard.press("Escape")
    assert page.locator("#panel").is_hidden()


def test_damaged_links_open_the_map(watched: Any, map_file: Path) -> None:
    fragment = "#node=nobody&tie=[&weight=x&colour=constructor&hidden=3&topic=zzz&lang=%3Cb%3E"
    page = watched.open_map(map_file, fragment)
    assert page.locator("#network canvas").is_visible()


def test_physics_only_when_asked_for(watched: Any, map_file: Path) -> None:
    page = watched.open_map(map_file)
    before = page.evaluate("JSON.stringify(kg.view.network.getPosition(0))")
    page.wait_for_timeout(300)
    assert page.evaluate("JSON.stringify(kg.view.network.getPosition(0))") == before
    page.get_by_label("让图自行松动").check()
    page.wait_for_timeout(600)
    assert page.evaluate("JSON.stringify(kg.view.network.getPosition(0))") != before


def test_labels_do_not_overlap(watched: Any, map_file: Path) -> None:
    page = watched.open_map(map_file)
    overlaps, number = page.evaluate(
        """(() => {
          const context = document.createElement("canvas").getContext("2d");
          const boxes = kg.placeLabels(kg.view, context, kg.view.network.getScale(), null);
          const aside = (a, b) => a.left >= b.right || a.top >= b.bottom;
          const over = (a, b) => !aside(a, b) && !aside(b, a);
          let count = 0;
          boxes.forEach((a, i) => boxes.slice(i + 1).forEach((b) => (count += over(a, b) ? 1 : 0)));
          return [count, boxes.length];
        })()"""
    )
    assert overlaps == 0
    assert number >= 20


def test_phone(phone: Any, map_file: Path) -> None:
    page = phone.open_map(map_file)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.locator("#filters").is_hidden()
    page.click("#open-filters")
    assert page.locator("#filters").is_visible()


def test_the_older_library_that_pyvis_ships_draws_the_same_map(
    watched: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    older = resources.files("pyvis").joinpath("lib/vis-9.1.2/vis-network.min.js")
    parts.part_bytes.cache_clear()
    monkeypatch.setattr(parts, "_file", lambda name: older)
    tasks = sample.tasks(60)
    graph = sample.collaboration(tasks, directed=True)
    write_map(graph, tmp_path / "m.html", title="图", content=MapContent(tasks=tuple(tasks)))
    parts.part_bytes.cache_clear()
    page = watched.open_map(tmp_path / "m.html")
    page.fill("#search", "财政")
    page.keyboard.press("Enter")
    assert "财政" in page.inner_text("#panel h2")


HOSTILE = (
    "</script><img src=x onerror=alert(1)>",
    "\"'><svg onload=alert(2)>",
    "\u202e文反\u202c\u2066",
    "=1+1",
    "__proto__",
    "constructor",
    "\u2028换行\u2029",
)


def test_hostile_labels_stay_text(watched: Any, tmp_path: Path) -> None:
    graph: nx.Graph[str] = nx.Graph()
    for name in HOSTILE:
        keys = ("label", "label_en", "system", "tier", "kind", "jurisdiction")
        graph.add_node(name, **dict.fromkeys(keys, name), alt=[name], href="javascript:alert(9)")
    first = HOSTILE[0]
    for name in HOSTILE[1:]:
        graph.add_edge(first, name, count=1, weight=1.0, tasks=["t"])
    members = tuple((name, "lead") for name in HOSTILE)
    task = MapTask(
        "t", first, first, "javascript:alert(8)", first, first, HOSTILE, HOSTILE, members
    )
    content = MapContent(first, first, (task,), {n: (n, n) for n in HOSTILE}, (first, first))
    write_map(graph, tmp_path / "m.html", title=first, content=content)
    page = watched.open_map(tmp_path / "m.html")
    assert page.inner_text("#title") == first
    page.fill("#search", "img")
    page.keyboard.press("Enter")
    assert page.inner_text("#panel h2") == first
    assert page.inner_text("#panel blockquote") == first
    assert page.locator("a[href^=javascript]").count() == 0
    assert page.locator("img, body svg").count() == 0
    table = list(csv.reader(io.StringIO(download(page, "csv").decode("utf-8-sig"))))
    assert all(not cell.startswith("=") for row in table for cell in row)
    ET.fromstring(download(page, "svg"))


DRAWN = """
(character) => {
  const context = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  context.font = `40px ${kg.font}`;
  context.fillText(character, 10, 60);
  return context.getImageData(0, 0, 100, 100).data.join();
}
"""

CUT = """
() => new Promise((resolve) => {
  const { network } = kg.view;
  const { clientWidth: width, clientHeight: height } = network.canvas.frame.canvas;
  const out = (x, y) => {
    const at = network.canvasToDOM({ x, y });
    return at.x < -1 || at.y < -1 || at.x > width + 1 || at.y > height + 1;
  };
  network.once("afterDrawing", (context) => {
    const labels = kg.placeLabels(kg.view, context, network.getScale(), null);
    const cut = labels.filter((l) => out(l.left, l.top) || out(l.right, l.bottom));
    resolve([labels.length, cut.length]);
  });
  network.redraw();
})
"""


@pytest.mark.skipif(not parts.has_part("noto-sans-sc.woff"), reason="the font was not brought in")
def test_no_machine_shows_boxes(watched: Any, map_file: Path) -> None:
    page = watched.open_map(map_file)
    pictures = {page.evaluate(DRAWN, character) for character in "财政厅水利局牵头配合"}
    assert len(pictures) == 10


def test_no_label_is_cut_at_the_frame(watched: Any, map_file: Path) -> None:
    page = watched.open_map(map_file)
    labels, cut = page.evaluate(CUT)
    assert labels > 12 and cut == 0

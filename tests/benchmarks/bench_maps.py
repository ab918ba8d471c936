"""How soon a map stands, and how smoothly it is dragged, beside pyvis's own page.

Run with ``python tests/benchmarks/bench_maps.py [500 2000 5000]``, or by ``make bench``. Both
pages draw the same network in the same browser: bodies with four ties each. pyvis's page is
given 60 seconds to settle; the frames of both are counted while the picture is dragged for two
seconds. This project's page paints a still picture first (``stands``) and then starts the library
that moves it (``answers``). pyvis's page asks a content network for styles; without one it draws
all the same.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from figures import figure

from kg.publish.maps import write_map

SIZES = (500, 2000, 5000)
GOALS = {500: (1.0, 60), 2000: (1.5, 30), 5000: (3.0, 20)}  # seconds, frames a second
PATIENCE = 60  # seconds
BROWSER = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
FRAMES = """
() => {
  window.frames_ = 0;
  const count = () => { window.frames_ += 1; requestAnimationFrame(count); };
  requestAnimationFrame(count);
}
"""


def network(size: int) -> nx.Graph[str]:
    """Return an invented network in which some bodies have many more ties than most."""
    plain = nx.powerlaw_cluster_graph(size, 4, 0.4, seed=1)
    graph: nx.Graph[str] = nx.relabel_nodes(plain, lambda node: f"body/{node}")
    for node, data in graph.nodes(data=True):
        number = graph.degree(node)
        data.update(label=f"单位{node[5:]}局", system=f"条线{number % 12}", tasks_led=number)
    return graph


def settled(page: Any) -> float | None:
    """Return the seconds until pyvis's page has stopped moving, or nothing."""
    began = time.perf_counter()
    try:
        page.wait_for_function("window.settled_ === true", timeout=PATIENCE * 1000)
    except Exception:  # the browser's time-out, of whatever kind
        return None
    return time.perf_counter() - began


def dragged(page: Any) -> float:
    """Return the frames a second while the picture is dragged."""
    box = page.locator("canvas").first.bounding_box()
    x, y = box["x"] + 30, box["y"] + box["height"] - 30
    page.mouse.move(x, y)
    page.mouse.down()
    page.evaluate(FRAMES)
    began = time.perf_counter()
    step = 0
    while time.perf_counter() - began < 2:
        step += 1
        page.mouse.move(x + step % 60, y - step % 45)
    frames = page.evaluate("window.frames_")
    seconds = time.perf_counter() - began
    page.mouse.up()
    return float(frames / seconds)


def own(browser: Any, graph: nx.Graph[str], folder: Path) -> tuple[float, float, float, float]:
    """Return seconds at build, until the map stands, until it answers, and frames a second."""
    began = time.perf_counter()
    write_map(graph, folder / "own.html", title="图")
    built = time.perf_counter() - began
    page = browser.new_page(viewport={"width": 1360, "height": 850})
    began = time.perf_counter()
    page.goto((folder / "own.html").as_uri())
    page.wait_for_selector("html[data-ready]", state="attached", timeout=PATIENCE * 1000)
    answers = time.perf_counter() - began
    # Since the page was asked for; while the library starts, the page cannot tell.
    stands = page.evaluate("performance.getEntriesByName('drawn')[0].startTime") / 1000
    frames = dragged(page)
    page.close()
    return built, stands, answers, frames


def pyvis(browser: Any, graph: nx.Graph[str], folder: Path) -> tuple[float | None, float]:
    """Return the same for pyvis's default page."""
    from pyvis.network import Network

    drawing = Network(cdn_resources="in_line", height="800px")
    drawing.from_nx(graph)
    text = drawing.generate_html(notebook=False)
    told = "network.once('stabilized', () => { window.settled_ = true; });\n"
    text = text.replace("return network;", told + "return network;", 1)
    (folder / "pyvis.html").write_text(text, encoding="utf-8")
    page = browser.new_page(viewport={"width": 1360, "height": 850})
    page.route("http*://**", lambda route: route.abort())
    page.goto((folder / "pyvis.html").as_uri(), wait_until="commit")
    seconds = settled(page)
    try:
        frames = dragged(page)
    except Exception:  # the page is too busy to answer
        frames = 0.0
    page.close()
    return seconds, frames


def measure(sizes: Sequence[int] = SIZES) -> list[tuple[int, float, float]]:
    """Print a line per size and return nodes, seconds and frames of this project's page."""
    from playwright.sync_api import sync_playwright

    found = []
    print("nodes  built s  stands s  answers s  frames/s | pyvis: stands s  frames/s")
    with sync_playwright() as driver, tempfile.TemporaryDirectory() as name:
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=BROWSER)
        for size in sizes:
            graph = network(size)
            built, stands, answers, frames = own(browser, graph, Path(name))
            theirs, their_frames = pyvis(browser, graph, Path(name))
            said = f"{theirs:15.1f}" if theirs else f"    not in {PATIENCE} s"
            ours = f"{size:5}  {built:7.1f}  {stands:8.2f}  {answers:9.2f}  {frames:8.0f}"
            print(f"{ours} | {said}  {their_frames:8.1f}", flush=True)

            figure(
                f"map of {size:,} nodes",
                f"stands in {stands:.2f} s, answers in {answers:.2f} s, {frames:.0f} frames/s",
                f"pyvis: {said.strip()}{' s' if theirs else ''}, {their_frames:.1f} frames/s",
            )
            found.append((size, stands, frames))
        browser.close()
    return found


@pytest.mark.timeout(900)
def test_maps_stand_soon_and_move_smoothly() -> None:
    pytest.importorskip("playwright.sync_api")
    if shutil.which("chromium") is None:
        pytest.skip("Chromium is not installed")
    for size, seconds, frames in measure():
        assert seconds < GOALS[size][0], f"{size} nodes stand after {seconds:.2f} s"
        assert frames > 0.9 * GOALS[size][1], f"{size} nodes move at {frames:.0f} frames a second"


if __name__ == "__main__":
    measure([int(size) for size in sys.argv[1:]] or SIZES)

"""The same rows and seed give the same numbers, whatever order Python keeps its sets in."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

SCRIPT = """
from network_samples import task
from kg.network.backbone import backbone, disparity
from kg.network.communities import leiden, louvain
from kg.network.compare import compare
from kg.network.core import core_periphery
from kg.network.export import edge_table, node_table
from kg.network.graphs import agency_task, co_assignment, lead_support
from kg.network.measures import MEASURES, measures
from kg.network.mixing import ei_index
from kg.network.mrqap import mrqap
from kg.network.sdsm import sdsm

skipped = {"breadth", "depth", "concentration", "leiden"} | {
    f"two_mode_{name}" for name in ("degree", "betweenness", "closeness")
}
letters = "abcdefghijklmnopqrstuvwxyz"
found = []
for i in range(60):
    bodies = {letters[(i * 7 + j * j * (i % 5 + 1)) % 26] for j in range(i % 6 + 1)}
    lead, *rest = sorted(bodies)
    found += task(f"t{i}", lead, "".join(rest), body_system="XYZ"[i % 3])
for graph in (co_assignment(found), lead_support(found)):
    names = [name for name in MEASURES if graph.is_directed() and name not in skipped]
    print(measures(graph, names).to_csv())
    print(node_table(graph).to_csv(), edge_table(graph).to_csv())
    print(core_periphery(graph), ei_index(graph, permutations=50))
    print(louvain(graph, runs=4))
    print(sorted(backbone(graph, disparity(graph), alpha=0.5).edges(data="p_value")))
print(sdsm(agency_task(found)))
print(measures(agency_task(found)).to_csv())
half = [row for row in found if int(row.task[1:]) % 2]
other = [row for row in found if not int(row.task[1:]) % 2]
print(compare(half, other, permutations=50).units_table().to_csv())
print(compare(half, other, permutations=50).table().to_json())
print(mrqap(co_assignment(half), {"other": co_assignment(other)}, permutations=50))
try:
    print(leiden(co_assignment(found), runs=3))
except Exception:
    pass
"""


def output(seed: str) -> str:
    environment = os.environ | {
        "PYTHONHASHSEED": seed,
        "PYTHONPATH": os.pathsep.join(map(str, (Path(__file__).parent, Path(__file__).parents[3]))),
        "PYTHONIOENCODING": "utf-8",
    }
    command = [sys.executable, "-c", SCRIPT]
    done = subprocess.run(command, env=environment, capture_output=True, check=True, timeout=200)
    return done.stdout.decode("utf-8")


def test_hash_seeds_do_not_matter():
    one = output("1")
    assert len(one) > 5000
    assert one == output("2")

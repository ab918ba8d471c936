"""Networks and tasks made up for tests: real place names, invented tasks."""

from __future__ import annotations

from itertools import combinations, permutations
from random import Random

import networkx as nx

from kg.publish.maps import MapTask

PROVINCES = {
    "450000": ("广西壮族自治区", "自治区"),
    "220000": ("吉林省", "省"),
    "230000": ("黑龙江省", "省"),
    "100000": ("中央", "国家"),
}
SYSTEMS = [
    "发展改革",
    "工业和信息化",
    "财政",
    "自然资源",
    "生态环境",
    "住房城乡建设",
    "交通运输",
    "水利",
    "农业农村",
    "商务",
    "文化和旅游",
    "卫生健康",
    "教育",
    "科技",
    "公安",
    "民政",
    "司法",
    "人力资源社会保障",
    "应急管理",
    "市场监管",
    "统计",
    "审计",
    "林业和草原",
    "医疗保障",
    "体育",
    "广播电视",
    "信访",
    "国有资产监管",
    "乡村振兴",
    "大数据",
    "金融",
    "税务",
    "海关",
    "气象",
]
LABELS = {code: (name, "") for code, (name, _) in PROVINCES.items()} | {
    "450000": ("广西", "Guangxi"),
    "220000": ("吉林", "Jilin"),
    "230000": ("黑龙江", "Heilongjiang"),
    "100000": ("中央", "Centre"),
    "3": ("国民经济管理", "Economic management"),
    "7": ("工业、交通", "Industry and transport"),
    "10": ("城乡建设、环境保护", "Construction and environment"),
    "11": ("科技、教育", "Science and education"),
}


def agency(code: str, system: str) -> str:
    return f"https://w3id.org/fengong/id/agency/{code}/{PROVINCES[code][1]}{system}厅"


def tasks(count: int, seed: int = 1, systems: int = len(SYSTEMS)) -> list[MapTask]:
    random = Random(seed)
    made = []
    for number in range(count):
        code = random.choice(list(PROVINCES))
        first = min(int(random.expovariate(0.13)), systems - 1)
        near = {(first + round(random.gauss(0, 4))) % systems for _ in range(random.randint(1, 5))}
        names = [SYSTEMS[first], *(SYSTEMS[i] for i in sorted(near - {first}))]
        roles = ["lead"] + [random.choice(["support", "support", "joint"]) for _ in names[1:]]
        made.append(
            MapTask(
                iri=f"https://w3id.org/fengong/id/task/{number:04}",
                quote=f"{number}.加快推进{names[0]}领域重点工程，完善工作机制，到2025年建成示范项目{number}个。"
                * (1 + number % 3),
                document=f"{PROVINCES[code][0]}主要任务分工方案",
                href=f"document/{code}.html#t{number}",
                section="二、任务分工 / （一）大力发展现代产业",
                deadline="2025年12月底" if number % 4 == 0 else "",
                themes=(random.choice(["3", "7", "10", "11"]),),
                regions=(code,),
                members=tuple((agency(code, n), r) for n, r in zip(names, roles, strict=True)),
            )
        )
    return made


def collaboration(made: list[MapTask], directed: bool = False) -> nx.Graph:
    graph: nx.Graph = nx.DiGraph() if directed else nx.Graph()
    for task in made:
        for node, role in task.members:
            _add(graph, node, role)
        pairs = permutations(task.members, 2) if directed else combinations(task.members, 2)
        for (a, first), (b, second) in pairs:
            if directed and (first, second) != ("lead", "support"):
                continue
            old = graph.get_edge_data(a, b) or {"count": 0, "weight": 0.0, "tasks": []}
            graph.add_edge(
                a,
                b,
                count=old["count"] + 1,
                weight=old["weight"] + 1 / (len(task.members) - 1),
                tasks=[*old["tasks"], task.iri],
            )
    return graph


def _add(graph: nx.Graph, node: str, role: str) -> None:
    code, name = node.split("/")[-2:]
    system = name.removeprefix(PROVINCES[code][1]).removesuffix("厅")
    if node not in graph:
        graph.add_node(
            node,
            label=f"{PROVINCES[code][0]}{system}厅",
            label_en=f"{LABELS[code][1]} {system} dept.",
            short=name,
            jurisdiction=code,
            tier="national" if code == "100000" else "province",
            system=system,
            kind="department",
            tasks_led=0,
            tasks_supported=0,
            tasks_joint=0,
        )
    key = {"lead": "tasks_led", "support": "tasks_supported", "joint": "tasks_joint"}[role]
    graph.nodes[node][key] += 1

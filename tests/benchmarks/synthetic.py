"""Invented documents of any number: the same seed gives the same documents.

Bodies, tasks and roles follow the proportions of real division-of-tasks documents: most tasks
have one lead and a few that support, some bodies are in hundreds of tasks, most in a few.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator

from kg.model import (
    Agency,
    Assignment,
    Basis,
    Clause,
    ClauseKind,
    Document,
    Mention,
    Place,
    Resolution,
    ResolvedDocument,
    ResolvedTask,
    Role,
    Source,
    Span,
    Task,
    Theme,
)

REGIONS = (
    ("广西壮族自治区", "450000", "province"),
    ("柳州市", "450200", "prefecture"),
    ("桂林市", "450300", "prefecture"),
    ("百色市", "451000", "prefecture"),
    ("黑龙江省", "230000", "province"),
    ("哈尔滨市", "230100", "prefecture"),
    ("大庆市", "230600", "prefecture"),
    ("吉林省", "220000", "province"),
    ("通化市", "220500", "prefecture"),
    ("四川省", "510000", "province"),
    ("成都市", "510100", "prefecture"),
    ("绵阳市", "510700", "prefecture"),
)
SYSTEMS = [
    *("发展改革", "工业和信息化", "教育", "科技", "公安", "民政", "司法", "财政"),
    *("人力资源社会保障", "自然资源", "生态环境", "住房城乡建设", "交通运输", "水利", "农业农村"),
    *("商务", "文化和旅游", "卫生健康", "退役军人", "应急管理", "审计", "市场监管", "体育"),
    *("统计", "医疗保障", "林业", "大数据", "金融", "税务", "气象"),
]
THEMES = ("3/宏观经济", "4/财政", "5/土地", "6/林业", "7/公路", "7/铁路", "8/旅游", "10/城市规划")
VERBS = (
    "建设",
    "推进",
    "完善",
    "加快",
    "优化",
    "组织",
    "落实",
    "培育",
    "引进",
    "改造",
    "规范",
    "支持",
)
THINGS = (
    *("物流平台", "产业园区", "农村公路", "数据中心", "职业学校"),
    *("污水管网", "冷链仓库", "公共服务", "人才公寓", "示范基地"),
)
ENDS = ("提升服务能力", "扩大覆盖范围", "健全工作机制", "形成示范效应", "降低企业成本")


def _bodies() -> list[Agency]:
    return [
        Agency(f"{code}/{name}{system}局", f"{name}{system}局", code, tier, system, "department")
        for name, code, tier in REGIONS
        for system in SYSTEMS
    ]


def _sentence(draw: random.Random) -> str:
    parts = [draw.choice(VERBS) + draw.choice(THINGS) for _ in range(draw.randint(2, 6))]
    return f"{'，'.join(parts)}，{draw.choice(ENDS)}{draw.randint(1, 999)}。"


class _Writer:
    """Writes one document, so that every span lies where its words are."""

    def __init__(self, number: int, draw: random.Random, bodies: list[Agency]) -> None:
        self.number = number
        self.draw = draw
        self.region = REGIONS[number % len(REGIONS)]
        self.bodies = [one for one in bodies if one.jurisdiction == self.region[1]]
        self.weights = [1 / (rank + 1) for rank in range(len(self.bodies))]
        self.text: list[str] = []
        self.at = 0

    def write(self, words: str) -> Span:
        self.text.append(words)
        self.at += len(words)
        return Span(self.at - len(words), self.at)

    def task(self) -> ResolvedTask:
        place = f"在{self.region[0]}"
        span = self.write(place + _sentence(self.draw))
        start = self.at
        self.write("（")
        wanted = 1 + min(7, int(self.draw.expovariate(0.4)))
        chosen = list(dict.fromkeys(self.draw.choices(self.bodies, self.weights, k=wanted)))
        basis = Basis.FIRST_LISTED if self.number % 3 == 0 else Basis.EXPLICIT
        shared = self.draw.random() < 0.15 and len(chosen) > 1
        assignments = tuple(
            Assignment(
                Mention(self.write(body.label), body.label, body.label),
                Role.JOINT if shared else Role.SUPPORT if rank else Role.LEAD,
                Basis.SHARED if shared else basis,
            )
            for rank, body in enumerate(chosen)
        )
        self.write("）\n")
        deadline = f"{2020 + self.draw.randint(0, 6)}年{self.draw.randint(1, 12)}月底前"
        task = Task(
            (span,),
            Clause(Span(start, self.at - 1), ClauseKind.PAREN, assignments),
            section="二、重点任务",
            deadline=deadline if self.draw.random() < 0.3 else "",
            rethreaded=self.draw.random() < 0.01,
        )
        themes = self.draw.sample(THEMES, self.draw.randint(0, 2))
        return ResolvedTask(
            task,
            tuple(Resolution(body, "prefix") for body in chosen),
            (
                Place(
                    Span(span.start + 1, span.start + len(place)),
                    self.region[0],
                    self.region[0],
                    "division",
                    self.region[1],
                ),
            )
            if self.draw.random() < 0.3
            else (),
            tuple(Theme(theme, 1 / (rank + 1), "词") for rank, theme in enumerate(themes)),
        )

    def document(self, tasks: int) -> ResolvedDocument:
        found = tuple(self.task() for _ in range(tasks))
        text = "".join(self.text)
        digest = hashlib.sha256(text.encode()).hexdigest()
        year = 2015 + self.number % 9
        document = Document(
            Source(f"{self.number:05}.txt", text, digest),
            Span(0, len(text)),
            f"行动计划任务分工（{self.number}）",
            f"政办发〔{year}〕{self.number}号",
            f"{self.region[0]}人民政府办公室",
            f"{year}-03-01",
        )
        return ResolvedDocument(document, self.region[1], found)


def documents(count: int, tasks: int = 60, seed: int = 7) -> Iterator[ResolvedDocument]:
    """Yield ``count`` documents of ``tasks`` tasks each; 60 tasks are about 8,000 statements."""
    draw = random.Random(seed)
    bodies = _bodies()
    for number in range(count):
        yield _Writer(number, draw, bodies).document(tasks)

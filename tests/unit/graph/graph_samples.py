"""Small invented documents as resolved values; the spans are computed, never written by hand."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from kg.model import (
    Agency,
    Assignment,
    Basis,
    Citation,
    Clause,
    ClauseKind,
    Document,
    Mention,
    Open,
    Place,
    Resolution,
    ResolvedDocument,
    ResolvedTask,
    Role,
    Rule,
    Source,
    Span,
    Task,
    Theme,
)

LEAD, SUPPORT, JOINT = Role.LEAD, Role.SUPPORT, Role.JOINT


def agency(label: str, code: str = "450200", system: str = "", **more: object) -> Agency:
    tier = {"0000": "province", "00": "prefecture"}.get(code[2:], "prefecture")
    values: dict[str, object] = {"tier": tier, "kind": "department", **more}
    return Agency(f"{code or '-'}/{label}", label, code, system=system, **values)  # type: ignore[arg-type]


@dataclass
class Draft:
    """A document under construction."""

    name: str = "notice.txt"
    title: str = "关于印发智慧物流行动计划任务分工的通知"
    number: str = "柳政办发〔2021〕5号"
    issuer: str = "柳州市人民政府办公室"
    date: str = "2021-03-05"
    jurisdiction: str = "450200"
    text: str = ""
    tasks: list[ResolvedTask] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    opens: list[Open] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)

    def write(self, words: str) -> Span:
        start = len(self.text)
        self.text += words
        return Span(start, len(self.text))

    def task(
        self,
        words: str,
        *bodies: tuple[Agency, Role],
        basis: Basis = Basis.EXPLICIT,
        basis_span: Span | None = None,
        kind: ClauseKind = ClauseKind.PAREN,
        themes: tuple[str, ...] = (),
        places: tuple[tuple[str, str], ...] = (),
        candidates: tuple[str, ...] = (),
        **more: object,
    ) -> int:
        self.write("\n")
        span = self.write(words)
        start = len(self.text)
        self.write("（")
        assignments, resolutions = [], []
        for body, role in bodies:
            at = self.write(body.label)
            self.write("、")
            mention = Mention(at, body.label, body.label)
            assignments.append(Assignment(mention, role, basis, basis_span))
            resolutions.append(Resolution(body, "name", candidates))
        self.write("）")
        clause = Clause(Span(start, len(self.text)), kind, tuple(assignments))
        task = Task((span,), clause, **more)  # type: ignore[arg-type]
        self.tasks.append(
            ResolvedTask(
                task,
                tuple(resolutions),
                tuple(self._place(span, place, code) for place, code in places),
                tuple(Theme(note, 1 / (rank + 1), "词") for rank, note in enumerate(themes)),
            )
        )
        return len(self.tasks) - 1

    def _place(self, span: Span, name: str, code: str) -> Place:
        start = self.text.index(name, span.start)
        kind = "division" if code else "area"
        return Place(Span(start, start + len(name)), name, name, kind, code)

    def done(self) -> ResolvedDocument:
        digest = hashlib.sha256(self.text.encode()).hexdigest()
        source = Source(self.name, self.text, digest)
        document = Document(
            source,
            Span(0, len(self.text)),
            self.title,
            self.number,
            self.issuer,
            self.date,
            citations=tuple(self.citations),
        )
        return ResolvedDocument(
            document, self.jurisdiction, tuple(self.tasks), tuple(self.rules), tuple(self.opens)
        )


TRANSPORT = agency("柳州市交通运输局", system="交通运输", label_en="Liuzhou Transport Bureau")
COMMERCE = agency("柳州市商务局", system="商务")
REFORM = agency("柳州市发展和改革委员会", system="发展改革")
PROVINCE = agency("广西壮族自治区发展和改革委员会", "450000", "发展改革")
COUNTIES = agency("各县（区）人民政府", kind="group", members=("450222/柳城县人民政府",))
HARBIN_REFORM = agency("哈尔滨市发展和改革委员会", "230100", "发展改革")
HARBIN_COMMERCE = agency("哈尔滨市商务局", "230100", "商务")
HARBIN_LAND = agency("哈尔滨市国土资源局", "230100", "自然资源")
HEILONGJIANG = agency("黑龙江省发展和改革委员会", "230000", "发展改革")
LOGISTICS, CITIES = "7/公路", "10/城市规划"


def liuzhou() -> ResolvedDocument:
    """Five tasks and a reprint, with every kind of role, basis and link."""
    draft = Draft()
    cited = draft.write("《广西智慧物流规划》（桂政发〔2020〕9号）")
    draft.citations.append(Citation(cited, "广西智慧物流规划", "桂政发〔2020〕9号", True))
    rule = draft.write("列第一位者为牵头单位，下同")
    draft.rules.append(Rule("first-listed", rule))
    higher = draft.task(
        "在柳州市建设物流信息平台。",
        (PROVINCE, LEAD),
        basis=Basis.COLUMN,
        kind=ClauseKind.TABLE,
        themes=(LOGISTICS,),
        places=(("柳州市", "450200"),),
    )
    draft.task(
        "建设智慧物流\n平台，服务北部湾经济区。",
        (TRANSPORT, LEAD),
        (COMMERCE, SUPPORT),
        (REFORM, SUPPORT),
        themes=(LOGISTICS, CITIES),
        places=(("北部湾经济区", ""),),
        deadline="2022年6月底前",
        implements=higher,
        section="二、重点任务 / （一）物流",
    )
    first = draft.task(
        "改造柳江区农村公路。",
        (TRANSPORT, LEAD),
        (COUNTIES, SUPPORT),
        basis=Basis.FIRST_LISTED,
        basis_span=rule,
        themes=(LOGISTICS,),
        places=(("柳江区", "450206"),),
        deadline="年底前",
    )
    draft.task(
        "共同整治市场秩序。",
        (COMMERCE, JOINT),
        (REFORM, JOINT),
        basis=Basis.SHARED,
        themes=(CITIES,),
        candidates=("450000/广西壮族自治区商务厅",),
    )
    draft.task("汇总工作进展。", (REFORM, LEAD), basis=Basis.SOLE, rethreaded=True)
    draft.task("改造柳江区农村公路", (TRANSPORT, LEAD), reprint_of=first)
    quote = "各有关部门要牵头抓好落实"
    open_span = draft.write(quote)
    draft.opens.append(Open(open_span, "uncovered", quote, "no clause covers it"))
    return draft.done()


def harbin() -> ResolvedDocument:
    """Two tasks; one has the same words as a task of the other document."""
    draft = Draft(
        "harbin.txt",
        "关于加快物流发展的实施意见",
        "哈政发〔2022〕8号",
        "哈尔滨市人民政府",
        "2022-01-10",
        "230100",
    )
    draft.task(
        "建设智慧物流平台，服务北部湾经济区。",
        (HARBIN_COMMERCE, LEAD),
        (HARBIN_REFORM, SUPPORT),
        themes=(LOGISTICS,),
    )
    draft.task(
        "编制城市物流规划。",
        (HARBIN_REFORM, LEAD),
        (HARBIN_LAND, SUPPORT),
        (HEILONGJIANG, SUPPORT),
        themes=(CITIES,),
        deadline="长期",
    )
    return draft.done()

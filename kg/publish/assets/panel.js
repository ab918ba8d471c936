// The panel beside the map: figures of the chosen body or tie, and every task in its words.
(function (kg) {
  "use strict";
  const PAGE = 30;
  const bdi = (text) => kg.make("bdi", {}, text);
  kg.nodeName = (view, i) => (kg.lang === "en" ? view.data.nodes[i].en : view.data.nodes[i].zh);

  function figures(pairs) {
    const list = kg.make("dl", { class: "figures" });
    for (const [key, value] of pairs) {
      list.append(kg.make("div", {}, kg.make("dt", {}, kg.word(key)), kg.make("dd", {}, String(value))));
    }
    return list;
  }
  function roleMark(task, node) {
    const own = task.m.find(([member]) => member === node);
    return own ? kg.make("span", { class: `role ${own[1]}` }, kg.word(own[1])) : null;
  }
  function taskItem(view, t, nodes) {
    const task = view.data.tasks[t];
    const where = kg.make("p", { class: "where" }, bdi(view.data.documents[task.d]));
    if (task.s) where.append(" · ", bdi(task.s));
    if (task.due) where.append(" · ", kg.word("due"), " ", bdi(task.due));
    if (task.h) where.append(" · ", kg.make("a", { href: task.h }, kg.word("toPlace")));
    const marks = kg.make("p", { class: "where" });
    for (const node of nodes) {
      const mark = roleMark(task, node);
      if (mark) marks.append(mark, nodes.length > 1 ? ` ${kg.nodeLabel(view, node)}  ` : "");
    }
    return kg.make("li", {}, marks, kg.make("blockquote", {}, bdi(task.q)), where);
  }
  function taskList(view, tasks, nodes) {
    const list = kg.make("ol", { class: "tasks" });
    let shown = 0;
    const button = kg.make("button", { type: "button", class: "plain", onclick: more }, "");
    function more() {
      list.append(...tasks.slice(shown, shown + PAGE).map((t) => taskItem(view, t, nodes)));
      shown = Math.min(tasks.length, shown + PAGE);
      button.hidden = shown >= tasks.length;
      button.textContent = `${kg.word("more")} (${tasks.length - shown})`;
    }
    more();
    return [kg.make("h3", {}, `${kg.word("tasks")} (${tasks.length})`), list, button];
  }
  function partners(view, node) {
    const list = kg.make("ul", { class: "partners" });
    const near = view.neighbours[node].map(([other, id]) => [other, view.shown.edges[id]]);
    near.sort((a, b) => b[1].count - a[1].count || b[1].weight - a[1].weight || a[0] - b[0]);
    for (const [other, edge] of near.slice(0, 40)) {
      const open = () => kg.choose(view, { node: null, tie: [edge.a, edge.b] });
      const button = kg.make("button", { type: "button", onclick: open }, bdi(kg.nodeName(view, other)));
      button.append(kg.make("span", { class: "number" }, String(edge.count)));
      list.append(kg.make("li", {}, button));
    }
    return near.length ? [kg.make("h3", {}, `${kg.word("partners")} (${near.length})`), list] : [];
  }
  function bodyOf(view, i) {
    const row = view.shown.rows[i];
    const node = view.data.nodes[i];
    const link = node.href ? kg.make("p", {}, kg.make("a", { href: node.href }, kg.word("toPage"))) : null;
    const other = kg.make("p", { class: "hint" }, bdi(kg.lang === "en" ? node.zh : node.en));
    return [
      kg.make("h2", { tabindex: "-1" }, bdi(kg.nodeName(view, i))),
      node.en === node.zh ? null : other,
      link,
      figures(node.type === "agency" ? [["l", row.l], ["s", row.s], ["j", row.j], ["partners", row.partners]] : [["tasks", row.total], ["ties", row.partners]]),
      ...partners(view, i),
      ...taskList(view, row.tasks, [i]),
    ];
  }
  function tieOf(view, tie) {
    const edge = view.shown.edges.find((candidate) => kg.sameTie(view, candidate, tie));
    const join = view.data.directed ? " → " : " — ";
    const name = (i) => kg.make("button", { type: "button", class: "name", onclick: () => kg.choose(view, { node: i, tie: null }) }, bdi(kg.nodeName(view, i)));
    const head = kg.make("h2", { tabindex: "-1" }, name(tie[0]), join, name(tie[1]));
    if (!edge) return [head];
    const numbers = figures([["together", edge.count], ["strength", edge.weight.toFixed(2)]]);
    return [head, numbers, ...taskList(view, edge.tasks, tie)];
  }
  kg.showPanel = function (view) {
    const panel = document.getElementById("panel");
    const { node, tie } = view.state;
    panel.hidden = node == null && !tie;
    if (panel.hidden) return panel.replaceChildren();
    const close = kg.make("button", { type: "button", class: "close", "aria-label": kg.word("close"), onclick: () => kg.choose(view, { node: null, tie: null }) }, "×");
    panel.replaceChildren(close, ...(tie ? tieOf(view, tie) : bodyOf(view, node)).filter(Boolean));
    panel.scrollTop = 0;
  };
})((globalThis.kg ??= {}));

// One map: its state, kept in the address so that a view can be sent, and what changes it.
(function (kg) {
  "use strict";
  const data = JSON.parse(document.getElementById("data").textContent);
  kg.font = getComputedStyle(document.documentElement).getPropertyValue("--text").replace(/\s+/g, " ").trim();

  // What the reader chose on other pages of the same site holds here too.
  function chosen(key, usual) {
    try {
      return localStorage.getItem(key) ?? usual;
    } catch {
      return usual;
    }
  }
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  const usualLanguage = chosen("kg-lang", data.language) === "en" ? "en" : "zh";
  const usualTheme = chosen("kg-theme", dark ? "dark" : "light") === "dark" ? "dark" : "light";

  const differ = (way) => new Set(data.nodes.map((node) => node[way]).filter(Boolean)).size > 1;
  const usualColour = ["system", "place"].find(differ) ?? "group";

  const initial = () => ({
    lang: usualLanguage,
    theme: usualTheme,
    colour: usualColour,
    size: "tasks",
    hidden: [],
    weight: 0,
    alpha: 1,
    roles: ["l", "s", "j"],
    topic: "",
    region: "",
    doc: "",
    node: null,
    tie: null,
    marked: [],
  });
  // Bodies are named in the address, not numbered: a link outlives the next build.
  const place = new Map(data.nodes.map((node, i) => [node.id, i]));
  const code = {
    number: [String, Number],
    text: [String, String],
    list: [(v) => JSON.stringify(v), (v) => [].concat(JSON.parse(v)).map(String)],
    node: [(v) => data.nodes[v].id, (v) => place.get(v) ?? null],
    tie: [(v) => JSON.stringify(v.map((i) => data.nodes[i].id)), readTie],
    nodes: [(v) => JSON.stringify(v.map((i) => data.nodes[i].id)), readNodes],
  };
  const kinds = { lang: "text", theme: "text", colour: "text", size: "text", hidden: "list", weight: "number", alpha: "number", roles: "list", topic: "text", region: "text", doc: "text", node: "node", tie: "tie", marked: "nodes" };
  function readNodes(text) {
    return [].concat(JSON.parse(text)).map((id) => place.get(id)).filter((i) => i !== undefined);
  }
  function readTie(text) {
    const ends = readNodes(text);
    return ends.length === 2 ? ends : null;
  }
  function readAddress() {
    const state = initial();
    for (const [key, text] of new URLSearchParams(location.hash.slice(1))) {
      if (!Object.hasOwn(kinds, key)) continue;
      try {
        state[key] = code[kinds[key]][1](text);
      } catch {
        // A damaged link opens the map as it is.
      }
    }
    return sound(state);
  }
  function sound(state) {
    const one = (key, values) => { if (!values.includes(state[key])) state[key] = initial()[key]; };
    one("lang", ["zh", "en"]);
    one("theme", ["light", "dark"]);
    one("colour", ["system", "tier", "kind", "place", "group"]);
    one("size", ["tasks", "led", "supported", "partners"]);
    if (!Number.isFinite(state.weight)) state.weight = 0;
    if (!Number.isFinite(state.alpha)) state.alpha = 1;
    return state;
  }
  function writeAddress(state) {
    const usual = initial();
    const words = new URLSearchParams();
    for (const [key, kind] of Object.entries(kinds)) {
      if (state[key] != null && JSON.stringify(state[key]) !== JSON.stringify(usual[key])) {
        words.set(key, code[kind][0](state[key]));
      }
    }
    history.replaceState(null, "", words.size ? `#${words}` : location.pathname + location.search);
  }

  const view = { data, state: readAddress(), hover: null };
  kg.view = view;
  view.index = kg.searchIndex(data.nodes);

  function dress(state) {
    kg.lang = state.lang;
    document.documentElement.lang = state.lang === "en" ? "en" : "zh-Hans";
    document.documentElement.dataset.theme = state.theme;
    const title = kg.pick(data.title);
    document.title = title;
    document.getElementById("title").textContent = title;
    document.getElementById("note").textContent = kg.pick(data.note);
    document.getElementById("search").placeholder = kg.word("search");
    document.getElementById("language").textContent = kg.word("languageShort");
    document.getElementById("theme").textContent = state.theme === "dark" ? "☀" : "☾";
    const home = document.getElementById("home");
    home.hidden = !data.home;
    if (data.home) home.href = kg.safeAddress(data.home);
    kg.translate(document);
  }
  function count() {
    const shown = view.shown.shown.filter(Boolean).length;
    const text = kg.word("count", shown, view.shown.edges.length, data.nodes.length, data.edges.length);
    const marked = view.state.marked.length ? ` ${kg.word("marked", view.state.marked.length)}` : "";
    document.getElementById("count").textContent = text + marked;
  }
  function select() {
    view.shown = kg.filter(data, view.state);
    kg.colourValues(view);
  }
  function refresh() {
    dress(view.state);
    select();
    kg.draw(view);
    tell();
  }
  function tell() {
    kg.showControls(view);
    kg.showPanel(view);
    count();
  }
  kg.update = function (_, change) {
    Object.assign(view.state, change);
    writeAddress(view.state);
    refresh();
  };
  kg.choose = function (_, change) {
    Object.assign(view.state, change);
    writeAddress(view.state);
    kg.showPanel(view);
    view.network.redraw();
  };
  kg.reset = function () {
    const { lang, theme } = view.state;
    view.state = { ...initial(), lang, theme };
    kg.update(view, {});
    kg.showAll(view);
  };
  kg.goTo = function (i) {
    kg.choose(view, { node: i, tie: null });
    const moving = !matchMedia("(prefers-reduced-motion: reduce)").matches;
    view.network.focus(i, { scale: Math.max(view.network.getScale(), 0.9), animation: moving && { duration: 350 } });
    document.getElementById("says").textContent = kg.nodeName(view, i);
  };

  function wireSearch() {
    const input = document.getElementById("search");
    const list = document.getElementById("results");
    let hits = [];
    let at = -1;
    function close() {
      list.hidden = true;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    }
    function mark(next) {
      at = next;
      [...list.children].forEach((item, i) => item.setAttribute("aria-selected", String(i === at)));
      if (list.children[at]) {
        input.setAttribute("aria-activedescendant", list.children[at].id);
        list.children[at].scrollIntoView({ block: "nearest" });
      }
    }
    function take(i) {
      close();
      input.value = kg.nodeName(view, i);
      kg.goTo(i);
    }
    function item(i, n) {
      const name = kg.make("bdi", {}, kg.nodeName(view, i));
      const number = kg.make("small", { class: "number" }, String(view.shown.rows[i].total));
      return kg.make("li", { role: "option", id: `hit-${n}`, "aria-selected": "false", onmousedown: (e) => e.preventDefault(), onclick: () => take(i) }, name, number);
    }
    function look() {
      hits = kg.search(view.index, input.value, (i) => view.shown.rows[i].total);
      const empty = kg.make("li", { role: "option", "aria-disabled": "true", "aria-selected": "false" }, kg.word("noResults"));
      list.replaceChildren(...(hits.length ? hits.map(item) : [empty]));
      list.hidden = !input.value.trim();
      input.setAttribute("aria-expanded", String(!list.hidden));
      mark(hits.length ? 0 : -1);
    }
    input.addEventListener("input", look);
    input.addEventListener("blur", close);
    input.addEventListener("keydown", (event) => {
      if (event.isComposing) return; // the input method is still choosing characters
      if (event.key === "ArrowDown") mark(Math.min(hits.length - 1, at + 1));
      else if (event.key === "ArrowUp") mark(Math.max(0, at - 1));
      else if (event.key === "Enter" && hits[at] !== undefined) take(hits[at]);
      else if (event.key === "Escape") close();
      else return;
      event.preventDefault();
    });
  }
  function wireNetwork() {
    const { network } = view;
    network.on("hoverNode", ({ node }) => { view.hover = node; network.redraw(); });
    network.on("blurNode", () => { view.hover = null; network.redraw(); });
    network.on("click", ({ nodes, edges }) => {
      if (nodes.length) return kg.choose(view, { node: nodes[0], tie: null });
      const edge = edges.length ? view.shown.edges[edges[0]] : null;
      return kg.choose(view, { node: null, tie: edge ? [edge.a, edge.b] : null });
    });
  }
  function nearest(from, [dx, dy]) {
    const positions = view.network.getPositions();
    const start = positions[from];
    let best = null;
    let least = Infinity;
    data.nodes.forEach((_, i) => {
      if (i === from || !view.shown.shown[i]) return;
      const along = (positions[i].x - start.x) * dx + (positions[i].y - start.y) * dy;
      const aside = Math.abs((positions[i].x - start.x) * dy) + Math.abs((positions[i].y - start.y) * dx);
      const cost = along + 2 * aside;
      if (along > 0 && aside <= 1.5 * along && cost < least) [best, least] = [i, cost];
    });
    return best;
  }
  const arrows = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  function wireKeys() {
    document.getElementById("network").addEventListener("keydown", (event) => {
      if (arrows[event.key]) {
        const order = data.nodes.map((_, i) => i).filter((i) => view.shown.shown[i]);
        const first = order.reduce((a, b) => (view.shown.rows[b].total > view.shown.rows[a].total ? b : a), order[0]);
        const next = view.state.node == null ? first : nearest(view.state.node, arrows[event.key]);
        if (next != null) kg.goTo(next);
      } else if (event.key === "Enter") document.querySelector("#panel h2")?.focus();
      else if (event.key === "Escape") kg.choose(view, { node: null, tie: null });
      else if (event.key === "+" || event.key === "=") zoom(1.3);
      else if (event.key === "-") zoom(1 / 1.3);
      else if (event.key === "0") kg.showAll(view);
      else return;
      event.preventDefault();
    });
  }
  function zoom(by) {
    view.network.moveTo({ scale: view.network.getScale() * by });
  }
  function wireButtons() {
    const on = (id, action) => document.getElementById(id).addEventListener("click", action);
    on("language", () => kg.update(view, { lang: view.state.lang === "en" ? "zh" : "en" }));
    on("theme", () => kg.update(view, { theme: view.state.theme === "dark" ? "light" : "dark" }));
    on("zoom-in", () => zoom(1.3));
    on("zoom-out", () => zoom(1 / 1.3));
    on("fit", () => kg.showAll(view));
    on("open-filters", (event) => {
      const open = document.getElementById("filters").classList.toggle("open");
      event.currentTarget.setAttribute("aria-expanded", String(open));
    });
    for (const button of document.querySelectorAll("[data-export]")) {
      button.addEventListener("click", () => kg.exportAs(view, button.dataset.export));
    }
    addEventListener("hashchange", () => { view.state = readAddress(); refresh(); view.network.redraw(); });
  }
  dress(view.state);
  select();
  kg.start(view, document.getElementById("network"));
  wireNetwork();
  wireSearch();
  wireKeys();
  wireButtons();
  tell();
  kg.showAll(view);
  if (view.state.node != null) kg.goTo(view.state.node);
  view.network.once("afterDrawing", () => { document.documentElement.dataset.drawn = "true"; });
  view.network.redraw();
  document.documentElement.dataset.ready = "true";
})((globalThis.kg ??= {}));

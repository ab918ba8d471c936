// One map: its state, kept in the address so that a view can be sent, and what changes it.
(function (kg) {
  "use strict";
  const data = JSON.parse(document.getElementById("data").textContent);
  kg.font = getComputedStyle(document.documentElement).getPropertyValue("--text").replace(/\s+/g, " ").trim();

  const address = kg.address(data);
  const view = { data, state: address.read(), hover: null };
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
    address.write(view.state);
    refresh();
  };
  kg.choose = function (_, change) {
    Object.assign(view.state, change);
    address.write(view.state);
    kg.showPanel(view);
    view.network.redraw();
  };
  kg.reset = function () {
    const { lang, theme } = view.state;
    view.state = { ...address.initial(), lang, theme };
    kg.update(view, {});
    kg.showAll(view);
  };
  kg.goTo = function (i) {
    kg.choose(view, { node: i, tie: null });
    const moving = !matchMedia("(prefers-reduced-motion: reduce)").matches;
    view.network.focus(i, { scale: Math.max(view.network.getScale(), 0.9), animation: moving && { duration: 350 } });
    document.getElementById("says").textContent = kg.nodeName(view, i);
  };

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
  function zoom(by) {
    view.network.moveTo({ scale: view.network.getScale() * by });
  }
  // A choice of language or theme holds for the other pages of a site too.
  function switchTo(change) {
    for (const [key, value] of Object.entries(change)) address.keep(`kg-${key}`, value);
    kg.update(view, change);
  }
  function wireButtons() {
    const on = (id, action) => document.getElementById(id).addEventListener("click", action);
    on("language", () => switchTo({ lang: view.state.lang === "en" ? "zh" : "en" }));
    on("theme", () => switchTo({ theme: view.state.theme === "dark" ? "light" : "dark" }));
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
    addEventListener("hashchange", () => { view.state = address.read(); refresh(); view.network.redraw(); });
  }
  // The moment is kept for those who measure.
  function drawn() {
    if (!document.documentElement.dataset.drawn) performance.mark("drawn");
    document.documentElement.dataset.drawn = "true";
  }
  function live(remove) {
    kg.start(view, document.getElementById("network"));
    wireNetwork();
    kg.wireSearch(view);
    kg.wireKeys(view, zoom);
    wireButtons();
    tell();
    kg.showAll(view);
    if (view.state.node != null) kg.goTo(view.state.node);
    view.network.once("afterDrawing", () => { remove(); drawn(); });
    document.documentElement.dataset.ready = "true";
  }
  dress(view.state);
  select();
  kg.prepare(view);
  function begin() {
    if (kg.focus(view)) return live(() => {});
    count();
    const remove = kg.still(view, document.getElementById("network"));
    requestAnimationFrame(() => setTimeout(() => { drawn(); setTimeout(() => live(remove), 20); }));
  }
  // A machine without Chinese characters takes them from the page before anything is painted.
  document.body.getBoundingClientRect();
  if (document.fonts.status === "loading") document.fonts.ready.then(begin);
  else begin();
})((globalThis.kg ??= {}));

// The map by keyboard: arrows go from body to body.
(function (kg) {
  "use strict";
  function nearest(view, from, [dx, dy]) {
    const { data } = view;
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
  kg.wireKeys = function (view, zoom) {
    const { data } = view;
    document.getElementById("network").addEventListener("keydown", (event) => {
      if (arrows[event.key]) {
        const order = data.nodes.map((_, i) => i).filter((i) => view.shown.shown[i]);
        const first = order.reduce((a, b) => (view.shown.rows[b].total > view.shown.rows[a].total ? b : a), order[0]);
        const next = view.state.node == null ? first : nearest(view, view.state.node, arrows[event.key]);
        if (next != null) kg.goTo(next);
      } else if (event.key === "Enter") document.querySelector("#panel h2")?.focus();
      else if (event.key === "Escape") kg.choose(view, { node: null, tie: null });
      else if (event.key === "+" || event.key === "=") zoom(1.3);
      else if (event.key === "-") zoom(1 / 1.3);
      else if (event.key === "0") kg.showAll(view);
      else return;
      event.preventDefault();
    });
  };
})((globalThis.kg ??= {}));

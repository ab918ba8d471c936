// The drawing: vis-network shows nodes and edges; what is chosen is painted above the rest.
(function (kg) {
  "use strict";
  // Okabe and Ito's palette, told apart with any colour vision; grey is "other".
  kg.palette = ["#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442"];
  kg.grey = { light: "#8b9199", dark: "#7f8790" };

  kg.styleOf = function (name) {
    return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
  };
  kg.nodeColour = function (view, i) {
    const key = kg.colourKey(view.data.nodes[i], view.state.colour);
    return view.colours.get(key) ?? kg.grey[view.state.theme];
  };
  kg.nodeRadius = function (view, i) {
    const value = kg.sizeValue(view, i);
    return view.unit * (4 + 22 * Math.sqrt(value / Math.max(1, view.largest)));
  };
  kg.sizeValue = function (view, i) {
    const row = view.shown.rows[i];
    return { tasks: row.total, led: row.l, supported: row.s, partners: row.partners }[view.state.size];
  };
  kg.edgeWidth = (view, edge) => view.unit * 0.6 + 5 * Math.sqrt(edge.weight / view.heaviest);

  kg.edgeOpacity = (view, edge) => 0.16 + 0.5 * Math.sqrt(edge.weight / view.heaviest);

  function drawnNode(view, i) {
    const colour = kg.nodeColour(view, i);
    return {
      id: i,
      hidden: !view.shown.shown[i],
      size: kg.nodeRadius(view, i),
      shape: view.data.nodes[i].type === "theme" ? "square" : "dot",
      color: { background: colour, border: view.style.ground, highlight: colour, hover: colour },
    };
  }
  function drawnEdge(view, edge, id) {
    return {
      id,
      from: edge.a,
      to: edge.b,
      width: kg.edgeWidth(view, edge),
      color: { color: view.style.edge, opacity: kg.edgeOpacity(view, edge) },
      arrows: view.data.directed ? { to: { enabled: true, scaleFactor: 0.5 } } : "",
    };
  }
  // What drawing needs to know of what is shown: scales and who is beside whom.
  function measure(view) {
    view.style = { ground: kg.styleOf("ground"), edge: kg.styleOf("edge"), ink: kg.styleOf("ink"), accent: kg.styleOf("accent") };
    const sizes = view.data.nodes.map((_, i) => (view.shown.shown[i] ? kg.sizeValue(view, i) : 0));
    view.largest = sizes.reduce((a, b) => Math.max(a, b), 1);
    view.heaviest = view.shown.edges.reduce((a, edge) => Math.max(a, edge.weight), 1e-9);
    view.neighbours = neighbours(view);
  }
  const drawnNodes = (view) => view.data.nodes.map((_, i) => drawnNode(view, i));
  const drawnEdges = (view) => view.shown.edges.map((edge, id) => drawnEdge(view, edge, id));
  kg.draw = function (view) {
    measure(view);
    view.nodes.update(drawnNodes(view));
    view.edges.clear();
    view.edges.add(drawnEdges(view));
  };
  function neighbours(view) {
    const near = view.data.nodes.map(() => []);
    view.shown.edges.forEach((edge, id) => {
      near[edge.a].push([edge.b, id]);
      near[edge.b].push([edge.a, id]);
    });
    return near;
  }
  kg.prepare = function (view) {
    // Large networks are seen from further away.
    view.unit = Math.min(1.7, Math.max(1, Math.sqrt(view.data.nodes.length / 140)));
    measure(view);
    view.position = view.data.drawn.map(({ x, y }) => ({ x, y }));
  };
  kg.start = function (view, element) {
    const placed = drawnNodes(view).map((node, i) => ({ ...node, x: view.data.drawn[i].x, y: view.data.drawn[i].y }));
    view.nodes = new vis.DataSet(placed);
    view.edges = new vis.DataSet(drawnEdges(view));
    const options = { ...view.data.options, autoResize: true };
    view.network = new vis.Network(element, { nodes: view.nodes, edges: view.edges }, options);
    view.network.on("afterDrawing", (context) => paint(view, context));
  };
  // What a choice keeps bright: the body or tie, and what it touches.
  kg.focusOf = function (view, node, tie) {
    if (tie) {
      const ids = view.shown.edges.flatMap((e, id) => (kg.sameTie(view, e, tie) ? [id] : []));
      return { nodes: [...tie], edges: ids };
    }
    const near = view.neighbours[node];
    return { nodes: [node, ...near.map(([other]) => other)], edges: near.map(([, id]) => id) };
  };
  // Several bodies, such as those of an answer, and the ties among them.
  kg.among = function (view, nodes) {
    const chosen = new Set(nodes);
    const edges = view.shown.edges.flatMap((e, id) => (chosen.has(e.a) && chosen.has(e.b) ? [id] : []));
    return { nodes, edges };
  };
  // Everything, with room for the labels at the edge: where to look, and from how near.
  kg.everything = function (view, width, height) {
    const box = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
    view.shown.shown.forEach((shown, i) => {
      if (shown) widen(box, view.position[i], kg.nodeRadius(view, i));
    });
    for (const [, , x, y] of view.data.captions) widen(box, { x, y }, 20);
    if (box.left > box.right) widen(box, { x: 0, y: 0 }, 300);
    const [aside, above] = [Math.min(150, width / 5), 50];
    const fits = Math.min((width - aside) / (box.right - box.left), (height - above) / (box.bottom - box.top));
    const position = { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 };
    return { position, scale: Math.min(1.2, fits) };
  };
  kg.showAll = function (view) {
    view.position = view.network.getPositions();
    const { clientWidth, clientHeight } = document.getElementById("network");
    view.network.moveTo({ ...kg.everything(view, clientWidth, clientHeight), animation: false });
  };
  function widen(box, { x, y }, by) {
    box.left = Math.min(box.left, x - by);
    box.right = Math.max(box.right, x + by);
    box.top = Math.min(box.top, y - by);
    box.bottom = Math.max(box.bottom, y + by);
  }
  // Physics only when asked for: from where the nodes stand, gently.
  kg.loosen = function (view, on) {
    view.loose = on;
    view.network.setOptions({
      physics: on ? { enabled: true, stabilization: false, solver: "forceAtlas2Based", minVelocity: 0.5, forceAtlas2Based: { gravitationalConstant: -60, springLength: 80 } } : { enabled: false },
    });
  };
  kg.sameTie = (view, edge, [a, b]) =>
    (edge.a === a && edge.b === b) || (!view.data.directed && edge.a === b && edge.b === a);

  function paint(view, context) {
    const focus = kg.focus(view);
    view.position = view.network.getPositions();
    if (focus) {
      veil(view, context);
      for (const id of focus.edges) strokeEdge(view, context, view.shown.edges[id]);
      for (const i of focus.nodes) if (view.shown.shown[i]) kg.fillNode(view, context, i, 1.5);
    }
    kg.paintLabels(view, context, view.network.getScale(), focus && new Set(focus.nodes));
  }
  kg.focus = function (view) {
    if (view.hover != null && view.shown.shown[view.hover]) return kg.focusOf(view, view.hover);
    const { node, tie, marked } = view.state;
    if (tie || node != null) return kg.focusOf(view, node, tie);
    return marked.length ? kg.among(view, marked) : null;
  };
  function veil(view, context) {
    const box = context.canvas.getBoundingClientRect();
    const from = view.network.DOMtoCanvas({ x: 0, y: 0 });
    const to = view.network.DOMtoCanvas({ x: box.width, y: box.height });
    context.globalAlpha = 0.82;
    context.fillStyle = view.style.ground;
    context.fillRect(from.x, from.y, to.x - from.x, to.y - from.y);
    context.globalAlpha = 1;
  }
  function strokeEdge(view, context, edge) {
    const [from, to] = [view.position[edge.a], view.position[edge.b]];
    context.strokeStyle = view.style.accent;
    context.globalAlpha = 0.55;
    context.lineWidth = kg.edgeWidth(view, edge);
    context.beginPath();
    context.moveTo(from.x, from.y);
    context.lineTo(to.x, to.y);
    context.stroke();
    context.globalAlpha = 1;
  }
  kg.fillNode = function (view, context, i, border) {
    const { x, y } = view.position[i];
    const radius = kg.nodeRadius(view, i);
    context.fillStyle = kg.nodeColour(view, i);
    context.strokeStyle = i === view.state.node || i === view.hover ? view.style.ink : view.style.ground;
    context.lineWidth = border;
    context.beginPath();
    if (view.data.nodes[i].type === "theme") context.rect(x - radius, y - radius, 2 * radius, 2 * radius);
    else context.arc(x, y, radius, 0, 7);
    context.fill();
    context.stroke();
  };
})((globalThis.kg ??= {}));

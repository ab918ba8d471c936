// Taking the picture or its numbers away: PNG, SVG, CSV.
(function (kg) {
  "use strict";
  function save(name, content, type) {
    const url = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
    kg.make("a", { href: url, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(url), 10000);
  }
  const name = (end) => `${document.title.replace(/[^\p{L}\p{N}]+/gu, "-").slice(0, 60) || "map"}.${end}`;
  const escape = (text) =>
    String(text).replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, "");

  function png(view) {
    const canvas = view.network.canvas.frame.canvas;
    const copy = kg.make("canvas", { width: canvas.width, height: canvas.height });
    const context = copy.getContext("2d");
    context.fillStyle = view.style.ground;
    context.fillRect(0, 0, copy.width, copy.height);
    context.drawImage(canvas, 0, 0);
    copy.toBlob((blob) => save(name("png"), blob, "image/png"));
  }
  function bounds(view) {
    const points = [...Object.values(view.position), ...view.data.captions.map(([, , x, y]) => ({ x, y }))];
    const xs = points.map((p) => p.x);
    const ys = points.map((p) => p.y);
    return [Math.min(...xs) - 120, Math.min(...ys) - 60, Math.max(...xs) + 120, Math.max(...ys) + 60];
  }
  kg.svg = function (view) {
    view.position = view.network.getPositions();
    const [left, top, right, bottom] = bounds(view);
    const context = document.createElement("canvas").getContext("2d");
    const line = (e) => {
      const [p, q] = [view.position[e.a], view.position[e.b]];
      return `<line x1="${p.x}" y1="${p.y}" x2="${q.x}" y2="${q.y}" stroke-width="${kg.edgeWidth(view, e).toFixed(2)}"/>`;
    };
    const dot = (_, i) => {
      if (!view.shown.shown[i]) return "";
      const { x, y } = view.position[i];
      const r = kg.nodeRadius(view, i);
      const square = view.data.nodes[i].type === "theme";
      const shape = square ? `rect x="${(x - r).toFixed(1)}" y="${(y - r).toFixed(1)}" width="${(2 * r).toFixed(1)}" height="${(2 * r).toFixed(1)}"` : `circle cx="${x}" cy="${y}" r="${r.toFixed(1)}"`;
      return `<${shape} fill="${kg.nodeColour(view, i)}"><title>${escape(view.data.nodes[i].zh)}</title></${square ? "rect" : "circle"}>`;
    };
    const label = (l) =>
      `<text x="${l.left.toFixed(1)}" y="${((l.top + l.bottom) / 2).toFixed(1)}" font-size="${l.size.toFixed(1)}" font-weight="${l.weight}">${escape(l.text)}</text>`;
    const caption = ([zh, en, x, y]) => `<text x="${x}" y="${y}" font-size="17" font-weight="600" text-anchor="middle">${escape(kg.pick([zh, en]))}</text>`;
    return [
      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${left} ${top} ${right - left} ${bottom - top}">`,
      `<title>${escape(document.title)}</title>`,
      `<rect x="${left}" y="${top}" width="${right - left}" height="${bottom - top}" fill="${view.style.ground}"/>`,
      `<g stroke="${view.style.edge}" stroke-opacity="0.4">`,
      ...view.shown.edges.map(line),
      `</g><g>`,
      ...view.data.nodes.map(dot),
      `</g><g font-family="${escape(kg.font)}" fill="${view.style.ink}" stroke="${view.style.ground}" stroke-width="3" paint-order="stroke" dominant-baseline="central">`,
      ...view.data.captions.map(caption),
      ...kg.placeLabels(view, context, 1, null).map(label),
      "</g></svg>\n",
    ].join("\n");
  };
  function cell(value) {
    const text = String(value);
    const safe = /^'*[=+\-@＝＋－＠\t\r\n]/.test(text) ? `'${text}` : text;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  }
  kg.csv = function (view) {
    const rows = view.shown.edges.map((edge) => {
      const [a, b] = [view.data.nodes[edge.a], view.data.nodes[edge.b]];
      return [a.id, a.zh, b.id, b.zh, edge.count, edge.weight];
    });
    const head = ["source", "source_label", "target", "target_label", "count", "weight"];
    return "\ufeff" + [head, ...rows].map((row) => row.map(cell).join(",") + "\r\n").join("");
  };
  kg.exportAs = function (view, format) {
    if (format === "png") png(view);
    else if (format === "svg") save(name("svg"), kg.svg(view), "image/svg+xml");
    else save(name("csv"), kg.csv(view), "text/csv;charset=utf-8");
  };
})((globalThis.kg ??= {}));

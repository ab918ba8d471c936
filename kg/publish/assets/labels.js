// Labels of what matters, none on top of another, at every zoom the same size on the screen.
(function (kg) {
  "use strict";
  const widths = new Map();
  // Marks that turn the direction of text would let one label disturb what stands around it.
  const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;
  kg.nodeLabel = function (view, i) {
    const node = view.data.nodes[i];
    const text = (kg.lang === "en" ? node.short_en || node.en : node.short || node.zh).replace(CONTROLS, "");
    const most = /[\u3400-\u9fff]/.test(text) ? 15 : 30; // Chinese characters are twice as wide
    return text.length > most ? `${text.slice(0, most - 1)}…` : text;
  };
  function widthOf(context, font, text) {
    const key = font + text;
    if (!widths.has(key)) {
      context.font = font;
      widths.set(key, context.measureText(text).width);
    }
    return widths.get(key);
  }
  // Four places around a circle, below first; the first that hits nothing is taken.
  function places(x, y, radius, width, height) {
    return [
      [x - width / 2, y + radius + 2],
      [x - width / 2, y - radius - 2 - height],
      [x + radius + 4, y - height / 2],
      [x - radius - 4 - width, y - height / 2],
    ].map(([left, top]) => ({ left, top, right: left + width, bottom: top + height }));
  }
  const apart = (a, b) => a.right < b.left || b.right < a.left || a.bottom < b.top || b.bottom < a.top;
  // What of the world is on the screen: no label is cut there. A picture elsewhere shows all of it.
  function frameOf(context) {
    if (!context.canvas.isConnected) return { left: -Infinity, right: Infinity, top: -Infinity, bottom: Infinity };
    const { a: scale, e: x, f: y } = context.getTransform();
    const { width, height } = context.canvas;
    return { left: -x / scale, right: (width - x) / scale, top: -y / scale, bottom: (height - y) / scale };
  }
  const within = ({ x, y }, frame) => x > frame.left && x < frame.right && y > frame.top && y < frame.bottom;
  // A label of what stands on the screen stands on it whole.
  function pushed(box, frame) {
    const dx = Math.max(0, frame.left - box.left) || Math.min(0, frame.right - box.right);
    const dy = Math.max(0, frame.top - box.top) || Math.min(0, frame.bottom - box.bottom);
    return { left: box.left + dx, right: box.right + dx, top: box.top + dy, bottom: box.bottom + dy };
  }

  function bySize(view, only) {
    const nodes = only ? [...only] : view.data.nodes.map((_, i) => i);
    const value = (i) => (i === view.hover || i === view.state.node ? Infinity : kg.nodeRadius(view, i));
    return nodes.filter((i) => view.shown.shown[i]).sort((a, b) => value(b) - value(a) || a - b);
  }
  // The labels to show, in world coordinates: text, font size, box.
  kg.placeLabels = function (view, context, scale, only, most = 160) {
    const taken = [];
    const found = [];
    const frame = frameOf(context);
    const order = bySize(view, only);
    for (const i of order.slice(0, 60)) taken.push(circleBox(view, i));
    const hard = [...taken.slice(0, 12), ...captionBoxes(view, context, scale)];
    taken.push(...hard.slice(12));
    for (const i of order) {
      if (found.length >= most) break;
      const radius = kg.nodeRadius(view, i);
      if (!only && radius * scale < 3.2 && found.length >= 14) break;
      const size = (radius > 16 * view.unit ? 15 : 12.5) / scale;
      const text = kg.nodeLabel(view, i);
      const font = `${radius > 16 * view.unit ? 600 : 400} 100px ${kg.font}`;
      const width = (widthOf(context, font, text) * size) / 100 + 4 / scale;
      const { x, y } = view.position[i];
      const own = circleBox(view, i);
      if (!within({ x, y }, frame)) continue;
      const boxes = places(x, y, radius, width, size * 1.25).map((box) => pushed(box, frame));
      const clear = (box, what) => apart(box, own) && what.every((other) => apart(box, other));
      // What matters most is named even where its label must lie over a circle.
      const first = found.length < 12 || i === view.hover || i === view.state.node;
      const free = boxes.find((box) => clear(box, taken)) ?? (first ? boxes.find((box) => clear(box, [...hard, ...found])) : null);
      if (!free) continue;
      taken.push(free, own);
      found.push({ i, text, size, weight: radius > 16 * view.unit ? 600 : 400, ...free });
    }
    return found;
  };
  const captionSize = (scale) => 17 / scale;
  function captionBoxes(view, context, scale) {
    const font = `600 100px ${kg.font}`;
    return view.data.captions.map(([zh, en, x, y]) => {
      const half = (widthOf(context, font, kg.pick([zh, en])) * captionSize(scale)) / 200;
      const high = captionSize(scale) * 0.7;
      return { left: x - half, right: x + half, top: y - high, bottom: y + high };
    });
  }
  function circleBox(view, i) {
    const { x, y } = view.position[i];
    const r = kg.nodeRadius(view, i) * 0.8;
    return { left: x - r, right: x + r, top: y - r, bottom: y + r };
  }
  function paintCaptions(view, context, scale) {
    context.textAlign = "center";
    context.font = `600 ${captionSize(scale)}px ${kg.font}`;
    for (const [zh, en, x, y] of view.data.captions) context.fillText(kg.pick([zh, en]).replace(CONTROLS, ""), x, y);
    context.textAlign = "start";
  }
  kg.paintLabels = function (view, context, scale, only) {
    context.textBaseline = "middle";
    context.lineJoin = "round";
    context.strokeStyle = view.style.ground;
    context.fillStyle = view.style.ink;
    paintCaptions(view, context, scale);
    for (const label of kg.placeLabels(view, context, scale, only)) {
      context.font = `${label.weight} ${label.size}px ${kg.font}`;
      context.lineWidth = 3.5 / scale;
      const middle = (label.top + label.bottom) / 2;
      context.strokeText(label.text, label.left + 2 / scale, middle);
      context.fillText(label.text, label.left + 2 / scale, middle);
    }
  };
})((globalThis.kg ??= {}));

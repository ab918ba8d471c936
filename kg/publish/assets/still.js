// The first picture, painted at once; the library, which takes longer, then draws the same.
(function (kg) {
  "use strict";
  kg.still = function (view, element) {
    const canvas = kg.make("canvas", { class: "still", "aria-hidden": "true" });
    element.after(canvas);
    const ratio = devicePixelRatio || 1;
    const { clientWidth: width, clientHeight: height } = element;
    Object.assign(canvas, { width: width * ratio, height: height * ratio });
    const { position, scale } = kg.everything(view, width, height);
    const context = canvas.getContext("2d");
    context.setTransform(scale * ratio, 0, 0, scale * ratio, (width / 2 - position.x * scale) * ratio, (height / 2 - position.y * scale) * ratio);
    for (const edge of view.shown.edges) line(view, context, edge);
    view.shown.shown.forEach((shown, i) => shown && kg.fillNode(view, context, i, 1));
    kg.paintLabels(view, context, scale, null);
    return () => canvas.remove();
  };
  function line(view, context, edge) {
    const [from, to] = [view.position[edge.a], view.position[edge.b]];
    context.strokeStyle = context.fillStyle = view.style.edge;
    context.globalAlpha = kg.edgeOpacity(view, edge);
    context.lineWidth = kg.edgeWidth(view, edge);
    context.beginPath();
    context.moveTo(from.x, from.y);
    context.lineTo(to.x, to.y);
    context.stroke();
    if (view.data.directed) arrow(view, context, edge, from, to);
    context.globalAlpha = 1;
  }
  // As long and as wide as the library's arrows at half their usual size.
  function arrow(view, context, edge, from, to) {
    const angle = Math.atan2(to.y - from.y, to.x - from.x);
    const length = 7.5 + 1.5 * context.lineWidth;
    const tip = kg.nodeRadius(view, edge.b);
    const at = (back, aside) => [
      to.x - back * Math.cos(angle) + aside * Math.sin(angle),
      to.y - back * Math.sin(angle) - aside * Math.cos(angle),
    ];
    context.beginPath();
    context.moveTo(...at(tip, 0));
    context.lineTo(...at(tip + length, 0.3 * length));
    context.lineTo(...at(tip + length, -0.3 * length));
    context.fill();
  }
})((globalThis.kg ??= {}));

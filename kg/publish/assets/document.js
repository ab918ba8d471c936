// Any place of a document by its position: #char=120,140 (RFC 5147) is found and marked.
(function () {
  "use strict";
  const paragraphs = [...document.querySelectorAll(".source-text p[data-start]")];

  // Positions count code points; the page's strings count UTF-16 units.
  function units(text, points) {
    let at = 0;
    for (let i = 0; i < points && at < text.length; i += 1) at += text.codePointAt(at) > 0xffff ? 2 : 1;
    return at;
  }
  function locate(position) {
    let found = paragraphs[0];
    for (const paragraph of paragraphs) {
      if (Number(paragraph.dataset.start) > position) break;
      found = paragraph;
    }
    let left = units(found.textContent, position - Number(found.dataset.start));
    const walker = document.createTreeWalker(found, NodeFilter.SHOW_TEXT);
    let node = walker.nextNode();
    while (node && left > node.data.length) {
      left -= node.data.length;
      node = walker.nextNode();
    }
    return node ? { node, offset: Math.min(left, node.data.length) } : null;
  }
  function mark() {
    const match = /^#char=(\d+),(\d+)$/.exec(decodeURIComponent(location.hash));
    if (!match || !paragraphs.length) return;
    const [start, end] = [locate(Number(match[1])), locate(Number(match[2]))];
    if (!start || !end) return;
    const range = new Range();
    range.setStart(start.node, start.offset);
    range.setEnd(end.node, end.offset);
    if (globalThis.CSS?.highlights) CSS.highlights.set("place", new Highlight(range));
    start.node.parentElement.scrollIntoView({ block: "center" });
  }
  addEventListener("hashchange", mark);
  mark();
})();

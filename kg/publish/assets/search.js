// Finding a body by its name, a short form of it, pinyin, pinyin initials or English.
(function (kg) {
  "use strict";
  // Whether all characters of `part` occur in `whole` in this order, as short forms do
  // (发改委 in 发展和改革委员会); the first must open the name or one of its words.
  function within(part, whole) {
    let at = -1;
    for (const character of part) {
      at = whole.indexOf(character, at + 1);
      if (at < 0) return -1;
    }
    return at;
  }
  kg.within = within;
  function rank(query, text) {
    if (text === query) return 0;
    const at = text.indexOf(query);
    if (at === 0) return 1;
    if (at > 0) return 2;
    const last = query.length > 1 ? within(query, text) : -1;
    return last < 0 ? Infinity : 4 + last / 100;
  }
  kg.fold = (text) => text.normalize("NFKC").toLowerCase().replace(/[\s'’]+/g, "");
  kg.searchIndex = function (nodes) {
    return nodes.map((node) => ({
      names: [node.zh, node.en, ...node.alt].map(kg.fold),
      sounds: node.py.map((text) => text.replaceAll(" ", "")),
      initials: node.py.map((text) => text.split(" ").map((part) => part[0] ?? "").join("")),
    }));
  };
  kg.search = function (index, text, importance, limit = 12) {
    const query = kg.fold(text);
    if (!query) return [];
    const latin = /^[a-z0-9]+$/.test(query);
    const found = [];
    index.forEach((entry, i) => {
      const pools = latin ? [...entry.names, ...entry.initials, ...entry.sounds] : entry.names;
      const best = Math.min(...pools.map((pool) => rank(query, pool)));
      if (best < Infinity) found.push([best, -importance(i), i]);
    });
    found.sort((a, b) => Math.floor(a[0]) - Math.floor(b[0]) || a[1] - b[1] || a[0] - b[0] || a[2] - b[2]);
    return found.slice(0, limit).map((hit) => hit[2]);
  };
})((globalThis.kg ??= {}));

// The state of a map in its address, so that a view can be sent; and what it is at first.
(function (kg) {
  "use strict";
  kg.address = function (data) {
    // What the reader chose on other pages of the same site holds here too.
    function chosen(key, usual) {
      try {
        return localStorage.getItem(key) ?? usual;
      } catch {
        return usual;
      }
    }
    function keep(key, value) {
      try {
        localStorage.setItem(key, value);
      } catch {
        // storage may be forbidden; the choice still holds for this page
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
    function read() {
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
    function write(state) {
      const usual = initial();
      const words = new URLSearchParams();
      for (const [key, kind] of Object.entries(kinds)) {
        if (state[key] != null && JSON.stringify(state[key]) !== JSON.stringify(usual[key])) {
          words.set(key, code[kind][0](state[key]));
        }
      }
      history.replaceState(null, "", words.size ? `#${words}` : location.pathname + location.search);
    }
    return { initial, keep, read, write };
  };
})((globalThis.kg ??= {}));

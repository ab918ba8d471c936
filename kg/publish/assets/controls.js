// The filters beside the map: legend, sliders, choices.
(function (kg) {
  "use strict";
  const set = (view, change) => kg.update(view, change);
  function field(title, ...children) {
    return kg.make("fieldset", {}, kg.make("legend", {}, title), ...children);
  }
  function choice(view, key, options) {
    const select = kg.make("select", { "aria-label": kg.word(key), onchange: () => set(view, { [stateKey[key]]: select.value }) });
    for (const [value, text] of options) {
      select.append(kg.make("option", { value, selected: view.state[stateKey[key]] === value }, text));
    }
    return select;
  }
  const stateKey = { themeFilter: "topic", regionFilter: "region", documentFilter: "doc", colour: "colour", size: "size" };

  kg.valueName = function (view, value) {
    if (value === "") return kg.word("none");
    if (view.state.colour === "group") return `${kg.lang === "en" ? "Community " : "群"}${Number(value) + 1}`;
    if (view.state.colour === "place" && Object.hasOwn(view.data.labels, value)) return kg.pick(view.data.labels[value]);
    return kg.hasWord(value) ? kg.word(value) : value;
  };
  // The values behind most tasks get the colours; the rest are grey.
  kg.colourValues = function (view) {
    const values = new Map();
    for (const node of view.data.nodes) {
      const key = kg.colourKey(node, view.state.colour);
      const value = values.get(key) ?? { key, bodies: 0, tasks: 0 };
      value.bodies += 1;
      value.tasks += node.led + node.supported + node.joint + node.named;
      values.set(key, value);
    }
    const order = (a, b) => b.tasks - a.tasks || b.bodies - a.bodies || (a.key < b.key ? -1 : 1);
    const named = [...values.values()].filter(({ key }) => key !== "").sort(order);
    view.colours = new Map(named.slice(0, kg.palette.length).map(({ key }, i) => [key, kg.palette[i]]));
    return [...named, ...[...values.values()].filter(({ key }) => key === "")];
  };
  function legendLine(view, { key, bodies }) {
    const toggle = () => {
      const hidden = view.state.hidden.filter((value) => value !== key);
      set(view, { hidden: box.checked ? hidden : [...hidden, key] });
    };
    const box = kg.make("input", { type: "checkbox", checked: !view.state.hidden.includes(key), onchange: toggle });
    const dot = kg.make("span", { class: "swatch" });
    dot.style.background = view.colours.get(key) ?? kg.grey[view.state.theme];
    const name = kg.make("bdi", {}, kg.valueName(view, key));
    return kg.make("label", { class: "line" }, box, dot, name, kg.make("span", { class: "number" }, String(bodies)));
  }
  const COLOURS = ["system", "tier", "kind", "place", "group"];
  function legend(view) {
    const lines = kg.colourValues(view).map((value) => legendLine(view, value));
    const ways = COLOURS.filter((way) => way === view.state.colour || new Set(view.data.nodes.map((n) => n[way])).size > 1);
    const few = lines.slice(0, 9);
    const more = lines.length > 9 ? kg.make("details", { open: view.moreColours }, kg.make("summary", {}, `${kg.word("other")} (${lines.length - 9})`), ...lines.slice(9)) : null;
    more?.addEventListener("toggle", () => (view.moreColours = more.open));
    return field(kg.word("colour"), choice(view, "colour", ways.map((way) => [way, kg.word(`colour.${way}`)])), ...few, more);
  }
  function sizes(view) {
    const ways = ["tasks", "led", "supported", "partners"].map((way) => [way, kg.word(`size.${way}`)]);
    return field(kg.word("size"), choice(view, "size", ways), kg.make("p", { class: "hint" }, kg.word("sizeHint", view.largest)));
  }
  function slider(view, title, values, key, say) {
    const at = Math.max(0, values.indexOf(view.state[key]));
    const output = kg.make("output", {}, say(values[at]));
    const input = kg.make("input", { type: "range", min: 0, max: values.length - 1, value: at, "aria-valuetext": say(values[at]) });
    input.addEventListener("input", () => {
      const value = values[Number(input.value)];
      output.textContent = say(value);
      input.setAttribute("aria-valuetext", say(value));
      set(view, { [key]: value });
    });
    return kg.make("label", { class: "slider" }, kg.make("span", {}, title, output), input);
  }
  function ties(view) {
    const all = [...new Set(view.data.edges.map((edge) => edge[3]))].sort((a, b) => a - b);
    const step = Math.max(1, Math.floor(all.length / 40));
    const weights = [0, ...all.filter((_, i) => i % step === 0 && i > 0)];
    const levels = [1, 0.5, 0.3, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005];
    return field(
      kg.word("strength"),
      slider(view, kg.word("minWeight"), weights, "weight", (v) => (v ? `≥ ${v.toFixed(2)}` : kg.word("allTies"))),
      slider(view, kg.word("backbone"), levels, "alpha", (v) => (v < 1 ? `p ≤ ${v}` : kg.word("allTies"))),
    );
  }
  function roles(view) {
    const lines = ["l", "s", "j"].map((role) => {
      const box = kg.make("input", {
        type: "checkbox",
        checked: view.state.roles.includes(role),
        onchange: () => set(view, { roles: ["l", "s", "j"].filter((r) => (r === role ? box.checked : view.state.roles.includes(r))) }),
      });
      return kg.make("label", { class: "line" }, box, kg.make("span", { class: `role ${role}` }, kg.word(role)));
    });
    return field(kg.word("roles"), ...lines);
  }
  const named = (view, key) => (Object.hasOwn(view.data.labels, key) ? kg.pick(view.data.labels[key]) : key);
  function choices(view) {
    const list = (values) => [["", kg.word("any")], ...values];
    const keys = (name) => [...new Set(view.data.tasks.flatMap((task) => task[name]))].sort();
    const topics = keys("th").map((key) => [key, named(view, key)]);
    const regions = keys("rg").map((key) => [key, named(view, key)]);
    const documents = view.data.documents.map((title, i) => [String(i), title]);
    return [
      topics.length ? field(kg.word("themeFilter"), choice(view, "themeFilter", list(topics))) : null,
      regions.length ? field(kg.word("regionFilter"), choice(view, "regionFilter", list(regions))) : null,
      documents.length > 1 ? field(kg.word("documentFilter"), choice(view, "documentFilter", list(documents))) : null,
    ];
  }
  kg.showControls = function (view) {
    const side = document.getElementById("filters");
    const active = side.contains(document.activeElement);
    if (active && document.activeElement.type === "range") return;
    const loose = kg.make("input", { type: "checkbox", checked: view.loose, onchange: () => kg.loosen(view, loose.checked) });
    const moving = kg.make("label", { class: "line" }, loose, kg.word("physics"));
    const reset = kg.make("button", { type: "button", class: "plain", onclick: () => kg.reset(view) }, kg.word("reset"));
    const withRoles = view.data.tasks.some((task) => task.m.some(([, role]) => role !== "n"));
    const at = active ? [...side.querySelectorAll("input,select,button")].indexOf(document.activeElement) : -1;
    side.replaceChildren(
      ...[legend(view), sizes(view), ties(view), withRoles ? roles(view) : null, ...choices(view), moving, reset].filter(Boolean),
    );
    if (at >= 0) side.querySelectorAll("input,select,button")[at]?.focus();
  };
})((globalThis.kg ??= {}));

// Asking the graph in the browser: editor, named questions, engine in a worker, answers.
(function (kg) {
  "use strict";
  const data = JSON.parse(document.getElementById("query-data").textContent);
  const $ = (id) => document.getElementById(id);
  const english = () => document.documentElement.dataset.lang === "en";
  const say = (zh, en) => (english() ? en : zh);
  const pick = (pair) => pair[english() ? 1 : 0];
  let question = null;
  let answer = null;

  // --- engine: the same Oxigraph as at build, as WebAssembly, away from the page's own thread
  const WORKER = `
let store = null;
function unpack(text) {
  const bytes = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip")));
}
onmessage = async ({ data }) => {
  try {
    if (data.wasm) {
      initSync({ module: new Uint8Array(await (await unpack(data.wasm)).arrayBuffer()) });
      store = new Store();
      store.load(await (await unpack(data.graph)).text(), { format: "application/trig" });
      postMessage({ ready: store.size });
    } else {
      const began = performance.now();
      const text = store.query(data.query, { results_format: "json", use_default_graph_as_union: !data.from });
      postMessage({ text, seconds: (performance.now() - began) / 1000 });
    }
  } catch (error) {
    postMessage({ error: String(error.message ?? error) });
  }
};`;
  let worker = null;
  let waiting = null;
  let size = 0;
  function start() {
    if (data.endpoint) {
      worker = kg.httpEngine(data.endpoint, heard);
      size = Infinity;
      $("run").disabled = false;
      document.documentElement.dataset.ready = "true";
      return;
    }
    const url = URL.createObjectURL(new Blob([kgEngine.code, WORKER], { type: "text/javascript" }));
    worker = new Worker(url);
    worker.addEventListener("message", ({ data: message }) => heard(message));
    worker.addEventListener("error", (event) => heard({ error: event.message || "worker" }));
    worker.postMessage({ wasm: kgEngine.wasm, graph: kgGraph });
    status("正在载入图谱…", "Loading the graph…");
  }
  function heard(message) {
    if (message.ready !== undefined) {
      size = message.ready;
      $("run").disabled = false;
      document.documentElement.dataset.ready = "true";
      status(`图谱已载入：${size} 条陈述`, `Graph loaded: ${size} statements`);
      if (waiting) run();
    } else if (message.error) failed(message.error);
    else if (message.plain !== undefined) showPlain(message.plain, message.seconds);
    else show(JSON.parse(message.text), message.seconds, message.limit);
  }
  function status(zh, en) {
    $("state").textContent = say(zh, en);
  }
  function failed(text) {
    waiting = null;
    $("stop").hidden = true;
    $("answer").replaceChildren();
    $("state").textContent = `${say("查询有误：", "The query is wrong: ")}${text}`;
  }
  function run() {
    const query = editor.getValue();
    remember(query);
    if (!size) {
      waiting = query;
      return;
    }
    waiting = query;
    $("stop").hidden = false;
    for (const id of ["save", "on-map"]) $(id).hidden = true;
    status("正在运行…", "Running…");
    worker.postMessage({ query, from: /\bFROM\b/i.test(query.replace(/<[^>]*>|"[^"]*"|#.*/g, "")) });
  }
  function stop() {
    worker.terminate();
    waiting = null;
    size = 0;
    $("run").disabled = true;
    $("stop").hidden = true;
    start();
  }

  // --- answers
  const make = (tag, attributes, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  };
  function shorten(iri) {
    for (const [prefix, space] of Object.entries(data.prefixes)) {
      if (iri.startsWith(space)) return `${prefix}:${iri.slice(space.length)}`;
    }
    return iri.startsWith(data.addresses.base) ? iri.slice(data.addresses.base.length) : iri;
  }
  function cell(term) {
    if (!term) return make("td", {});
    if (term.type === "uri") {
      const page = kg.pageOf(data.addresses, term.value);
      const name = make("bdi", {}, shorten(term.value));
      return make("td", {}, page ? make("a", { href: page, title: term.value }, name) : name);
    }
    const numeric = /#(integer|decimal|double|float)$/.test(term.datatype ?? "");
    return make("td", numeric ? { class: "number" } : {}, make("bdi", {}, term.value));
  }
  function table(names, rows) {
    const head = make("tr", {}, ...names.map((name) => make("th", { scope: "col" }, name)));
    const lines = rows.map((row) => make("tr", {}, ...names.map((name) => cell(row[name]))));
    return make("table", { class: "rank" }, make("thead", {}, head), make("tbody", {}, ...lines));
  }
  function showPlain(text, seconds) {
    waiting = null;
    answer = null;
    $("stop").hidden = true;
    $("answer").replaceChildren(make("pre", {}, text));
    const took = `${seconds.toFixed(2)} s`;
    status(took, took);
  }
  function show(result, seconds, limit = 0) {
    waiting = null;
    $("stop").hidden = true;
    const took = `${seconds.toFixed(2)} s`;
    if (Array.isArray(result)) {
      answer = null;
      $("answer").replaceChildren(make("pre", {}, JSON.stringify(result, null, 2)));
      return status(`${result.length} 个节点，${took}`, `${result.length} nodes, ${took}`);
    }
    if (typeof result.boolean === "boolean") {
      answer = null;
      $("answer").replaceChildren(make("p", { class: "verdict" }, say(result.boolean ? "是" : "否", result.boolean ? "Yes" : "No")));
      return status(took, took);
    }
    answer = { names: result.head.vars, rows: result.results.bindings };
    $("answer").replaceChildren(table(answer.names, answer.rows));
    $("save").hidden = false;
    toMap();
    const [cut, cutOff] = limit && answer.rows.length >= limit ? ["（到此为止）", " (cut there)"] : ["", ""];
    return status(`${answer.rows.length} 行${cut}，${took}`, `${answer.rows.length} rows${cutOff}, ${took}`);
  }
  function toMap() {
    const bodies = new Set();
    for (const row of answer.rows) {
      for (const term of Object.values(row)) {
        if (term.type === "uri" && term.value.startsWith(`${data.addresses.base}agency/`)) bodies.add(term.value);
      }
    }
    $("on-map").hidden = Boolean(data.endpoint) || bodies.size === 0;
    const words = new URLSearchParams({ marked: JSON.stringify([...bodies].slice(0, 200)) });
    $("on-map").href = `maps/collaboration.html#${words}`;
  }
  function csv() {
    const quote = (text) => {
      const safe = /^'*[=+\-@＝＋－＠\t\r\n]/.test(text) ? `'${text}` : text;
      return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
    };
    const lines = answer.rows.map((row) => answer.names.map((name) => quote(row[name]?.value ?? "")).join(","));
    const text = `\ufeff${[answer.names.join(","), ...lines].join("\r\n")}\r\n`;
    const link = make("a", { href: URL.createObjectURL(new Blob([text], { type: "text/csv" })), download: `${question?.name ?? "answer"}.csv` });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }

  // --- named questions and their parameters
  function filled(values) {
    const lines = question.sparql.split("\n").flatMap((line) => {
      const condition = /\s*#\? (\w+)$/.exec(line);
      if (condition && !values.has(condition[1])) return [];
      const rest = condition ? line.slice(0, condition.index) : line;
      return [rest.replace(/VALUES \?(\w+) \{ UNDEF \}/g, (all, name) => (values.has(name) ? `VALUES ?${name} { ${values.get(name)} }` : all))];
    });
    return lines.join("\n").trim() + "\n";
  }
  function literal(text) {
    return JSON.stringify(text).replaceAll("\u2028", "\\u2028");
  }
  function term(parameter, text) {
    if (parameter.kind === "date") return `${literal(text)}^^<http://www.w3.org/2001/XMLSchema#date>`;
    if (parameter.kind === "integer") return /^\d+$/.test(text) ? text : null;
    if (parameter.kind === "text") return literal(text);
    if (parameter.kind === "role") return /^(lead|support|joint)$/.test(text) ? `<${data.prefixes.kg}${text}>` : null;
    const known = (data.choices[parameter.kind] ?? []).find(([name]) => name === text);
    const iri = known ? known[1] : text;
    return /^https?:[^<>\s"{}|\\^`]+$/.test(iri) ? `<${iri}>` : null;
  }
  function apply() {
    const values = new Map();
    for (const parameter of question.parameters) {
      const text = $(`parameter-${parameter.name}`).value.trim();
      const value = text && term(parameter, text);
      if (value) values.set(parameter.name, value);
    }
    editor.setValue(filled(values));
  }
  function field(parameter, given) {
    const id = `parameter-${parameter.name}`;
    const label = make("label", { for: id }, pick(parameter.label), parameter.required ? " *" : "");
    const input = make("input", { id, type: parameter.kind === "date" ? "date" : "text", autocomplete: "off" });
    input.value = given ?? "";
    const names = data.choices[parameter.kind];
    const list = names && make("datalist", { id: `${id}-list` }, ...names.map(([name]) => make("option", { value: name })));
    if (parameter.kind === "role") input.placeholder = "lead, support, joint";
    if (list) input.setAttribute("list", list.id);
    if (list && data.names) {
      const more = kg.moreNames(data.names, parameter.kind, names);
      input.addEventListener("input", async () => {
        if (await more(input.value.trim())) list.replaceChildren(...names.map(([name]) => make("option", { value: name })));
      });
    }
    input.addEventListener("change", apply);
    return make("p", {}, label, input, ...(list ? [list] : []));
  }
  // A question opens with an example for what it needs, so that it answers at once.
  function example(parameter) {
    if (!parameter.required) return "";
    if (parameter.kind === "date") return parameter.name === "from" ? "2000-01-01" : "2099-12-31";
    return data.choices[parameter.kind]?.[parameter.name === "partner" ? 1 : 0]?.[0] ?? "";
  }
  function choose(next, given = new Map()) {
    question = next;
    $("parameters").replaceChildren(...next.parameters.map((p) => field(p, given.get(p.name) ?? example(p))));
    for (const button of $("questions").querySelectorAll("button")) {
      button.setAttribute("aria-pressed", String(button.dataset.name === next.name));
    }
    apply();
    run();
  }
  function listQuestions() {
    const items = data.questions.map((one) => {
      const button = make("button", { type: "button", "data-name": one.name, "aria-pressed": String(one === question) }, pick(one.title));
      button.addEventListener("click", () => choose(one));
      return make("li", {}, button);
    });
    $("questions").replaceChildren(...items);
  }

  // --- permalinks
  function remember(query) {
    const words = new URLSearchParams();
    const fields = question ? [...$("parameters").querySelectorAll("input")] : [];
    const values = new Map(fields.map((input) => [input.id.replace("parameter-", ""), input.value]));
    if (question && query === currentText()) {
      words.set("q", question.name);
      for (const [name, value] of values) if (value) words.set(name, value);
    } else words.set("query", query);
    history.replaceState(null, "", `#${words}`);
  }
  function currentText() {
    const values = new Map();
    for (const parameter of question.parameters) {
      const text = $(`parameter-${parameter.name}`)?.value.trim();
      const value = text && term(parameter, text);
      if (value) values.set(parameter.name, value);
    }
    return filled(values);
  }
  function open() {
    const words = new URLSearchParams(location.hash.slice(1));
    const one = data.questions.find((candidate) => candidate.name === words.get("q"));
    if (one) return choose(one, words);
    if (words.get("query")) {
      editor.setValue(words.get("query"));
      return run();
    }
    return choose(data.questions.find((candidate) => !candidate.parameters.some((p) => p.required)) ?? data.questions[0]);
  }

  // --- editor
  const names = new Set(data.questions.flatMap((one) => one.sparql.match(/\b[a-z]+:[A-Za-z]\w*/g) ?? []));
  for (const iri of data.terms ?? []) names.add(shorten(iri));
  Yasqe.registerAutocompleter({
    name: "terms",
    bulk: false,
    autoShow: false,
    isValidCompletionPosition: (yasqe) => /^[a-z]*:/.test(yasqe.getCompleteToken().string),
    get: (_, token) => [...names].filter((name) => name.startsWith(token?.string ?? "")).sort(),
  });
  const editor = new Yasqe($("editor"), {
    value: "",
    persistenceId: null,
    consumeShareLink: null,
    showQueryButton: false,
    pluginButtons: () => [],
    resizeable: false,
    prefixCcApi: null,
    autocompleters: ["variables", "terms"],
    editorHeight: "18rem",
    createShareableLink: null,
    screenReaderLabel: "SPARQL",
    extraKeys: { "Ctrl-Enter": () => run(), "Cmd-Enter": () => run(), Tab: false, "Shift-Tab": false },
  });
  $("run").addEventListener("click", run);
  $("stop").addEventListener("click", stop);
  $("save").addEventListener("click", csv);
  $("parameters").addEventListener("submit", (event) => { event.preventDefault(); apply(); run(); });
  addEventListener("languagechanged", listQuestions);
  addEventListener("hashchange", open);
  listQuestions();
  start();
  open();
})((globalThis.kg ??= {}));

// Asking an endpoint: what stands in for the engine in the worker, with the same messages.
(function (kg) {
  "use strict";
  const ACCEPT = "application/sparql-results+json, text/turtle;q=0.9";
  kg.httpEngine = function (endpoint, heard) {
    let control = new AbortController();
    async function ask(query) {
      const began = performance.now();
      const answer = await fetch(endpoint, {
        method: "POST",
        headers: { "Content-Type": "application/sparql-query", Accept: ACCEPT },
        body: query,
        signal: control.signal,
      });
      const text = await answer.text();
      if (!answer.ok) return heard({ error: text.trim() || String(answer.status) });
      const seconds = (performance.now() - began) / 1000;
      const limit = Number(answer.headers.get("X-Result-Limit")) || 0;
      const plain = !(answer.headers.get("Content-Type") ?? "").includes("json");
      return heard(plain ? { plain: text, seconds } : { text, seconds, limit });
    }
    return {
      postMessage: ({ query }) => ask(query).catch((error) => error.name !== "AbortError" && heard({ error: String(error.message ?? error) })),
      terminate() {
        control.abort();
        control = new AbortController();
      },
    };
  };
  // Names that hold what is typed, from the whole graph; those already there stay.
  kg.moreNames = function (address, kind, known) {
    let last = "";
    return async function (text) {
      last = text;
      if (!text || known.some(([name]) => name === text)) return false;
      const answer = await fetch(`${address}?${new URLSearchParams({ kind, q: text, limit: "50" })}`);
      if (!answer.ok || last !== text) return false;
      const there = new Set(known.map(([, iri]) => iri));
      const found = (await answer.json()).filter(({ iri }) => !there.has(iri));
      known.push(...found.map(({ iri, label }) => [label, iri]));
      return found.length > 0;
    };
  };
})((globalThis.kg ??= {}));

// The way from a name of the graph to its page.
(function (kg) {
  "use strict";
  // What has no page of its own (a day, a tally, a tie) is shown by its statements.
  kg.pageOf = function (addresses, iri) {
    if (!iri.startsWith(addresses.base)) return null;
    const name = iri.slice(addresses.base.length);
    if (Object.hasOwn(addresses.pages, name)) return encodeURI(addresses.pages[name]);
    if (addresses.here) return statements(iri, addresses.here);
    if (name === "dataset" || name.startsWith("graph/")) return "downloads.html";
    if (name.startsWith("question/")) return `sparql.html#q=${encodeURIComponent(name.slice(9))}`;
    return partOf(addresses, name) ?? statements(iri);
  };
  function statements(iri, page = "sparql.html") {
    const query = `SELECT ?property ?value WHERE { <${iri.replace(/[<>\s"{}|\\^`]/g, "")}> ?property ?value }`;
    return `${page}#query=${encodeURIComponent(query)}`;
  }
  // Parts of texts carry the hash of their file and positions.
  function partOf(addresses, name) {
    const match = /^[^#]*?\/([0-9a-f]{16})(?:[/#](.*))?$/.exec(name);
    if (!match || !Object.hasOwn(addresses.texts, match[1])) return null;
    const numbers = [...(match[2] ?? "").split("/").slice(0, 1).join("").matchAll(/\d+/g)].map((found) => Number(found[0]));
    const documents = addresses.texts[match[1]];
    const at = name.startsWith("document/") || !numbers.length ? null : numbers.slice(-2);
    const inside = ([start, end]) => start <= (numbers[0] ?? start) && (numbers[0] ?? start) < end;
    const page = (documents.find(inside) ?? documents[0])[2];
    if (name.startsWith("task/")) return `${encodeURI(page)}#task-${numbers.join("-")}`;
    return at && at.length === 2 ? `${encodeURI(page)}#char=${at.join(",")}` : encodeURI(page);
  }
  const data = document.getElementById("addresses");
  if (!data) return;
  const addresses = JSON.parse(data.textContent);
  function go() {
    const iri = decodeURIComponent(location.hash.slice(1));
    if (!iri) return;
    const page = kg.pageOf(addresses, iri.includes(":") ? iri : addresses.base + iri);
    if (page) return location.replace(page);
    document.getElementById("name").textContent = iri;
    document.getElementById("unknown").hidden = false;
    document.getElementById("ask").href = statements(iri);
  }
  addEventListener("hashchange", go);
  go();
})((globalThis.kg ??= {}));

// A list that is filtered as one types (names, short forms, pinyin initials) and sorted by column.
(function (kg) {
  "use strict";
  const table = document.getElementById("list");
  const input = document.getElementById("filter");
  const rows = [...table.tBodies[0].rows];
  const says = document.getElementById("filtered");

  function matches(row, query) {
    const find = row.dataset.find;
    if (find.includes(query)) return true;
    return query.length > 1 && find.split(" ").some((name) => kg.within(query, name) >= 0);
  }
  function filter() {
    const query = kg.fold(input.value);
    let shown = 0;
    for (const row of rows) {
      row.hidden = Boolean(query) && !matches(row, query);
      shown += row.hidden ? 0 : 1;
    }
    says.textContent = query ? `${shown} / ${rows.length}` : "";
  }
  function value(row, column) {
    const text = (row.cells[column].querySelector(".zh") ?? row.cells[column]).textContent.trim();
    return text !== "" && !Number.isNaN(Number(text)) && column > 0 ? Number(text) : text;
  }
  function sort(column, head) {
    const down = head.getAttribute("aria-sort") === "descending";
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", down ? "ascending" : "descending");
    const sign = down ? 1 : -1;
    const order = (a, b) => (typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b), "zh"));
    rows.sort((a, b) => sign * order(value(a, column), value(b, column)));
    table.tBodies[0].append(...rows);
  }
  [...table.tHead.rows[0].cells].forEach((head, column) => {
    head.querySelector("button").addEventListener("click", () => sort(column, head));
  });
  input.addEventListener("input", filter);
  input.value = new URLSearchParams(location.search).get("q") ?? "";
  filter();
})((globalThis.kg ??= {}));

// The search box: a list of bodies as one types, by mouse or keyboard.
(function (kg) {
  "use strict";
  kg.wireSearch = function (view) {
    const input = document.getElementById("search");
    const list = document.getElementById("results");
    let hits = [];
    let at = -1;
    function close() {
      list.hidden = true;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    }
    function mark(next) {
      at = next;
      [...list.children].forEach((item, i) => item.setAttribute("aria-selected", String(i === at)));
      if (list.children[at]) {
        input.setAttribute("aria-activedescendant", list.children[at].id);
        list.children[at].scrollIntoView({ block: "nearest" });
      }
    }
    function take(i) {
      close();
      input.value = kg.nodeName(view, i);
      kg.goTo(i);
    }
    function item(i, n) {
      const name = kg.make("bdi", {}, kg.nodeName(view, i));
      const number = kg.make("small", { class: "number" }, String(view.shown.rows[i].total));
      return kg.make("li", { role: "option", id: `hit-${n}`, "aria-selected": "false", onmousedown: (e) => e.preventDefault(), onclick: () => take(i) }, name, number);
    }
    function look() {
      hits = kg.search(view.index, input.value, (i) => view.shown.rows[i].total);
      const empty = kg.make("li", { role: "option", "aria-disabled": "true", "aria-selected": "false" }, kg.word("noResults"));
      list.replaceChildren(...(hits.length ? hits.map(item) : [empty]));
      list.hidden = !input.value.trim();
      input.setAttribute("aria-expanded", String(!list.hidden));
      mark(hits.length ? 0 : -1);
    }
    input.addEventListener("input", look);
    input.addEventListener("blur", close);
    input.addEventListener("keydown", (event) => {
      if (event.isComposing) return; // the input method is still choosing characters
      if (event.key === "ArrowDown") mark(Math.min(hits.length - 1, at + 1));
      else if (event.key === "ArrowUp") mark(Math.max(0, at - 1));
      else if (event.key === "Enter" && hits[at] !== undefined) take(hits[at]);
      else if (event.key === "Escape") close();
      else return;
      event.preventDefault();
    });
  };
})((globalThis.kg ??= {}));

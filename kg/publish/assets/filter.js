// What is shown: which tasks count, and the bodies and ties that rest on them.
(function (kg) {
  "use strict";
  function wanted(data, state) {
    return data.tasks.map(
      (task) =>
        (state.doc === "" || task.d === Number(state.doc)) &&
        (state.topic === "" || task.th.some((key) => key === state.topic || key.startsWith(state.topic + "/"))) &&
        (state.region === "" || task.rg.includes(state.region)),
    );
  }
  const narrowed = (state) =>
    state.doc !== "" || state.topic !== "" || state.region !== "" || state.roles.length < 3;

  const counts = (role, roles) => role === "n" || roles.includes(role);
  function takesPart(task, node, roles) {
    return task.m.some(([member, role]) => member === node && counts(role, roles));
  }
  // A tie keeps the tasks that are wanted and in which both ends have a wanted role. Its weight
  // is the sum of the tasks' shares, as at build; where tasks tell none, they count alike.
  function tie([a, b, count, weight, tasks], data, keep, roles, full) {
    if (full) return { a, b, count, weight, tasks };
    const left = tasks.filter(
      (t) => keep[t] && takesPart(data.tasks[t], a, roles) && takesPart(data.tasks[t], b, roles),
    );
    const alike = tasks.length ? weight / tasks.length : 0;
    const sum = left.reduce((total, t) => total + (data.tasks[t].w || alike), 0);
    return { a, b, count: left.length, weight: sum, tasks: left };
  }
  // Disparity filter (Serrano et al. 2009): how surprising a tie is for the less busy end.
  function significance(edges, size) {
    const strength = new Float64Array(size);
    const degree = new Uint32Array(size);
    for (const edge of edges) {
      for (const end of [edge.a, edge.b]) {
        strength[end] += edge.weight;
        degree[end] += 1;
      }
    }
    const chance = (edge, end) =>
      degree[end] < 2 ? 1 : (1 - edge.weight / strength[end]) ** (degree[end] - 1);
    for (const edge of edges) edge.p = Math.min(chance(edge, edge.a), chance(edge, edge.b));
  }
  function countRoles(data, keep, state) {
    const rows = data.nodes.map(() => ({ l: 0, s: 0, j: 0, n: 0, tasks: [] }));
    data.tasks.forEach((task, t) => {
      if (!keep[t]) return;
      for (const [node, role] of task.m) {
        if (!counts(role, state.roles)) continue;
        rows[node][role] += 1;
        if (rows[node].tasks.at(-1) !== t) rows[node].tasks.push(t);
      }
    });
    return rows;
  }
  kg.filter = function (data, state) {
    const full = !narrowed(state);
    const keep = wanted(data, state);
    const rows = countRoles(data, keep, state);
    data.nodes.forEach((node, i) => {
      if (full) Object.assign(rows[i], { l: node.led, s: node.supported, j: node.joint, n: node.named });
      rows[i].total = rows[i].l + rows[i].s + rows[i].j + rows[i].n;
    });
    const hidden = (i) => state.hidden.includes(kg.colourKey(data.nodes[i], state.colour));
    const shown = data.nodes.map((_, i) => !hidden(i) && (full || rows[i].total > 0));
    let edges = data.edges
      .map((edge) => tie(edge, data, keep, state.roles, full))
      .filter((edge) => edge.count > 0 && shown[edge.a] && shown[edge.b]);
    significance(edges, data.nodes.length);
    edges = edges.filter((edge) => edge.weight >= state.weight && edge.p <= state.alpha);
    rows.forEach((row) => (row.partners = 0));
    for (const edge of edges) {
      rows[edge.a].partners += 1;
      rows[edge.b].partners += 1;
    }
    return { rows, shown, edges };
  };
  kg.colourKey = (node, by) => String(node[by] ?? "");
})((globalThis.kg ??= {}));

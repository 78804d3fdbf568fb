"use strict";
// Only the rows in sight (and a few around them) are elements; filter and sort work on arrays.
(() => {
  const { columns, rows, provinces, kinds, levels, rules, statuses } = JSON.parse(document.getElementById("rows").textContent);
  const at = Object.fromEntries(columns.map((name, number) => [name, number]));
  const AROUND = 10;
  const MOST_PRINTED = 2000;
  const FILTERS = ["province", "kind", "year", "status", "findings", "rule", "review"];
  const TEXT_ORDER = new Set(["name", "source", "province", "level"]);
  const SIGNS = { ok: "✓", review: "▲", failed: "✕", not_ita: "○" };
  const node = (id) => document.getElementById(id);
  const form = document.querySelector(".filter");
  const table = document.querySelector(".window");
  const body = table.tBodies[0];
  const heads = [...table.querySelectorAll("th[data-sort]")];

  // One spelling of what looks alike: ำ and its parts, Thai and Arabic figures.
  const plain = (text) => text.normalize("NFKC").toLowerCase().replace(/[๐-๙]/g, (digit) => digit.charCodeAt(0) - 0x0e50);
  const texts = rows.map((row) =>
    plain([row[at.name], row[at.district], provinces[row[at.province]], kinds[row[at.kind]], row[at.year], row[at.source]].join(" ")));
  const open = (row) => Math.max(0, row[at.doubts] - row[at.decided]);
  const mean = (text) => { const parts = text.split("/").map(Number); return parts.reduce((sum, part) => sum + part, 0) / parts.length; };

  let chosen = rows.map((_, number) => number);
  let sort = "";
  let down = true;
  let current = -1;
  let first = -1;
  let last = -1;
  let height = 0;

  const orders = new Map();
  const valuesOf = (name) => {
    if (orders.has(name)) return orders.get(name);
    let values;
    if (TEXT_ORDER.has(name)) {
      const words = { province: provinces, level: levels }[name];
      const text = (row) => (words ? words[row[at[name]]] : row[at[name]]);
      const collator = new Intl.Collator("th", { numeric: true });
      const unique = [...new Set(rows.map(text))].sort(collator.compare);
      const rank = new Map(unique.map((word, number) => [word, word === "" ? null : number]));
      values = rows.map((row) => rank.get(text(row)));
    } else if (name === "open") values = rows.map(open);
    else if (name === "status") values = rows.map((_, number) => -number);
    else values = rows.map((row) => (row[at[name]] === "" ? null : typeof row[at[name]] === "string" ? mean(row[at[name]]) : row[at[name]]));
    orders.set(name, values);
    return values;
  };

  const fits = {
    province: (row, value) => provinces[row[at.province]] === value,
    kind: (row, value) => kinds[row[at.kind]] === value,
    year: (row, value) => row[at.year] === value,
    status: (row, value) => statuses[row[at.status]].slug === value,
    findings: (row, value) =>
      value === "errors" ? row[at.errors] > 0 : value === "warnings" ? row[at.errors] + row[at.warnings] > 0 : row[at.errors] + row[at.warnings] === 0,
    rule: (row, value) => row[at.rules].includes(rules.indexOf(value)),
    review: (row, value) => (value === "open" ? open(row) > 0 : value === "decided" ? row[at.doubts] > 0 && open(row) === 0 : row[at.doubts] === 0),
  };

  const choose = () => {
    const words = plain(node("q").value).split(/\s+/).filter(Boolean);
    const set = FILTERS.map((name) => [fits[name], node(name).value]).filter(([, value]) => value);
    chosen = [];
    for (let number = 0; number < rows.length; number++) {
      const text = texts[number];
      // an id by its beginning alone: a year would be found within some
      if (words.every((word) => text.includes(word) || rows[number][at.id].startsWith(word)) && set.every(([fit, value]) => fit(rows[number], value))) chosen.push(number);
    }
    if (!sort) return;
    const values = valuesOf(sort);
    const turn = down ? -1 : 1;
    chosen.sort((one, two) => {
      const a = values[one], b = values[two];
      if (a === null || b === null) return (a === null) - (b === null) || one - two;  // what is not known comes last
      return turn * (a - b) || one - two;
    });
  };

  const cell = (row, name, text, language) => {
    const made = document.createElement("td");
    made.className = name;
    made.setAttribute("role", "cell");
    if (language) made.lang = language;
    if (text) made.textContent = text;
    row.append(made);
    return made;
  };
  const said = (tag, name, text, language) => {
    const made = document.createElement(tag);
    if (name) made.className = name;
    if (language) made.lang = language;
    made.textContent = text;
    return made;
  };
  const drawn = (number) => {
    const data = rows[chosen[number]];
    const row = document.createElement("tr");
    row.setAttribute("role", "row");
    row.setAttribute("aria-rowindex", String(number + 2));
    row.dataset.number = String(number);
    const status = statuses[data[at.status]];
    const wrong = data[at.errors] > 0 ? " wrong" : "";
    const sign = wrong && status.slug === "ok" ? "!" : SIGNS[status.slug];
    cell(row, "c-status").append(said("span", "status " + status.slug + wrong, sign + " " + status[spoken()]));
    const link = said("a", "", data[at.name], "th");
    link.href = data[at.id] + ".html";
    const where = [data[at.district] && "อ." + data[at.district], provinces[data[at.province]] && "จ." + provinces[data[at.province]]];
    cell(row, "c-name").append(link, said("span", "where", where.filter(Boolean).join(" ") || data[at.source], "th"));
    cell(row, "c-year", data[at.year] || "–");
    const score = (name, label, text) => { cell(row, name, text || "–").dataset.label = label; };
    score("c-score c-overall", t("Overall"), data[at.overall]);
    cell(row, "c-level", levels[data[at.level]] || "–", "th");
    score("c-score", "IIT", data[at.iit]);
    score("c-eit", "EIT", data[at.eit]);
    score("c-score", "OIT", data[at.oit]);
    const waiting = open(data);
    const state = data[at.doubts] === 0 ? "–"
      : waiting === 0 ? "✓ " + tCount("{count} decided", "{count} decided", data[at.decided])
      : data[at.decided] ? t("{open} open, {decided} decided", { open: waiting, decided: data[at.decided] })
      : tCount("{count} open", "{count} open", waiting);
    cell(row, "c-review" + (waiting ? " waiting" : ""), state).dataset.label = t("Review");
    const errors = cell(row, "c-count" + (data[at.errors] ? " errors" : ""), data[at.errors] ? "✕ " + data[at.errors] : "0");
    errors.dataset.label = t("Errors");
    cell(row, "c-count c-warnings", String(data[at.warnings])).dataset.label = t("Warnings");
    cell(row, "c-file", data[at.source]);
    return row;
  };
  const space = (count) => {
    const row = document.createElement("tr");
    row.className = "space";
    row.setAttribute("role", "presentation");
    const made = document.createElement("td");
    made.style.height = count * height + "px";
    row.append(made);
    return row;
  };

  const draw = (from, to) => {
    first = from;
    last = to;
    const part = document.createDocumentFragment();
    if (from > 0) part.append(space(from));
    for (let number = from; number < to; number++) part.append(drawn(number));
    if (to < chosen.length) part.append(space(chosen.length - to));
    const focused = body.contains(document.activeElement);
    body.replaceChildren(part);
    if (focused) focus(true);
  };
  const look = (anew) => {
    if (!height) {
      draw(0, Math.min(1, chosen.length));
      height = body.rows.length ? body.rows[0].getBoundingClientRect().height : 0;
    }
    const above = -body.getBoundingClientRect().top;
    const seen = Math.ceil(window.innerHeight / (height || 1));
    const from = Math.max(0, Math.min(chosen.length - 1, Math.floor(above / (height || 1)) - AROUND));
    const to = Math.min(chosen.length, from + seen + 2 * AROUND);
    if (anew || from !== first || to !== last) draw(from, to);
  };

  const tell = () => {
    node("count").textContent = t("{shown} of {total} documents", { shown: chosen.length, total: rows.length });
    table.setAttribute("aria-rowcount", String(chosen.length + 1));
    for (const head of heads) {
      if (head.dataset.sort === sort) head.setAttribute("aria-sort", down ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    }
  };
  const keep = () => {
    const words = new URLSearchParams();
    for (const name of ["q", ...FILTERS]) if (node(name).value) words.set(name, node(name).value);
    if (sort) { words.set("sort", sort); words.set("order", down ? "down" : "up"); }
    const hash = words.toString();
    history.replaceState(null, "", hash ? "#" + hash : location.pathname + location.search);
  };
  const show = () => {
    performance.mark("began");
    choose();
    current = -1;
    tell();
    look(true);
    performance.measure("filter", "began");
    performance.clearMarks("began");
  };
  const changed = () => { show(); keep(); };
  const sortBy = (name, falling) => {
    sort = name;
    down = falling;
    node("sort").value = name;
    changed();
  };
  const falls = (name) => !TEXT_ORDER.has(name);

  const linkOf = (number) => body.querySelector(`tr[data-number="${number}"] a`);
  const focus = (quiet) => {
    const link = linkOf(current);
    if (!link) return;
    link.focus({ preventScroll: true });
    const box = link.closest("tr").getBoundingClientRect();
    const head = table.tHead.getBoundingClientRect().height;
    if (quiet) return;
    if (box.top < head) window.scrollBy(0, box.top - head - height);
    if (box.bottom > window.innerHeight) window.scrollBy(0, box.bottom - window.innerHeight + height);
  };
  const go = (number) => {
    if (!chosen.length) return;
    current = Math.max(0, Math.min(chosen.length - 1, number));
    if (current < first || current >= last) {
      window.scrollTo(0, window.scrollY + body.getBoundingClientRect().top + current * height - window.innerHeight / 2);
      look(false);
    }
    focus(false);
  };

  const restore = () => {
    const words = new URLSearchParams(location.hash.slice(1));
    node("q").value = words.get("q") || "";
    for (const name of FILTERS) {
      node(name).value = words.get(name) || "";
      if (node(name).selectedIndex < 0) node(name).value = "";
    }
    const name = words.get("sort") || "";
    node("sort").value = name;
    sort = node("sort").selectedIndex < 0 ? "" : name;
    if (!sort) node("sort").value = "";
    down = words.get("order") !== "up";
    show();
  };

  const fill = (name, values) => {
    for (const value of values) {
      const made = document.createElement("option");
      made.value = made.textContent = value;
      node(name).append(made);
    }
  };
  fill("province", provinces.filter(Boolean).sort(new Intl.Collator("th").compare));
  fill("kind", kinds.filter(Boolean));
  fill("year", [...new Set(rows.map((row) => row[at.year]))].filter(Boolean).sort().reverse());
  fill("rule", rules);

  node("q").addEventListener("input", changed);
  for (const name of FILTERS) node(name).addEventListener("change", changed);
  node("sort").addEventListener("change", () => sortBy(node("sort").value, falls(node("sort").value)));
  node("reset").addEventListener("click", () => { form.reset(); sortBy("", true); });
  form.addEventListener("submit", (event) => event.preventDefault());
  table.tHead.addEventListener("click", (event) => {
    const head = event.target.closest("th[data-sort]");
    if (head) sortBy(head.dataset.sort, head.dataset.sort === sort ? !down : falls(head.dataset.sort));
  });
  body.addEventListener("focusin", (event) => {
    const row = event.target.closest("tr[data-number]");
    if (row) current = Number(row.dataset.number);
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const within = event.target.tagName;
    if (event.target === node("q")) {
      if (event.key === "Escape") { node("q").value = ""; node("q").blur(); changed(); }
      if (event.key === "ArrowDown" || event.key === "Enter") { event.preventDefault(); go(0); }
      return;
    }
    if (/^(INPUT|SELECT|TEXTAREA|BUTTON)$/.test(within) && event.key !== "/") return;
    const step = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[event.key];
    if (event.key === "/") { event.preventDefault(); node("q").focus(); node("q").select(); }
    else if (step) { event.preventDefault(); go(current + step); }
  });
  let asked = false;
  const soon = () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => { asked = false; look(false); });
  };
  window.addEventListener("scroll", soon, { passive: true });
  const measured = () => { height = 0; look(true); };
  window.addEventListener("resize", measured);
  window.addEventListener("hashchange", restore);
  window.addEventListener("beforeprint", () => {
    const most = Math.min(chosen.length, MOST_PRINTED);
    height = 0;
    draw(0, most);
    if (most < chosen.length) node("count").textContent = t("The first {shown} of {total} documents", { shown: most, total: chosen.length });
  });
  window.addEventListener("afterprint", () => { tell(); measured(); });
  document.addEventListener("languagechange", () => { tell(); measured(); });

  table.setAttribute("role", "table");
  table.tHead.setAttribute("role", "rowgroup");
  body.setAttribute("role", "rowgroup");
  table.tHead.rows[0].setAttribute("role", "row");
  table.tHead.rows[0].setAttribute("aria-rowindex", "1");
  for (const head of heads) head.setAttribute("role", "columnheader");
  for (const hidden of [form, table, document.querySelector(".keys")]) hidden.hidden = false;
  restore();
  // The order of Thai words costs a tenth of a second: it is worked out while nobody waits for it.
  const idle = window.requestIdleCallback || ((work) => setTimeout(work, 500));
  for (const name of TEXT_ORDER) idle(() => valuesOf(name));
})();

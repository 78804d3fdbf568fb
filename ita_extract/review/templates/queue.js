"use strict";
// The order of work. A file keeps it, so that a report's page knows which comes next; the server knows by itself.
(() => {
  const served = document.querySelector("meta[name=served]");
  const rows = [...document.querySelectorAll(".queue tbody tr")];
  const id = (row) => row.id.slice(2);
  let current = -1;
  const shown = () => rows.filter((row) => !row.hidden);
  const at = (number) => {
    const left = shown();
    if (!left.length) return;
    current = Math.max(0, Math.min(left.length - 1, number));
    rows.forEach((row) => row.classList.toggle("now", row === left[current]));
    left[current].scrollIntoView({ block: "nearest" });
    left[current].querySelector("a").focus({ preventScroll: true });
  };
  const tell = () => {
    const left = shown().length;
    document.getElementById("queue-count").textContent = tCount("{count} report with open doubts", "{count} reports with open doubts", left);
    document.getElementById("queue-empty").hidden = left > 0;
  };
  const begin = async () => {
    if (served) {
      try {
        const answer = await fetch("queue", { cache: "no-store", credentials: "omit" });
        const open = new Map((await answer.json()).open.map((one) => [one.document_id, one]));
        for (const row of rows) {
          const one = open.get(id(row));
          row.hidden = !one;
          if (one) {
            row.querySelector("a").href = one.document_id + ".html#doubt=" + one.first;
            row.querySelector("td:last-child").textContent = one.open;
          }
        }
      } catch { /* the page shows what was open when it was made */ }
    } else {
      try { localStorage.setItem("ita-extract-queue", JSON.stringify(rows.map(id))); } catch { /* reports lead back here */ }
    }
    tell();
    at(0);
    document.documentElement.dataset.ready = "yes";
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = { j: 1, n: 1, ArrowDown: 1, k: -1, b: -1, ArrowUp: -1 }[event.key];
    if (step) { event.preventDefault(); at(current + step); }
  });
  document.addEventListener("languagechange", tell);
  begin();
})();

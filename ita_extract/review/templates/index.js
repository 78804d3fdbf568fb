"use strict";
(() => {
  const search = document.getElementById("search");
  const status = document.getElementById("status");
  const count = document.getElementById("count");
  const plain = (text) => text.normalize("NFC").toLowerCase();
  const rows = [...document.querySelectorAll("tbody tr")].map((row) => ({ row, text: plain(row.textContent), status: row.dataset.status }));
  const filter = () => {
    const words = plain(search.value).split(/\s+/).filter(Boolean);
    let left = 0;
    for (const one of rows) {
      const fits = (!status.value || one.status === status.value) && words.every((word) => one.text.includes(word));
      if (one.row.hidden === fits) one.row.hidden = !fits;
      left += fits;
    }
    count.textContent = left + " of " + rows.length + " documents";
  };
  let waiting;
  search.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(filter, 120); });
  status.addEventListener("change", filter);
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && document.activeElement !== search) { event.preventDefault(); search.focus(); }
    if (event.key === "Escape" && document.activeElement === search) { search.value = ""; filter(); }
  });
  document.querySelector(".filter").hidden = false;
  filter();
})();

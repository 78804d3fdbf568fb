"use strict";
(() => {
  const by = (id) => document.getElementById(id);
  const owner = (node) => node && node.closest(".sheet a[id], .entry");
  const twin = (node) => (node.id.startsWith("l-") ? by(node.id.slice(2)) : by("l-" + node.id));
  const marked = (name) => document.querySelectorAll("." + name).forEach((node) => node.classList.remove(name));
  const mark = (node, name) => {
    marked(name);
    for (const one of [node, node && twin(node)]) if (one) one.classList.add(name);
  };
  const uncover = (node) => {
    for (let one = node.parentElement; one; one = one.parentElement) if (one.tagName === "DETAILS") one.open = true;
    const layer = node.closest("[class^=layer-]");
    const box = layer && by("show-" + layer.getAttribute("class").slice(6));
    if (box) box.checked = true;
  };
  const choose = (node) => {
    mark(node, "chosen");
    for (const one of [node, twin(node)]) {
      if (!one) continue;
      uncover(one);
      one.scrollIntoView({ block: "nearest", inline: "nearest" });
    }
  };
  document.addEventListener("mouseover", (event) => {
    const node = owner(event.target);
    if (node) mark(node, "lit"); else marked("lit");
  });
  document.addEventListener("focusin", (event) => { const node = owner(event.target); if (node) mark(node, "lit"); });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const href = link.getAttribute("href") || "";
    const target = href.startsWith("#") && by(href.slice(1));
    if (!target || !owner(target)) return;
    event.preventDefault();
    history.replaceState(null, "", href);
    choose(target);
  });
  const seen = (node) => node.getClientRects().length > 0;
  const step = (forward) => {
    const entries = [...document.querySelectorAll(".entry")].filter(seen);
    const at = entries.findIndex((node) => node.classList.contains("chosen"));
    const next = entries[Math.min(entries.length - 1, Math.max(0, at + (forward ? 1 : -1)))];
    if (!next) return;
    choose(next);
    const link = next.querySelector("a");
    if (link) link.focus({ preventScroll: true });
  };
  const turn = (forward) => {
    const leaves = [...document.querySelectorAll(".leaf")];
    const tops = leaves.map((leaf) => leaf.getBoundingClientRect().top);
    const next = forward ? leaves.find((_, at) => tops[at] > 100) : leaves.filter((_, at) => tops[at] < 40).pop();
    if (next) next.scrollIntoView();
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const layer = document.querySelector(`.layers input[data-key="${CSS.escape(event.key)}"]`);
    if (layer) layer.checked = !layer.checked;
    else if (event.key === "j" || event.key === "k") step(event.key === "j");
    else if (event.key === "n" || event.key === "p") turn(event.key === "n");
    else return;
    event.preventDefault();
  });
})();

"use strict";
(() => {
  const doubts = [...document.querySelectorAll(".doubt")];
  let current = -1;
  const unlit = () => document.querySelectorAll(".flash").forEach((other) => other.classList.remove("flash"));
  const flash = (node) => {
    const lit = node.closest("a, .doubt, .finding, tr, li") || node;
    lit.classList.add("flash");
    setTimeout(() => lit.classList.remove("flash"), 2500);
  };
  const bring = (node) => {
    for (let around = node.parentElement; around; around = around.parentElement) if (around.tagName === "DETAILS") around.open = true;
    node.scrollIntoView({ block: "center", inline: "nearest" });
    flash(node);
  };
  // the column beside alone: on a narrow screen the pages lie below, and the card is what is wanted
  const beside = () => getComputedStyle(document.querySelector(".pages")).position === "sticky";
  const boxesOf = (node) => (node.dataset.box ? [document.getElementById(node.dataset.box)]
    : [...document.querySelectorAll(`rect[data-rows~="${CSS.escape(node.id)}"]`)]).filter(Boolean);
  const show = (node) => {
    unlit();
    const boxes = boxesOf(node);
    if (boxes.length && beside()) boxes[0].scrollIntoView({ block: "center" });
    boxes.forEach(flash);
    bring(node);
    if (node.classList.contains("doubt")) { current = doubts.indexOf(node); node.focus({ preventScroll: true }); }
  };
  // #doubt=KEY, #f=indicator_scores.3 (or .3.score), or the name of anything on the page
  const named = (hash) => {
    const [, what, name] = /^#(?:(doubt|f)=)?(.*)$/.exec(hash) || [];
    if (!name) return null;
    let wanted = name;
    try { wanted = decodeURIComponent(name); } catch { /* as it is written */ }
    if (what === "doubt") return document.querySelector(`[data-doubt="${CSS.escape(wanted)}"]`);
    return document.getElementById(what === "f" ? wanted.split(".").slice(0, 2).join("-") : wanted);
  };
  const follow = () => { const node = named(location.hash); if (node) show(node); };
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#'], a[*|href^='#']");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const node = named(link.getAttribute("href"));
    if (!node) return;
    event.preventDefault();
    history.replaceState(null, "", link.getAttribute("href"));
    show(node);
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) return;
    const step = { j: 1, k: -1 }[event.key];
    if (!step || !doubts.length) return;
    event.preventDefault();
    current = current < 0 ? (step > 0 ? 0 : doubts.length - 1) : Math.min(doubts.length - 1, Math.max(0, current + step));
    show(doubts[current]);
  });
  // on a narrow screen a cut is wider than its frame: what it is about is brought into sight
  for (const frame of document.querySelectorAll(".frame")) {
    const box = frame.scrollWidth > frame.clientWidth && frame.querySelector(".guess rect, .spot rect");
    if (box) frame.scrollLeft += box.getBoundingClientRect().right - frame.getBoundingClientRect().left - 0.8 * frame.clientWidth;
  }
  addEventListener("hashchange", follow);
  follow();
})();

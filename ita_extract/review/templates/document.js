"use strict";
(() => {
  const doubts = [...document.querySelectorAll(".doubt")];
  let current = -1;
  const flash = (node) => {
    const lit = node.closest("a, .doubt, tr, li") || node;
    document.querySelectorAll(".flash").forEach((other) => other.classList.remove("flash"));
    lit.classList.add("flash");
    setTimeout(() => lit.classList.remove("flash"), 2500);
  };
  const show = (id) => {
    const node = document.getElementById(id);
    if (!node) return null;
    for (let one = node.parentElement; one; one = one.parentElement) if (one.tagName === "DETAILS") one.open = true;
    node.scrollIntoView({ block: "center", inline: "nearest" });
    flash(node);
    return node;
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#'], a[*|href^='#']");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const id = link.getAttribute("href").slice(1);
    const node = show(id);
    if (!node) return;
    event.preventDefault();
    history.replaceState(null, "", "#" + id);
    if (node.classList.contains("doubt")) { current = doubts.indexOf(node); node.focus({ preventScroll: true }); }
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) return;
    const step = { j: 1, k: -1 }[event.key];
    if (!step || !doubts.length) return;
    event.preventDefault();
    current = current < 0 ? (step > 0 ? 0 : doubts.length - 1) : Math.min(doubts.length - 1, Math.max(0, current + step));
    const doubt = doubts[current];
    const box = doubt.dataset.box && document.getElementById(doubt.dataset.box);
    // in the column beside alone: on a narrow screen the page lies below, and the card is what is wanted
    if (box && getComputedStyle(document.querySelector(".pages")).position === "sticky") box.scrollIntoView({ block: "center" });
    doubt.scrollIntoView({ block: "center" });
    doubt.focus({ preventScroll: true });
    flash(doubt);
    if (box) box.closest("a").classList.add("flash");
  });
})();

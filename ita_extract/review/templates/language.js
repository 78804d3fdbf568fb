"use strict";
// The language that the page shows, and the words of its scripts in both. Runs in the head, before anything is drawn.
const { t, tNodes, tCount, speak, spoken } = (() => {
  const root = document.documentElement;
  const BOTH = ["alt", "aria-label", "data-head", "placeholder", "text", "title"].map((name) => `[data-th-${name}]`).join();
  const KEY = "ita-extract-language";
  const words = JSON.parse(document.getElementById("words").textContent);
  const filled = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
  const inLanguage = (english, language) => (language === "th" && words[english]) || english;
  const spoken = () => root.dataset.language;
  const t = (english, values = {}) => filled(inLanguage(english, spoken()), values);
  const tNodes = (english, values = {}) => {
    const both = document.createDocumentFragment();
    for (const language of ["en", "th"]) {
      const part = document.createElement("span");
      part.className = "both";
      part.lang = language;
      part.textContent = filled(inLanguage(english, language), values);
      both.append(part);
    }
    return both;
  };
  const tCount = (single, many, count, values = {}) => t(count === 1 ? single : many, { count, ...values });
  const exchange = () => {
    const prefix = `data-${spoken()}-`;
    for (const node of document.querySelectorAll(BOTH)) {
      for (const { name, value } of [...node.attributes]) {
        if (!name.startsWith(prefix)) continue;
        const own = name.slice(prefix.length);
        if (own === "text") node.textContent = value; else node.setAttribute(own, value);
      }
    }
    for (const button of document.querySelectorAll(".language button")) {
      button.setAttribute("aria-pressed", String(button.lang === spoken()));
    }
  };
  const speak = (language) => {
    root.dataset.language = root.lang = language;
    exchange();
    document.dispatchEvent(new Event("languagechange"));
  };
  let kept = null;
  try { kept = localStorage.getItem(KEY); } catch { /* a browser that keeps nothing: the language of the run */ }
  if (kept === "en" || kept === "th") root.dataset.language = root.lang = kept;
  document.addEventListener("DOMContentLoaded", () => {
    const choice = document.querySelector(".language");
    choice.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (!button) return;
      try { localStorage.setItem(KEY, button.lang); } catch { /* it holds for this page */ }
      speak(button.lang);
    });
    choice.hidden = false;
    exchange();
  });
  return { t, tNodes, tCount, speak, spoken };
})();

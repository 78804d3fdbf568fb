"use strict";
// Decisions about the cards of a page. Served by `ita-extract review --serve` they are kept at once; in a file they are
// kept by the browser and can be downloaded. Whatever comes from a report is put in as text, never as markup.
(() => {
  const bar = document.getElementById("deciding");
  const cards = [...document.querySelectorAll("[data-doubt]")];
  if (!bar) return;
  const { document: about, levels } = JSON.parse(bar.dataset.about);
  const served = document.querySelector("meta[name=served]");
  const id = about.document_id;
  const KEPT = "ita-extract-decisions:" + id;
  const WHO = "ita-extract-reviewer";
  const QUEUE = "ita-extract-queue";
  const who = document.getElementById("reviewer");
  const count = document.getElementById("decided-count");
  const message = document.getElementById("decided-message");
  const finished = document.getElementById("decided-all");
  const keys = document.getElementById("keys");
  const asks = new Map(cards.map((card) => [card, JSON.parse(card.querySelector(".decide")?.dataset.asks || "[]")]));
  const byKey = new Map([...asks.values()].flat().map((ask) => [ask.key, ask]));
  const earlier = JSON.parse(bar.dataset.earlier);
  let lapsed = new Set(JSON.parse(bar.dataset.lapsed));
  let lines = JSON.parse(bar.dataset.lines);
  let status = JSON.parse(bar.dataset.about).status;
  let left = null; // keys that the server says are open; null in a file
  let current = -1;
  let busy = false;
  const acted = []; // cards in the order in which they were decided, for undo

  const make = (tag, words = {}, ...inside) => {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(words)) {
      if (name === "class") node.className = value; else if (name in node) node[name] = value; else node.setAttribute(name, value);
    }
    node.append(...inside);
    return node;
  };
  const stored = (name) => { try { return localStorage.getItem(name); } catch { return null; } };
  const store = (name, value) => { try { localStorage.setItem(name, value); return true; } catch { return false; } };
  const kept = () => { try { return JSON.parse(stored(KEPT) || "[]"); } catch { return []; } };
  const every = () => (served ? lines : [...lines, ...kept()]);

  // what counts for a key: the last act of each person; nothing where two say different things (as corrections.py)
  const standing = (key) => {
    const own = every().filter((line) => line.key === key);
    const over = new Set(every().flatMap((line) => line.over || []));
    const people = new Map();
    for (const line of own) {
      const last = people.get(line.decided_by);
      if (!last || last[0].decided_at < line.decided_at) people.set(line.decided_by, [line]);
      else if (last[0].decided_at === line.decided_at) last.push(line);
    }
    const acts = [...people.values()].map((act) => act.filter((line) => !line.undone && !over.has(line.name))).filter((act) => act.length);
    const said = new Set(acts.map((act) => JSON.stringify(act.map((line) => [line.verdict, line.field || "", line.value_after || ""]).sort())));
    return { lines: acts.flat(), differing: said.size > 1 };
  };
  const isSettled = (ask) => {
    if (left) return !left.has(ask.key) && standing(ask.key).lines.length > 0 && !standing(ask.key).differing;
    const found = standing(ask.key);
    return found.lines.length > 0 && !found.differing && !lapsed.has(ask.key);
  };
  const isOpen = (card) => asks.get(card).some((ask) => ask.open && (left ? left.has(ask.key) : !isSettled(ask)));
  const isDecided = (card) => asks.get(card).length > 0 && !isOpen(card) && asks.get(card).some((ask) => standing(ask.key).lines.length);
  const openCards = () => cards.filter(isOpen);

  // --- what is shown

  const verdictWords = (verdict) => ({ accept: t("accepted"), correct: t("corrected"), reject: t("rejected"), "says-so": t("the report says so") })[verdict] || verdict;
  const valueBefore = (ask) => {
    if (ask.about) return ask.value || "";
    const fields = ask.fields || [];
    return fields.length === 1 ? fields[0][1] : JSON.stringify(Object.fromEntries(fields));
  };
  const sayLine = (line) => {
    const node = make("span");
    node.append(verdictWords(line.verdict));
    if (line.field) {
      const before = (byKey.get(line.key)?.fields || []).find(([name]) => name === line.field)?.[1] ?? line.value_before ?? "";
      node.append(" " + line.field + ": ", make("bdi", { lang: "th" }, make("del", {}, before || "–")), " → ", make("bdi", { lang: "th", class: "value" }, line.value_after || "–"));
    }
    node.append(" · ", make("bdi", {}, line.decided_by), " · " + line.decided_at.slice(0, 16).replace("T", " "));
    if (line.why) node.append(" · ", make("bdi", {}, line.why));
    return node;
  };
  const said = (card) => {
    const parts = [];
    const seen = new Set();
    const add = (line, kind, lead) => {
      const words = [kind, line.verdict, line.field, line.value_after, line.decided_by, line.why].join("\u0000");
      if (seen.has(words)) return;
      seen.add(words);
      parts.push(make("p", { class: "said " + kind }, lead, sayLine(line)));
    };
    for (const ask of asks.get(card)) {
      const found = standing(ask.key);
      for (const line of found.lines) {
        if (lapsed.has(ask.key)) add(line, "lapsed", t("Decided before, but what it hung on reads otherwise now: "));
        else if (found.differing) add(line, "differing", t("Two people differ: "));
        else add(line, "settled", "✓ ");
      }
    }
    for (const line of earlier[card.dataset.doubt] || []) add(line, "lapsed", t("Decided before, but what it hung on reads otherwise now: "));
    return parts;
  };
  const offered = (card) => new Set(asks.get(card).flatMap((ask) => ask.offers));
  const usual = (card) => {
    const open = asks.get(card).filter((ask) => ask.open);
    const usuals = (open.length ? open : asks.get(card)).map((ask) => [ask.offers[0], ask.about]);
    if (usuals.some(([verdict]) => verdict === "correct")) return "correct";
    // two values, and no letter in doubt: what Enter says is that the report has both
    return usuals.every(([, about]) => about) && usuals.some(([verdict]) => verdict === "says-so") ? "says-so" : "accept";
  };
  const button = (card, verdict, words, key) => {
    const node = make("button", { type: "button", class: usual(card) === verdict ? "usual" : "" }, words + " ", make("kbd", {}, usual(card) === verdict ? "Enter" : key));
    node.addEventListener("click", () => { at(cards.indexOf(card), false); act(card, verdict); });
    return node;
  };
  const draw = (card) => {
    const desk = card.querySelector(".decide");
    if (!desk || !asks.get(card).length) return;
    desk.hidden = false;
    desk.replaceChildren(...said(card));
    const may = offered(card);
    const row = make("div", { class: "verdicts" });
    if (usual(card) === "accept") row.append(button(card, "accept", t("Accept"), "a"));
    if (may.has("correct")) row.append(button(card, "correct", t("Correct"), "c"));
    if (may.has("reject")) row.append(button(card, "reject", t("Reject"), "r"));
    if (may.has("says-so")) row.append(button(card, "says-so", t("The report says so"), "s"));
    if (asks.get(card).some((ask) => standing(ask.key).lines.length)) row.append(button(card, "undo", t("Undo"), "u"));
    desk.append(row);
    card.classList.toggle("settled", isDecided(card));
  };
  const drawAll = () => { cards.forEach(draw); tell(); };
  const tell = (words = "") => {
    const open = openCards().length;
    const asking = cards.filter((card) => asks.get(card).some((ask) => ask.open)).length;
    count.textContent = t("{decided} of {all} decided", { decided: asking - open, all: asking }) + (served ? " · " + statusWords() : "");
    message.textContent = words;
    document.body.classList.toggle("all-decided", asking > 0 && !open);
    finished.hidden = !(asking > 0 && !open);
    finished.textContent = finished.hidden ? "" : t("All doubts of this report are decided.") + " " + t("Enter: next report");
  };
  const statusWords = () => ({ ok: t("status ok"), review: t("status review") })[status] || status;

  // --- where one is

  const at = (number, focus = true) => {
    if (!cards.length) return;
    current = Math.max(0, Math.min(cards.length - 1, number));
    const card = cards[current];
    cards.forEach((other) => other.classList.toggle("now", other === card));
    history.replaceState(null, "", "#doubt=" + card.dataset.doubt);
    if (!focus) return;
    const box = card.dataset.box && document.getElementById(card.dataset.box);
    const beside = document.querySelector(".pages");
    if (box && beside && getComputedStyle(beside).position === "sticky") box.scrollIntoView({ block: "center" });
    card.scrollIntoView({ block: card.offsetHeight > innerHeight * 0.8 ? "start" : "center" });
    card.focus({ preventScroll: true });
  };
  const onwards = () => {
    const order = [...cards.slice(current + 1), ...cards.slice(0, current + 1)];
    const next = order.find(isOpen);
    if (next) at(cards.indexOf(next)); else tell(message.textContent);
  };
  const nextReport = async () => {
    if (served) {
      const answer = await ask("next?after=" + id);
      location.href = answer && answer.document_id ? answer.document_id + ".html#open" : "queue.html";
      return;
    }
    let queue = [];
    try { queue = JSON.parse(stored(QUEUE) || "[]"); } catch { /* none */ }
    const here = queue.indexOf(id);
    location.href = here >= 0 && here + 1 < queue.length ? queue[here + 1] + ".html#open" : "queue.html";
  };

  // --- keeping

  const ask = async (path, body) => {
    const words = body === undefined ? {} : { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
    try {
      const answer = await fetch(path, { cache: "no-store", credentials: "omit", ...words });
      const data = await answer.json();
      if (!answer.ok) { tell(data.message || t("It was not kept.")); return null; }
      return data;
    } catch {
      tell(t("It was not kept: the program that serves this page does not answer."));
      return null;
    }
  };
  // what is in doubt only since something was decided: the page was made before
  const addCard = (fresh) => {
    if (byKey.has(fresh.key)) return;
    const desk = make("div", { class: "decide" });
    desk.dataset.asks = JSON.stringify(fresh.asks);
    const card = make("article", { class: "doubt other fresh", tabIndex: -1 }, make("header", {}, make("h3", {}, make("code", {}, fresh.about))), make("p", {}, make("bdi", { lang: "th" }, fresh.value)), desk);
    card.dataset.doubt = fresh.key;
    const doubts = cards.filter((other) => other.classList.contains("doubt"));
    const last = doubts[doubts.length - 1];
    if (last) last.after(card); else bar.before(card);
    const here = last ? cards.indexOf(last) + 1 : 0;
    cards.splice(here, 0, card);
    if (here <= current) current += 1;
    asks.set(card, fresh.asks);
    fresh.asks.forEach((one) => byKey.set(one.key, one));
    draw(card);
  };
  const take = (data) => {
    lines = data.lines;
    lapsed = new Set(data.lapsed);
    left = new Set(data.open);
    status = data.status;
    for (const card of cards.filter((one) => one.classList.contains("fresh"))) { // in doubt no more, and never decided
      const key = card.dataset.doubt;
      if (left.has(key) || standing(key).lines.length) continue;
      const here = cards.indexOf(card);
      cards.splice(here, 1);
      if (here <= current) current -= 1;
      asks.delete(card);
      byKey.delete(key);
      card.remove();
    }
    data.fresh.forEach(addCard);
    if (!who.value) who.value = data.reviewer;
  };
  const complaint = (ask, field, text) => {
    const digits = text.replace(/[๐-๙]/g, (sign) => String(sign.charCodeAt(0) - 0x0e50));
    if (/^(score|overall_score|IIT|EIT|OIT|total)$/.test(field) && text !== "" || field === "score" || field === "overall_score") {
      if (!/^\d{1,3}(\.\d{1,2})?$/.test(digits) || Number(digits) > 100) return t("“{text}” is no score: write 0 to 100 with two digits.", { text });
    }
    if (field === "rating" && ask.table === "documents" && !levels.includes(text)) return t("“{text}” is no level: {levels}.", { text, levels: levels.join(", ") });
    if (field === "items" && !digits.split(/[;,\s]+/).filter(Boolean).every((code) => /^[ieo]-?\d{1,2}$/i.test(code))) return t("“{text}” is no list of items: write i2; e4; o10.", { text });
    return "";
  };
  const lineOf = (ask, decided_at, words) => {
    const before = words.field ? (ask.fields || []).find(([name]) => name === words.field)?.[1] ?? "" : valueBefore(ask);
    const line = { key: ask.key, ...about, about: ask.about || "", table: ask.table || null, row: ask.row || null, value_before: before, decided_by: who.value.trim(), decided_at, ...(ask.where || {}), ...words };
    return Object.fromEntries(Object.entries(line).filter(([, value]) => value !== null && value !== "" && value !== undefined));
  };
  const keep = async (card, acts) => {
    if (!who.value.trim()) { tell(t("Say who decides.")); who.focus(); return false; }
    const now = new Date().toISOString();
    const own = who.value.trim();
    const made = acts.map(({ ask: one, ...words }) => {
      const found = standing(one.key);
      const over = found.differing ? found.lines.filter((line) => line.decided_by !== own && line.name).map((line) => line.name) : [];
      return lineOf(one, now, over.length && !words.undone ? { ...words, over } : words);
    });
    if (served) {
      busy = true;
      const data = await ask("decisions/" + id, { lines: made });
      busy = false;
      if (!data) return false;
      take(data);
    } else {
      if (!store(KEPT, JSON.stringify([...kept(), ...made]))) { tell(t("This browser keeps nothing here: download the decisions before you leave.")); lines.push(...made); }
      store(WHO, own);
      made.forEach((line) => lapsed.delete(line.key));
    }
    if (!made.some((line) => line.undone)) acted.push(card);
    draw(card);
    for (const other of cards) if (other !== card && asks.get(other).some((one) => made.some((line) => line.key === one.key))) draw(other);
    tell();
    return true;
  };
  const acceptOf = (one) => (one.offers[0] === "correct" ? "says-so" : one.offers[0]);
  const act = async (card, verdict, onward = true) => {
    if (busy) return;
    const own = asks.get(card);
    const asked = own.filter((one) => one.open || !one.about);
    if (verdict === "correct") { edit(card); return; }
    let acts;
    if (verdict === "undo") {
      acts = own.filter((one) => standing(one.key).lines.some((line) => line.decided_by === who.value.trim())).map((one) => ({ ask: one, verdict: "accept", undone: true }));
      if (!acts.length) {
        const last = acted.pop();
        if (!last || last === card) { tell(t("You decided nothing here that could be undone.")); return; }
        at(cards.indexOf(last));
        await act(last, "undo");
        return;
      }
      await keep(card, acts);
      return;
    }
    const rows = asked.filter((one) => !one.about);
    const reasons = asked.filter((one) => one.about);
    if (verdict === "reject") {
      const faults = reasons.filter((one) => one.offers.includes("reject") && one.offers[0] === "says-so");
      if (!faults.length && rows.length > 1) { edit(card); return; } // which of them?
      acts = faults.length
        ? asked.map((one) => ({ ask: one, verdict: faults.includes(one) ? "reject" : acceptOf(one) }))
        : asked.map((one) => ({ ask: one, verdict: one.offers.includes("reject") ? "reject" : acceptOf(one) }));
    } else if (verdict === "says-so") {
      acts = asked.map((one) => ({ ask: one, verdict: one.offers.includes("says-so") ? "says-so" : acceptOf(one) }));
    } else {
      acts = asked.map((one) => ({ ask: one, verdict: acceptOf(one) }));
    }
    if (acts.length && (await keep(card, acts)) && onward) onwards();
  };

  // --- correcting

  const edit = (card) => {
    const desk = card.querySelector(".decide");
    const own = asks.get(card).filter((one) => (one.fields || []).length);
    if (!own.length) { tell(t("There is nothing here that could be corrected.")); return; }
    const many = own.length > 1;
    const form = make("div", { class: "correcting" });
    const inputs = [];
    const rejects = [];
    for (const one of own) {
      const found = standing(one.key).lines;
      const name = one.part || [one.table, one.row].filter(Boolean).join(" ");
      if (many) form.append(make("strong", {}, name));
      for (const [field, value] of one.fields) {
        const now = found.find((line) => line.field === field)?.value_after ?? value;
        let input;
        if (field === "rating" && one.table === "documents") {
          input = make("select", {}, ...["", ...levels].map((level) => make("option", { value: level, selected: level === now }, level || "–")));
        } else if (now.length > 60) input = make("textarea", { value: now, lang: "th" });
        else input = make("input", { value: now, lang: "th", autocomplete: "off", spellcheck: false });
        inputs.push({ one, field, input, value });
        form.append(make("label", {}, make("span", { class: "quiet" }, field), input));
      }
      if (!one.about && one.offers.includes("reject")) {
        const box = make("input", { type: "checkbox" });
        rejects.push({ one, box });
        form.append(make("label", {}, box, " ", t("no such value: leave it out")));
      }
    }
    const why = make("input", { autocomplete: "off", maxLength: 2000 });
    const wrong = make("p", { class: "wrong", role: "alert" });
    const save = make("button", { type: "button", class: "usual" }, t("Keep"), " ", make("kbd", {}, "Enter"));
    const leave = make("button", { type: "button" }, t("Leave"), " ", make("kbd", {}, "Esc"));
    form.append(make("label", {}, make("span", { class: "quiet" }, t("why (if you like)")), why), wrong, make("div", { class: "form-end" }, save, leave));
    const close = () => { draw(card); card.focus({ preventScroll: true }); };
    const done = async () => {
      const gone = rejects.filter(({ box }) => box.checked).map(({ one }) => one);
      const changed = inputs.filter(({ one, input, value }) => !gone.includes(one) && input.value.trim() !== value.trim());
      for (const { one, field, input } of changed) {
        const words = complaint(one, field, input.value.trim());
        if (words) { wrong.textContent = words; input.focus(); return; }
      }
      const words = why.value.trim() ? { why: why.value.trim() } : {};
      const acts = [];
      for (const one of asks.get(card).filter((other) => other.open || !other.about)) {
        const fields = changed.filter((entry) => entry.one === one);
        if (gone.includes(one)) acts.push({ ask: one, verdict: "reject", ...words });
        else if (fields.length) for (const { field, input } of fields) acts.push({ ask: one, verdict: "correct", field, value_after: input.value.trim(), ...words });
        else if (one.offers[0] === "correct") continue; // nothing was typed: it stays open
        else if (one.about && (changed.length || gone.length) && one.offers.includes("reject")) acts.push({ ask: one, verdict: "correct", ...words });
        else acts.push({ ask: one, verdict: acceptOf(one), ...words });
      }
      if (!acts.length) { wrong.textContent = t("Nothing was changed."); return; }
      if (await keep(card, acts)) onwards(); else wrong.textContent = message.textContent;
    };
    save.addEventListener("click", done);
    leave.addEventListener("click", close);
    form.addEventListener("keydown", (event) => {
      event.stopPropagation();
      if (event.isComposing) return;
      if (event.key === "Escape") { event.preventDefault(); close(); }
      if (event.key === "Enter" && !event.shiftKey && event.target.tagName !== "BUTTON") { event.preventDefault(); done(); }
    });
    desk.replaceChildren(...said(card), form);
    const first = inputs[0].input;
    first.focus();
    if (first.select) first.select();
  };

  // --- keys

  const onKey = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || keys.open) return;
    if (/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) return;
    if (/^(BUTTON|A|SUMMARY)$/.test(event.target.tagName) && event.key === "Enter") return;
    const card = cards[current];
    const acts = {
      Enter: () => (card && isOpen(card) ? act(card, usual(card)) : openCards().length ? onwards() : nextReport()),
      a: () => card && act(card, "accept"), c: () => card && act(card, "correct"), r: () => card && act(card, "reject"), s: () => card && act(card, "says-so"), u: () => card && act(card, "undo"),
      n: () => at(current + 1), j: () => at(current + 1), ArrowRight: () => at(current + 1), b: () => at(current - 1), k: () => at(current < 0 ? cards.length - 1 : current - 1), ArrowLeft: () => at(current - 1),
      q: () => { location.href = "queue.html"; }, "?": () => keys.showModal(),
    }[event.key];
    if (!acts) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    acts();
  };
  document.addEventListener("keydown", onKey, true);
  document.addEventListener("focusin", (event) => {
    const card = event.target.closest("[data-doubt]");
    if (card && cards.indexOf(card) !== current) at(cards.indexOf(card), false);
  });
  const byAddress = () => {
    const wanted = location.hash.startsWith("#doubt=") ? location.hash.slice(7) : null;
    const found = wanted === null ? -1 : cards.findIndex((card) => card.dataset.doubt === wanted);
    if (found >= 0) at(found);
    else if (location.hash === "#open" || wanted !== null) { current = -1; onwards(); }
  };
  addEventListener("hashchange", byAddress);
  document.addEventListener("languagechange", drawAll);
  document.getElementById("decided-keys").addEventListener("click", () => keys.showModal());
  document.getElementById("decided-download").addEventListener("click", () => {
    const own = kept();
    if (!own.length) { tell(t("Nothing was decided in this browser.")); return; }
    const file = new Blob(own.map((line) => JSON.stringify(line) + "\n"), { type: "application/x-ndjson" });
    const link = make("a", { href: URL.createObjectURL(file), download: "decisions-" + id + ".jsonl" });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  });

  const begin = async () => {
    bar.hidden = false;
    if (served) {
      document.getElementById("decided-download").hidden = true;
      const data = await ask("decisions/" + id);
      who.readOnly = true; // the command says who decides: --reviewer
      if (data) { who.value = data.reviewer; take(data); }
    } else {
      who.value = stored(WHO) || "";
      const own = new Set(kept().map((line) => line.key));
      lapsed = new Set([...lapsed].filter((key) => !own.has(key)));
    }
    drawAll();
    byAddress();
    document.documentElement.dataset.ready = "yes";
  };
  begin();
})();

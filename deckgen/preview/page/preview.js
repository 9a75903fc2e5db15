// The page around the cards: what is listed, and what is in the frames.  The cards have no script;
// their frames are sandboxed, so that none could run.
"use strict";

const PAGE = 20; // notes on a page
const END = -1; // stands for the number of a note behind the last one
const KEPT = "deckgen-preview"; // how the reader likes cards to be shown
const LAYOUT = {
  // What Anki's own pages say before the note type's style sheet does: desktop and AnkiDroid.
  desktop: `body{margin:20px;overflow-wrap:break-word}hr{background-color:#737373}
    img{max-width:100%;max-height:800px}li{text-align:start}pre{text-align:left}
    body.nightMode{background-color:#2c2c2c;color:#fcfcfc}.night-mode{color-scheme:dark}`,
  phone: `body{margin:0 0 30px;padding:0}#content{margin:.5em}
    img{max-width:100%}body.night_mode{color:#fff;background-color:#000}
    body.ankidroid_dark_mode{background-color:#303030}.night_mode{color-scheme:dark}`,
};

const byId = (id) => document.getElementById(id);
const options = { side: "both", screen: "desktop", mode: "light" };
const waiting = new Map(); // data that are being loaded: address → promise and its resolve
let data = null;
const leftOutBefore = new Map(); // what gave no card, by the number of the shown note behind it
let shown = []; // numbers of the notes that pass the filter
let rows = []; // what the list shows of them
let start = 0; // the first of the page, in `shown`
let current = -1; // the number of the note that is looked at
let pinned = ""; // the id of what was gone to, until the reader scrolls
let words = null; // what answers say, once somebody filters

// --- data --------------------------------------------------------------------------------------

// Every piece of data is a script that calls this.
function deckgen(address, content) {
  if (data === null) begin(address, content);
  else waiting.get(address)?.resolve(content);
}

function load(address) {
  if (!waiting.has(address)) {
    const entry = {};
    entry.promise = new Promise((resolve, reject) => {
      const script = document.createElement("script");
      entry.resolve = resolve;
      script.src = address;
      script.onerror = () => {
        waiting.delete(address);
        reject(new Error(address));
      };
      document.head.append(script);
    });
    waiting.set(address, entry);
  }
  return waiting.get(address).promise;
}

async function cardsOf(number) {
  const piece = await load(data.pieces[Math.floor(number / data.piece)]);
  return piece[number % data.piece];
}

// --- making elements ---------------------------------------------------------------------------

function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key in element) element[key] = value;
    else element.setAttribute(key, value);
  }
  element.append(...children);
  return element;
}

function count(number, name) {
  return `${number.toLocaleString("en")} ${name}${number === 1 ? "" : "s"}`;
}

function worst(note) {
  const found = new Set(note.findings.map((one) => one.severity));
  return ["error", "warning", "note"].find((severity) => found.has(severity));
}

function makePlace(source, path, line) {
  const text = `${path}:${line}`;
  if (source === null) return make("span", { className: "place" }, text);
  const href = `${data.sources[source].page}#L${line}`;
  return make("a", { className: "place", href, target: "_blank" }, text);
}

function makeFinding(one) {
  const row = make("li", { className: one.severity });
  row.append(make("b", {}, `${one.severity} ${one.code}`), ` ${one.message} `);
  row.append(makePlace(one.source, one.path, one.line));
  if (one.help) row.append(make("small", {}, one.help));
  return row;
}

// --- the list: only the rows on screen are there ------------------------------------------------

const ROW = 30; // pixels, as the style sheet has it

// The rows of what passes the filter: a deck's name, then its notes.
function arrangeRows() {
  rows = [];
  let deck = -1;
  for (const number of shown) {
    const note = data.notes[number];
    for (const leftOut of leftOutBefore.get(number) ?? []) rows.push({ leftOut });
    if (note.deck !== deck) rows.push({ deck: (deck = note.deck) });
    note.place = rows.push({ note }) - 1;
  }
  for (const leftOut of leftOutBefore.get(END) ?? []) rows.push({ leftOut });
  byId("rows").style.height = `${rows.length * ROW}px`;
  drawRows();
}

function drawRows() {
  const list = byId("list");
  const first = Math.max(0, Math.floor(list.scrollTop / ROW) - 10);
  const last = Math.ceil((list.scrollTop + list.clientHeight) / ROW) + 10;
  byId("rows").replaceChildren(...rows.slice(first, last).map((row, i) => makeRow(row, first + i)));
}

function makeRow({ deck, note, leftOut }, place) {
  const row = make("li", { "aria-setsize": rows.length, "aria-posinset": place + 1 });
  row.style.insetBlockStart = `${place * ROW}px`;
  if (leftOut) {
    const title = leftOut.findings[0].message;
    const text = make("span", {}, leftOut.text.split("\n")[0]);
    row.append(make("a", { className: "left-out", href: `#${leftOut.id}`, title }, text));
    return row;
  }
  if (!note) {
    row.append(make("h2", {}, data.decks[deck].replaceAll("::", " › ")));
    return row;
  }
  const text = make("span", {}, note.part || note.question);
  const link = make("a", { href: `#${encodeURIComponent(note.id)}`, title: note.question }, text);
  if (note.part) link.className = "part";
  if (note.number === current) link.setAttribute("aria-current", "true");
  const severity = worst(note);
  if (severity) {
    const title = count(note.findings.length, "finding");
    link.append(make("i", { className: `mark ${severity}`, title, role: "img", "aria-label": title }));
  }
  row.append(link);
  return row;
}

// Bring the row of the note that is looked at into view.
function showRow(note) {
  const list = byId("list");
  const top = note.place * ROW;
  if (top < list.scrollTop || top + ROW > list.scrollTop + list.clientHeight) {
    list.scrollTop = top - list.clientHeight / 2;
  }
  drawRows();
}

const FILTERS = ["query", "deck", "kind", "finding"];

function makeChoices() {
  data.decks.forEach((deck, number) => {
    byId("deck").append(make("option", { value: String(number) }, deck.replaceAll("::", " › ")));
  });
  byId("deck").parentNode.hidden = data.decks.length < 2;
  const counts = new Map();
  for (const findings of [...data.notes, ...data.left_out].map((one) => one.findings)) {
    for (const name of new Set(findings.flatMap((one) => [one.severity, one.code]))) {
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
  }
  const codes = [...counts.keys()].filter((name) => name.startsWith("DG")).sort();
  for (const name of ["error", "warning", "note", ...codes]) {
    if (!counts.has(name)) continue;
    const text = codes.includes(name) ? name : `${name}s`;
    byId("finding").append(make("option", { value: name }, `${text} (${counts.get(name)})`));
  }
}

// --- the filter --------------------------------------------------------------------------------

function textOf(note) {
  note.text ??= [note.question, note.part, note.id, ...note.tags].join("\n").toLowerCase();
  return words ? `${note.text}\n${words[note.number]}` : note.text;
}

function isFinding(one, finding) {
  return finding === "any" || one.code === finding || one.severity === finding;
}

// Put what gave no card before the next note that is shown; only by its finding it passes a filter.
function arrangeLeftOut() {
  leftOutBefore.clear();
  const finding = byId("finding").value;
  const isHidden = ["query", "deck", "kind"].some((id) => byId(id).value.trim());
  let place = 0;
  for (const one of data.left_out) {
    if (isHidden || (finding && !one.findings.some((some) => isFinding(some, finding)))) continue;
    while (shown[place] < one.before) place += 1;
    const number = shown[place] ?? END;
    leftOutBefore.set(number, [...(leftOutBefore.get(number) ?? []), one]);
  }
}

function passes(note, terms, deck, kind, finding) {
  if (deck && note.deck !== Number(deck)) return false;
  if (kind && note.kind !== kind) return false;
  if (finding && !note.findings.some((one) => isFinding(one, finding))) return false;
  return terms.every((term) => textOf(note).includes(term));
}

function filter() {
  const terms = byId("query").value.toLowerCase().split(/\s+/).filter(Boolean);
  if (terms.length && words === null) {
    words = [];
    load(data.words).then((answers) => {
      words = answers.map((answer) => answer.toLowerCase());
      filter();
    }, lost);
  }
  const chosen = ["deck", "kind", "finding"].map((id) => byId(id).value);
  shown = [];
  for (const note of data.notes) {
    if (passes(note, terms, ...chosen)) shown.push(note.number);
  }
  arrangeLeftOut();
  arrangeRows();
  byId("count").textContent = `${shown.length.toLocaleString("en")} of ${count(data.notes.length, "note")}`;
  const place = Math.max(0, shown.indexOf(current));
  turnTo(place - (place % PAGE));
}

// --- the page of cards -------------------------------------------------------------------------

const nearby = new IntersectionObserver(fill, { rootMargin: "600px 0px" });
const reading = new IntersectionObserver(follow, { rootMargin: "-15% 0px -75% 0px" });
const sizes = new ResizeObserver((entries) => {
  for (const { target } of entries) fit(target.ownerDocument.defaultView?.frameElement);
});

function turnTo(first) {
  start = Math.max(0, Math.min(first, shown.length - 1));
  const numbers = shown.slice(start, start + PAGE);
  nearby.disconnect();
  reading.disconnect();
  sizes.disconnect();
  const last = start + numbers.length;
  const leftOut = (number) => (leftOutBefore.get(number) ?? []).map(makeLeftOut);
  const page = numbers.flatMap((number) => [...leftOut(number), makeNote(number)]);
  if (last >= shown.length) page.push(...leftOut(END));
  byId("page").replaceChildren(...page);
  const nobody = data.notes.length ? "No note passes the filter." : "There is no note yet.";
  if (!page.length) byId("page").append(make("p", { className: "empty" }, nobody));
  for (const card of byId("page").querySelectorAll(".cards")) nearby.observe(card);
  for (const article of byId("page").querySelectorAll("article")) reading.observe(article);
  const total = shown.length.toLocaleString("en");
  byId("range").textContent = numbers.length ? `${start + 1}–${last} of ${total}` : "";
  byId("before").disabled = start === 0;
  byId("after").disabled = last >= shown.length;
  byId("others").hidden = !data.others.length || start > 0;
}

function makeNote(number) {
  const note = data.notes[number];
  const header = make("header", {}, make("h3", {}, note.question));
  header.append(make("span", { className: "kind" }, note.kind));
  if (note.source !== null) header.append(makePlace(note.source, data.sources[note.source].path, note.line));
  if (note.tags.length) header.append(make("span", { className: "tags" }, note.tags.join(" ")));
  const article = make("article", { id: `note-${number}`, tabIndex: -1 }, header);
  if (note.findings.length) {
    article.append(make("ul", { className: "findings" }, ...note.findings.map(makeFinding)));
  }
  const cards = make("div", { className: "cards" });
  cards.dataset.number = number;
  for (let i = 0; i < note.cards; i += 1) cards.append(makeCard(note, i));
  article.append(cards);
  return article;
}

function makeLeftOut({ id, text, findings }) {
  const list = make("ul", { className: "findings" }, ...findings.map(makeFinding));
  return make("aside", { id, className: "left-out", tabIndex: -1 }, make("pre", {}, text), list);
}

function makeCard(note, place) {
  const card = make("div", { className: `card ${options.screen}` });
  const sides = options.side === "both" ? ["front", "back"] : [options.side];
  for (const side of sides) {
    const name = side === "front" ? "Front" : "Back";
    const caption = note.cards > 1 ? `${name} of card ${place + 1}` : name;
    const frame = make("div", { className: "frame" });
    frame.dataset.side = side;
    frame.dataset.place = place;
    frame.dataset.title = `${caption}: ${note.part || note.question}`;
    card.append(make("figure", { className: "side" }, make("figcaption", {}, caption), frame));
  }
  return card;
}

function fill(entries) {
  for (const { target, isIntersecting } of entries) {
    if (!isIntersecting) continue;
    nearby.unobserve(target);
    const note = data.notes[target.dataset.number];
    cardsOf(note.number).then((cards) => {
      for (const frame of target.querySelectorAll(".frame")) {
        const card = cards[frame.dataset.place];
        frame.replaceChildren(makeFrame(note, card, frame.dataset.side, frame.dataset.title));
      }
    }, lost);
  }
}

function makeFrame(note, card, side, title) {
  const phone = options.screen === "phone";
  const dark = options.mode === "dark";
  const night = { desktop: "nightMode night_mode", phone: "night_mode ankidroid_dark_mode" };
  const root = phone ? "mobile android linux js" : dark ? "night-mode" : "";
  const body = `card card${card.ordinal + 1}${phone ? "" : " isLin"}${dark ? ` ${night[options.screen]}` : ""}`;
  const frame = make("iframe", {
    title,
    // No script runs in it; the page may look in, to learn the height.
    sandbox: "allow-same-origin allow-popups allow-popups-to-escape-sandbox",
    srcdoc: `<!doctype html><html class="${root}"><head><meta charset="utf-8">
<base href="media/" target="_blank"><style>${LAYOUT[options.screen]}</style>
<style>${data.css[note.kind].replaceAll("</", "<\\/")}</style></head>
<body class="${body}"><div id="${phone ? "content" : "qa"}">${card[side]}</div></body></html>`,
  });
  frame.addEventListener("load", () => {
    const inside = frame.contentDocument;
    if (!inside) return;
    inside.addEventListener("keydown", press);
    sizes.observe(inside.documentElement);
    fit(frame);
  });
  return frame;
}

function fit(frame) {
  const root = frame?.contentDocument?.documentElement;
  if (!root?.isConnected) return;
  const bar = frame.contentWindow.innerHeight - root.clientHeight; // a scroll bar below
  const height = `${Math.ceil(root.getBoundingClientRect().height) + Math.max(0, bar)}px`;
  if (frame.style.height === height) return;
  frame.style.height = height;
  // Cards that fill above what was gone to must not push it away.
  byId(pinned)?.scrollIntoView();
}

// --- going about -------------------------------------------------------------------------------

function follow(entries) {
  if (pinned) return;
  const entry = entries.find((one) => one.isIntersecting);
  if (entry) mark(Number(entry.target.id.slice(5)));
}

function mark(number) {
  if (number === current || !data.notes[number]) return;
  current = number;
  const note = data.notes[number];
  showRow(note);
  history.replaceState(null, "", `#${encodeURIComponent(note.id)}`);
}

function goTo(number) {
  if (!shown.includes(number)) unfilter();
  const place = shown.indexOf(number);
  if (place < start || place >= start + PAGE || !byId(`note-${number}`)) turnTo(place - (place % PAGE));
  const article = byId(`note-${number}`);
  pinned = article.id;
  article.scrollIntoView();
  article.focus({ preventScroll: true });
  mark(number);
}

function unfilter() {
  for (const id of FILTERS) byId(id).value = "";
  filter();
}

function goToHash() {
  const note = data.notes.find((one) => `#${encodeURIComponent(one.id)}` === location.hash);
  if (note) return goTo(note.number);
  const leftOut = data.left_out.find((one) => `#${one.id}` === location.hash);
  if (leftOut) goToLeftOut(leftOut);
}

function goToLeftOut(wanted) {
  const find = () => [...leftOutBefore].find(([, some]) => some.includes(wanted))?.[0];
  if (find() === undefined) unfilter();
  const number = find();
  if (shown.length) goTo(number === END ? shown.at(-1) : number);
  pinned = wanted.id;
  byId(pinned).scrollIntoView();
  byId(pinned).focus({ preventScroll: true });
}

function step(by, fits = () => true) {
  let place = shown.indexOf(current);
  if (place < 0) place = by > 0 ? start - 1 : start;
  for (place += by; place >= 0 && place < shown.length; place += by) {
    if (fits(data.notes[shown[place]])) return goTo(shown[place]);
  }
}

const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  n: () => step(1, (note) => note.findings.length),
  "/": () => byId("query").focus(),
  f: () => choose("side", "front"),
  b: () => choose("side", "back"),
  a: () => choose("side", "both"),
  p: () => choose("screen", options.screen === "phone" ? "desktop" : "phone"),
  d: () => choose("mode", options.mode === "dark" ? "light" : "dark"),
  "?": () => byId("help").showModal(),
};

function press(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || byId("help").open) return;
  if (event.key === "Escape") event.target.blur?.();
  if (/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName) && event.target.type !== "radio") return;
  const act = KEYS[event.key];
  if (!act) return;
  event.preventDefault();
  act();
}

function choose(name, value) {
  options[name] = value;
  document.querySelector(`input[name="${name}"][value="${value}"]`).checked = true;
  keep();
  applyMode();
  const place = byId(`note-${current}`)?.getBoundingClientRect().top;
  turnTo(start);
  if (place !== undefined) window.scrollBy(0, byId(`note-${current}`).getBoundingClientRect().top - place);
}

function applyMode() {
  document.documentElement.classList.toggle("dark", options.mode === "dark");
}

// --- what is kept when the page is loaded again ------------------------------------------------

function keep() {
  const state = { ...options };
  for (const id of FILTERS) state[id] = byId(id).value;
  try {
    sessionStorage.setItem(KEPT, JSON.stringify(state));
  } catch {
    // Some browsers keep nothing for pages from the disk.
  }
}

function restore() {
  if (matchMedia("(prefers-color-scheme: dark)").matches) options.mode = "dark";
  let state = {};
  try {
    state = JSON.parse(sessionStorage.getItem(KEPT)) ?? {};
  } catch {
    // As above.
  }
  const wanted = new URLSearchParams(location.search); // for a link: ?mode=dark&screen=phone
  for (const name of Object.keys(options)) {
    for (const value of [state[name], wanted.get(name)]) {
      if (value && document.querySelector(`input[name="${name}"][value="${CSS.escape(value)}"]`)) {
        options[name] = value;
      }
    }
    document.querySelector(`input[name="${name}"][value="${options[name]}"]`).checked = true;
  }
  for (const id of FILTERS) if (state[id]) byId(id).value = state[id];
  applyMode();
}

// --- live --------------------------------------------------------------------------------------

function say(text, isBad = false) {
  byId("status").textContent = text;
  byId("status").hidden = !text;
  byId("status").classList.toggle("bad", isBad);
}

function lost() {
  say("A part of this preview is missing: it was made anew since. Load the page again.", true);
}

function listen(address) {
  const events = new EventSource("events");
  events.addEventListener("built", (event) => {
    if (event.data !== address) location.reload();
    else say("");
  });
  events.addEventListener("broken", (event) => say(event.data, true));
  events.onerror = () => say("The preview has ended, or is not to be reached. This is what it showed last.", true);
}

// --- the beginning -----------------------------------------------------------------------------

function begin(address, content) {
  data = content;
  const cards = data.notes.reduce((sum, note) => sum + note.cards, 0);
  const size = [count(data.notes.length, "note"), count(cards, "card")];
  if (data.left_out.length) size.push(`${data.left_out.length.toLocaleString("en")} without a card`);
  byId("size").textContent = size.join(", ");
  data.notes.forEach((note, number) => {
    note.number = number;
  });
  data.left_out.forEach((one, number) => {
    one.id = `left-out-${number}`;
  });
  makeChoices();
  restore();
  byId("others").querySelector("summary").textContent = `${count(data.others.length, "finding")} without a card`;
  byId("others").querySelector("ul").append(...data.others.map(makeFinding));
  filter();
  if (location.hash) goToHash();
  wire();
  if (data.live) listen(address);
}

function wire() {
  const bar = document.querySelector(".bar");
  new ResizeObserver(() => {
    document.documentElement.style.setProperty("--bar", `${bar.offsetHeight}px`);
  }).observe(bar);
  let timer = 0;
  byId("query").addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(refilter, 120);
  });
  for (const id of ["deck", "kind", "finding"]) byId(id).addEventListener("change", refilter);
  for (const form of document.querySelectorAll("form:not([method])")) {
    form.addEventListener("submit", (event) => event.preventDefault());
  }
  document.querySelector(".controls").addEventListener("change", (event) => {
    choose(event.target.name, event.target.value);
  });
  byId("keys").addEventListener("click", () => byId("help").showModal());
  byId("before").addEventListener("click", () => leaf(-PAGE));
  byId("after").addEventListener("click", () => leaf(PAGE));
  byId("contents").addEventListener("click", () => unfold(!byId("list").classList.contains("open")));
  byId("list").addEventListener("click", (event) => event.target.closest("a") && unfold(false));
  byId("list").addEventListener("scroll", () => requestAnimationFrame(drawRows));
  window.addEventListener("resize", drawRows);
  for (const name of ["wheel", "touchmove", "pointerdown", "keydown"]) {
    window.addEventListener(name, () => (pinned = ""), { capture: true, passive: true });
  }
  window.addEventListener("hashchange", goToHash);
  document.addEventListener("keydown", press);
}

function refilter() {
  keep();
  filter();
}

function leaf(by) {
  pinned = "";
  turnTo(start + by);
  byId("notes").scrollIntoView();
  if (shown.length) mark(shown[start]);
}

function unfold(isOpen) {
  byId("list").classList.toggle("open", isOpen);
  byId("contents").setAttribute("aria-expanded", String(isOpen));
  drawRows();
}

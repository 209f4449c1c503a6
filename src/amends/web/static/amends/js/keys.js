// The keys of the desk. Which there are stands in the sheet behind "?": what is not there does nothing.
import { rows } from "./list.js";
import { write } from "./composer.js";
import { choose, chooseShown, leave } from "./bulk.js";
import { openPalette } from "./palette.js";

const root = document.documentElement;
const sheet = document.getElementById("keys");
const SEQUENCE_MS = 1200;

// ---------------------------------------------------------------------------- the list

const place = () => {
  const all = rows();
  const focused = all.indexOf(document.activeElement?.closest("#rows > li")?.querySelector(".row"));
  return focused >= 0 ? focused : all.findIndex((row) => row.hasAttribute("aria-current"));
};

const beside = (by) => {
  const all = rows();
  return all[Math.min(all.length - 1, Math.max(0, place() + by))];
};

const step = (by) => {
  const next = beside(by);
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
};

const opened = () => rows().findIndex((row) => row.hasAttribute("aria-current"));

const openBeside = (by) => {
  const all = rows();
  const next = all[opened() + by];
  if (!next) return;
  next.scrollIntoView({ block: "nearest" });
  next.click();
};

const here = () => {
  const at = place();
  return rows()[at < 0 ? 0 : at];
};

// ---------------------------------------------------------------------------- the case

const press = (name) => {
  const found = document.querySelector(`[data-key="${name}"]`);
  if (!found) return;
  if (!found.matches("details")) {
    found.click();
    return;
  }
  found.open = true;
  enter(found);
};

// Into a menu: at once, and again when what it offers has come from the desk.
const enter = (menu) => {
  const first = () => menu.querySelector(".panel :is(button, input:not([type=hidden]), a)")?.focus();
  first();
  const untouched = document.activeElement;
  menu.addEventListener("htmx:afterSettle", () => {
    if (menu.open && (document.activeElement === untouched || !menu.contains(document.activeElement))) first();
  }, { once: true });
};

const mine = () => {
  const menu = document.querySelector('[data-key="assign"]');
  const me = document.querySelector("[data-me]")?.dataset.me;
  (menu?.querySelector(`button[name="to"][value="${me}"]`) ?? menu?.querySelector("summary"))?.click();
};

// With cases chosen, the same keys do the same to all of them.
const either = (name) => {
  const many = document.querySelector(`#choice.on [data-many="${name}"]`);
  if (!many) return press(name);
  if (!many.matches("details")) return many.click();
  many.querySelector("summary").click();
  enter(many);
};

const tag = () => {
  if (document.querySelector("#choice.on")) return either("tag");
  const box = document.querySelector(".add-tag input[name=name]");
  box?.closest("details")?.setAttribute("open", "");
  box?.focus();
};

// ------------------------------------------------------------------------- everywhere

const undo = () => ([...document.querySelectorAll(".toast form button")].at(-1) ?? document.querySelector('[data-key="round-back"]'))?.click();
const desk = () => document.getElementById("palette")?.dataset.desk ?? "/";

const does = {
  next: () => step(1),
  previous: () => step(-1),
  open: () => here()?.click(),
  choose: () => choose(here()),
  "choose-all": chooseShown,
  reply: () => write(""),
  private: () => write("private"),
  note: () => write("note"),
  suggest: () => document.querySelector("[data-open-suggest]")?.click(),
  assign: () => either("assign"),
  mine,
  tag,
  wait: () => either("snooze"),
  close: () => either("close"),
  urgent: () => press("urgent"),
  rest: () => press("rest"),
  kind: () => press("kind"),
  mood: () => press("mood"),
  incident: () => either("incident"),
  "take-tag": () => press("take-tag"),
  "dismiss-tag": () => press("dismiss-tag"),
  answer: (_entry, key) => press(`answer-${key}`),
  "next-case": () => openBeside(1),
  "previous-case": () => openBeside(-1),
  search: () => document.getElementById("search")?.focus(),
  palette: openPalette,
  undo,
  help: () => sheet?.showModal(),
  go: (entry) => location.assign(desk() + entry.dataset.to),
};

const table = new Map();
for (const entry of sheet?.querySelectorAll("[data-does]") ?? []) {
  for (const keys of entry.dataset.keys.split(",").filter(Boolean)) table.set(keys, entry);
}
const beginnings = new Set([...table.keys()].filter((keys) => keys.includes(" ")).map((keys) => keys.split(" ")[0]));

// ------------------------------------------------------------------------ what is pressed

// A letter is what the layout says; where that is no Latin letter, what stands on the key's place.
const letter = (event) => {
  const { key, code, shiftKey } = event;
  if (key.length > 1) return key;
  const latin = /^[\x20-\x7e]$/.test(key);
  const base = latin ? key : (code.match(/^Key([A-Z])$/)?.[1] ?? { Slash: shiftKey ? "?" : "/" }[code] ?? key);
  return /^[a-z]$/i.test(base) ? (shiftKey ? base.toUpperCase() : base.toLowerCase()) : base;
};

const named = (event) => {
  const together = event.ctrlKey || event.metaKey;
  if (event.altKey || event.getModifierState("AltGraph")) return "";
  return together ? `Mod+${letter(event).toLowerCase()}` : letter(event);
};

const FIELD = "input:not([type=radio], [type=checkbox]), textarea";
// What has just been closed keeps the focus until the browser draws again: a quick next key is not written there.
const isWriting = (target) =>
  !target.closest("dialog:not([open])") && target.closest(`${FIELD}, select, dialog, [contenteditable]`);
// The arrows belong to the list only where nothing else wants them.
const isTaken = (key, target) =>
  key.startsWith("Arrow") && !(target === document.body || target.closest("#rows"));
const isOff = (key) => root.dataset.keys === "off" && key.length === 1;

let first = "";
let firstAt = 0;

const meant = (key) => {
  const joined = first && performance.now() - firstAt < SEQUENCE_MS ? table.get(`${first} ${key}`) : null;
  first = "";
  if (joined) return joined;
  if (beginnings.has(key)) {
    first = key;
    firstAt = performance.now();
  }
  return table.get(key);
};

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing || event.target.nodeType !== 1) return;
  if (event.key === "Escape") {
    const around = event.target.closest("dialog[open]");
    // At once: the browser closes it a moment later, and would swallow the next key.
    if (around) around.close();
    else if (event.target.matches(FIELD)) event.target.blur();
    else if (!document.querySelector("dialog[open], details.menu[open]")) leave();
    return;
  }
  const key = named(event);
  const isFree = key === "Mod+k" && !document.querySelector("dialog[open]:not(#palette)");
  if (!key || isOff(key) || (!isFree && isWriting(event.target)) || isTaken(key, event.target)) return;
  const entry = meant(key);
  if (!entry) return;
  event.preventDefault();
  does[entry.dataset.does]?.(entry, key);
});

// The palette does what a key does by the same word.
document.addEventListener("amends:does", ({ detail }) => does[detail.dataset.does]?.(detail));

// ------------------------------------------------------------- how somebody likes the keys

const like = (box) => {
  const { like: name, on, off } = box.dataset;
  root.dataset[name] = box.checked ? on : off;
  const kept = new URLSearchParams({ [name]: root.dataset[name] });
  const token = JSON.parse(document.body.getAttribute("hx-headers") ?? "{}")["X-CSRFToken"];
  fetch(box.closest("[data-url]").dataset.url, {
    method: "POST",
    body: kept,
    redirect: "manual",
    headers: { "X-CSRFToken": token },
  });
};
for (const box of sheet?.querySelectorAll("[data-like]") ?? []) {
  box.checked = (root.dataset[box.dataset.like] ?? "") === box.dataset.on;
  box.addEventListener("change", () => like(box));
}

document.body.addEventListener("htmx:afterRequest", ({ detail }) => {
  const closed = detail.requestConfig?.parameters?.state === "closed";
  if (closed && detail.successful && detail.elt.closest("#case-header") && root.dataset.next === "on") openBeside(1);
});

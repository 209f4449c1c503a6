// The palette: everything that the mouse can do here, every place, and cases by a few letters.
const dialog = document.getElementById("palette");
const input = dialog?.querySelector("input");
const box = document.getElementById("palette-list");
const KEPT = "amends.recent";
const MOST = 40;

let places = null;
let entries = [];
let at = 0;
let asking = null;

// ------------------------------------------------------------------------------- what there is

const wordsOf = (part) => {
  const copy = part.cloneNode(true);
  for (const aside of copy.querySelectorAll("kbd, .tiny, .face, .only-phone, svg")) aside.remove();
  return copy.textContent.replace(/\s+/g, " ").trim();
};

const named = (part) => part.getAttribute("aria-label") || wordsOf(part) || part.title;

// What a button in a menu does is said by both: "Assign: Bo Lead".
const inWords = (part) => {
  const menu = part.closest("details")?.querySelector("summary");
  const label = part.closest("form")?.querySelector(".label");
  const above = label && !label.contains(part) ? wordsOf(label) : menu ? named(menu) : "";
  return above && above !== named(part) ? `${above}: ${named(part)}` : named(part);
};

const CASE = "#case-header :is(button, a), #context :is(button, a.btn)";
const MANY = "#choice.on .do button";

const pressable = (selector, title) =>
  [...document.querySelectorAll(selector)]
    .filter((part) => !part.disabled && !part.matches(".only-phone"))
    .map((part) => ({ title, words: inWords(part), hint: "", do: () => part.click() }));

const keys = () =>
  [...document.querySelectorAll("#keys [data-does]")]
    .filter((entry) => entry.dataset.keys && entry.dataset.does !== "palette")
    .map((entry) => ({
      title: dialog.dataset.wordsKeys,
      words: wordsOf(entry.querySelector("dt")),
      caps: entry.querySelector(".press")?.cloneNode(true),
      do: () => press(entry),
    }));

// Run as if its keys were pressed, so that both ways stay one.
const press = (entry) => {
  document.dispatchEvent(new CustomEvent("amends:does", { detail: entry }));
};

const recent = () => {
  try {
    return JSON.parse(localStorage.getItem(KEPT) ?? "[]").filter((each) => each.url?.startsWith(dialog.dataset.desk));
  } catch {
    return [];
  }
};

const remember = (entry) => {
  if (!entry.url) return;
  const kept = recent().filter((each) => each.url !== entry.url);
  kept.unshift({ words: entry.words, hint: entry.hint, url: entry.url });
  localStorage.setItem(KEPT, JSON.stringify(kept.slice(0, 6)));
};

const linked = (part) => part.entries.map((entry) => ({ ...entry, title: part.title, do: () => go(entry) }));
const go = (entry) => location.assign(entry.url);

const ask = async (typed) => {
  asking?.abort();
  asking = new AbortController();
  const url = `${dialog.dataset.url}?${new URLSearchParams({ q: typed })}`;
  try {
    const answer = await fetch(url, { signal: asking.signal, headers: { Accept: "application/json" } });
    if (!answer.ok) return [];
    return (await answer.json()).parts.flatMap(linked);
  } catch {
    return null;
  }
};

// ---------------------------------------------------------------------------------- what fits

// Every letter in its order; a run of letters and the beginning of a word count for more.
const fit = (typed, words) => {
  const text = words.toLowerCase();
  let score = 0;
  let from = 0;
  let run = 0;
  for (const sign of typed.toLowerCase().replace(/\s+/g, "")) {
    const found = text.indexOf(sign, from);
    if (found < 0) return 0;
    const begins = found === 0 || /[\s:·]/.test(text[found - 1]);
    run = found === from ? run + 1 : 0;
    score += 1 + run * 2 + (begins ? 4 : 0) - Math.min(found - from, 6) * 0.2;
    from = found + 1;
  }
  return Math.max(score, 0.1) + (text.startsWith(typed.toLowerCase()) ? 20 : 0);
};

const own = () => [
  ...pressable(MANY, dialog.dataset.wordsMany),
  ...pressable(CASE, dialog.dataset.wordsCase),
  ...(places ?? []),
  ...keys(),
];

const fitting = (typed) => {
  const best = own()
    .map((entry) => ({ entry, score: fit(typed, `${entry.words} ${entry.hint ?? ""}`) }))
    .filter(({ score }) => score > typed.length)
    .sort((one, other) => other.score - one.score)
    .map(({ entry }) => entry);
  const seen = new Set();
  return best.filter(({ words }) => !seen.has(words) && seen.add(words)).slice(0, 12);
};

// -------------------------------------------------------------------------------- what is shown

const option = (entry, n) => {
  const line = document.createElement("div");
  line.id = `palette-${n}`;
  line.setAttribute("role", "option");
  line.setAttribute("aria-selected", String(n === at));
  const words = document.createElement("span");
  words.className = "words";
  words.textContent = entry.words;
  line.append(words);
  if (entry.hint) {
    const hint = document.createElement("span");
    hint.className = "tiny hint";
    hint.textContent = entry.hint;
    line.append(hint);
  }
  if (entry.caps) line.append(entry.caps.cloneNode(true));
  line.dataset.n = n;
  return line;
};

const part = (title, n) => {
  const group = document.createElement("div");
  group.setAttribute("role", "group");
  group.setAttribute("aria-labelledby", `palette-part-${n}`);
  const head = document.createElement("div");
  head.id = `palette-part-${n}`;
  head.className = "label";
  head.textContent = title;
  group.append(head);
  return group;
};

const draw = () => {
  const groups = new Map();
  entries.forEach((entry, n) => {
    if (!groups.has(entry.title)) groups.set(entry.title, part(entry.title, n));
    groups.get(entry.title).append(option(entry, n));
  });
  if (entries.length) box.replaceChildren(...groups.values());
  else {
    const none = document.createElement("p");
    none.className = "tiny none";
    none.textContent = dialog.dataset.wordsNone;
    box.replaceChildren(none);
  }
  point(at);
};

const point = (n) => {
  box.querySelector('[aria-selected="true"]')?.setAttribute("aria-selected", "false");
  at = entries.length ? (n + entries.length) % entries.length : 0;
  const line = document.getElementById(`palette-${at}`);
  line?.setAttribute("aria-selected", "true");
  line?.scrollIntoView({ block: "nearest" });
  if (line) input.setAttribute("aria-activedescendant", line.id);
  else input.removeAttribute("aria-activedescendant");
};

// Parts stay together, in the order of their best: what is shown is what the arrows walk through.
const together = (found) => {
  const titles = [...new Set(found.map((entry) => entry.title))];
  return titles.flatMap((title) => found.filter((entry) => entry.title === title));
};

const put = (found) => {
  entries = together(found).slice(0, MOST);
  at = 0;
  draw();
  dialog.querySelector("[data-found]").textContent = dialog.dataset.wordsFound.replace("%n", entries.length);
};

const first = () => [
  ...recent().map((entry) => ({ ...entry, title: dialog.dataset.wordsRecent, do: () => go(entry) })),
  ...own(),
];

const look = async () => {
  const typed = input.value.trim();
  if (!typed) {
    put(first());
    return;
  }
  const known = fitting(typed);
  put(known);
  const found = await ask(typed);
  if (found && input.value.trim() === typed) {
    const chosen = entries[at];
    put([...known, ...found]);
    if (chosen && at === 0) point(Math.max(0, entries.findIndex((entry) => entry.words === chosen.words)));
  }
};

let soon = 0;
const lookSoon = () => {
  clearTimeout(soon);
  put(input.value.trim() ? fitting(input.value.trim()) : first());
  soon = setTimeout(look, 140);
};

// Menus read what they offer when they are opened; the palette offers it without that.
const LATER = ":is(#case-header, #choice.on) details.menu:has([hx-get])";
const readMenus = () => {
  for (const menu of document.querySelectorAll(LATER)) menu.dispatchEvent(new Event("toggle"));
};
document.body.addEventListener("htmx:afterSettle", ({ detail }) => {
  if (dialog?.open && detail.elt.closest?.(LATER)) put(input.value.trim() ? fitting(input.value.trim()) : first());
});

export const openPalette = async () => {
  if (!dialog || dialog.open) return;
  input.value = "";
  dialog.showModal();
  readMenus();
  put(first());
  if (!places) {
    places = await ask("");
    if (dialog.open && !input.value) put(first());
  }
};

const take = (n) => {
  const entry = entries[n];
  if (!entry) return;
  remember(entry);
  dialog.close();
  entry.do();
};

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-palette]")) openPalette();
});
input?.addEventListener("input", lookSoon);
input?.addEventListener("keydown", (event) => {
  const moves = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: Math.min(at + 8, entries.length - 1), PageUp: Math.max(at - 8, 0) };
  if (event.key in moves) {
    event.preventDefault();
    point(moves[event.key]);
  } else if (event.key === "Enter" && !event.isComposing) {
    event.preventDefault();
    take(at);
  }
});
box?.addEventListener("click", (event) => {
  const line = event.target.closest("[role=option]");
  if (line) take(Number(line.dataset.n));
});
dialog?.addEventListener("click", (event) => {
  if (event.target === dialog) dialog.close();
});

// Suggestions: asked for with a button, "s" or Ctrl J; taken over with Enter or their number.
import { box, changed, choose, form, insert, kindOf } from "./composer.js";

const picker = () => document.getElementById("suggest-picker");
const offers = () => document.getElementById("suggest-offers");
const list = () => document.getElementById("suggest-list");
const options = () => [...(list()?.children ?? [])];
let at = 0;

const mark = () => {
  const all = options();
  at = Math.min(all.length - 1, Math.max(0, at));
  all.forEach((item, number) => item.setAttribute("aria-selected", String(number === at)));
  const chosen = all[at];
  if (!chosen) return;
  list().setAttribute("aria-activedescendant", chosen.id);
  chosen.scrollIntoView({ block: "nearest" });
  const whole = chosen.querySelector(".whole").cloneNode(true);
  document.getElementById("suggest-shown").replaceChildren(...whole.childNodes);
};

const say = (words) => {
  const told = document.createElement("p");
  told.className = "none-yet tiny";
  told.textContent = words;
  offers().replaceChildren(told);
};

// ------------------------------------------------------------------------ opening, closing

let asked = 0;
const open = async () => {
  const of = form();
  if (!picker() || !of || kindOf(of) === "note") return;
  document.querySelectorAll(".picker:not([hidden])").forEach((each) => (each.hidden = true));
  picker().hidden = false;
  for (const button of picker().querySelectorAll("[data-needs-words]")) button.disabled = !box(of).value.trim();
  picker().querySelector("[data-close-picker]").focus();
  say(offers().dataset.loading);
  asked += 1;
  const mine = asked;
  try {
    const answer = await fetch(`${of.dataset.suggestions}?kind=${kindOf(of)}`, { headers: { "HX-Request": "true" } });
    if (!answer.ok) throw new Error(String(answer.status));
    const found = await answer.text();
    if (mine !== asked || picker().hidden) return;
    offers().innerHTML = found;
  } catch {
    if (mine === asked) say(offers().dataset.failed);
    return;
  }
  at = 0;
  mark();
  list()?.focus();
};

const close = (back = true) => {
  if (!picker() || picker().hidden) return;
  picker().hidden = true;
  waits?.abort();
  waits = null;
  if (back) box()?.focus();
};

// ------------------------------------------------------------------------------ taking over

// Whoever reads the draft, or the answer later, is told what its words began with.
export const begin = (how) => {
  form().elements.namedItem("assisted").value = how;
  const told = document.getElementById("assisted-told");
  told.hidden = !how;
  if (how) told.querySelector("[data-words]").textContent = told.dataset[how];
};

export const fill = (words, how) => {
  const text = box();
  begin(how);
  text.focus();
  text.select();
  insert(words);
  changed();
};

const take = (chosen = options()[at]) => {
  if (!chosen) return;
  close(false);
  fill(chosen.dataset.text, "suggestion");
  const used = chosen.dataset.used;
  if (!used) return;
  const data = new FormData();
  data.set("csrfmiddlewaretoken", form().elements.namedItem("csrfmiddlewaretoken").value);
  fetch(used, { method: "POST", body: data });
};

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-open-suggest]")) {
    if (picker().hidden) open();
    else close();
    return;
  }
  if (!picker() || picker().hidden) return;
  const item = event.target.closest("[data-suggest]");
  if (item && at === options().indexOf(item)) take(item);
  else if (item) {
    at = options().indexOf(item);
    mark();
  } else if (event.target.closest("[data-take-suggestion]")) take();
  else if (event.target.closest("[data-ask]")) ask(event.target.closest("[data-ask]").dataset.ask);
  else if (event.target.closest("[data-ask-again]")) ask(last);
  else if (event.target.closest("[data-take-assisted]")) takeAssisted(event.target.closest("[data-take-assisted]"));
  else if (event.target.closest("[data-stop-asking]")) {
    waits?.abort();
    open();
  }
  else if (event.target.closest("#suggest-picker [data-close-picker]")) close();
  else if (!event.target.closest("#suggest-picker")) close(false);
});

document.addEventListener("input", (event) => {
  if (event.target.id === "composer-text" && !event.target.value.trim()) begin("");
});

// -------------------------------------------------------------------------- the assistant

let waits = null;
let last = "draft";

const wait = () => {
  const told = document.createElement("div");
  told.className = "waits";
  told.setAttribute("role", "status");
  const stop = document.createElement("button");
  stop.type = "button";
  stop.className = "btn small";
  stop.dataset.stopAsking = "";
  stop.textContent = offers().dataset.stop;
  told.append(offers().dataset.asking, stop);
  offers().replaceChildren(told);
  stop.focus();
};

const wanted = (task) => {
  const of = form();
  const data = new FormData();
  data.set("csrfmiddlewaretoken", of.elements.namedItem("csrfmiddlewaretoken").value);
  data.set("task", task);
  data.set("kind", kindOf(of));
  data.set("text", box(of).value);
  if (task === "translate") data.set("language", document.getElementById("ask-language").value);
  return data;
};

const ask = async (task) => {
  last = task;
  waits?.abort();
  const mine = new AbortController();
  waits = mine;
  asked += 1;
  wait();
  try {
    const answer = await fetch(form().dataset.assist, {
      method: "POST",
      body: wanted(task),
      headers: { "HX-Request": "true" },
      signal: mine.signal,
    });
    const said = await answer.text();
    if (waits !== mine) return;
    if (!said.includes("data-ask-again")) throw new Error(String(answer.status));
    offers().innerHTML = said;
    offers().querySelector("[data-take-assisted], [data-ask-again]")?.focus();
  } catch {
    if (waits === mine && !mine.signal.aborted) say(offers().dataset.failed);
  }
};

const takeAssisted = (button) => {
  const words = document.getElementById("assisted-said").textContent;
  close(false);
  if (button.dataset.takeAssisted !== "note") return fill(words, "assistant");
  choose("note");
  const text = box();
  text.focus();
  text.setSelectionRange(text.value.length, text.value.length);
  insert(text.value.trim() ? `\n\n${words}` : words);
  changed();
};

const steps = { ArrowDown: 1, ArrowUp: -1 };
const inList = (event) => {
  const number = Number(event.key);
  if (event.key in steps) {
    at += steps[event.key];
    mark();
  } else if (event.key === "Enter") take();
  else if (number >= 1 && number <= options().length) take(options()[number - 1]);
  else return;
  event.preventDefault();
  event.stopPropagation();
};

document.addEventListener(
  "keydown",
  (event) => {
    const together = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
    if (together && event.key.toLowerCase() === "j" && event.target.closest("#composer-form")) {
      event.preventDefault();
      open();
    } else if (event.key === "Escape" && event.target.closest("#suggest-picker")) {
      event.preventDefault();
      event.stopPropagation();
      close();
    } else if (event.target.id === "suggest-list") inList(event);
  },
  true,
);

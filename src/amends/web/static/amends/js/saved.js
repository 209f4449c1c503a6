// Saved replies: found by a slash, a shortcut and Tab, or the button; put in where the cursor was.
import { box, form, insert } from "./composer.js";

const offered = new WeakMap();
const picker = () => document.getElementById("saved-picker");
const find = () => document.getElementById("saved-find");
const list = () => document.getElementById("saved-list");
let from = null;
let shown = [];
let at = 0;

const load = () => {
  const of = form();
  if (!of) return Promise.resolve([]);
  if (!offered.has(of)) {
    offered.set(of, fetch(of.dataset.saved).then((answer) => (answer.ok ? answer.json() : { saved: [] })).then(({ saved }) => saved));
  }
  return offered.get(of);
};

const use = (saved) => {
  close(false);
  insert(saved.text, from);
  from = null;
  const data = new FormData();
  data.set("csrfmiddlewaretoken", form().elements.namedItem("csrfmiddlewaretoken").value);
  fetch(form().dataset.saved.replace(/cases\/\d+\/saved-replies\/$/, `saved-replies/${saved.id}/used/`), { method: "POST", body: data });
};

const part = (tag, css, words) => {
  const made = document.createElement(tag);
  made.className = css;
  made.textContent = words;
  return made;
};

const preview = () => {
  const place = document.getElementById("saved-shown");
  const saved = shown[at];
  place.replaceChildren();
  if (!saved) return;
  let rest = saved.text;
  for (const open of saved.open) {
    const [before, ...after] = rest.split(open);
    place.append(before, part("mark", "open", open));
    rest = after.join(open);
  }
  place.append(rest);
};

const mark = () => {
  [...list().children].forEach((item, number) => item.setAttribute("aria-selected", String(number === at)));
  const chosen = list().children[at];
  find().setAttribute("aria-activedescendant", chosen?.id ?? "");
  chosen?.scrollIntoView({ block: "nearest" });
  preview();
};

const draw = async () => {
  const wanted = find().value.trim().toLowerCase().replace(/^\//, "");
  const all = await load();
  const fits = (saved) => `${saved.shortcut} ${saved.title} ${saved.text}`.toLowerCase().includes(wanted);
  const rank = (saved) => (saved.shortcut.startsWith(wanted) ? 0 : saved.title.toLowerCase().startsWith(wanted) ? 1 : 2);
  shown = all.filter(fits).sort((one, other) => (wanted ? rank(one) - rank(other) : 0)).slice(0, 60);
  list().replaceChildren(
    ...shown.map((saved, number) => {
      const item = part("li", "", "");
      item.id = `saved-${saved.id}`;
      item.setAttribute("role", "option");
      item.dataset.number = String(number);
      item.append(part("b", "", saved.title), part("span", "tiny", saved.whose));
      if (saved.shortcut) item.append(part("kbd", "", `/${saved.shortcut}`));
      return item;
    }),
  );
  picker().querySelector("[data-none]").hidden = shown.length > 0;
  at = 0;
  mark();
};

const open = (start = null) => {
  from = start;
  document.querySelectorAll(".picker:not([hidden])").forEach((each) => (each.hidden = true));
  picker().hidden = false;
  find().value = "";
  find().focus();
  draw();
};

const close = (back = true) => {
  if (!picker() || picker().hidden) return;
  picker().hidden = true;
  if (back) box()?.focus();
};

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-open-saved]")) {
    if (picker().hidden) open();
    else close();
    return;
  }
  const item = event.target.closest("#saved-list li");
  if (item) use(shown[Number(item.dataset.number)]);
  else if (picker() && !picker().hidden && !event.target.closest("#saved-picker")) close(false);
  if (event.target.closest("#saved-picker [data-close-picker]")) close();
});
document.addEventListener("mouseover", (event) => {
  const item = event.target.closest?.("#saved-list li");
  if (!item) return;
  at = Number(item.dataset.number);
  mark();
});
document.addEventListener("input", (event) => {
  if (event.target.id === "saved-find") draw();
  if (event.target.id !== "composer-text" || event.inputType !== "insertText" || event.data !== "/") return;
  const { value, selectionStart } = event.target;
  const before = value.slice(0, selectionStart - 1);
  if (before === "" || before.endsWith("\n")) open(selectionStart - 1);
});
document.addEventListener("focusin", (event) => {
  if (event.target.id === "composer-text") load();
});

const steps = { ArrowDown: 1, ArrowUp: -1 };
const inPicker = (event) => {
  if (event.key in steps) at = Math.min(shown.length - 1, Math.max(0, at + steps[event.key]));
  else if (event.key === "Enter" && shown[at]) use(shown[at]);
  else if (event.key === "Escape") close();
  else if (event.key === "Backspace" && !find().value && from !== null) close();
  else return;
  event.preventDefault();
  event.stopPropagation();
  if (!picker().hidden) mark();
};

// "thanks" or "/thanks", then Tab.
const byShortcut = async (event) => {
  const { value, selectionStart, selectionEnd } = event.target;
  const typed = value.slice(0, selectionStart).match(/(^|\s)\/?([a-z0-9][a-z0-9_-]*)$/i);
  if (!typed || selectionStart !== selectionEnd || event.shiftKey) return;
  const word = typed[2].toLowerCase();
  const known = ready.get(form()) ?? [];
  const saved = known.find(({ shortcut }) => shortcut === word);
  if (!saved) return;
  event.preventDefault();
  from = selectionStart - typed[0].length + typed[1].length;
  use(saved);
};
const ready = new WeakMap();
document.addEventListener("focusin", async (event) => {
  if (event.target.id === "composer-text") ready.set(event.target.form, await load());
});
document.addEventListener(
  "keydown",
  (event) => {
    if (event.target.id === "saved-find") inPicker(event);
    if (event.target.id === "composer-text" && event.key === "Tab") byShortcut(event);
  },
  true,
);

// Emoji: found by what people call them, the ones used lately first.
import { insert } from "./composer.js";

const OFTEN = ["🙏", "😊", "❤️", "👍", "🎉", "📦", "🚚", "✅", "🙌", "💚", "😅", "🤝", "💛", "👋", "✨", "😔", "📬", "📍", "⏰", "💌", "🔎", "☀️", "🌱", "💪"];
const MOST = 160;
const KEPT = "amends.emoji";
let all = null;

const picker = () => document.getElementById("emoji-picker");
const find = () => document.getElementById("emoji-find");
const grid = () => document.getElementById("emoji-list");

const lately = () => {
  try {
    return JSON.parse(localStorage.getItem(KEPT) ?? "[]").slice(0, 16);
  } catch {
    return [];
  }
};

const load = async () => {
  if (!all) all = await fetch(document.getElementById("composer-form").dataset.emoji).then((answer) => answer.json());
  return all;
};

const fitting = (every, wanted) => {
  if (!wanted) {
    const first = [...new Set([...lately(), ...OFTEN])];
    const named = new Map(every);
    const rest = every.filter(([picture]) => !first.includes(picture));
    return [...first.map((picture) => [picture, named.get(picture) ?? ""]), ...rest].slice(0, MOST);
  }
  const words = wanted.split(/\s+/);
  const fits = every.filter(([, names]) => words.every((word) => names.includes(word)));
  const rank = ([, names]) => (names.split(/[ ,]+/).some((name) => name === wanted) ? 0 : 1);
  return fits.sort((one, other) => rank(one) - rank(other)).slice(0, MOST);
};

const draw = async () => {
  const found = fitting(await load(), find().value.trim().toLowerCase());
  const name = document.getElementById("emoji-name");
  name.textContent = found.length ? "\u00a0" : name.dataset.none;
  grid().replaceChildren(
    ...found.map(([picture, names], number) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = picture;
      button.tabIndex = number ? -1 : 0;
      button.setAttribute("aria-label", names.split(",")[0] || picture);
      button.dataset.emoji = picture;
      return button;
    }),
  );
};

const close = () => {
  picker().hidden = true;
  document.getElementById("composer-text").focus();
};

const use = (picture) => {
  localStorage.setItem(KEPT, JSON.stringify([...new Set([picture, ...lately()])].slice(0, 16)));
  close();
  insert(picture);
};

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-open-emoji]")) {
    const opens = picker().hidden;
    document.querySelectorAll(".picker:not([hidden])").forEach((each) => (each.hidden = true));
    picker().hidden = !opens;
    if (opens) {
      find().value = "";
      find().focus();
      draw();
    }
    return;
  }
  const chosen = event.target.closest("[data-emoji]:not(form)");
  if (chosen) use(chosen.dataset.emoji);
  else if (event.target.closest("#emoji-picker [data-close-picker]")) close();
  else if (picker() && !picker().hidden && !event.target.closest("#emoji-picker")) picker().hidden = true;
});
document.addEventListener("input", (event) => {
  if (event.target.id === "emoji-find") draw();
});
document.addEventListener("focusin", (event) => {
  const name = document.getElementById("emoji-name");
  if (name && event.target.matches("#emoji-list button")) name.textContent = event.target.getAttribute("aria-label");
});

const across = () => Math.max(1, Math.floor(grid().clientWidth / (grid().firstElementChild?.offsetWidth || 36)));
const step = (event) => {
  const buttons = [...grid().children];
  const now = buttons.indexOf(event.target);
  const by = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: across(), ArrowUp: -across() }[event.key];
  if (by === undefined || now < 0) return;
  event.preventDefault();
  const next = now + by;
  if (next < 0) find().focus();
  else buttons[Math.min(next, buttons.length - 1)].focus();
};
document.addEventListener(
  "keydown",
  (event) => {
    if (!event.target.closest?.("#emoji-picker")) return;
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      close();
    } else if (event.target.id === "emoji-find" && event.key === "Enter") {
      event.preventDefault();
      const first = grid().firstElementChild;
      if (first) use(first.dataset.emoji);
    } else if (event.target.id === "emoji-find" && event.key === "ArrowDown") {
      event.preventDefault();
      grid().firstElementChild?.focus();
    } else step(event);
  },
  true,
);

// One key for each common move; the sheet behind "?" lists them.
import { rows } from "./list.js";
import { write } from "./composer.js";

const step = (by) => {
  const all = rows();
  if (!all.length) return;
  const at = all.indexOf(document.activeElement);
  const now = at >= 0 ? at : all.findIndex((row) => row.hasAttribute("aria-current"));
  const next = all[Math.min(all.length - 1, Math.max(0, now + by))];
  next.focus();
  next.scrollIntoView({ block: "nearest" });
};

const press = (name) => {
  const found = document.querySelector(`[data-key="${name}"]`);
  if (found?.matches("details")) {
    found.open = true;
    found.querySelector(".panel button")?.focus();
  } else found?.click();
};

const moves = {
  j: () => step(1),
  k: () => step(-1),
  r: () => write(""),
  n: () => write("note"),
  a: () => press("assign"),
  e: () => press("close"),
  z: () => press("snooze"),
  "/": () => document.getElementById("search")?.focus(),
  "?": () => document.getElementById("keys")?.showModal(),
};

const isWriting = (target) => target.closest("input:not([type=radio]), textarea, select, dialog");

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && event.target.matches("textarea, #search")) event.target.blur();
  if (event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target)) return;
  const move = moves[event.key];
  if (!move) return;
  event.preventDefault();
  move();
});

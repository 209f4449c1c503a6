// Colleagues are named in notes: an @ and the beginning of a name offers them.
import { box, form, insert, kindOf } from "./composer.js";

const list = () => document.getElementById("mention-list");
let shown = [];
let at = 0;
let from = 0;

const close = () => {
  const place = list();
  if (!place) return;
  place.hidden = true;
  box()?.removeAttribute("aria-activedescendant");
};

const mark = () => {
  [...list().children].forEach((item, number) => item.setAttribute("aria-selected", String(number === at)));
  box().setAttribute("aria-activedescendant", list().children[at]?.id ?? "");
};

const use = (name) => {
  close();
  insert(`@${name} `, from);
};

const begins = (name, typed) => {
  const small = name.toLowerCase();
  return small.startsWith(typed) || small.split(/\s+/).some((word) => word.startsWith(typed));
};

const offer = () => {
  const text = box();
  if (!text || kindOf() !== "note") return close();
  const typed = text.value.slice(0, text.selectionStart).match(/(?:^|[\s(])@([\p{L}\p{N}._'’-]{0,30}(?: [\p{L}]{0,30})?)$/u);
  if (!typed) return close();
  const wanted = typed[1].toLowerCase();
  shown = JSON.parse(form().dataset.colleagues).filter(([name]) => begins(name, wanted)).slice(0, 8);
  if (!shown.length || (shown.length === 1 && shown[0][0].toLowerCase() === wanted)) return close();
  from = text.selectionStart - typed[1].length - 1;
  at = 0;
  list().replaceChildren(
    ...shown.map(([name], number) => {
      const item = document.createElement("li");
      item.id = `mention-${number}`;
      item.setAttribute("role", "option");
      item.dataset.name = name;
      item.textContent = name;
      return item;
    }),
  );
  list().hidden = false;
  mark();
};

document.addEventListener("input", (event) => {
  if (event.target.id === "composer-text") offer();
});
document.addEventListener("click", (event) => {
  const item = event.target.closest("#mention-list li");
  if (item) use(item.dataset.name);
  else if (event.target.closest("[data-open-mention]")) {
    const before = box().value.slice(0, box().selectionStart);
    insert(before === "" || /\s$/.test(before) ? "@" : " @");
    offer();
  } else close();
});
document.addEventListener(
  "keydown",
  (event) => {
    if (event.target.id !== "composer-text" || !list() || list().hidden) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      at = (at + (event.key === "ArrowDown" ? 1 : shown.length - 1)) % shown.length;
      mark();
    } else if ((event.key === "Enter" && !event.ctrlKey && !event.metaKey) || event.key === "Tab") use(shown[at][0]);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  },
  true,
);

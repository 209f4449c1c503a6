// Choosing many cases: boxes in the list, ranges with Shift, and the bar below it.
const chosen = new Set();
let last = null;
let everything = false;
let selecting = false;

const list = () => document.getElementById("list");
const bar = () => document.getElementById("choice");
const boxes = () => [...document.querySelectorAll('#rows input[name="case"]')];
const boxOf = (row) => row?.closest("li")?.querySelector('input[name="case"]');

const say = (part, name, n) => part.dataset[name].replace("%n", n);

const count = () => {
  const said = bar().querySelector(".how-many");
  if (everything) return say(said, "all", everything);
  if (!chosen.size) return say(said, "none", 0);
  return say(said, chosen.size === 1 ? "one" : "many", chosen.size);
};

const show = () => {
  if (!bar()) return;
  const on = chosen.size > 0 || Boolean(everything);
  for (const box of boxes()) box.checked = Boolean(everything) || chosen.has(box.value);
  list().classList.toggle("selecting", selecting || on);
  bar().classList.toggle("on", on);
  document.querySelector(".select-mode")?.setAttribute("aria-pressed", String(selecting || on));
  const said = bar().querySelector(".how-many");
  if (said.textContent !== count()) said.textContent = count();
  const all = bar().querySelector(".shown");
  all.textContent = say(all, "words", boxes().length);
  all.hidden = Boolean(everything) || boxes().every((box) => box.checked);
  bar().elements.namedItem("all").value = everything ? "yes" : "";
  for (const part of bar().querySelectorAll(".do button, .do summary")) {
    part.toggleAttribute("data-idle", !on);
  }
};

const put = (box, on) => {
  if (on) chosen.add(box.value);
  else chosen.delete(box.value);
};

const pick = (box, on, through) => {
  everything = false;
  const all = boxes();
  const from = through && last ? all.findIndex((each) => each.value === last) : -1;
  const to = all.indexOf(box);
  if (from >= 0) for (const each of all.slice(Math.min(from, to), Math.max(from, to) + 1)) put(each, on);
  else put(box, on);
  last = box.value;
  ask();
  show();
};

// Once all that is shown is chosen, the rest of the list may be wanted, too: ask how many there are.
const ask = () => {
  const place = bar().querySelector(".everything");
  const all = boxes();
  const full = all.length > 1 && all.every((box) => chosen.has(box.value)) && document.getElementById("more");
  if (!full) {
    place.replaceChildren();
    return;
  }
  window.htmx.ajax("GET", bar().dataset.count, { target: place, swap: "innerHTML" });
};

export const choose = (row) => {
  const box = boxOf(row);
  if (box) pick(box, !chosen.has(box.value), false);
};

export const chooseShown = () => {
  if (!bar()) return;
  for (const box of boxes()) put(box, true);
  ask();
  show();
};

export const leave = () => {
  if (!chosen.size && !everything && !selecting) return;
  chosen.clear();
  [everything, selecting, last] = [false, false, null];
  bar()?.querySelector(".everything").replaceChildren();
  show();
};

document.addEventListener("click", (event) => {
  const box = event.target.closest('#rows input[name="case"]');
  if (box) pick(box, box.checked, event.shiftKey);
  const { target } = event;
  if (target.closest("#choice .shown")) chooseShown();
  if (target.closest("#choice .leave")) leave();
  const all = target.closest("#choice .all");
  if (all) {
    everything = Number(all.dataset.n);
    bar().querySelector(".everything").replaceChildren();
    show();
  }
  if (target.closest(".select-mode")) {
    if (selecting || chosen.size) leave();
    else {
      selecting = true;
      show();
    }
  }
});

// While choosing on a touch screen a press anywhere on the row chooses it.
document.addEventListener(
  "click",
  (event) => {
    const row = event.target.closest("#rows .row");
    if (!row || !selecting) return;
    event.preventDefault();
    event.stopPropagation();
    choose(row);
  },
  true,
);

// What left the page may still be chosen; the form takes along what no box stands for.
document.body.addEventListener("htmx:configRequest", ({ detail }) => {
  if (detail.elt.id !== "choice" || detail.verb !== "post") return;
  const ids = everything ? [] : [...chosen];
  detail.formData?.delete("case");
  for (const id of ids) detail.formData?.append("case", id);
  if (!detail.formData) detail.parameters.case = ids;
});

// Another list or another search is another choice.
let asked = bar()?.getAttribute("action") ?? "";
document.body.addEventListener("htmx:afterSettle", () => {
  const now = bar()?.getAttribute("action") ?? "";
  if (now !== asked) leave();
  asked = now;
  show();
});
document.body.addEventListener("htmx:oobAfterSwap", ({ detail }) => {
  if (detail.target.closest?.("#rows")) show();
});
document.body.addEventListener("amends:many", leave);

// A saved reply or a variable goes where the cursor is.
document.addEventListener("click", (event) => {
  const variable = event.target.closest("[data-put]");
  if (!variable) return;
  const box = document.getElementById("text");
  box.setRangeText(variable.dataset.put, box.selectionStart, box.selectionEnd, "end");
  box.focus();
});
document.addEventListener("change", (event) => {
  if (!event.target.matches("#saved") || !event.target.value) return;
  const box = document.getElementById("text");
  box.value = event.target.value;
  box.focus();
});
show();

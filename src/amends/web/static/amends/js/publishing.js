// The calendar: a post is dragged to another day, or moved by Alt and the arrow keys. It keeps its hour.
const DAYS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };
const calendarOf = (element) => element.closest("[data-calendar]");
const dayOf = (element) => element.closest("[data-day]");

const later = (day, days) => {
  const moment = new Date(`${day}T12:00:00Z`);
  moment.setUTCDate(moment.getUTCDate() + days);
  return moment.toISOString().slice(0, 10);
};

const move = async (entry, day) => {
  const calendar = calendarOf(entry);
  const what = entry.dataset.entry;
  await htmx.ajax("POST", calendar.dataset.move, {
    target: "#calendar",
    swap: "outerHTML",
    values: { what, day, view: calendar.dataset.view, on: calendar.dataset.on },
  });
  document.querySelector(`[data-entry="${what}"]`)?.focus();
};

let dragged = null;

document.addEventListener("dragstart", (event) => {
  dragged = event.target.closest?.("[data-entry]") ?? null;
  if (!dragged) return;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", dragged.dataset.entry);
  dragged.classList.add("is-dragged");
});

document.addEventListener("dragover", (event) => {
  const day = dragged && event.target.closest?.("[data-day]");
  for (const other of document.querySelectorAll(".day.is-over")) {
    if (other !== day) other.classList.remove("is-over");
  }
  if (!day) return;
  event.preventDefault();
  day.classList.add("is-over");
});

document.addEventListener("drop", (event) => {
  const day = dragged && event.target.closest?.("[data-day]");
  if (!day) return;
  event.preventDefault();
  if (day !== dayOf(dragged)) move(dragged, day.dataset.day);
});

document.addEventListener("dragend", () => {
  dragged?.classList.remove("is-dragged");
  for (const day of document.querySelectorAll(".day.is-over")) day.classList.remove("is-over");
  dragged = null;
});

document.addEventListener("keydown", (event) => {
  const entry = event.altKey && event.target.closest?.("[data-entry]");
  if (!entry || !(event.key in DAYS)) return;
  event.preventDefault();
  move(entry, later(dayOf(entry).dataset.day, DAYS[event.key]));
});

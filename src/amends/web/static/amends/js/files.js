// Files of a message: added, pasted, dropped, described, put in order.
import { box, changed, form, kindOf } from "./composer.js";

const tray = () => document.getElementById("tray");
const token = () => form().elements.namedItem("csrfmiddlewaretoken").value;

const line = (css, words) => {
  const item = document.createElement("li");
  item.className = css;
  item.textContent = words;
  return item;
};

const add = async (files) => {
  const of = form();
  const place = tray();
  if (!of || !files.length) return;
  const waiting = [...files].map((file) => line("waiting", file.name));
  place.append(...waiting);
  const data = new FormData();
  data.set("csrfmiddlewaretoken", token());
  for (const file of files) data.append("files", file);
  let found;
  try {
    const answer = await fetch(of.dataset.uploads, { method: "POST", body: data, headers: { "HX-Request": "true" } });
    found = new DOMParser().parseFromString(await answer.text(), "text/html").querySelectorAll("li.enclosed, li.untaken");
    if (!answer.ok || !found.length) throw new Error(String(answer.status));
  } catch {
    for (const each of waiting) each.className = "untaken";
    return;
  }
  for (const each of waiting) each.remove();
  place.append(...found);
  place.querySelector(".enclosed:last-of-type [data-alt]")?.focus();
  changed();
};

document.addEventListener("change", (event) => {
  if (!event.target.matches("#composer-files, #composer-camera")) return;
  const files = [...event.target.files];
  // Else a plain press of the button would send them a second time.
  event.target.value = "";
  add(files);
});
document.addEventListener("paste", (event) => {
  const files = [...(event.clipboardData?.files ?? [])];
  if (!files.length || event.target !== box() || kindOf() === "note") return;
  event.preventDefault();
  add(files);
});

const over = (event) => {
  const place = event.target.closest?.("[data-drop]");
  const brings = [...(event.dataTransfer?.types ?? [])].includes("Files");
  return place && brings && kindOf() !== "note" && document.getElementById("composer-files") ? place : null;
};
document.addEventListener("dragover", (event) => {
  const place = over(event);
  document.querySelectorAll("[data-drop].over").forEach((each) => each !== place && each.classList.remove("over"));
  if (!place) return;
  event.preventDefault();
  place.classList.add("over");
});
document.addEventListener("drop", (event) => {
  const place = over(event);
  document.querySelectorAll("[data-drop].over").forEach((each) => each.classList.remove("over"));
  if (!place) return;
  event.preventDefault();
  add([...event.dataTransfer.files]);
});

const move = (item, by) => {
  const other = by < 0 ? item.previousElementSibling : item.nextElementSibling;
  if (!other) return;
  if (by < 0) other.before(item);
  else other.after(item);
};

document.addEventListener("click", (event) => {
  const item = event.target.closest("#tray li");
  if (!item) return;
  const mover = event.target.closest("[data-move]");
  if (mover) {
    move(item, Number(mover.dataset.move));
    mover.focus();
  } else if (event.target.closest("[data-remove]") || item.matches(".untaken")) {
    item.remove();
    box()?.focus();
  } else return;
  changed();
});

let timer = 0;
const describe = async (field) => {
  const data = new FormData();
  data.set("csrfmiddlewaretoken", token());
  data.set("alt", field.value);
  await fetch(field.dataset.alt, { method: "POST", body: data, keepalive: true });
  changed();
};
document.addEventListener("input", (event) => {
  if (!event.target.matches("[data-alt]")) return;
  clearTimeout(timer);
  timer = setTimeout(() => describe(event.target), 500);
});
// In a form Enter would send it; here it only says that the words are complete.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.ctrlKey || event.metaKey || !event.target.matches("[data-alt]")) return;
  event.preventDefault();
  const fields = [...document.querySelectorAll("#tray [data-alt]")];
  (fields[fields.indexOf(event.target) + 1] ?? box()).focus();
});
document.addEventListener("change", (event) => {
  if (!event.target.matches("[data-alt]")) return;
  clearTimeout(timer);
  describe(event.target);
});

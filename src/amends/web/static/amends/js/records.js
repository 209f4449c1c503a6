// Order in the records: small forms in one dialog, menus that fill when they open.
const dialog = document.createElement("dialog");
dialog.id = "record-dialog";
dialog.className = "record-dialog";
dialog.setAttribute("aria-labelledby", "record-heading");
document.body.append(dialog);

let opener = null;

const show = async (link) => {
  opener = link.closest("details.menu")?.querySelector("summary") ?? link;
  const menu = link.closest("details.menu");
  if (menu) menu.open = false;
  await window.htmx.ajax("GET", link.getAttribute("href"), { target: dialog, swap: "innerHTML" });
  if (!dialog.querySelector("#record-heading")) return;
  if (!dialog.open) dialog.showModal();
  dialog.querySelector("input:not([type=hidden]), select, textarea")?.focus();
};

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-record-dialog]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || !window.htmx) return;
  event.preventDefault();
  show(link);
});
dialog.addEventListener("close", () => {
  dialog.replaceChildren();
  opener?.focus();
});
// A press beside the form is a press on the dialog itself.
dialog.addEventListener("click", (event) => {
  if (event.target === dialog) dialog.close();
});
document.body.addEventListener("htmx:afterRequest", ({ detail }) => {
  if (detail.xhr.status < 400 && detail.elt.matches("form") && dialog.contains(detail.elt)) dialog.close();
});

// The line that stands for choices under way leads to a page with them: they come here, so stay.
document.addEventListener("click", (event) => {
  if (event.target.closest(".later.htmx-request > a")) event.preventDefault();
});

// What a menu holds comes when it opens; whoever came by the keyboard goes on at its first choice.
document.body.addEventListener("htmx:afterSettle", ({ detail }) => {
  const panel = detail.elt.closest?.("details.menu[open] .later");
  if (!panel) return;
  const menu = panel.closest("details");
  const at = document.activeElement;
  if (at === document.body || at === menu.querySelector("summary")) {
    panel.querySelector("input[type=search], button, a")?.focus({ preventScroll: true });
  }
});

// A long list of colleagues narrows while somebody types; Enter takes the first that is left.
document.addEventListener("input", ({ target }) => {
  const list = target.dataset?.narrows && document.getElementById(target.dataset.narrows);
  if (!list) return;
  const wanted = target.value.trim().toLowerCase();
  for (const item of list.querySelectorAll(".item")) {
    item.hidden = !item.textContent.toLowerCase().includes(wanted);
  }
});
document.addEventListener("keydown", (event) => {
  const list =
    event.key === "Enter" &&
    event.target.dataset?.narrows &&
    document.getElementById(event.target.dataset.narrows);
  if (!list) return;
  event.preventDefault();
  list.querySelector(".item:not([hidden])")?.click();
});

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  await navigator.clipboard?.writeText(new URL(button.dataset.copy, location.href).href);
  const told = document.createElement("div");
  told.className = "toast";
  told.append(document.createElement("span"));
  told.firstChild.textContent = button.dataset.done;
  document.getElementById("toasts")?.append(told);
  const menu = button.closest("details.menu");
  if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

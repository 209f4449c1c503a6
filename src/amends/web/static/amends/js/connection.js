// Says when the desk cannot be reached, and takes it back when it can.
const banner = document.getElementById("offline");

const show = (sentence) => {
  if (!banner) return;
  banner.querySelector("[data-say]").textContent = banner.dataset[sentence];
  banner.hidden = false;
};

document.body.addEventListener("htmx:sendError", () => show("lost"));
document.body.addEventListener("htmx:timeout", () => show("lost"));
document.body.addEventListener("htmx:responseError", ({ detail }) => {
  if (detail.xhr.status >= 500) show("broken");
});
document.body.addEventListener("htmx:afterOnLoad", () => {
  if (banner) banner.hidden = true;
});
window.addEventListener("offline", () => show("lost"));

// A refusal is an answer, not an error: its words belong on the screen.
document.body.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if ([403, 404, 409, 422].includes(detail.xhr.status)) {
    detail.shouldSwap = true;
    detail.isError = false;
  }
});

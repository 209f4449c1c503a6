// Says when the desk cannot be reached, and takes it back when it can.
let trouble = "";
const listeners = [];

// Whether the last look found nobody, or the browser knows that there is no network.
export const isLost = () => trouble === "lost";
export const onConnection = (listener) => listeners.push(listener);

const paint = () => {
  const banner = document.getElementById("offline");
  if (!banner) return;
  if (trouble) banner.querySelector("[data-say]").textContent = banner.dataset[trouble];
  banner.hidden = !trouble;
};

const say = (sentence) => {
  if (trouble === sentence) return;
  trouble = sentence;
  paint();
  for (const listener of listeners) listener(sentence);
};

document.body.addEventListener("htmx:sendError", () => say("lost"));
document.body.addEventListener("htmx:timeout", () => say("lost"));
document.body.addEventListener("htmx:responseError", ({ detail }) => {
  if (detail.xhr.status >= 500) say("broken");
});
document.body.addEventListener("htmx:afterOnLoad", () => {
  if (navigator.onLine) say("");
});
document.body.addEventListener("amends:renewed", paint);
window.addEventListener("offline", () => say("lost"));
if (!navigator.onLine) say("lost");

// What is sent into the void is not lost, but it is not sent either: say so, and keep the words.
document.body.addEventListener("htmx:beforeRequest", (event) => {
  if (!event.detail.elt.matches("#composer-form") || !isLost()) return;
  event.preventDefault();
  const line = document.createElement("li");
  line.className = "stop";
  line.textContent = document.getElementById("feed")?.dataset.unsent ?? "";
  const list = document.createElement("ul");
  list.className = "checks";
  list.dataset.unsent = "";
  list.append(line);
  document.getElementById("composer-answer")?.replaceChildren(list);
});
onConnection((sentence) => {
  if (!sentence) document.querySelector("#composer-answer [data-unsent]")?.remove();
});

// A refusal is an answer, not an error: its words belong on the screen.
document.body.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if ([403, 404, 409, 422].includes(detail.xhr.status)) {
    detail.shouldSwap = true;
    detail.isError = false;
  }
});

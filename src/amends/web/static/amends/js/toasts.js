// Toasts count down and go; what they say stays in the thread.
const seconds = (part) => Math.ceil((Date.parse(part.dataset.until) - Date.now()) / 1000);

const tick = () => {
  for (const part of document.querySelectorAll("[data-until]")) {
    const left = seconds(part);
    const word = part.querySelector("[data-left]");
    if (word && left > 0) word.textContent = String(left);
    if (left <= 0) {
      if (part.classList.contains("toast")) part.remove();
      else part.removeAttribute("data-until");
    }
  }
};

const settle = () => {
  for (const part of document.querySelectorAll(".toast:not([data-until])")) {
    part.dataset.until = new Date(Date.now() + 7000).toISOString();
  }
};

document.body.addEventListener("htmx:afterSettle", settle);
document.body.addEventListener("htmx:oobAfterSwap", settle);
settle();
setInterval(tick, 250);

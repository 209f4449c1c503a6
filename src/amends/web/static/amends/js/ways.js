// What may be said and until when: counts down, and closes a way when its time is over. The server said how
// many seconds are left (data-closes); the time of day here may be wrong, so only what passed since counts.
import { lasting, words } from "./clocks.js";

const EVERY = 5_000;
const came = new WeakMap();

const close = (line) => {
  const kind = line.dataset.way;
  const form = line.closest("form");
  const tab = form?.querySelector(`input[name="kind"][value="${kind}"]`);
  line.replaceChildren(document.createTextNode(line.dataset.over));
  line.classList.add("late");
  line.id = `cannot-${kind}`;
  line.setAttribute("role", "status");
  delete line.dataset.closes;
  if (!tab) return;
  tab.disabled = true;
  tab.setAttribute("aria-describedby", line.id);
  if (!tab.checked) return;
  const next = form.querySelector('input[name="kind"]:enabled');
  if (next) {
    next.checked = true;
    next.dispatchEvent(new Event("change", { bubbles: true }));
  }
};

const run = (line, now, say) => {
  const told = line.dataset.closes;
  const start = came.get(line);
  if (start?.told !== told) {
    came.set(line, { at: now, told });
    return;
  }
  const left = Number(told) - (now - start.at) / 1000;
  if (left <= 0) {
    close(line);
    return;
  }
  const span = line.querySelector("[data-span]");
  if (!span || !say?.within || left >= 86_400) return;
  const text = say.within.replace("{span}", lasting(Math.max(60, left), say));
  if (span.textContent !== text) span.textContent = text;
};

const runAll = () => {
  const now = performance.now();
  for (const line of document.querySelectorAll("[data-closes]")) run(line, now, words());
};

runAll();
setInterval(runAll, EVERY);
document.addEventListener("visibilitychange", runAll);
document.addEventListener("htmx:afterSettle", runAll);

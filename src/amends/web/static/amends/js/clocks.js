// Promises: lets the clocks in the page run on without asking anybody. The server says how much working
// time is left (data-left, in seconds), of how much (data-total), and for how long the clock runs before
// the brand closes (data-runs; without it, on and on). Only clocks that are counted down change their
// words. The time of day here may be wrong: nothing but the time since a clock came is used.

const EVERY = 5_000;
const RING = 18.22;
const DAY = 86_400;

export const words = () => document.getElementById("clock-words")?.dataset;
const came = new WeakMap();

export function lasting(seconds, say) {
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return say.minutes.replace("{m}", minutes);
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (hours >= 10 || rest === 0) return say.hours.replace("{h}", hours);
  return say.both.replace("{h}", hours).replace("{m}", String(rest).padStart(2, "0"));
}

function said(left, tint, say) {
  const seconds = Math.abs(left);
  if (seconds < 60) return say.now;
  const span = lasting(seconds, say);
  if (left < 0) return say.late.replace("{span}", span);
  return tint === "soon" ? say.left.replace("{span}", span) : span;
}

function tintOf(left, total) {
  if (left <= 0) return "late";
  return left <= Math.max(600, total / 4) ? "soon" : "ok";
}

function run(clock, now, say) {
  const told = clock.dataset.left;
  const start = came.get(clock);
  if (start?.told !== told) {
    // New in the page, or told anew in the same place.
    came.set(clock, { at: now, told, left: Number(told) });
    return;
  }
  const runs = "runs" in clock.dataset ? Number(clock.dataset.runs) : Infinity;
  const left = start.left - Math.min((now - start.at) / 1000, runs);
  const total = Number(clock.dataset.total);
  const tint = tintOf(left, total);
  if (!clock.classList.contains(tint)) {
    clock.classList.remove("ok", "soon", "late");
    clock.classList.add(tint);
  }
  const share = tint === "late" || !total ? 1 : Math.max(0.04, Math.min(1, left / total));
  clock.querySelector(".part")?.setAttribute("stroke-dasharray", `${(share * RING).toFixed(2)} ${RING}`);
  const isCounted = "counted" in clock.dataset || tint === "late";
  const time = clock.querySelector("time");
  if (!isCounted || !time || left < -DAY) return;
  const text = said(left, tint, say);
  if (time.textContent !== text) time.textContent = text;
}

function runAll() {
  const say = words();
  if (!say || document.hidden) return;
  const now = performance.now();
  for (const clock of document.querySelectorAll(".clock[data-left]")) run(clock, now, say);
}

runAll();
setInterval(runAll, EVERY);
document.addEventListener("visibilitychange", runAll);
document.addEventListener("htmx:afterSettle", runAll);

// The week in the settings: what is typed stands in the attribute too, where the style sheet sees it.
document.querySelector(".brand-week")?.addEventListener("input", ({ target }) => {
  target.setAttribute("value", target.value);
});

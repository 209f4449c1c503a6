// Being at a case: a heartbeat of this page, so that colleagues see who looks and who writes.
const EVERY = 15_000;
const WRITES_FOR = 30_000;
const ACTIVE_FOR = 60_000;

// randomUUID exists only over HTTPS; a desk in a local network may have none.
const mark = () => {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
};

const page = mark();
let typedAt = 0;
let activeAt = Date.now();
let beatAt = 0;
let writes = false;
let address = "";
let away = "";
let soon = 0;

const place = () => document.getElementById("presence");
const box = () => document.getElementById("composer-text");

// Whether the open case's number fits.
export const knows = (fits) => {
  const form = document.getElementById("composer-form") ?? place();
  const id = form?.dataset.case ?? address.match(/cases\/(\d+)\//)?.[1];
  return id !== undefined && fits(Number(id));
};

const send = () => {
  soon = 0;
  const part = place();
  if (!part || document.hidden || !navigator.onLine) return;
  beatAt = Date.now();
  address = part.dataset.here;
  away = part.dataset.away;
  const values = { page };
  if (writes) values.writes = "yes";
  if (Date.now() - activeAt < ACTIVE_FOR) values.active = "yes";
  window.htmx.ajax("POST", address, { source: part, swap: "none", values }).catch(() => {});
};

// What is shown at the moment of asking: a beat may have waited for the one before it.
document.body.addEventListener("htmx:configRequest", ({ detail }) => {
  if (detail.elt.id === "presence") detail.parameters.stamp = detail.elt.dataset.stamp;
});

export const beat = () => {
  if (!soon) soon = setTimeout(send, 250 + 250 * Math.random());
};

const writing = () => Boolean(box()?.value.trim()) && Date.now() - typedAt < WRITES_FOR;

const leave = () => {
  if (!away) return;
  const token = JSON.parse(document.body.getAttribute("hx-headers") ?? "{}")["X-CSRFToken"] ?? "";
  const words = new FormData();
  words.append("page", page);
  words.append("csrfmiddlewaretoken", token);
  navigator.sendBeacon(away, words);
  away = address = "";
};

// Another case was opened, or none.
const moved = () => {
  const now = place()?.dataset.here ?? "";
  if (now === address) return;
  writes = false;
  if (now) send();
  else leave();
};

// A colleague's answer that comes after the first letter was not known when the words were begun.
let hasBegun = false;
const begin = () => {
  const field = document.querySelector('#composer-form input[name="drafted_after"]');
  const shown = [...document.querySelectorAll("#thread [id^='message-']")];
  const newest = Math.max(Number(field?.value ?? 0), ...shown.map((part) => Number(part.id.slice(8)) || 0));
  if (field) field.value = String(newest);
};

document.addEventListener("input", (event) => {
  activeAt = Date.now();
  if (event.target !== box()) return;
  typedAt = Date.now();
  const has = event.target.value.length > 0;
  if (has && !hasBegun && event.isTrusted) begin();
  hasBegun = has;
  if (writing() !== writes) {
    writes = !writes;
    beat();
  }
});
for (const kind of ["keydown", "pointerdown", "wheel"]) {
  document.addEventListener(kind, () => { activeAt = Date.now(); }, { passive: true });
}
setInterval(() => {
  if (writing() !== writes) {
    writes = !writes;
    beat();
  } else if (Date.now() - beatAt >= EVERY) send();
}, 2500);

document.body.addEventListener("htmx:afterSettle", moved);
document.body.addEventListener("amends:said", () => {
  writes = hasBegun = false;
  typedAt = 0;
  beat();
});
document.body.addEventListener("amends:changed", beat);
document.addEventListener("visibilitychange", () => { if (!document.hidden) beat(); });
window.addEventListener("pagehide", leave);
window.addEventListener("pageshow", ({ persisted }) => { if (persisted) beat(); });
beat();

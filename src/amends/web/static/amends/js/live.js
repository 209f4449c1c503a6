// The live feed: a doorbell that says which cases changed. What changed is read by the pulses.
import "./morph.js";
import { beat, knows } from "./here.js";
import { isLost, onConnection } from "./connection.js";
import { rows } from "./list.js";

const SOON = { pause: 350, share: 2, most: 1000 };
const LATER = { pause: 2000, share: 12, most: 10_000 };
const SLOW_LOOK = 45_000;
const SILENT_AFTER = 40_000;
const HIDDEN_FOR = 60_000;

const feed = document.getElementById("feed");
let source = null;
let state = "";
let tries = 0;
let heardAt = 0;
let hiddenAt = 0;
let missed = false;
let retry = 0;

const say = (word) => {
  if (!feed || state === word) return;
  state = word;
  feed.dataset.state = word;
  feed.querySelector("[data-say]").textContent = feed.dataset[word];
  feed.hidden = false;
};
const isLive = () => state === "live";

// ----------------------------------------------------------------------------- looking

// Each pulse looks as often as it may, and the less often the longer its looks take.
const looks = {
  pulse: { at: 0, took: 0, due: 0, timer: 0 },
  "thread-pulse": { at: 0, took: 0, due: 0, timer: 0 },
};

const look = (name) => {
  const own = looks[name];
  own.due = 0;
  const part = document.getElementById(name);
  if (part && !document.hidden) window.htmx.trigger(part, "amends:ring");
  else if (part) missed = true;
};

const want = (name, { pause, share, most }) => {
  const own = looks[name];
  const gap = Math.min(Math.max(pause, share * own.took), most) * (1 + Math.random() / 5);
  const due = Math.max(Date.now() + 20, own.at + gap);
  if (own.due && own.due <= due) return;
  clearTimeout(own.timer);
  own.due = due;
  own.timer = setTimeout(look, due - Date.now(), name);
};

export const lookAtAll = () => {
  for (const name of Object.keys(looks)) want(name, SOON);
  beat();
};

document.body.addEventListener("htmx:beforeRequest", (event) => {
  const own = looks[event.detail.elt.id];
  if (!own) return;
  const isPoll = !event.detail.requestConfig.triggeringEvent;
  if (document.hidden || (isPoll && isLive() && Date.now() - own.at < SLOW_LOOK)) event.preventDefault();
  else own.at = Date.now();
});
document.body.addEventListener("htmx:afterRequest", ({ detail }) => {
  const own = looks[detail.elt.id];
  if (own) own.took = Date.now() - own.at;
});

// ----------------------------------------------------------------------------- hearing

const heard = ({ cases, here }) => {
  // Whatever else shows what happened, such as an incident's page, looks by itself.
  document.body.dispatchEvent(new Event("amends:rung"));
  const has = (all, id) => all === "many" || all.includes(id);
  const shown = rows().map((row) => Number(row.dataset.case));
  if (cases.length) {
    want("thread-pulse", knows((id) => has(cases, id)) ? SOON : LATER);
    want("pulse", shown.some((id) => has(cases, id)) ? SOON : LATER);
  }
  if (knows((id) => has(here, id))) beat();
  if (here.length && shown.some((id) => has(here, id))) want("pulse", LATER);
};

const hangUp = () => {
  source?.close();
  source = null;
  clearTimeout(retry);
};

const again = () => {
  hangUp();
  say(isLost() ? "lost" : tries < 3 ? "again" : "polling");
  tries += 1;
  const wait = Math.min(1000 * 2 ** tries, 60_000) * (0.5 + Math.random());
  retry = setTimeout(connect, wait);
};

const connect = () => {
  clearTimeout(retry);
  if (source || !feed || document.hidden || !navigator.onLine) return;
  heardAt = Date.now();
  source = new EventSource(feed.dataset.feed);
  source.addEventListener("hello", () => {
    heardAt = Date.now();
    tries = 0;
    say("live");
    lookAtAll();
  });
  source.addEventListener("beat", () => {
    heardAt = Date.now();
  });
  source.addEventListener("resync", lookAtAll);
  source.addEventListener("alerts", () => document.body.dispatchEvent(new Event("amends:alerts")));
  source.addEventListener("changed", ({ data }) => {
    heardAt = Date.now();
    heard(JSON.parse(data));
  });
  source.addEventListener("error", again);
};

// A stream can die without a word, for instance while the machine slept.
setInterval(() => {
  if (source && Date.now() - heardAt > SILENT_AFTER) again();
  if (source && document.hidden && Date.now() - hiddenAt > HIDDEN_FOR) hangUp();
}, 5000);

document.addEventListener("visibilitychange", () => {
  hiddenAt = Date.now();
  if (document.hidden) return;
  connect();
  if (missed || !isLive()) lookAtAll();
  missed = false;
});
window.addEventListener("offline", () => {
  hangUp();
  say("lost");
});
window.addEventListener("online", () => {
  tries = 0;
  say("again");
  connect();
  lookAtAll();
});
window.addEventListener("pagehide", hangUp);
window.addEventListener("pageshow", ({ persisted }) => {
  if (persisted) connect();
});
onConnection((sentence) => {
  if (sentence === "lost") say("lost");
  else if (!sentence && state === "lost") {
    say("again");
    connect();
  }
});
connect();

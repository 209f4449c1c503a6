// A draft is kept on the server as it is typed; what the server has not got yet stays in this browser.
import { box, form, kindOf } from "./composer.js";

const PAUSE = 600;
const states = new WeakMap();
let current = null;

const keyOf = (of) => `amends.draft.${of.dataset.case}`;

const stateOf = (of) => {
  if (!states.has(of)) {
    states.set(of, {
      seen: Number(of.dataset.revision),
      serial: 0,
      timer: 0,
      isSaving: false,
      isDirty: false,
      isClosed: false,
      newer: null,
    });
  }
  return states.get(of);
};

const tell = (of, words) => {
  const place = of.querySelector("#draft-kept");
  if (place) place.textContent = words;
};

const packed = (of, state) => {
  const data = new FormData(of);
  data.delete("files");
  state.serial += 1;
  data.set("page", of.dataset.page);
  data.set("serial", String(state.serial));
  data.set("seen", String(state.seen));
  return data;
};

const keepHere = (of, state) => {
  const kept = { text: box(of).value, kind: kindOf(of), seen: state.seen };
  if (kept.text) localStorage.setItem(keyOf(of), JSON.stringify(kept));
};

const askWhich = (of, state, told) => {
  state.newer = told.revision;
  const place = of.querySelector("#draft-told");
  place.querySelector("[data-words]").textContent = told.words;
  place.hidden = false;
  tell(of, "");
};

const took = async (of, state, answer) => {
  if (answer.status === 409) {
    askWhich(of, state, await answer.json());
    return;
  }
  if (!answer.ok) throw new Error(String(answer.status));
  const { revision } = await answer.json();
  state.seen = revision;
  localStorage.removeItem(keyOf(of));
  tell(of, revision ? of.dataset.toldKept : "");
};

const save = async (of) => {
  const state = stateOf(of);
  clearTimeout(state.timer);
  if (state.isClosed || state.newer !== null || !state.isDirty) return;
  if (state.isSaving) return;
  state.isSaving = true;
  state.isDirty = false;
  try {
    await took(of, state, await fetch(of.dataset.draft, { method: "POST", body: packed(of, state), keepalive: true }));
  } catch {
    state.isDirty = true;
    keepHere(of, state);
    tell(of, of.dataset.toldOffline);
    state.timer = setTimeout(() => save(of), 5000);
    return;
  } finally {
    state.isSaving = false;
  }
  if (state.isDirty) save(of);
};

const soon = (of) => {
  const state = stateOf(of);
  state.isDirty = true;
  clearTimeout(state.timer);
  if (of.querySelector("#draft-kept")) tell(of, "");
  state.timer = setTimeout(() => save(of), PAUSE);
};

// The page may be gone before an answer comes: the browser delivers this by itself.
const post = (of) => {
  const state = states.get(of);
  if (!state?.isDirty || state.isClosed || state.newer !== null) return;
  state.isDirty = false;
  if (!navigator.sendBeacon(of.dataset.draft, packed(of, state))) keepHere(of, state);
};

const open = () => {
  const of = form();
  if (!of || of === current) return;
  if (current) post(current);
  current = of;
  const state = stateOf(of);
  const left = localStorage.getItem(keyOf(of));
  if (!left) return;
  const { text, kind, seen } = JSON.parse(left);
  if (seen !== state.seen) {
    localStorage.removeItem(keyOf(of));
    return;
  }
  box(of).value = text;
  const tab = of.querySelector(`input[name="kind"][value="${CSS.escape(kind ?? "")}"]:enabled`);
  if (tab) tab.checked = true;
  soon(of);
};

document.addEventListener("input", (event) => {
  if (event.target.id === "composer-text") soon(form());
});
document.addEventListener("amends:written", () => soon(form()));
document.addEventListener("change", (event) => {
  const of = form();
  if (of && event.target.matches('#composer-form input[name="kind"]') && box(of).value) soon(of);
});
document.addEventListener("focusout", (event) => {
  if (event.target.id === "composer-text" && stateOf(event.target.form).isDirty) save(event.target.form);
});
window.addEventListener("pagehide", () => current && post(current));
document.addEventListener("visibilitychange", () => document.hidden && current && post(current));
window.addEventListener("online", () => current && save(current));

document.addEventListener("click", (event) => {
  const of = form();
  if (!of) return;
  if (event.target.closest("[data-draft-newer]")) {
    stateOf(of).isClosed = true;
    localStorage.removeItem(keyOf(of));
    window.htmx.ajax("GET", of.dataset.composer, { target: "#composer", swap: "outerHTML" });
  }
  if (event.target.closest("[data-draft-mine]")) {
    const state = stateOf(of);
    state.seen = state.newer;
    state.newer = null;
    state.isDirty = true;
    of.querySelector("#draft-told").hidden = true;
    box(of).focus();
    save(of);
  }
});

// While it is being sent it is no draft; when the gate says no, it is one again.
document.body.addEventListener("htmx:beforeRequest", ({ detail }) => {
  if (detail.elt.id === "composer-form") stateOf(detail.elt).isClosed = true;
});
document.body.addEventListener("htmx:afterRequest", ({ detail }) => {
  if (detail.elt.id !== "composer-form" || detail.successful) return;
  const state = stateOf(detail.elt);
  state.isClosed = false;
  state.isDirty = true;
  save(detail.elt);
});
document.body.addEventListener("amends:said", ({ detail }) => localStorage.removeItem(`amends.draft.${detail.case}`));

// A colleague's draft that is being read stays open when the list of drafts is drawn again.
let read = [];
document.body.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (detail.target.id === "drafts") read = [...detail.target.querySelectorAll("details[open]")].map((each) => each.id);
});
document.body.addEventListener("htmx:afterSettle", () => {
  for (const id of read) document.getElementById(id)?.setAttribute("open", "");
  read = [];
  open();
});
document.body.addEventListener("htmx:oobAfterSwap", open);
open();

// The composer: which way to write, what is answered, sending, and taking back.
export const form = () => document.getElementById("composer-form");
export const box = (of = form()) => of?.elements.namedItem("text");
export const kindOf = (of = form()) => new FormData(of).get("kind");

// Everything that changes the message tells the same: the counter and the draft listen.
export const changed = () => {
  const text = box();
  if (!text) return;
  text.dispatchEvent(new Event("amends:count"));
  text.dispatchEvent(new Event("amends:written", { bubbles: true }));
};

// At the cursor, in a way that the browser's own undo knows.
export const insert = (words, from = null) => {
  const text = box();
  text.focus();
  if (from !== null) text.setSelectionRange(from, text.selectionEnd);
  if (!document.execCommand("insertText", false, words)) {
    text.setRangeText(words, text.selectionStart, text.selectionEnd, "end");
    text.dispatchEvent(new Event("input", { bubbles: true }));
  }
};

export const choose = (kind) => {
  const into = form();
  const tab = into?.querySelector(
    kind ? `input[name="kind"][value="${kind}"]:enabled` : 'input[name="kind"]:enabled:not([value="note"])',
  );
  if (!tab || tab.checked) return;
  tab.checked = true;
  tab.dispatchEvent(new Event("change", { bubbles: true }));
};

export const write = (kind) => {
  const into = form();
  if (!into) return;
  if (kind || kindOf(into) === "note") choose(kind);
  box(into).focus();
};

// --------------------------------------------------------------- what is answered

const answer = (id, words) => {
  const place = document.getElementById("answers");
  if (!place) return;
  place.querySelector("input").value = id;
  place.querySelector("[data-words]").textContent = words;
  place.hidden = !id;
  document.querySelectorAll(".msg.answered").forEach((each) => each.classList.remove("answered"));
  if (id) document.getElementById(`message-${id}`)?.classList.add("answered");
  changed();
};

document.addEventListener("click", (event) => {
  const chosen = event.target.closest("[data-answer]");
  if (chosen) {
    const words = chosen.closest(".msg").querySelector(".words")?.textContent.trim().replace(/\s+/g, " ") ?? "";
    answer(chosen.dataset.answer, words.length > 90 ? `${words.slice(0, 89)}…` : words);
    choose(chosen.dataset.kind);
    box()?.focus();
  }
  if (event.target.closest("[data-answers-none]")) {
    answer("", "");
    box()?.focus();
  }
});

// ------------------------------------------------- what the playbook says of the words

document.addEventListener("click", (event) => {
  const mark = event.target.closest("[data-mark]");
  const mend = event.target.closest("[data-mend]");
  const text = box();
  if ((!mark && !mend) || !text) return;
  const { start, end } = (mark ?? mend).dataset;
  text.focus();
  text.setSelectionRange(Number(start), Number(end));
  if (!mend) return;
  // Words that were written since are not replaced: the hints come anew in a moment.
  const found = mend.dataset.found.replace(/…$/, "");
  if (text.value.slice(Number(start), Number(end)).startsWith(found)) insert(mend.dataset.with);
});

// ---------------------------------------------------------------- sending, undoing

const send = (button) => (button ? form().requestSubmit(button) : form().requestSubmit());

document.addEventListener("keydown", (event) => {
  const withControl = event.ctrlKey || event.metaKey;
  if (event.key === "Enter" && withControl && event.target.closest("#composer-form")) {
    event.preventDefault();
    send(event.shiftKey ? form().querySelector("[data-send-close]") : null);
  }
  if (event.key === "Enter" && !withControl && event.target.id === "send-own-time") {
    event.preventDefault();
    send(form().querySelector('button[name="at"][value="own"]'));
  }
  // Only where it can mean nothing else: nothing is typed, and an undo is on offer.
  if (event.key.toLowerCase() === "z" && withControl && !event.shiftKey) {
    const offer = [...document.querySelectorAll(".toast[data-until] [data-undo]")].pop();
    const writes = event.target.closest("input, textarea, select, [contenteditable]");
    if (!offer || (writes && writes.value)) return;
    event.preventDefault();
    offer.click();
  }
});

const again = (id) => {
  const of = form();
  if (!of || of.dataset.case !== String(id) || box(of).value.trim()) return;
  window.htmx
    .ajax("GET", of.dataset.composer, { target: "#composer", swap: "outerHTML" })
    .then(() => box()?.focus());
};
document.body.addEventListener("amends:rewrite", ({ detail }) => again(detail.case));

// A toast that brought its words back has nothing more to offer.
document.body.addEventListener("htmx:afterRequest", ({ detail }) => {
  if (detail.successful && detail.elt.matches?.(".toast form")) detail.elt.closest(".toast").remove();
});

document.addEventListener("focusin", (event) => {
  if (event.target.id === "composer-text") event.target.closest(".composer").classList.add("in-use");
});

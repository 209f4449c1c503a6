// Writing: a draft is never lost, a second press is never a second send.
const form = () => document.getElementById("composer-form");
const key = (from) => `amends.draft.${from.dataset.case}`;
const box = (from) => from.elements.namedItem("text");

const keep = (from) => {
  const draft = { text: box(from).value, kind: new FormData(from).get("kind") };
  if (draft.text) localStorage.setItem(key(from), JSON.stringify(draft));
  else localStorage.removeItem(key(from));
};

const bringBack = () => {
  const into = form();
  if (!into || into.dataset.ready) return;
  into.dataset.ready = "yes";
  const kept = localStorage.getItem(key(into));
  if (!kept || box(into).value) return;
  const { text, kind } = JSON.parse(kept);
  box(into).value = text;
  const tab = into.querySelector(`input[name="kind"][value="${CSS.escape(kind ?? "")}"]:enabled`);
  if (tab) tab.checked = true;
  box(into).dispatchEvent(new Event("input", { bubbles: true }));
};

document.addEventListener("input", (event) => {
  if (event.target.closest("#composer-form")) keep(form());
});
document.addEventListener("change", (event) => {
  if (event.target.matches('#composer-form input[name="kind"]')) keep(form());
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.closest("#composer-form")) {
    event.preventDefault();
    form().requestSubmit();
  }
});

// The answer to a send names the case whose draft has become a message.
document.body.addEventListener("amends:said", ({ detail }) => {
  localStorage.removeItem(`amends.draft.${detail.case}`);
});
document.body.addEventListener("htmx:afterSettle", bringBack);
document.body.addEventListener("htmx:oobAfterSwap", bringBack);

export const write = (kind) => {
  const into = form();
  if (!into) return;
  const tab = into.querySelector(
    kind ? `input[name="kind"][value="${kind}"]:enabled` : 'input[name="kind"]:enabled:not([value="note"])',
  );
  if (kind || into.querySelector('input[value="note"]:checked')) {
    if (tab) tab.checked = true;
    tab?.dispatchEvent(new Event("change", { bubbles: true }));
  }
  box(into).focus();
};
bringBack();

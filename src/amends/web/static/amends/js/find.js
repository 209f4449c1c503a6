// Search: suggestions while typing, what was searched before, and the message that was found.
const FEW = 6;
const field = () => document.getElementById("search");
const box = () => document.getElementById("suggestions");
const options = () => [...(box()?.querySelectorAll("[role=option]") ?? [])];
const brand = () => location.pathname.split("/").slice(0, 3).join("/");
const shelf = () => `amends:searched:${brand()}`;

const searched = () => {
  try {
    return JSON.parse(localStorage.getItem(shelf())) ?? [];
  } catch {
    return [];
  }
};
const remember = (text) => {
  if (!text) return;
  const kept = [text, ...searched().filter((each) => each !== text)].slice(0, FEW);
  try {
    localStorage.setItem(shelf(), JSON.stringify(kept));
  } catch { /* a browser that keeps nothing */ }
};

const choose = (option) => {
  for (const each of options()) each.setAttribute("aria-selected", String(each === option));
  if (option) {
    field().setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  } else field().removeAttribute("aria-activedescendant");
};
const show = (on) => {
  if (!box()) return;
  box().hidden = !on;
  field().setAttribute("aria-expanded", String(on));
  if (!on) choose(null);
};

const recall = () => {
  const kept = searched();
  const head = document.createElement("li");
  head.className = "head";
  head.setAttribute("role", "presentation");
  head.textContent = field().dataset.recent;
  const rows = kept.map((text, n) => {
    const row = document.createElement("li");
    row.id = `suggestion-${n + 1}`;
    row.setAttribute("role", "option");
    row.setAttribute("aria-selected", "false");
    row.dataset.fill = text;
    row.dataset.go = "yes";
    const words = document.createElement("code");
    words.textContent = text;
    row.append(words);
    return row;
  });
  box().replaceChildren(...(rows.length ? [head, ...rows] : []));
  show(rows.length > 0);
};

let asked = 0;
let waiting;
const suggest = async () => {
  const text = field().value;
  if (!text.trim()) return recall();
  const mine = ++asked;
  const address = `${field().dataset.suggest}?q=${encodeURIComponent(text)}`;
  const answer = await fetch(address, { headers: { "HX-Request": "true" } }).catch(() => null);
  if (!answer?.ok || mine !== asked || document.activeElement !== field()) return;
  box().innerHTML = await answer.text();
  show(options().length > 0);
};

const take = (option) => {
  field().value = option.dataset.fill;
  show(false);
  field().focus();
  if (option.dataset.go) field().form.requestSubmit();
  else suggest();
};

document.addEventListener("input", ({ target }) => {
  if (target !== field()) return;
  clearTimeout(waiting);
  waiting = setTimeout(suggest, 120);
});
document.addEventListener("focusin", ({ target }) => {
  if (target === field() && !target.value.trim()) recall();
});
document.addEventListener("focusout", ({ target, relatedTarget }) => {
  if (target === field() && !box()?.contains(relatedTarget)) setTimeout(() => show(false), 120);
});
document.addEventListener("mousedown", (event) => {
  const option = event.target.closest("#suggestions [role=option]");
  if (!option) return;
  event.preventDefault();
  take(option);
});
document.addEventListener("keydown", (event) => {
  if (event.target !== field() || box()?.hidden !== false) return;
  const all = options();
  const at = all.findIndex((each) => each.getAttribute("aria-selected") === "true");
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    const step = event.key === "ArrowDown" ? 1 : -1;
    choose(all[(at + step + all.length + (at < 0 && step < 0 ? 1 : 0)) % all.length]);
  } else if ((event.key === "Enter" || event.key === "Tab") && at >= 0) {
    event.preventDefault();
    take(all[at]);
  } else if (event.key === "Escape") {
    event.preventDefault();
    event.stopImmediatePropagation();
    show(false);
  }
}, true);
document.addEventListener("submit", ({ target }) => {
  if (!target.matches(".search")) return;
  clearTimeout(waiting);
  asked += 1;
  show(false);
  remember(field().value.trim());
}, true);

// The message that was found stands in the address behind the case's; it is brought into sight.
const reveal = (id) => {
  const message = id && document.getElementById(id);
  if (!message) return;
  message.scrollIntoView({ block: "center" });
  message.classList.add("found-here");
};
document.body.addEventListener("htmx:afterSettle", ({ detail }) => {
  const link = detail.requestConfig?.elt;
  if (detail.target.id === "open-case" || document.getElementById("open-case") === detail.elt) {
    reveal(link?.hash?.slice(1));
  }
});
reveal(location.hash.startsWith("#message-") ? location.hash.slice(1) : "");

// Renews a part of the page in place: what is focused, opened, selected or half typed stays as it is.
const KEPT = new Set(["open"]);
const isHtmx = (name) => name.startsWith("htmx-");

const attributes = (from, to) => {
  for (const { name } of [...from.attributes]) {
    if (!to.hasAttribute(name) && !(KEPT.has(name) && from.matches("details"))) from.removeAttribute(name);
  }
  for (const { name, value } of to.attributes) {
    const now = name === "class" ? withHtmx(from, value) : value;
    if (from.getAttribute(name) !== now) from.setAttribute(name, now);
  }
};

// The classes that htmx keeps on what is under way are its own.
const withHtmx = (from, value) => [value, ...[...from.classList].filter(isHtmx)].join(" ").trim();

const isTouched = (field) =>
  field.matches?.("input:not([type=hidden]), textarea") &&
  (field.value !== field.defaultValue || field === document.activeElement);

const isSame = (one, other) =>
  one.nodeType === other.nodeType &&
  one.nodeName === other.nodeName &&
  (one.id ?? "") === (other.id ?? "") &&
  one.getAttribute?.("type") === other.getAttribute?.("type");

const children = (from, to) => {
  const named = new Map([...from.children].filter((part) => part.id).map((part) => [part.id, part]));
  let at = from.firstChild;
  for (const wanted of [...to.childNodes]) {
    const known = wanted.id ? named.get(wanted.id) : at && isSame(at, wanted) ? at : null;
    if (!known || known.nodeName !== wanted.nodeName) {
      from.insertBefore(wanted, at);
      continue;
    }
    if (known === at) at = at.nextSibling;
    else from.insertBefore(known, at);
    node(known, wanted);
  }
  while (at) {
    const next = at.nextSibling;
    at.remove();
    at = next;
  }
};

// What a menu has fetched stays while somebody chooses from it; after that it is to be fetched anew.
const fetchAnew = (from, to) => {
  const menu = from.closest("details");
  if (!menu.open && !document.querySelector("#palette[open]")) {
    from.replaceWith(to);
    return;
  }
  menu.addEventListener("toggle", () => {
    from.replaceWith(to);
    window.htmx.process(to);
  }, { once: true });
};

const node = (from, to) => {
  if (from.isEqualNode(to) || from.dataset?.keep !== undefined) return;
  if (from.nodeType !== Node.ELEMENT_NODE) {
    if (from.nodeValue !== to.nodeValue) from.nodeValue = to.nodeValue;
    return;
  }
  if (isTouched(from)) return;
  if (from.matches(".later")) {
    fetchAnew(from, to);
    return;
  }
  attributes(from, to);
  children(from, to);
};

// Parts that are renewed while somebody works in them. The composer is not: an empty one must be new.
const RENEWED = "#case-header, #context, #banners, #places, #unsettled, #pill, #pulse, #thread-pulse, #presence, #beside, #rows > li";

const freshOf = (target, fragment) => {
  if (fragment instanceof DocumentFragment) {
    const only = fragment.firstElementChild;
    return only && only.id === target.id && target.matches(RENEWED) ? only : null;
  }
  return null;
};

const tell = (target, name) => target.dispatchEvent(new Event(`amends:${name}`, { bubbles: true }));

document.body.addEventListener("htmx:oobBeforeSwap", (event) => {
  const { target, fragment } = event.detail;
  const insides = fragment.matches?.("[data-morph]") && fragment.id === target.id;
  const fresh = insides ? fragment : freshOf(target, fragment);
  if (!fresh) return;
  event.detail.shouldSwap = false;
  tell(target, "renewing");
  if (insides) children(target, fresh);
  else node(target, fresh);
  window.htmx.process(target);
  tell(target, "renewed");
});

// The open thread: keeps its place when it is refreshed, and opened details open.
let before = null;
let sticks = true;

const thread = () => document.getElementById("thread");
const atEnd = (box) => box.scrollHeight - box.scrollTop - box.clientHeight < 80;
const pill = () => document.getElementById("newer");

const toEnd = () => {
  const box = thread();
  if (box) box.scrollTop = box.scrollHeight;
  if (pill()) pill().hidden = true;
  sticks = true;
};

const remember = (box) => ({
  top: box.scrollTop,
  end: atEnd(box),
  open: [...box.querySelectorAll("details[open][id]")].map((part) => part.id),
  messages: box.querySelectorAll("[data-message]").length,
});

document.body.addEventListener("htmx:beforeSwap", () => {
  const box = thread();
  before = box ? { box, ...remember(box) } : null;
});
document.addEventListener("amends:renewing", ({ target }) => {
  if (target === thread()) before = { box: target, ...remember(target) };
});

const keepPlace = (box) => {
  for (const id of before.open) document.getElementById(id)?.setAttribute("open", "");
  if (before.end) {
    toEnd();
    return;
  }
  box.scrollTop = before.top;
  const more = box.querySelectorAll("[data-message]").length > before.messages;
  if (more && pill()) pill().hidden = false;
};

const restore = () => {
  const box = thread();
  if (!box) return;
  if (before && before.box === box) keepPlace(box);
  else if (!box.dataset.seen) toEnd();
  box.dataset.seen = "yes";
  before = null;
};

document.body.addEventListener("htmx:afterSettle", restore);
document.addEventListener("amends:renewed", ({ target }) => {
  if (target === thread()) restore();
});
document.addEventListener("click", (event) => {
  if (event.target.closest("#newer button")) toEnd();
});
document.addEventListener(
  "scroll",
  (event) => {
    if (event.target !== thread()) return;
    sticks = atEnd(event.target);
    if (sticks && pill()) pill().hidden = true;
  },
  true,
);

// A picture that arrives late must not push the newest words out of sight.
document.addEventListener(
  "load",
  (event) => {
    if (sticks && event.target.closest?.("#thread")) toEnd();
  },
  true,
);
restore();

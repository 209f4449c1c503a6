// The playbook: line numbers beside its text, problems marked on them, and a press leads to the place.
const editor = () => document.getElementById("playbook-editor");
const area = () => document.getElementById("playbook-text");

const wrong = () => {
  const told = document.getElementById("playbook-problems")?.dataset.wrong ?? "";
  return new Set(told.split(" ").filter(Boolean).map(Number));
};

let drawn = "";
let due = 0;

// Once a frame at most, and only when there is another number of lines or another problem.
function number() {
  if (!due) due = requestAnimationFrame(draw);
}

function draw() {
  due = 0;
  const text = area();
  if (!text) return;
  const gutter = editor().querySelector(".gutter");
  const marked = wrong();
  const lines = text.value.split("\n").length;
  const now = `${lines}:${[...marked].join()}`;
  if (now !== drawn || !gutter.firstChild) {
    gutter.replaceChildren(...numbers(lines, marked));
    gutter.hidden = false;
    drawn = now;
  }
  gutter.scrollTop = text.scrollTop;
}

// Runs of lines as one text; what is wrong stands out.
function numbers(lines, marked) {
  const parts = [];
  let run = "";
  for (let line = 1; line <= lines; line += 1) {
    if (marked.has(line)) {
      const mark = document.createElement("b");
      mark.textContent = line;
      parts.push(run, mark);
      run = "\n";
    } else {
      run += `${line}\n`;
    }
  }
  return [...parts, run];
}

function goTo(line, column) {
  const text = area();
  const before = text.value.split("\n").slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
  const at = Math.min(before + column - 1, text.value.length);
  text.focus();
  text.setSelectionRange(at, at);
  text.scrollTop = Math.max(0, (line - 6) * 20);
}

// Drawn anew by an answer of the server, the text keeps where it was looked at.
let scrolled = 0;
document.addEventListener("htmx:beforeSwap", () => { scrolled = area()?.scrollTop ?? 0; });
document.addEventListener("htmx:afterSettle", () => {
  if (!area()) return;
  if (document.activeElement !== area()) area().scrollTop = scrolled;
  number();
});
document.addEventListener("scroll", ({ target }) => {
  if (target.id === "playbook-text") editor().querySelector(".gutter").scrollTop = target.scrollTop;
}, true);
document.addEventListener("input", ({ target }) => {
  if (target.id === "playbook-text") number();
});

document.addEventListener("click", (event) => {
  const problem = event.target.closest(".playbook-problems [data-line]");
  if (problem) {
    event.preventDefault();
    goTo(Number(problem.dataset.line), Number(problem.dataset.column));
    return;
  }
  const section = event.target.closest(".playbook-sections [data-section]");
  if (!section || event.ctrlKey || event.metaKey || event.shiftKey || !area()) return;
  // Another section of the form, for the text as it is typed now: nothing has to be saved first.
  event.preventDefault();
  document.querySelector("#playbook-form [name='section']").value = section.dataset.section;
  window.htmx.ajax("POST", area().getAttribute("hx-post"), { source: area(), swap: "none" });
});

const write = document.querySelector("[data-playbook]");
if (write) {
  let kept = area().value;
  const isTouched = () => area() && area().value !== kept;
  write.addEventListener("submit", () => { kept = area().value; });
  window.addEventListener("beforeunload", (event) => { if (isTouched()) event.preventDefault(); });
  number();
}

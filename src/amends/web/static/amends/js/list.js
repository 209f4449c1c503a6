// The list: which row is open, what is shown, and what is new, without moving what is read.
const list = () => document.getElementById("list");
export const rows = () => [...document.querySelectorAll("#rows .row")];

export const mark = (href) => {
  for (const row of rows()) {
    if (row.getAttribute("href").split("#")[0] === href) row.setAttribute("aria-current", "true");
    else row.removeAttribute("aria-current");
  }
};

document.body.addEventListener("htmx:configRequest", ({ detail }) => {
  if (detail.elt.id !== "pulse") return;
  detail.parameters.ids = rows().map((row) => `${row.dataset.case}:${row.dataset.stamp}`).join(",");
  const open = document.querySelector("#rows .row[aria-current]");
  if (open) detail.parameters.open = open.dataset.case;
});

document.body.addEventListener("htmx:pushedIntoHistory", () => mark(location.pathname + location.search));

// A look that was asked for before another case was opened does not know of it.
document.body.addEventListener("amends:renewed", ({ target }) => {
  const here = location.pathname + location.search;
  const isRow = target.matches?.("#rows > li");
  if (isRow && rows().some((row) => row.getAttribute("href").split("#")[0] === here)) mark(here);
});

document.querySelector("#rows .row[aria-current]")?.scrollIntoView({ block: "nearest" });

document.body.addEventListener("htmx:afterSettle", ({ detail }) => {
  if (detail.target.id === "list") list().scrollTop = 0;
});

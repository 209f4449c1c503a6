// Settings: what was wrong is where the typing goes on, and what is shown once is copied by one press.
document.querySelector("[aria-invalid='true']")?.focus();

document.addEventListener("focusin", ({ target }) => {
  if (target.matches("[data-whole]")) target.select();
});

for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    const word = button.querySelector("span");
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).value);
    word.textContent = button.dataset.said;
  });
}

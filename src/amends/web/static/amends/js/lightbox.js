// A picture of the thread, large: its words beside it, to be downloaded, closed by Escape.
const part = (tag, css = "") => {
  const made = document.createElement(tag);
  made.className = css;
  return made;
};

const show = (link) => {
  const box = part("dialog", "lightbox");
  box.setAttribute("aria-label", link.dataset.name);
  const picture = part("img");
  picture.src = link.href;
  picture.alt = link.dataset.alt;
  const foot = part("div", "foot");
  const words = part("p", "grow-none");
  words.textContent = link.dataset.described ? link.dataset.alt : link.dataset.name;
  const download = part("a", "btn");
  download.href = link.dataset.download;
  download.download = "";
  download.textContent = link.dataset.toldDownload;
  const close = part("button", "btn primary");
  close.type = "button";
  close.textContent = link.dataset.toldClose;
  close.addEventListener("click", () => box.close());
  foot.append(words, download, close);
  box.append(picture, foot);
  box.addEventListener("click", (event) => event.target === box && box.close());
  box.addEventListener("close", () => {
    box.remove();
    document.querySelector(`a[data-picture][href="${CSS.escape(link.getAttribute("href"))}"]`)?.focus();
  });
  document.body.append(box);
  box.showModal();
  close.focus();
};

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-picture]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  show(link);
});

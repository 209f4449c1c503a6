// What people are told of: the bell's number, push, and the app on a phone.
const worker = navigator.serviceWorker?.register("/sw.js", { scope: "/" }).catch(() => null);

// ---------------------------------------------------------------------------- the number

const mark = () => {
  const unread = Number(document.getElementById("bell-count")?.dataset.unread ?? 0);
  const badged = unread ? navigator.setAppBadge?.(unread) : navigator.clearAppBadge?.();
  badged?.catch(() => {});
};
document.body.addEventListener("htmx:afterSettle", ({ detail }) => {
  if (detail.elt?.id === "bell-count" || detail.elt?.id === "bell-panel") mark();
});
mark();

// A panel that nobody opened need not look.
document.body.addEventListener("htmx:beforeRequest", (event) => {
  if (event.detail.elt.id === "bell-panel" && !document.getElementById("bell").open) {
    event.preventDefault();
  }
});
document.querySelector(".alert-filter")?.addEventListener("change", ({ currentTarget }) => {
  currentTarget.requestSubmit();
});

// ------------------------------------------------------------------------------- updates

const had = Boolean(navigator.serviceWorker?.controller);
navigator.serviceWorker?.addEventListener("controllerchange", () => {
  if (had) document.body.dispatchEvent(new CustomEvent("amends:updated"));
});

// ---------------------------------------------------------------------------------- push

const form = document.getElementById("push-here");
const button = form?.querySelector("[data-push]");
const say = (word) => {
  const line = form.querySelector("[data-say]");
  line.textContent = form.dataset[word];
  line.hidden = false;
};
const bytes = (text) => {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
};
const fingerprint = async (endpoint) => {
  const sum = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(endpoint));
  return [...new Uint8Array(sum)].map((each) => each.toString(16).padStart(2, "0")).join("");
};
const called = () => {
  const agent = navigator.userAgent;
  const browser = ["Edg", "Firefox", "Chrome", "Safari"].find((each) => agent.includes(each)) ?? "";
  const system = ["Android", "iPhone", "iPad", "Windows", "Mac OS", "Linux"].find((each) => agent.includes(each));
  return [browser === "Edg" ? "Edge" : browser, system].filter(Boolean).join(", ");
};

const subscribe = async () => {
  if ((await Notification.requestPermission()) !== "granted") return say("denied");
  const registration = await worker;
  if (!registration) return say("failed");
  const options = { userVisibleOnly: true, applicationServerKey: bytes(form.dataset.key) };
  try {
    const made = (await registration.pushManager.subscribe(options)).toJSON();
    form.elements.endpoint.value = made.endpoint;
    form.elements.p256dh.value = made.keys.p256dh;
    form.elements.auth.value = made.keys.auth;
    form.elements.name.value = called();
    form.submit();
  } catch {
    say("failed");
  }
};

const offer = async () => {
  if (!("PushManager" in window) || !("Notification" in window)) return say("none");
  const known = await (await worker)?.pushManager.getSubscription();
  const marks = form.dataset.marks.split(" ");
  if (known && marks.includes(await fingerprint(known.endpoint))) return;
  button.hidden = false;
  button.addEventListener("click", subscribe);
};
if (form) offer();

// ------------------------------------------------------------------------------- install

const install = document.querySelector("[data-install]");
window.addEventListener("beforeinstallprompt", (event) => {
  if (!install) return;
  event.preventDefault();
  install.hidden = false;
  install.addEventListener("click", () => event.prompt(), { once: true });
});

// The desk's worker beside the page: shows what is pushed, and a page of our own when there is no network.
// It keeps our own styles and drawings, and nothing of any customer.
const KEPT = "amends-1";
const PARTS = [
  "/offline/",
  "/static/amends/css/tokens.css",
  "/static/amends/css/base.css",
  "/static/amends/css/shell.css",
  "/static/amends/css/pages.css",
  "/static/amends/favicon.svg",
  "/static/amends/icons.svg",
];

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(KEPT).then((cache) => cache.addAll(PARTS)));
  self.skipWaiting();
});

self.addEventListener("activate", (event) => {
  const tidy = async () => {
    for (const name of await caches.keys()) if (name !== KEPT) await caches.delete(name);
    await self.clients.claim();
  };
  event.waitUntil(tidy());
});

// The network first, always: an old style is worse than a moment's wait. What we hold is for no network.
const asset = async (request) => {
  try {
    const answer = await fetch(request);
    if (answer.ok) (await caches.open(KEPT)).put(request, answer.clone());
    return answer;
  } catch (error) {
    const held = await caches.match(request);
    if (held) return held;
    throw error;
  }
};
const page = async (request) => {
  try {
    return await fetch(request);
  } catch {
    return (await caches.match("/offline/")) ?? Response.error();
  }
};

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(request));
  else if (url.pathname.startsWith("/static/")) event.respondWith(asset(request));
});

self.addEventListener("push", (event) => {
  const told = event.data ? event.data.json() : { title: "Amends" };
  const show = self.registration.showNotification(told.title, {
    body: told.body,
    tag: told.tag,
    renotify: Boolean(told.tag),
    icon: "/static/amends/icon-192.png",
    badge: "/static/amends/icon-192.png",
    data: { url: told.url },
  });
  const mark = told.unread ? self.navigator.setAppBadge?.(told.unread) : undefined;
  event.waitUntil(Promise.all([show, mark]));
});

const open = async (address) => {
  const url = new URL(address ?? "/", self.location.origin);
  const target = url.origin === self.location.origin ? url.href : self.location.origin;
  const all = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const here = all.find((each) => each.visibilityState === "visible") ?? all[0];
  if (here && "navigate" in here) {
    await here.focus();
    return here.navigate(target);
  }
  return self.clients.openWindow(target);
};

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(open(event.notification.data?.url));
});

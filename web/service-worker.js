// Atoll without a network: every file of one build is kept, and answered from what is kept.
//
// The release build fills in the version and the list of files (xtask/src/finish/worker.rs). A new version is fetched
// as a whole or not at all, then waits; the page decides when it takes over, by the message SKIP_WAITING. Pages of the
// version before go on with its files until none of them is open any more. The app is addressed by its query
// (`/?…`), so that one page answers every visit. Calls to the server are never touched.
//
// The very first version takes charge of the page that brought it, so that this page too goes on without a network: a
// page that hears `controllerchange` must not reload unless it has sent SKIP_WAITING itself.

const VERSION = "__VERSION__";

// Each file: its address, its hash, and whether its name is made of the hash.
const FILES = "__FILES__";

const PREFIX = "atoll-shell-";
const CACHE = PREFIX + VERSION;
const SCOPE = new URL(self.registration.scope);

// What the server answers itself.
const SERVERS = ["api", "healthz", "readyz", "metrics"];

// What is kept does not depend on what a browser says of itself.
const ALIKE = { ignoreVary: true };

self.addEventListener("install", (event) => event.waitUntil(keepAll()));
self.addEventListener("activate", (event) => event.waitUntil(forgetOlder().then(() => self.clients.claim())));

self.addEventListener("message", (event) => {
  if (event.data === "SKIP_WAITING" || event.data?.type === "SKIP_WAITING") self.skipWaiting();
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !isOurs(new URL(request.url))) return;
  event.respondWith(request.mode === "navigate" ? visit(event) : answer(request));
});

// Fetches every file, or fails. What is fetched must be what was built: a server that is just being updated cannot mix
// two versions. A name made of the hash may come from the browser's own cache, which is why this costs the first visit
// next to nothing.
async function keepAll() {
  // Made anew even if there is one by this name, so that it stands last, after the versions before.
  await caches.delete(CACHE);
  const cache = await caches.open(CACHE);
  const requests = FILES.map(([address, integrity, isFixed]) => {
    return new Request(new URL(address, SCOPE), { integrity, cache: isFixed ? "default" : "reload" });
  });
  await cache.addAll(requests);
}

// Forgets the versions before this one; the last of them only if no page is open that may still need it.
async function forgetOlder() {
  const older = await olderCaches();
  const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const forgotten = windows.length > 0 ? older.slice(0, -1) : older;
  await Promise.all(forgotten.map((name) => caches.delete(name)));
}

// Caches are listed in the order in which they were made: what comes after ours is a newer version that waits.
async function olderCaches() {
  const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX));
  return names.slice(0, Math.max(names.indexOf(CACHE), 0));
}

function isOurs(url) {
  if (url.origin !== SCOPE.origin || !url.pathname.startsWith(SCOPE.pathname)) return false;
  const path = url.pathname.slice(SCOPE.pathname.length);
  return !SERVERS.some((name) => path === name || path.startsWith(`${name}/`));
}

// A visit gets the page that is kept, whatever its query; another address than the app's goes to the server.
async function visit(event) {
  event.waitUntil(forgetOlder());
  const path = new URL(event.request.url).pathname.slice(SCOPE.pathname.length);
  if (path !== "" && path !== "index.html") return fetch(event.request);
  const cache = await caches.open(CACHE);
  return (await cache.match(SCOPE, ALIKE)) ?? fetch(event.request);
}

// This version's file, else that of the version before for a page that still runs it, else the server's.
async function answer(request) {
  const cache = await caches.open(CACHE);
  return (await cache.match(request, ALIKE)) ?? (await caches.match(request, ALIKE)) ?? fetch(request);
}

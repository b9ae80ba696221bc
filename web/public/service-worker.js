// Makes the page open without a network. It keeps the program and nothing else: no answer of the
// API, no picture of a page.
const CACHE = 'longhand-program-1';
const PAGE = '/';

self.addEventListener('install', (event) => {
  event.waitUntil(keepProgram().then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(self.clients.claim());
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  if (/^\/(v1|health|metrics|docs|openapi\.json)(\/|$)/.test(url.pathname)) return;
  if (request.mode === 'navigate') event.respondWith(freshPage(request));
  else if (url.pathname.startsWith('/assets/')) event.respondWith(keptOrFetched(request));
});

/**
 * The page and every file that it names, so that pages that were never opened work without a
 * network too.
 */
async function keepProgram() {
  const cache = await caches.open(CACHE);
  const files = await (await fetch('/program.json', { cache: 'no-cache' })).json();
  await cache.addAll([PAGE, ...files]);
  const wanted = new Set([PAGE, ...files]);
  for (const request of await cache.keys()) {
    if (!wanted.has(new URL(request.url).pathname)) await cache.delete(request);
  }
}

async function freshPage(request) {
  const cache = await caches.open(CACHE);
  try {
    const response = await fetch(request);
    // A new version of the page names new files.
    if (response.ok && (await isNew(cache, response.clone()))) await keepProgram();
    return response;
  } catch {
    return (await cache.match(PAGE)) ?? Response.error();
  }
}

async function isNew(cache, response) {
  const kept = await cache.match(PAGE);
  return !kept || (await kept.text()) !== (await response.text());
}

async function keptOrFetched(request) {
  const cache = await caches.open(CACHE);
  return (await cache.match(request)) ?? fetch(request);
}

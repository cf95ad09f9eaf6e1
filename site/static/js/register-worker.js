// Keeps the register that was last open on this device, with its styles and scripts, so that it
// opens where there is no network. A page kept longer than a day is forgotten; signing out forgets
// all of them (psg_catalogue.middleware).
"use strict";

const KEPT = "registers-1";
const LONGEST = 24 * 60 * 60 * 1000;
const REGISTER = /^\/registers\/\d+\/$/;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil((async () => {
  for (const name of await caches.keys()) if (name !== KEPT) await caches.delete(name);
  await self.clients.claim();
})()));

const isPage = (request, url) => request.mode === "navigate" && REGISTER.test(url.pathname);
const isPart = (url) => url.pathname.startsWith("/static/");

const keep = async (key, response) => {
  const headers = new Headers(response.headers);
  headers.set("X-Kept", String(Date.now()));
  const copy = new Response(await response.blob(), { status: 200, headers });
  await (await caches.open(KEPT)).put(key, copy);
};

const kept = async (key) => {
  const found = await (await caches.open(KEPT)).match(key);
  if (!found) return undefined;
  if (Date.now() - Number(found.headers.get("X-Kept")) < LONGEST) return found;
  await (await caches.open(KEPT)).delete(key);
  return undefined;
};

const answer = async (event, key) => {
  try {
    const response = await fetch(event.request);
    // A page that led elsewhere, to signing in say, is not the register.
    if (response.ok && !response.redirected) event.waitUntil(keep(key, response.clone()));
    return response;
  } catch (error) {
    const found = await kept(key);
    if (found) return found;
    throw error;
  }
};

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== location.origin) return;
  if (isPage(event.request, url)) event.respondWith(answer(event, url.origin + url.pathname));
  else if (isPart(url)) event.respondWith(answer(event, event.request.url));
});

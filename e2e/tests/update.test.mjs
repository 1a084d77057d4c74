// A new version: fetched as a whole, waits for the page's word, and leaves the pages of the version before whole.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { serveFolder } from "../folder-server.mjs";
import { listen, offlineCopy, openAtoll, openBrowser, standing, until } from "../harness.mjs";
import * as map from "../map.mjs";

const DIST = fileURLToPath(new URL("../../dist", import.meta.url));

const integrity = (text) => `sha256-${createHash("sha256").update(text).digest("base64")}`;

async function copyOfDist(t) {
  const folder = await mkdtemp(join(tmpdir(), "atoll-dist-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  await cp(DIST, folder, { recursive: true });
  return folder;
}

// Puts another version of the page in place, as a release does. With `isTorn` the list is ahead of the page.
async function release(folder, description, isTorn = false) {
  const [page, worker] = await Promise.all(
    ["index.html", "service-worker.js"].map((name) => readFile(join(folder, name), "utf8")),
  );
  const next = page.replace(/(name="description" content=)"[^"]*"/, `$1"${description}"`);
  const version = createHash("sha256").update(next).digest("hex").slice(0, 16);
  const changed = worker.replace(integrity(page), integrity(next)).replace(/VERSION = "\w+"/, `VERSION = "${version}"`);
  assert.notEqual(changed, worker);
  if (!isTorn) await writeFile(join(folder, "index.html"), next);
  await writeFile(join(folder, "service-worker.js"), changed);
}

// Looks for a new version; answers with whether one waits in the end.
const update = (page) =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    await registration.update().catch(() => undefined);
    const { installing } = registration;
    while (installing && ["parsed", "installing"].includes(installing.state)) {
      await new Promise((wake) => setTimeout(wake, 20));
    }
    return registration.waiting !== null;
  });

// Which version the page is of: its title is the landscape's.
const version = (page) => page.locator("meta[name=description]").getAttribute("content");

const shells = (page) =>
  page.evaluate(async () => (await caches.keys()).filter((name) => name.startsWith("atoll-shell-")));

test("a new version waits for the page's word", async (t) => {
  const folder = await copyOfDist(t);
  const { url } = await serveFolder(t, folder);
  const context = await openBrowser(t);
  const heard = listen(context, url);
  const page = await openAtoll(context, url);
  await offlineCopy(page);
  const [first] = await shells(page);

  const before = await version(page);

  await release(folder, "The second");
  assert.equal(await update(page), true);
  await page.reload();
  assert.equal(await version(page), before, "until then the version before goes on");

  await page.evaluate(async () => {
    const changed = new Promise((done) => navigator.serviceWorker.addEventListener("controllerchange", done));
    (await navigator.serviceWorker.ready).waiting.postMessage({ type: "SKIP_WAITING" });
    await changed;
  });
  await offlineCopy(page);
  assert.equal((await shells(page))[0], first, "a page of the version before may still need its files");
  await page.reload();
  assert.equal(await version(page), "The second");

  await release(folder, "The third");
  assert.equal(await update(page), true);
  assert.equal((await shells(page)).length, 3);
  await page.evaluate(async () => (await navigator.serviceWorker.ready).waiting.postMessage("SKIP_WAITING"));
  await until(async () => (await shells(page)).length === 2);
  assert.ok(!(await shells(page)).includes(first), "and the one before that is forgotten");

  // With no page open nobody needs the version before; the next visit clears it away.
  await page.goto("about:blank");
  await openAtoll(context, url);
  await until(async () => (await shells(page)).length === 1);
  assert.equal(await version(page), "The third");
  assert.deepEqual(heard, { errors: [], strangers: [] });
});

test("the page offers the new version, and the work is still there", async (t) => {
  const folder = await copyOfDist(t);
  const { url } = await serveFolder(t, folder);
  const context = await openBrowser(t);
  const heard = listen(context, url);
  const page = await openAtoll(context, url);
  await page.getByRole("button", { name: "Skip" }).click();
  await map.draw(page, { contexts: map.contexts("A", "B") });
  const text = await map.savedText(page);
  await offlineCopy(page);
  await release(folder, "The second");
  assert.equal(await update(page), true);
  const offer = page.getByRole("status").filter({ hasText: "A newer Atoll is ready" });
  await offer.getByRole("button", { name: "Use it now" }).click();
  await until(async () => (await version(page).catch(() => undefined)) === "The second");
  await standing(page);
  assert.equal(await map.savedText(page), text);
  assert.deepEqual(heard, { errors: [], strangers: [] });
});

test("a version that is only half there is not taken", async (t) => {
  const folder = await copyOfDist(t);
  const { url } = await serveFolder(t, folder);
  const context = await openBrowser(t);
  const page = await openAtoll(context, url);
  await offlineCopy(page);

  await release(folder, "A torn one", true);
  assert.equal(await update(page), false);
  await context.setOffline(true);
  await page.reload();
  await standing(page);
});

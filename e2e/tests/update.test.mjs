// A new version: fetched as a whole, waits for the page's word, and leaves the pages of the version before whole.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { cp, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { serveFolder } from "../folder-server.mjs";
import { listen, offlineCopy, openAtoll, openBrowser, soon, standing, until } from "../harness.mjs";
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

// Puts a version in place whose later style sheet is another one, and with it the names of the loader and of the script
// that starts it; the files before are gone from the server. Answers with the name that the sheet had.
async function releaseSheet(folder) {
  const name = async (pattern) => (await readdir(folder)).find((file) => pattern.test(file));
  const read = (file) => readFile(join(folder, file), "utf8");
  const hash = (text, encoding) => createHash("sha256").update(text).digest(encoding);
  const files = [/^later-\w{16}\.css$/, /^atoll-web-\w{16}\.js$/, /^start-\w{16}\.js$/, /^index\.html$/];
  const renamed = [];
  let worker = await read("service-worker.js");
  for (const pattern of files) {
    const old = await name(pattern);
    const text = await read(old);
    let next = pattern.test("index.html") ? text : `${text}\n`;
    for (const [from, to] of renamed) next = next.replaceAll(from, to);
    const to = old.replace(/-\w{16}\./, `-${hash(next, "hex").slice(0, 16)}.`);
    renamed.push([old, to]);
    await rm(join(folder, old));
    await writeFile(join(folder, to), next);
    worker = worker.replace(`"${old}"`, `"${to}"`).replace(integrity(text), integrity(next));
  }
  await writeFile(join(folder, "service-worker.js"), worker.replace(/VERSION = "\w+"/, 'VERSION = "0123456789abcdef"'));
  return renamed[0][0];
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

// Somebody who visits a server whose files can be changed; `prepare` runs in every page before anything else.
async function visitOwn(t, prepare = () => {}) {
  const folder = await copyOfDist(t);
  const { url } = await serveFolder(t, folder);
  const context = await openBrowser(t);
  await context.addInitScript(prepare);
  const heard = listen(context, url);
  return { folder, url, context, heard, page: await openAtoll(context, url) };
}

// The same, and the tour is skipped.
async function drawing(t, prepare) {
  const visited = await visitOwn(t, prepare);
  await visited.page.getByRole("button", { name: "Skip" }).click();
  return visited;
}

test("a new version waits for the page's word", async (t) => {
  const { folder, url, context, heard, page } = await visitOwn(t);
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
  const { folder, heard, page } = await drawing(t);
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

const offered = (page) =>
  page.getByRole("status").filter({ hasText: "A newer Atoll is ready" }).getByRole("button", { name: "Use it now" });

test("a name that is half typed is kept when the new version is taken", async (t) => {
  const { folder, heard, page } = await drawing(t);
  await map.draw(page, { contexts: map.contexts("A") });
  await offlineCopy(page);
  await release(folder, "The second");
  assert.equal(await update(page), true);
  await map.select(page, "A");
  await map.press(page, "F2");
  await page.locator("#rename").fill("Half a na");
  await offered(page).click();
  await until(async () => (await version(page).catch(() => undefined)) === "The second");
  await standing(page);
  await map.node(page, "Half a na").waitFor();
  assert.deepEqual(heard, { errors: [], strangers: [] });
});

test("as long as the browser cannot keep what is drawn, the version before goes on", async (t) => {
  const fill = () => {
    for (const name of ["add", "put"]) {
      const write = IDBObjectStore.prototype[name];
      IDBObjectStore.prototype[name] = function (...values) {
        if (globalThis.isFull) throw new DOMException("no room", "QuotaExceededError");
        return write.apply(this, values);
      };
    }
  };
  const { folder, page } = await drawing(t, fill);
  await map.draw(page, { contexts: map.contexts("A", "B") });
  await map.kept(page);
  await offlineCopy(page);
  const before = await version(page);
  await release(folder, "The second");
  assert.equal(await update(page), true);
  await page.evaluate(() => (globalThis.isFull = true));
  await map.select(page, "A");
  await map.press(page, "Delete");
  await page.getByRole("button", { name: "Not saved" }).waitFor();
  await offered(page).click();
  await page.getByRole("alert").filter({ hasText: "Not everything that you drew is kept yet" }).waitFor();
  assert.equal(await version(page), before);
  assert.deepEqual((await map.saved(page)).contexts.map(({ name }) => name), ["B"]);
});

test("a tab of the version before goes on with all of its files when another tab takes the new one", async (t) => {
  const { folder, url, context, heard, page: first } = await drawing(t);
  await offlineCopy(first);

  // This tab gets the second part only once it may.
  const slow = await context.newPage();
  await slow.addInitScript(() => {
    const gate = new Promise((open) => (globalThis.openGate = open));
    const { fetch } = globalThis;
    globalThis.fetch = (asked, ...more) =>
      String(asked.url ?? asked).includes("split_parts") ? gate.then(() => fetch(asked, ...more)) : fetch(asked, ...more);
  });
  await slow.goto(url);
  await slow.locator("#canvas").waitFor();

  const sheet = await releaseSheet(folder);
  assert.equal(await update(first), true);
  await offered(first).click();
  const sheets = (page) =>
    page.locator("link[rel=stylesheet]").evaluateAll((links) => links.map((link) => link.href.split("/").pop()));
  await until(async () => {
    const names = await sheets(first).catch(() => []);
    return names.length === 2 && !names.includes(sheet);
  });

  const kept = await slow.evaluate(async (sheet) => (await fetch(sheet)).status, sheet);
  assert.equal(kept, 200, "the server has it no longer");
  await slow.evaluate(() => globalThis.openGate());
  await map.press(slow, "?");
  const help = slow.getByRole("dialog", { name: "Keys and help" });
  await help.waitFor();
  await soon.equal(() => help.locator(".help").evaluate((help) => getComputedStyle(help).display), "grid");
  assert.ok((await sheets(slow)).includes(sheet), "old files go with old ones");
  await slow.keyboard.press("Escape");
  // Its own word is to load the page again: the other tab has already taken the new version.
  if (await offered(slow).isVisible()) await offered(slow).click();
  else await slow.reload();
  await until(async () => !(await sheets(slow).catch(() => [sheet])).includes(sheet));
  assert.deepEqual(heard, { errors: [], strangers: [] });
});

test("a version that is only half there is not taken", async (t) => {
  const { folder, context, page } = await visitOwn(t);
  await offlineCopy(page);

  await release(folder, "A torn one", true);
  assert.equal(await update(page), false);
  await context.setOffline(true);
  await page.reload();
  await standing(page);
});

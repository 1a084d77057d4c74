// How safe what is drawn is: asked of the browser at the right moment, and told in words where it is not.

import assert from "node:assert/strict";
import { test } from "node:test";
import { absent, until, usable, visit } from "../harness.mjs";
import * as map from "../map.mjs";

// A browser that says so much of its room; what it is asked is counted.
const says = (room) => (context) =>
  context.addInitScript((room) => {
    globalThis.persistAsked = 0;
    const prototype = StorageManager.prototype;
    prototype.persisted = async () => room.isPersisted || (room.agrees && globalThis.persistAsked > 0);
    prototype.persist = async () => (globalThis.persistAsked += 1) > 0 && room.agrees;
    prototype.estimate = async () => ({ usage: room.usage, quota: room.quota });
  }, room);

const ROOMY = { usage: 3e6, quota: 5e9, isPersisted: false, agrees: true };

const asked = (page) => page.evaluate(() => globalThis.persistAsked);

async function landscapes(page) {
  await map.choose(page, "Examples and recent…");
  const dialog = page.getByRole("dialog", { name: "Landscapes" });
  await dialog.getByRole("heading", { name: "On this computer" }).waitFor();
  return dialog;
}

test("the browser is asked to keep everything with the first work of one's own, not before", async (t) => {
  const { page } = await visit(t, { prepare: says(ROOMY) });
  await page.getByRole("button", { name: /findings/ }).waitFor();
  assert.equal(await asked(page), 0);
  await map.draw(page, { contexts: map.contexts("A") });
  await until(async () => (await asked(page)) === 1);
  await map.draw(page, { contexts: map.contexts("B") });
  await map.kept(page);
  assert.equal(await asked(page), 1, "once is enough");
  const dialog = await landscapes(page);
  await dialog.getByText("stays in this browser until you remove it").waitFor();
  await dialog.getByText("3 MB of 5 GB are used").waitFor();
});

test("where the browser promises nothing the person is told, and can ask", async (t) => {
  const { page } = await visit(t, { prepare: says({ ...ROOMY, agrees: false }) });
  const dialog = await landscapes(page);
  await dialog.getByText("may delete what is kept here when the disk gets full").waitFor();
  await usable(page);
  await dialog.getByRole("button", { name: "Let the browser keep it all" }).click();
  await page.getByText("The browser does not promise it").waitFor();
  assert.equal(await asked(page), 1);
});

test("hardly any room is said once, with what to do", async (t) => {
  const { page } = await visit(t, { prepare: says({ ...ROOMY, usage: 98e6, quota: 100e6 }) });
  await map.draw(page, { contexts: map.contexts("A") });
  const warning = page.getByRole("alert").filter({ hasText: "hardly any room left" });
  await warning.waitFor();
  await warning.getByRole("button", { name: "Close" }).click();
  await map.draw(page, { contexts: map.contexts("B") });
  await map.kept(page);
  await absent(warning);
  await (await landscapes(page)).getByText("There is hardly any room left").waitFor();
});

test("a browser that keeps nothing is told apart from one that does", async (t) => {
  const prepare = (context) =>
    context.addInitScript(() => {
      IDBFactory.prototype.open = () => {
        throw new DOMException("not in a private window", "SecurityError");
      };
    });
  const { page } = await visit(t, { prepare });
  await page.getByRole("button", { name: "Not saved" }).waitFor();
  await map.draw(page, { contexts: map.contexts("A", "B") });
  const { contexts } = await map.saved(page);
  assert.equal(contexts.length, 2, "it can still be drawn on and saved as a file");
  await (await landscapes(page)).getByText("keeps nothing for this page").waitFor();
  await usable(page);
});

test("what finds no room is not called saved, and is saved as soon as there is room again", async (t) => {
  const prepare = (context) =>
    context.addInitScript(() => {
      for (const name of ["add", "put"]) {
        const write = IDBObjectStore.prototype[name];
        IDBObjectStore.prototype[name] = function (...values) {
          if (globalThis.isFull) throw new DOMException("no room", "QuotaExceededError");
          return write.apply(this, values);
        };
      }
    });
  const { page } = await visit(t, { prepare });
  await map.draw(page, { contexts: map.contexts("A", "B") });
  await map.kept(page);
  await page.evaluate(() => (globalThis.isFull = true));
  await map.select(page, "A");
  await map.press(page, "Delete");
  await page.getByRole("button", { name: "Not saved" }).waitFor();
  await page.evaluate(() => (globalThis.isFull = false));
  await map.select(page, "B");
  await map.press(page, "F2");
  await map.name(page, "C");
  await map.kept(page);
});

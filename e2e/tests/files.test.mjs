// Saving in a file on disk and opening from one, where the browser lets a page write. The files are of the page's own
// file system, so that no dialog of the system is needed; what the dialogs would answer is the test's to say.

import assert from "node:assert/strict";
import { test } from "node:test";
import { absent, openAgain, standing, until, usable, visit } from "../harness.mjs";
import * as map from "../map.mjs";

// The pickers answer with the file of this name, or fail in this way; how often they were asked is counted.
const prepare = (context) =>
  context.addInitScript(() => {
    globalThis.asked = { open: 0, save: 0 };
    globalThis.answer = "mine.atoll.json";
    const pick = async () => {
      if (globalThis.answer instanceof DOMException) throw globalThis.answer;
      const folder = await navigator.storage.getDirectory();
      return folder.getFileHandle(globalThis.answer, { create: true });
    };
    globalThis.showSaveFilePicker = async () => (globalThis.asked.save += 1) && pick();
    globalThis.showOpenFilePicker = async () => (globalThis.asked.open += 1) && [await pick()];
  });

const onDisk = (page, name) =>
  page.evaluate(async (name) => {
    const folder = await navigator.storage.getDirectory();
    return (await (await folder.getFileHandle(name)).getFile()).text();
  }, name);

const writeOnDisk = (page, name, text) =>
  page.evaluate(
    async ([name, text]) => {
      const folder = await navigator.storage.getDirectory();
      const writable = await (await folder.getFileHandle(name, { create: true })).createWritable();
      await writable.write(text);
      await writable.close();
    },
    [name, text],
  );

const answer = (page, name) => page.evaluate((name) => (globalThis.answer = name), name);
const fail = (page, kind) => page.evaluate((kind) => (globalThis.answer = new DOMException("said no", kind)), kind);
const asked = (page) => page.evaluate(() => globalThis.asked);
const names = (text) => (JSON.parse(text).contexts ?? []).map(({ name }) => name);
const said = (page, words) => page.getByRole("status").filter({ hasText: words }).last();

async function rename(page, from, to) {
  await map.select(page, from);
  await map.press(page, "F2");
  await map.name(page, to);
  await map.node(page, to).waitFor();
}

async function save(page, file) {
  await map.press(page, "Control+s");
  await said(page, `Saved in ${file}`).waitFor();
  await said(page, `Saved in ${file}`).getByRole("button", { name: "Close" }).click();
}

test("a file is asked for once and then written, also after the page was loaded again", async (t) => {
  const { page } = await visit(t, { prepare, disk: true });
  await map.draw(page, { contexts: map.contexts("A") });
  await save(page, "mine.atoll.json");
  assert.deepEqual(names(await onDisk(page, "mine.atoll.json")), ["A"]);
  await rename(page, "A", "B");
  await save(page, "mine.atoll.json");
  assert.deepEqual(names(await onDisk(page, "mine.atoll.json")), ["B"]);
  assert.deepEqual(await asked(page), { open: 0, save: 1 });
  await map.kept(page);
  await page.reload();
  await standing(page);
  await rename(page, "B", "C");
  await save(page, "mine.atoll.json");
  assert.deepEqual(names(await onDisk(page, "mine.atoll.json")), ["C"]);
  assert.deepEqual(await asked(page), { open: 0, save: 0 });
});

test("under another name is another file, which is the one from then on", async (t) => {
  const { page } = await visit(t, { prepare, disk: true });
  await map.draw(page, { contexts: map.contexts("A") });
  await save(page, "mine.atoll.json");
  await answer(page, "other.atoll.json");
  await map.press(page, "Control+Shift+s");
  await said(page, "Saved in other.atoll.json").waitFor();
  await rename(page, "A", "B");
  await save(page, "other.atoll.json");
  assert.deepEqual(names(await onDisk(page, "mine.atoll.json")), ["A"]);
  assert.deepEqual(names(await onDisk(page, "other.atoll.json")), ["B"]);
});

test("what is opened from disk is saved there, but only what is Atoll's own", async (t) => {
  const { page } = await visit(t, { prepare, disk: true });
  await writeOnDisk(page, "mine.atoll.json", map.atollFile({ contexts: map.contexts("Shop") }));
  await map.press(page, "Control+o");
  await map.node(page, "Shop").waitFor();
  await rename(page, "Shop", "Store");
  await save(page, "mine.atoll.json");
  assert.deepEqual(await asked(page), { open: 1, save: 0 });

  const text = "ContextMap M { contains Harbour }\nBoundedContext Harbour";
  await writeOnDisk(page, "map.cml", text);
  await answer(page, "map.cml");
  await map.press(page, "Control+o");
  await map.node(page, "Harbour").waitFor();
  await answer(page, "harbour.atoll.json");
  await save(page, "harbour.atoll.json");
  assert.equal(await onDisk(page, "map.cml"), text, "what another program wrote stays as it is");
});

test("what somebody else wrote is not written over without a question", async (t) => {
  const { page } = await visit(t, { prepare, disk: true });
  const question = page.getByRole("dialog", { name: "The file was changed on disk" });
  await map.draw(page, { contexts: map.contexts("A") });
  await save(page, "mine.atoll.json");
  await page.waitForTimeout(20);
  const theirs = map.atollFile({ contexts: map.contexts("Theirs") });
  await writeOnDisk(page, "mine.atoll.json", theirs);

  await map.press(page, "Control+s");
  await question.waitFor();
  await usable(page);
  assert.equal(await onDisk(page, "mine.atoll.json"), theirs);
  await page.keyboard.press("Escape");
  await question.waitFor({ state: "detached" });
  assert.equal(await onDisk(page, "mine.atoll.json"), theirs, "to close it changes nothing");

  await map.press(page, "Control+s");
  await question.getByRole("button", { name: "Write over it" }).click();
  await said(page, "Saved in mine.atoll.json").waitFor();
  assert.deepEqual(names(await onDisk(page, "mine.atoll.json")), ["A"]);

  await page.waitForTimeout(20);
  await writeOnDisk(page, "mine.atoll.json", theirs);
  await map.press(page, "Control+s");
  await question.getByRole("button", { name: "Open what is on disk" }).click();
  await map.node(page, "Theirs").waitFor();
  await map.press(page, "Control+z");
  await map.node(page, "A").waitFor();
});

test("whoever chooses nothing is left alone, and a refusal is told", async (t) => {
  const { context, page } = await visit(t, { prepare, disk: true });
  await map.draw(page, { contexts: map.contexts("A") });
  await fail(page, "AbortError");
  await map.press(page, "Control+s");
  await until(async () => (await asked(page)).save === 1);
  await absent(page.getByRole("alert"));
  await fail(page, "NotAllowedError");
  await map.press(page, "Control+s");
  await page.getByRole("alert").filter({ hasText: "Save it under another name" }).waitFor();
  await map.kept(page);
  await page.close();
  await map.node(await openAgain(context), "A").waitFor();
});

// What goes wrong outside of the app: broken files, hostile names, a browser that keeps nothing. Always a clear word,
// and nothing is lost.

import assert from "node:assert/strict";
import { test } from "node:test";
import { absent, openAgain, soon, usable, visit } from "../harness.mjs";
import * as map from "../map.mjs";

const refused = (page, file) => page.getByRole("dialog", { name: `${file} was not opened` });

const PART = '{"format": "atoll", "version": 1, "contexts": [';

const BROKEN = {
  "broken.cml": ["Hello, this is { not a map", /^Line 1, column 1: “Hello” is not understood here: expected/],
  "broken.atoll.json": [`${PART}{"id": "c1", `, /^Line 1, column 60: .*Mend the file/],
  "wrong.atoll.json": [`${PART}{"id": "x y"}]}`, /“x y” is not an identifier/],
  "newer.atoll.json": ['{"format": "atoll", "version": 99}', /written by a newer Atoll \(format 99/],
  "other.json": ['{"hello": "world"}', /^This is no file that Atoll can read\. It reads/],
  "empty.cml": ["", /there is no ContextMap, BoundedContext or Domain in this file/],
  "empty.json": ["", /^This is no file that Atoll can read\. It reads/],
  "signs.cml": ["\u0000\u0001\u{1F6A2}\u0000 \u0007", /^Line 1, column 1: .* is not understood here/],
  "latin.cml": [[0x43, 0xe9, 0xff], /^It is not text\. Is it the right file\?/],
};

test("a file that cannot be read changes nothing and says why", async (t) => {
  const { page } = await visit(t);
  const before = await map.savedText(page);
  for (const [file, [text, reason]] of Object.entries(BROKEN)) {
    await map.drop(page, [file, text]);
    const dialog = refused(page, file);
    await dialog.getByText("Nothing was changed").waitFor();
    const said = await dialog.locator(".failure").innerText();
    assert.match(said, reason, file);
    if (file === "broken.cml") await usable(page);
    await dialog.getByRole("button", { name: "Close" }).last().click();
    assert.equal(await map.savedText(page), before, file);
  }
  await page.getByRole("button", { name: "Nothing to undo" }).waitFor();
});

test("a file of 25 MB opens or is refused, and the page lives", async (t) => {
  const { page } = await visit(t);
  const before = await map.savedText(page);
  // Made in the page: that much is not sent there.
  await page.evaluate(() => {
    const data = new DataTransfer();
    const line = `BoundedContext Nothing { Aggregate ${"x".repeat(1000)} }\n`;
    data.items.add(new File([line.repeat(25 * 1024)], "large.cml"));
    const drop = new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true });
    document.querySelector("#canvas").dispatchEvent(drop);
  });
  const opened = page.getByRole("button", { name: "Undo: Open large.cml" });
  const refusal = page.getByRole("dialog", { name: "large.cml was not opened" });
  await opened.or(refusal).waitFor({ timeout: 60_000 });
  if (await refusal.count()) await page.keyboard.press("Escape");
  else await opened.click({ timeout: 60_000 });
  assert.equal(await map.savedText(page), before);
});

const HOSTILE = ['<script>window.hit=1</script>', '<img src=x onerror="window.hit=1">', '"><svg onload=window.hit=1>'];

async function nothingRan(page) {
  assert.equal(await page.evaluate(() => window.hit), undefined);
  await absent(page.locator("#app img, #app script, #app [onload], #app [onerror]"));
}

// Shows everything that a name is written on.
async function look(page) {
  await map.outlined(page);
  await map.press(page, "Control+a");
  await page.getByRole("button", { name: /^Legend/ }).click();
  await map.press(page, "p");
  await map.press(page, "F8");
  await map.press(page, "Control+f");
  await page.getByRole("dialog", { name: "Find" }).waitFor();
  await nothingRan(page);
  await page.keyboard.press("Escape");
}

test("names in an Atoll file are text and nothing else", async (t) => {
  const { page } = await visit(t);
  const [a, b, c] = HOSTILE;
  await map.draw(
    page,
    {
      contexts: map.contexts(a, b).map((context) => ({ ...context, owners: ["t1"], implements: ["d1"], purpose: c })),
      teams: [{ id: "t1", name: c, frame: [0, 300, 176, 88] }],
      domains: [{ id: "d1", name: b }],
      aggregates: [{ id: "a1", context: "c1", name: a }],
      relationships: [{ id: "r1", upstream: "c1", downstream: "c2", kind: "customer_supplier", name: c,
        downstream_roles: { conformist: true }, held: [{ label: b, text: a }] }],
    },
    { name: a },
  );
  await look(page);
  await map.press(page, "Escape");
  await page.getByRole("button", { name: /customer here/ }).first().click();
  await nothingRan(page);
  const shown = (await map.canvas(page).locator("text").allTextContents()).join(" ");
  assert.ok(shown.includes("<script>window.") && shown.includes("<img"), shown);
  await map.outline(page).or(map.findings(page)).first().waitFor();
  await usable(page);
});

test("texts in a Context Mapper file are text and nothing else", async (t) => {
  const { page } = await visit(t);
  const [a, b, c] = HOSTILE.map((text) => text.replaceAll('"', "'"));
  await map.drop(page, [
    `${HOSTILE[0].replaceAll("/", "")}.cml`,
    `/* ${a} ${b} */ ContextMap { contains A, B\nA -> B : N { implementationTechnology = "${b}" } }
     BoundedContext A { domainVisionStatement = "${a}" responsibilities = "${c}" implementationTechnology = "${b}" }
     UseCase U { actor = "${a}" benefit = "${b}" } ${b}`,
  ]);
  const dialog = page.getByRole("dialog", { name: /is open$/ });
  for (const summary of await dialog.locator("summary").all()) {
    const isOpen = await summary.evaluate((summary) => summary.parentElement.open);
    if (!isOpen) await summary.click();
  }
  await nothingRan(page);
  await dialog.getByRole("button", { name: "Close" }).last().click();
  await map.select(page, "A");
  await soon.equal(() => map.details(page).getByLabel("Purpose").inputValue(), a);
  await look(page);
});

test("typed and pasted names are text as well", async (t) => {
  const { page } = await visit(t);
  await map.emptyMap(page);
  await page.mouse.dblclick(420, 300);
  await map.name(page, HOSTILE[1]);
  await nothingRan(page);
  // A part of a landscape has no name of its own.
  const records = { contexts: [{ id: "c9", name: HOSTILE[0], frame: [0, 0, 176, 88] }] };
  await page.evaluate((text) => {
    const data = new DataTransfer();
    data.setData("text/plain", text);
    document.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  }, map.atollFile(records, {}));
  await page.getByRole("button", { name: /^Undo: Paste/ }).waitFor();
  assert.deepEqual((await map.saved(page)).contexts.map(({ name }) => name), [HOSTILE[1], HOSTILE[0]]);
  await nothingRan(page);
});

test("a database that is full is told, the work goes on and is saved later", async (t) => {
  const prepare = (context) =>
    context.addInitScript(() => {
      const { put, add } = IDBObjectStore.prototype;
      window.isFull = false;
      // What is to be done later is done much later, so that nothing hides behind it.
      const { setTimeout } = window;
      window.setTimeout = (job, after, ...rest) => setTimeout(job, after > 1000 ? after * 4 : after, ...rest);
      const full = (job) =>
        function (...values) {
          if (!window.isFull) return job.apply(this, values);
          throw new DOMException("The quota has been exceeded.", "QuotaExceededError");
        };
      IDBObjectStore.prototype.put = full(put);
      IDBObjectStore.prototype.add = full(add);
    });
  const { context, page } = await visit(t, { prepare });
  await map.draw(page, { contexts: map.contexts("A") });
  await map.kept(page);
  await page.evaluate(() => (window.isFull = true));
  await map.select(page, "A");
  await map.press(page, "Control+ArrowRight");
  await map.name(page, "B");
  const mark = page.getByRole("button", { name: "Not saved" });
  await mark.waitFor();
  await mark.click();
  await page.getByRole("alert").filter({ hasText: /They are still on this page: save it as a file/ }).waitFor();
  await usable(page);
  await map.press(page, "Control+ArrowRight");
  await map.name(page, "C");
  await mark.waitFor();
  await page.evaluate(() => (window.isFull = false));
  await map.select(page, "A");
  await map.press(page, "ArrowDown");
  await map.kept(page);
  const text = await map.savedText(page);
  await page.close();
  const next = await openAgain(context);
  assert.equal(await map.savedText(next), text);
  assert.equal((await map.saved(next)).contexts.length, 3);
});

test("a write that the browser breaks off is told and made good", async (t) => {
  const { context, page } = await visit(t);
  await map.draw(page, { contexts: map.contexts("A") });
  await map.kept(page);
  // The next write is broken off before it is through.
  await page.evaluate(() => {
    const { add } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.add = function (...values) {
      const asked = add.apply(this, values);
      this.transaction.abort();
      IDBObjectStore.prototype.add = add;
      return asked;
    };
  });
  await map.select(page, "A");
  await map.press(page, "ArrowDown");
  await page.getByRole("button", { name: "Not saved" }).waitFor();
  await map.press(page, "ArrowRight");
  await map.kept(page);
  const text = await map.savedText(page);
  await page.close();
  assert.equal(await map.savedText(await openAgain(context)), text);
});

test("without a database one draws all the same, and is told", async (t) => {
  const prepare = (context) =>
    context.addInitScript(() => {
      delete window.indexedDB;
      delete Window.prototype.indexedDB;
      Object.defineProperty(window, "indexedDB", { value: undefined });
    });
  const { page } = await visit(t, { prepare });
  const mark = page.getByRole("button", { name: "Not saved" });
  await mark.waitFor();
  await mark.click();
  await page.getByRole("alert").filter({ hasText: "save the landscape as a file before you leave" }).waitFor();
  await usable(page);
  await map.draw(page, { contexts: map.contexts("A", "B") });
  await map.select(page, "A");
  await map.press(page, "Control+ArrowRight");
  await map.name(page, "C");
  assert.equal((await map.saved(page)).contexts.length, 3);
  await mark.waitFor();
  // To leave now would lose it: the browser asks.
  const asked = new Promise((done) => page.once("dialog", (dialog) => done(dialog.type()) ?? dialog.dismiss()));
  await page.close({ runBeforeUnload: true });
  assert.equal(await asked, "beforeunload");
});

test("without settings the app starts and draws", async (t) => {
  const prepare = (context) =>
    context.addInitScript(() => {
      const denied = () => {
        throw new DOMException("Access is denied for this document.", "SecurityError");
      };
      Object.defineProperty(window, "localStorage", { get: denied });
    });
  const { page } = await visit(t, { prepare });
  await map.select(page, "Claims handling");
  await map.press(page, "ArrowDown");
  await page.getByRole("button", { name: /^Undo: Move/ }).waitFor();
});

test("a clipboard that the browser refuses is told", async (t) => {
  const prepare = (context) =>
    context.addInitScript(() => {
      Clipboard.prototype.writeText = () => Promise.reject(new DOMException("Denied.", "NotAllowedError"));
    });
  const { page } = await visit(t, { prepare });
  await map.select(page, "Claims handling");
  const before = await map.savedText(page);
  await map.press(page, "Control+c");
  await page.getByRole("alert").filter({ hasText: "does not let Atoll use the clipboard" }).waitFor();
  const copied = page.getByRole("status").filter({ hasText: /^Copied/ });
  await absent(copied, "only one of the two is true");
  await usable(page);
  await map.press(page, "Control+x");
  await page.getByRole("button", { name: /^Undo: Delete/ }).click();
  assert.equal(await map.savedText(page), before);
});

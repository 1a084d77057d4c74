// What is drawn stays: after the page is closed, without a network, beside another tab, and when something else is
// opened.

import assert from "node:assert/strict";
import { test } from "node:test";
import { absent, countStored, offlineCopy, openAgain, soon, standing, until, usable, visit } from "../harness.mjs";
import * as map from "../map.mjs";

const names = async (page) => (await map.saved(page)).contexts.map(({ name }) => name);

// Adds a connected context beside the one that has this name, and waits until the browser has it.
async function add(page, beside, name) {
  await map.select(page, beside);
  await map.press(page, "Control+ArrowRight");
  await map.name(page, name);
  await map.node(page, name).waitFor();
}

// How many changes wait in the database to become part of the whole.
const waiting = (page) => countStored(page, "atoll", "changes");

const recent = (page) => page.getByRole("dialog", { name: "Landscapes" }).locator(".recent-row");

test("an example is nobody's work until it is changed", async (t) => {
  const { context, page } = await visit(t);
  await absent(page.getByRole("button", { name: /Saved/ }));
  await map.choose(page, "Examples and recent…");
  await page.getByRole("heading", { name: "Examples" }).waitFor();
  await absent(recent(page));
  await page.keyboard.press("Escape");
  await add(page, "Risk models", "Reserves");
  await map.kept(page);
  const text = await map.savedText(page);
  await page.close();
  const next = await openAgain(context);
  assert.equal(await map.savedText(next), text);
  await absent(next.locator(".tour"));
  await usable(next);
});

test("the work is there after the page was closed, change by change and as a whole", async (t) => {
  const { context, page } = await visit(t);
  await map.draw(page, { contexts: map.contexts("A") });
  await map.kept(page);
  await add(page, "A", "B");
  await map.kept(page);
  const one = await map.savedText(page);
  await page.close();
  const second = await openAgain(context);
  assert.equal(await map.savedText(second), one);
  await second.getByRole("button", { name: "Nothing to undo" }).waitFor();
  await add(second, "B", "C");
  await add(second, "C", "D");
  await map.kept(second);
  // After a pause the changes are folded into the whole.
  await until(async () => (await waiting(second)) === 0);
  const two = await map.savedText(second);
  await second.close();
  const third = await openAgain(context);
  assert.equal(await map.savedText(third), two);
  assert.deepEqual((await names(third)).sort(), ["A", "B", "C", "D"]);
});

test("what is undone stays undone", async (t) => {
  const { context, page } = await visit(t);
  await map.draw(page, { contexts: map.contexts("A") });
  await add(page, "A", "B");
  const text = await map.savedText(page);
  await add(page, "B", "C");
  await map.press(page, "Control+z");
  await map.kept(page);
  await page.close();
  assert.equal(await map.savedText(await openAgain(context)), text);
});

test("without a network everything goes on", async (t) => {
  const { context, page } = await visit(t);
  await map.draw(page, { contexts: map.contexts("A") });
  await map.kept(page);
  await offlineCopy(page);
  await context.setOffline(true);
  await page.reload();
  await standing(page);
  await add(page, "A", "B");
  await map.kept(page);
  await page.reload();
  await standing(page);
  assert.deepEqual(await names(page), ["A", "B"]);
  // What is fetched later is in the copy as well.
  await map.press(page, "?");
  await page.getByRole("dialog", { name: "Keys and help" }).waitFor();
  await usable(page);
});

test("New and Open are undone, and what was drawn before is found again", async (t) => {
  const { page } = await visit(t);
  await map.draw(page, { contexts: map.contexts("A", "B") }, { name: "First" });
  const first = await map.savedText(page);
  await map.emptyMap(page);
  const said = page.getByRole("status").filter({ hasText: "The one before is saved" });
  await said.getByRole("button", { name: "Undo" }).click();
  assert.equal(await map.savedText(page), first);
  await map.draw(page, { contexts: map.contexts("X") }, { name: "Second" });
  const second = await map.savedText(page);
  await map.press(page, "Control+z");
  assert.equal(await map.savedText(page), first);
  await map.press(page, "Control+y");
  assert.equal(await map.savedText(page), second);
  await map.kept(page);

  await map.choose(page, "Examples and recent…");
  const row = recent(page).filter({ hasText: "First" });
  await row.getByText("2 contexts").waitFor();
  await usable(page);
  await row.getByRole("button").first().click();
  await map.node(page, "A").waitFor();
  assert.equal(await map.savedText(page), first);
  await map.choose(page, "Examples and recent…");
  await page.getByRole("button", { name: "Remove “Second” from this browser" }).click();
  await recent(page).filter({ hasText: "Second" }).waitFor({ state: "detached" });
  await soon.equal(() => recent(page).count(), 1);
});

test("a second tab draws on a copy, and neither loses anything", async (t) => {
  const { context, page: first } = await visit(t);
  await map.draw(first, { contexts: map.contexts("A") });
  await map.kept(first);
  const second = await openAgain(context);
  await second.getByText("This landscape is open in another tab.").waitFor();
  await usable(second);
  await add(second, "A", "Of the second");
  await second.getByText("You are drawing on a copy now").waitFor();
  await map.kept(second);
  await add(first, "A", "Of the first");
  await map.kept(first);
  await add(second, "Of the second", "More of the second");
  await map.kept(second);
  assert.deepEqual(await names(first), ["A", "Of the first"]);
  assert.deepEqual(await names(second), ["A", "Of the second", "More of the second"]);
  await first.close();
  await second.close();

  const later = await openAgain(context);
  await map.choose(later, "Examples and recent…");
  const rows = recent(later).filter({ hasText: "Test" });
  await rows.nth(1).waitFor();
  await soon.equal(() => rows.count(), 2);
  const found = [];
  await later.keyboard.press("Escape");
  found.push((await names(later)).join());
  await map.choose(later, "Examples and recent…");
  await rows.filter({ hasNotText: "open now" }).getByRole("button").first().click();
  await later.getByRole("button", { name: "Undo: Open" }).waitFor();
  found.push((await names(later)).join());
  assert.deepEqual(found.sort(), ["A,Of the first", "A,Of the second,More of the second"]);
});

// The past of a landscape: an old revision is looked at, named, compared, restored, undone; it is there after a reload,
// is replayed, and is everybody's where the landscape is shared.

import assert from "node:assert/strict";
import { test } from "node:test";
import { countStored, openAgain, soon, standing, until, usable, visit } from "../harness.mjs";
import * as map from "../map.mjs";

const NO_SERVER = /WebSocket|Failed to load resource/;

const panel = (page) => page.getByRole("complementary", { name: "History" });
const banner = (page) => page.getByRole("region", { name: "An earlier revision" });
const slider = (page) => panel(page).getByRole("slider", { name: "Revision" });
const steps = (page) => panel(page).locator(".step-row");
const names = async (page) => (await map.saved(page)).contexts.map(({ name }) => name).sort();

// How many steps are in this browser's log.
const lines = (page) => countStored(page, "atoll-history", "lines");

// The names of what the map shows while an earlier revision is looked at.
const shown = (page) => page.locator("#canvas svg.stage");

async function open(page) {
  if (!(await panel(page).isVisible())) await map.press(page, "y");
  await panel(page).waitFor();
}

// Adds a connected context beside the one that has this name.
async function add(page, beside, name) {
  await map.select(page, beside);
  await map.press(page, "Control+ArrowRight");
  await map.name(page, name);
  await map.node(page, name).waitFor();
  await map.press(page, "Escape");
}

// A landscape with a past of some steps.
async function drawn(t, options) {
  const { context, page } = await visit(t, options);
  await map.draw(page, { contexts: map.contexts("Sales") });
  await add(page, "Sales", "Billing");
  await map.select(page, "Billing");
  await map.press(page, "F2");
  await map.name(page, "Invoices");
  await add(page, "Invoices", "Stock");
  await map.kept(page);
  return { context, page };
}

// Looks at what was there after the step that says this.
async function lookAt(page, words) {
  await steps(page).filter({ hasText: words }).first().click();
  await banner(page).waitFor();
}

test("an old revision is looked at, and nothing can be changed meanwhile", async (t) => {
  const { page } = await drawn(t);
  await open(page);
  await steps(page).filter({ hasText: "renamed the context Billing to Invoices" }).waitFor();
  const now = await map.savedText(page);
  await lookAt(page, "to Billing");
  await shown(page).waitFor();
  await banner(page).getByText(/Revision \d+ of \d+/).waitFor();
  await usable(page);
  // Keys that change something say why they do not.
  await map.press(page, "Control+z");
  await page.getByText("This is an earlier revision. Go back to now to change something.").first().waitFor();
  assert.equal(await map.savedText(page), now);
  await banner(page).getByRole("button", { name: "Back to now" }).click();
  await banner(page).waitFor({ state: "detached" });
  await shown(page).waitFor({ state: "detached" });
  await map.node(page, "Stock").waitFor();
  // The way back to the map leads back to now as well.
  await lookAt(page, "renamed the context");
  await page.getByRole("button", { name: "Back to the map" }).click();
  await banner(page).waitFor({ state: "detached" });
});

test("a revision is named, compared, restored and taken back, and all of it is there after a reload", async (t) => {
  const { context, page } = await drawn(t);
  await open(page);
  await steps(page).filter({ hasText: "Stock" }).first().waitFor();
  const count = await steps(page).count();
  const now = await names(page);
  await lookAt(page, "renamed the context Billing to Invoices");
  await panel(page).getByRole("textbox", { name: "Name of this revision" }).fill("Before the warehouse");
  await page.keyboard.press("Tab");
  await panel(page).locator(".milestone").filter({ hasText: "Before the warehouse" }).waitFor();

  // Compared with now, what came since is marked on the map and listed.
  await panel(page).getByRole("combobox", { name: "Compare with" }).selectOption({ label: "Now" });
  await page.locator("#canvas svg.stage .look-added").first().waitFor();
  await panel(page).getByText(/^Elements: .*added/).click();
  await panel(page).locator(".element-differences").getByText("Stock").first().waitFor();
  await usable(page);

  await panel(page).getByRole("button", { name: "Restore", exact: true }).click();
  await page.getByText("The landscape is as it was at “Before the warehouse” again.").waitFor();
  await map.node(page, "Stock").waitFor({ state: "detached" });
  assert.deepEqual(await names(page), ["Invoices", "Sales"]);
  // Restoring is a step of its own.
  await until(async () => (await steps(page).count()) === count + 1);
  await map.press(page, "Control+z");
  await map.node(page, "Stock").waitFor();
  assert.deepEqual(await names(page), now);
  await map.kept(page);
  await until(async () => (await steps(page).count()) === count + 2);

  // What was done is written down a moment after it was done.
  await until(async () => (await lines(page)) === count + 2);
  await page.close();
  const next = await openAgain(context);
  await open(next);
  await next.locator(".milestone").filter({ hasText: "Before the warehouse" }).waitFor();
  await until(async () => (await steps(next).count()) === count + 2);
  await next.locator(".milestone").click();
  await banner(next).getByText("“Before the warehouse”").waitFor();

  // A copy is a landscape of its own, whose past begins now.
  await panel(next).getByRole("button", { name: "Copy as new landscape" }).click();
  await next.getByText("This is a copy of “Before the warehouse”").waitFor();
  await panel(next).getByText("Nothing was changed here yet.").waitFor();
  assert.deepEqual(await names(next), ["Invoices", "Sales"]);
});

test("the revisions are replayed, with what each step changed marked", async (t) => {
  const { page } = await drawn(t);
  await open(page);
  await steps(page).first().waitFor();
  await panel(page).getByRole("combobox", { name: "Speed" }).selectOption({ label: "10 steps a second" });
  await panel(page).getByRole("button", { name: "Play" }).click();
  await page.locator("#canvas svg.stage .look-added, #canvas svg.stage .look-changed").first().waitFor();
  const last = await slider(page).getAttribute("max");
  await until(async () => (await slider(page).inputValue()) === last);
  await panel(page).getByRole("button", { name: "Play" }).waitFor();

  // With keys: the slider goes to the beginning and step by step on.
  await slider(page).focus();
  await page.keyboard.press("Home");
  await banner(page).getByText(`Revision 0 of ${last}`).waitFor();
  await page.keyboard.press("ArrowRight");
  await banner(page).getByText(`Revision 1 of ${last}`).waitFor();
  await page.keyboard.press("End");
  await banner(page).waitFor({ state: "detached" });
});

test("the list is narrowed by words and to what is chosen", async (t) => {
  const { page } = await drawn(t);
  await open(page);
  await steps(page).first().waitFor();
  const all = await steps(page).count();
  await panel(page).getByRole("searchbox", { name: "Filter by words or people" }).fill("renamed");
  await until(async () => (await steps(page).count()) < all);
  await panel(page).getByRole("searchbox").fill("");
  await map.select(page, "Sales");
  await panel(page).getByText("Only what happened to what is chosen").click();
  await until(async () => (await steps(page).count()) < all);
  await soon.equal(() => steps(page).filter({ hasText: "renamed the context Billing" }).count(), 0);
  await panel(page).getByText("Who did how much").click();
  await panel(page).getByRole("rowheader", { name: "You" }).waitFor();
  await usable(page);
});

test("what was drawn before there was a history opens, and its history begins", async (t) => {
  const { context, page } = await visit(t);
  await map.draw(page, { contexts: map.contexts("A") });
  await map.kept(page);
  // A database as the version before left it.
  await page.evaluate(
    () =>
      new Promise((done, failed) => {
        const removing = indexedDB.deleteDatabase("atoll-history");
        [removing.onsuccess, removing.onblocked, removing.onerror] = [done, done, failed];
      }),
  );
  await page.close();
  const next = await openAgain(context);
  await map.node(next, "A").waitFor();
  await add(next, "A", "B");
  await map.kept(next);
  await open(next);
  await steps(next).first().waitFor();
  await slider(next).focus();
  await next.keyboard.press("Home");
  await banner(next).getByText("what the history begins with").waitFor();
  await banner(next).getByRole("button", { name: "Back to now" }).click();
  assert.deepEqual(await names(next), ["A", "B"]);
});

test("the past of a shared landscape tells who did what", async (t) => {
  const { page } = await visit(t, { mayFail: NO_SERVER, permissions: ["clipboard-write"] });
  await map.draw(page, { contexts: map.contexts("Sales") });
  await page.getByRole("button", { name: "Share", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Share" });
  await dialog.getByRole("button", { name: "Share this landscape" }).click();
  await dialog.getByRole("button", { name: "Close" }).click();
  await page.locator(".head-left .saved").filter({ hasText: /^Live$/ }).waitFor();
  await add(page, "Sales", "Billing");
  await open(page);
  await steps(page).filter({ hasText: "added" }).first().waitFor();
  await lookAt(page, "added");
  await panel(page).getByRole("textbox", { name: "Name of this revision" }).fill("Agreed");
  await page.keyboard.press("Tab");
  await panel(page).locator(".milestone").filter({ hasText: "Agreed" }).waitFor();
  await banner(page).getByRole("button", { name: "Back to now" }).click();
  // What is done while the panel is open comes in.
  const before = await steps(page).count();
  await map.select(page, "Billing");
  await map.press(page, "F2");
  await map.name(page, "Invoices");
  await until(async () => (await steps(page).count()) > before);
  await page.reload();
  await standing(page);
  await open(page);
  await panel(page).locator(".milestone").filter({ hasText: "Agreed" }).waitFor();
});

test("a phone has room for the past", async (t) => {
  const { page } = await drawn(t);
  await page.setViewportSize({ width: 390, height: 780 });
  await open(page);
  await steps(page).first().waitFor();
  await lookAt(page, "added");
  await usable(page);
  await banner(page).getByRole("button", { name: "Back to now" }).click();
  await banner(page).waitFor({ state: "detached" });
});

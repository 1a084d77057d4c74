// What is not drawn: contracts, interactions, toggles and all the rest are added, edited and gone to in lists and
// inspectors, by mouse and by keyboard.

import assert from "node:assert/strict";
import { test } from "node:test";
import { soon, standing, usable, visit } from "../harness.mjs";
import * as map from "../map.mjs";

const focused = (page) =>
  page.evaluate(() => document.activeElement.id || document.activeElement.ariaLabel || document.activeElement.tagName);

// Presses Tab until the focus is where it should be.
async function tabTo(page, where, most = 40) {
  for (let count = 0; (await focused(page)) !== where; count += 1) {
    if (count === most) assert.fail(`${where} was not reached: the focus is on ${await focused(page)}`);
    await page.keyboard.press("Tab");
  }
}

// Waits until the person can type in the inspector.
const typing = (page) => page.waitForFunction(() => document.activeElement.id === "inspector-first");

// Remembers the file after each step, takes each back, does it again, and finds the last one after the page was closed.
async function lasts(page, steps) {
  const files = [await map.savedText(page)];
  for (const step of steps) {
    await step();
    files.push(await map.savedText(page));
    assert.notEqual(files.at(-1), files.at(-2));
  }
  for (const file of files.slice(0, -1).reverse()) {
    await map.press(page, "Control+z");
    assert.equal(await map.savedText(page), file);
  }
  for (const file of files.slice(1)) {
    await map.press(page, "Control+Shift+Z");
    assert.equal(await map.savedText(page), file);
  }
  await map.kept(page);
  await page.reload();
  await standing(page);
  assert.equal(await map.savedText(page), files.at(-1));
}

const fold = (panel, name) => panel.locator("summary").getByText(name);

test("a toggle with an owner and an end is added by keys alone", async (t) => {
  const { page } = await visit(t);
  await map.draw(page, { contexts: map.contexts("Quotes"), teams: [{ id: "t1", name: "Pilots", off_map: true }] });
  await lasts(page, [
    async () => {
      await map.press(page, "o");
      await map.press(page, "Escape");
      await page.locator(".outline .add").focus();
      // Going about the closed list adds nothing yet.
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("ArrowDown");
      await soon.equal(() => map.details(page).count(), 0);
      await page.keyboard.type("Toggle");
      await usable(page);
      await page.keyboard.press("Enter");
      await typing(page);
    },
    async () => {
      await page.locator("#inspector-first").press("Control+a");
      await page.keyboard.type("quick-quote");
      await tabTo(page, "field-owner");
    },
    async () => {
      await page.locator("#field-owner").focus();
      await page.keyboard.type("Pilots");
      await tabTo(page, "field-expires");
    },
    async () => {
      await page.locator("#field-expires").focus();
      await page.keyboard.type("12312026");
      await page.keyboard.press("Tab");
    },
  ]);
  const { toggles } = await map.saved(page);
  assert.deepEqual(toggles.map(({ id, ...rest }) => rest), [
    { name: "quick-quote", owner: "t1", expires: "2026-12-31" },
  ]);
});

test("a contract gets a version, which is deprecated", async (t) => {
  const { page } = await visit(t);
  await map.draw(page, { contexts: map.contexts("Quotes", "Claims") });
  const panel = map.details(page);
  const first = page.locator("#inspector-first");
  const named = async (name) => {
    await first.fill(name);
    await first.press("Enter");
  };
  await lasts(page, [
    async () => {
      await map.select(page, "Quotes");
      await fold(panel, "Contracts").click();
      await usable(page);
      await panel.getByRole("button", { name: "Add a contract" }).click();
      await typing(page);
    },
    () => named("Quote API"),
    () => panel.getByLabel("Kind").selectOption("API"),
    async () => {
      await panel.getByRole("button", { name: "Add a contract version" }).click();
      await typing(page);
    },
    () => named("2.1"),
    () => panel.getByLabel("Lifecycle").selectOption("deprecated"),
    async () => {
      await fold(panel, "Dates").click();
      await panel.getByLabel("Sunset").fill("2027-06-30");
      await usable(page);
    },
  ]);
  const { contracts, versions } = await map.saved(page);
  assert.deepEqual(contracts.map(({ context, name, kind }) => [context, name, kind]), [["c1", "Quote API", "api"]]);
  assert.deepEqual(
    versions.map(({ contract, name, lifecycle, sunset }) => [contract, name, lifecycle, sunset]),
    [[contracts[0].id, "2.1", "deprecated", "2027-06-30"]],
  );
  // Down from the context to the version, and up again.
  await map.select(page, "Quotes");
  await fold(panel, "Contracts").click();
  await panel.getByRole("button", { name: "Quote API", exact: false }).first().click();
  await panel.getByRole("button", { name: "Quote API 2.1 deprecated" }).click();
  await soon.equal(() => first.inputValue(), "2.1");
  // Who goes on by keys goes on from here.
  await page.waitForFunction(() => document.activeElement.id === "details");
  await panel.getByRole("button", { name: "Quote API" }).first().click();
  await panel.getByRole("button", { name: "Delete Quote API 2.1" }).click();
  assert.deepEqual((await map.saved(page)).versions, undefined);
  await panel.getByRole("button", { name: "Quotes", exact: true }).click();
  await panel.getByRole("button", { name: "What does a change here do?" }).waitFor();
});

test("two teams interact, and both tell so", async (t) => {
  const { page } = await visit(t);
  await map.draw(page, {
    teams: ["Pilots", "Tugs", "Crew"].map((name, index) => ({
      id: `t${index + 1}`,
      name,
      frame: [index * 344, 0, 176, 88],
    })),
  });
  const panel = map.details(page);
  await lasts(page, [
    async () => {
      await map.select(page, "Pilots");
      await fold(panel, "Interactions").click();
      await panel.getByLabel("Add an interaction with…").selectOption("Tugs");
      await typing(page);
      await usable(page);
    },
    () => panel.getByLabel("Mode").selectOption("facilitating"),
    async () => {
      await panel.getByLabel("Purpose").fill("Night shifts");
      await panel.getByLabel("Purpose").blur();
    },
    () => page.locator("#field-consumer").selectOption("Crew"),
  ]);
  const { interactions } = await map.saved(page);
  assert.deepEqual(interactions.map(({ id, ...rest }) => rest), [
    { provider: "t1", consumer: "t3", mode: "facilitating", purpose: "Night shifts" },
  ]);
  await map.select(page, "Crew");
  await fold(panel, "Interactions (1)").click();
  await panel.getByRole("button", { name: "Pilots – Crew facilitating" }).click();
  await panel.getByRole("button", { name: "Go to Pilots" }).click();
  await soon.equal(() => page.locator("#inspector-first").inputValue(), "Pilots");
});

test("the inventory lists what is not drawn, which is found, renamed and deleted by the usual keys", async (t) => {
  const { page } = await visit(t);
  await map.draw(page, {
    contexts: map.contexts("Quotes"),
    data_stores: [{ id: "p1", name: "Prices", writers: ["c1"] }],
    toggles: [
      { id: "g1", name: "quick-quote", context: "c1" },
      { id: "g2", name: "night-rates" },
    ],
  });
  const [panel, list] = [map.details(page), map.outline(page)];
  await soon.deepEqual(() => map.outlined(page), ["Test | the whole landscape", "Quotes | context"]);
  await fold(list, "Toggles (2)").click();
  await list.getByRole("button", { name: "night-rates" }).click();
  await soon.equal(() => page.locator("#inspector-first").inputValue(), "night-rates");
  await usable(page);
  await map.press(page, "F2");
  await typing(page);
  await page.keyboard.type("night-prices");
  await page.keyboard.press("Enter");
  await list.getByRole("button", { name: "night-prices" }).waitFor();
  await map.press(page, "Delete");
  await fold(list, "Toggles (1)").waitFor();
  await soon.equal(() => panel.count(), 0);
  await map.press(page, "Control+z");
  await soon.equal(() => page.locator("#inspector-first").inputValue(), "night-prices", "what comes back is chosen");
  await list.getByRole("searchbox").fill("pric");
  await list.getByRole("button", { name: "Prices", exact: true }).waitFor();
  await list.getByRole("searchbox").fill("");
  await map.press(page, "Control+f");
  await page.getByRole("dialog", { name: "Find" }).getByRole("searchbox").fill("quick");
  await page.keyboard.press("Enter");
  await soon.equal(() => page.locator("#inspector-first").inputValue(), "quick-quote");
  // Who uses a context is told there, and what it does not say yet.
  await map.select(page, "Quotes");
  await fold(panel, "Used by (2)").click();
  await panel.getByRole("button", { name: "Prices data store, written by" }).waitFor();
  await panel.getByRole("button", { name: "business model" }).click();
  await page.waitForFunction(() => document.activeElement.id === "field-business_model");
  await usable(page);
  await page.keyboard.type("revenue");
  await page.keyboard.press("Enter");
  await fold(panel, "Strategy (1 of 5)").waitFor();
  await soon.equal(() => panel.getByRole("button", { name: "business model" }).count(), 0);
});

test("on a phone an element beside the map opens as a sheet", async (t) => {
  const { page } = await visit(t, { viewport: { width: 390, height: 844 }, hasTouch: true });
  await map.draw(page, { contexts: map.contexts("Quotes"), toggles: [{ id: "g1", name: "quick-quote" }] });
  await map.press(page, "o");
  await fold(map.outline(page), "Toggles (1)").click();
  await map.outline(page).getByRole("button", { name: "quick-quote" }).click();
  await map.details(page).waitFor();
  await soon.equal(() => map.outline(page).count(), 0, "there is room for one sheet");
  await usable(page);
});

// The first visit: an example to look at, a tour that is offered once, and more examples.

import assert from "node:assert/strict";
import { test } from "node:test";
import { absent, soon, standing, usable, visit } from "../harness.mjs";
import { canvas, choose, findings, node, resting } from "../map.mjs";

const tour = (page) => page.getByRole("dialog", { name: /./ }).filter({ hasText: "of 5" });
const zoom = (page) => page.getByRole("button", { name: /^Zoom \d+ %/ });

test("an example is on the canvas, whole and named", async (t) => {
  const { page } = await visit(t);
  await soon.match(() => page.title(), /^Harbour Mutual, an insurer · Atoll$/);
  await soon.equal(() => canvas(page).getByRole("img", { name: /, (context|external system)/ }).count(), 14);
  // Nothing of it lies outside of the window or under the panels at the top.
  for (const box of await canvas(page).locator("g.node").all()) {
    const { x, y, width, height } = await box.boundingBox();
    assert.ok(x >= 0 && y >= 84 && x + width <= 1280 && y + height <= 800);
  }
  await usable(page);
});

test("the tour is gone through step by step and does not come back", async (t) => {
  const { page } = await visit(t, { tour: true });
  const titles = [];
  for (let step = 1; step <= 5; step += 1) {
    await tour(page).getByText(`${step} of 5`).waitFor();
    titles.push(await tour(page).getByRole("heading").innerText());
    if (step === 2) await page.getByRole("heading", { name: "A change in Policy administration" }).waitFor();
    if (step === 3) await findings(page).waitFor();
    await usable(page);
    await tour(page).getByRole("button").last().click();
  }
  assert.equal(new Set(titles).size, 5);
  await tour(page).waitFor({ state: "detached" });
  await soon.equal(() => page.evaluate(() => document.activeElement.id), "canvas", "one can begin at once");
  await page.reload();
  await standing(page);
  await absent(tour(page));
});

test("the tour can be skipped, does not come back and can be asked for", async (t) => {
  const { page } = await visit(t);
  await absent(tour(page));
  await page.reload();
  await standing(page);
  await absent(tour(page));
  await choose(page, "Show me around");
  await tour(page).getByText("1 of 5").waitFor();
});

test("every example of the gallery opens, and Undo goes back through them", async (t) => {
  const { page } = await visit(t);
  const gallery = page.getByRole("dialog", { name: "Landscapes" });
  await choose(page, "Examples and recent…");
  await gallery.waitFor();
  await usable(page);
  const cards = gallery.locator(".card");
  const count = await cards.count();
  assert.ok(count >= 3);
  const titles = [];
  for (let index = 0; index < count; index += 1) {
    if (index > 0) await choose(page, "Examples and recent…");
    const card = await cards.nth(index).locator("strong").innerText();
    await cards.nth(index).click();
    await gallery.waitFor({ state: "detached" });
    await page.getByRole("button", { name: `Undo: Open ${card}` }).waitFor();
    titles.push(await page.title());
    const [nodes, picture] = [canvas(page).locator("g.node"), page.locator("#picture")];
    await soon.ok(async () => (await nodes.count()) > 5 || (await picture.count()) === 1);
    await usable(page);
  }
  assert.equal(new Set(titles).size, count);
  for (const title of titles.slice(0, -1).reverse()) {
    await page.getByRole("button", { name: /^Undo: Open/ }).click();
    await page.waitForFunction((title) => document.title === title, title);
  }
});

test("the map can be panned, zoomed and fitted", async (t) => {
  const { page } = await visit(t);
  const at = async () => (await resting(node(page, "Claims handling"))).x;
  const fitted = [await zoom(page).innerText(), await at()];
  await page.getByRole("button", { name: /^Zoom in/ }).click();
  await soon.notEqual(() => zoom(page).innerText(), fitted[0]);
  await zoom(page).click();
  await soon.equal(() => zoom(page).innerText(), "100 %");
  const before = await at();
  await page.mouse.move(640, 400);
  await page.mouse.wheel(60, 0);
  await page.waitForFunction((x) => document.querySelector("#canvas g[role=img]") && x, before);
  await soon.equal(async () => Math.round(before - (await at())), 60);
  await page.keyboard.down("Control");
  await page.mouse.wheel(0, -100);
  await page.keyboard.up("Control");
  await soon.notEqual(() => zoom(page).innerText(), "100 %");
  await page.getByRole("button", { name: /^Show everything/ }).click();
  await soon.deepEqual(async () => [await zoom(page).innerText(), await at()], fitted);
  await soon.equal(() => page.getByRole("button", { name: "Nothing to undo" }).count(), 1, "to look is not to change");
});

// The Bounded Context Canvas: filled in as on the wall, kept, taken back step by step, saved as text and printed.

import assert from "node:assert/strict";
import { test } from "node:test";
import { soon, usable, visit } from "../harness.mjs";
import * as map from "../map.mjs";

const PAIR = {
  contexts: map.contexts("Orders", "Stock"),
  relationships: [{ id: "r1", upstream: "c2", downstream: "c1", kind: "upstream_downstream" }],
};

const sheet = (page) => page.getByRole("dialog", { name: "Bounded Context Canvas" });

async function opened(page, records = PAIR) {
  await map.draw(page, records);
  await map.select(page, "Orders");
  await map.press(page, "b");
  await sheet(page).waitFor();
  return sheet(page);
}

// Types into what was just added, once it is there.
async function type(page, what, text) {
  await page.waitForFunction((what) => document.activeElement?.id.startsWith(what), what);
  await page.keyboard.type(text);
  await page.keyboard.press("Tab");
}

// Fills a field and leaves it.
async function fill(field, text) {
  await field.fill(text);
  await field.press("Tab");
}

test("a canvas is filled in, kept over a reload, and taken back step by step", async (t) => {
  const { page } = await visit(t);
  const canvas = await opened(page);
  const before = await page.evaluate(() => document.activeElement?.closest("dialog")?.id);
  assert.equal(before, "context-canvas", "the focus is in the canvas");
  await fill(canvas.getByLabel("Purpose"), "Takes what people want to buy.");
  await canvas.locator(".canvas-strategy").getByLabel("Domain").selectOption({ label: "core" });
  await canvas.getByRole("button", { name: "gateway", exact: true }).click();
  await fill(canvas.getByLabel("Business decisions"), "Nobody pays before it is in stock\nPrices hold for an hour");
  await fill(canvas.getByLabel("Open questions"), "Who cancels?");

  // The supplier stands there as a collaborator; a message to it is a command, one from it an event.
  await canvas.getByRole("button", { name: "Add a message: Stock" }).click();
  await type(page, "message-", "Reserve");
  await canvas.locator(".canvas-outbound").getByLabel("What sort of message").selectOption({ label: "command" });
  await canvas.getByLabel("Message from…").selectOption({ label: "Stock" });
  await type(page, "message-", "Sold out");
  await canvas.getByRole("button", { name: "Add a term" }).click();
  await type(page, "term-", "Basket");
  // Leaving a field takes what was typed, and the focus goes on to the next.
  await page.keyboard.type("What somebody wants, not yet ordered.");
  await page.keyboard.press("Tab");
  await usable(page);

  await page.keyboard.press("Escape");
  await sheet(page).waitFor({ state: "detached" });
  const file = await map.saved(page);
  const orders = file.contexts.find(({ name }) => name === "Orders");
  assert.equal(orders.purpose, "Takes what people want to buy.");
  assert.deepEqual([orders.classification, orders.roles], ["core", ["gateway"]]);
  assert.deepEqual(orders.decisions, ["Nobody pays before it is in stock", "Prices hold for an hour"]);
  assert.deepEqual(
    file.messages.map(({ name, kind, sender }) => [name, kind, sender]),
    [
      ["Reserve", "command", "downstream"],
      ["Sold out", undefined, undefined],
    ],
  );
  assert.deepEqual(
    file.terms.map(({ context, name, meaning }) => [context, name, meaning]),
    [["c1", "Basket", "What somebody wants, not yet ordered."]],
  );

  await map.kept(page);
  await page.reload();
  await map.node(page, "Orders").waitFor();
  assert.deepEqual(await map.saved(page), file);
});

test("every entry of a canvas is one step back", async (t) => {
  const { page } = await visit(t);
  const canvas = await opened(page);
  const before = await (async () => {
    await page.keyboard.press("Escape");
    return map.saved(page);
  })();
  await map.press(page, "b");
  await fill(canvas.getByLabel("Assumptions"), "One warehouse");
  await canvas.getByRole("button", { name: "Add a message: Stock" }).click();
  await type(page, "message-", "Reserve");
  await canvas.getByRole("button", { name: "brain", exact: true }).click();
  await page.keyboard.press("Escape");
  for (let step = 0; step < 4; step += 1) await map.press(page, "Control+z");
  assert.deepEqual(await map.saved(page), before);
});

test("a canvas is handed out as Markdown, and on paper there is nothing else", async (t) => {
  const { page } = await visit(t);
  const canvas = await opened(page);
  await fill(canvas.getByLabel("Purpose"), "Takes *what* people want.");
  const save = canvas.getByRole("button", { name: "Save as Markdown" });
  const { name, bytes } = await map.download(page, () => save.click());
  assert.equal(name, "orders-canvas.md");
  const text = String(bytes);
  assert.match(text, /^# Orders\n/);
  assert.match(text, /## Purpose\n\nTakes \\\*what\\\* people want\./);
  assert.match(text, /## Outbound communication\n\n- Stock \(bounded context; Upstream\/Downstream\)/);

  await page.emulateMedia({ media: "print" });
  await soon.equal(() => page.locator("#canvas").isVisible(), false);
  await soon.equal(() => canvas.getByRole("button", { name: "Print" }).isVisible(), false);
  await soon.equal(() => canvas.getByLabel("Purpose").isVisible(), true);
  assert.ok((await page.pdf({ preferCSSPageSize: true })).length > 10_000);
});

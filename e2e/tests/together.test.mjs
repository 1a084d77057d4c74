// People in one landscape: drawing together, parting, drawing apart without a network, coming back, agreeing.

import assert from "node:assert/strict";
import { test } from "node:test";
import { openAgain, openAtoll, soon, standing, until, usable, visit } from "../harness.mjs";
import { overlaps } from "../looks.mjs";
import * as map from "../map.mjs";

const NO_SERVER = /WebSocket|ERR_INTERNET_DISCONNECTED|Failed to load resource/;

const status = (page) => page.locator(".head-left .saved");
const live = (page) => status(page).filter({ hasText: /^Live$/ }).waitFor();
const dialog = (page) => page.getByRole("dialog", { name: "Share" });

// Shares what is drawn; answers with the address of a link that lets people do this.
async function share(page, right = "edit") {
  await page.getByRole("button", { name: "Share", exact: true }).click();
  const shareIt = dialog(page).getByRole("button", { name: "Share this landscape" });
  const maker = dialog(page).getByRole("combobox", { name: "Who opens it may" });
  await shareIt.or(maker).first().waitFor();
  if (await shareIt.isVisible()) await shareIt.click();
  await maker.waitFor();
  await maker.selectOption({ label: right });
  const made = async () => (await page.locator("#made-link").allTextContents()).join();
  const before = await made();
  await dialog(page).getByRole("button", { name: "Make and copy the link" }).click();
  await until(async () => (await made()) !== before);
  const address = await made();
  await dialog(page).getByRole("button", { name: "Close" }).click();
  return address;
}

// Somebody with a browser of their own who opens a link.
async function guest(t, address) {
  const { context, page } = await visit(t, { mayFail: NO_SERVER });
  await page.goto(address);
  await standing(page);
  await live(page);
  return { context, page };
}

async function host(t) {
  const { context, page } = await visit(t, { mayFail: NO_SERVER, permissions: ["clipboard-write", "clipboard-read"] });
  await map.draw(page, { contexts: map.contexts("Sales", "Stock") });
  return { context, page };
}

const names = async (page) => (await map.saved(page)).contexts.map((context) => context.name).sort();

const both = async (one, other, wanted) => {
  await soon.deepEqual(() => names(one), wanted);
  await soon.deepEqual(() => names(other), wanted);
  await soon.ok(async () => (await map.savedText(one)) === (await map.savedText(other)), "the same to the letter");
};

// Draws a context with this name somewhere in the open.
async function add(page, name, { x, y }) {
  await map.tool(page, /^Context/).click();
  await page.mouse.click(x, y);
  await map.name(page, name);
  await map.press(page, "Escape");
}

test("two draw together, part, draw apart, load anew without a network, and agree when they are back", async (t) => {
  const ann = await host(t);
  const address = await share(ann.page);
  assert.match(address, /#shared=[0-9a-z]{26}\.[0-9a-z]{52}$/);
  await live(ann.page);
  const ben = await guest(t, address);
  await soon.equal(() => new URL(ben.page.url()).hash, "", "what opens the landscape does not stay in the address");

  // Together.
  await add(ann.page, "Billing", { x: 400, y: 560 });
  await map.node(ben.page, "Billing").waitFor();
  await add(ben.page, "Claims", { x: 700, y: 560 });
  await map.node(ann.page, "Claims").waitFor();
  await both(ann.page, ben.page, ["Billing", "Claims", "Sales", "Stock"]);
  await ann.page.getByRole("button", { name: "Guest is drawing: press to follow" }).waitFor();

  // Apart: one without a network, loading the page anew in the middle.
  await ben.page.evaluate(() => navigator.serviceWorker.ready);
  await until(() => ben.page.evaluate(() => navigator.serviceWorker.controller !== null));
  await ben.context.setOffline(true);
  await status(ben.page).filter({ hasText: "Offline" }).waitFor();
  await add(ben.page, "Fraud", { x: 560, y: 660 });
  await map.node(ben.page, "Fraud").waitFor();
  await status(ben.page).filter({ hasText: "unsent" }).waitFor();
  for (const width of [375, 821, 1280]) {
    await ben.page.setViewportSize({ width, height: 800 });
    await soon.deepEqual(() => overlaps(ben.page), [], `${width} wide`);
  }
  await ben.page.reload();
  await standing(ben.page);
  await map.node(ben.page, "Fraud").waitFor();
  await status(ben.page).filter({ hasText: "unsent" }).waitFor();
  await add(ann.page, "Pricing", { x: 860, y: 300 });

  await ben.context.setOffline(false);
  await live(ben.page);
  await both(ann.page, ben.page, ["Billing", "Claims", "Fraud", "Pricing", "Sales", "Stock"]);

  // And after another visit.
  await ben.page.reload();
  await standing(ben.page);
  await live(ben.page);
  await both(ann.page, ben.page, ["Billing", "Claims", "Fraud", "Pricing", "Sales", "Stock"]);
});

test("what others removed in the meantime is not accepted, said, and can be done otherwise", async (t) => {
  const ann = await host(t);
  const ben = await guest(t, await share(ann.page));
  await ben.context.setOffline(true);
  await status(ben.page).filter({ hasText: "Offline" }).waitFor();
  await map.select(ben.page, "Sales");
  await map.press(ben.page, "F2");
  await map.name(ben.page, "Orders");
  await map.select(ann.page, "Sales");
  await map.press(ann.page, "Delete");
  await soon.deepEqual(() => names(ann.page), ["Stock"]);
  await ben.context.setOffline(false);
  await status(ben.page).filter({ hasText: "1 not accepted" }).waitFor();
  await both(ann.page, ben.page, ["Stock"]);
  await status(ben.page).click();
  const row = dialog(ben.page).getByRole("list", { name: "Not accepted" }).getByRole("listitem");
  await soon.match(() => row.textContent(), /not in this landscape/);
  await usable(ben.page);
  await row.getByRole("button", { name: "Let go" }).click();
  await status(ben.page).filter({ hasText: /^Live$/ }).waitFor();
});

test("undo takes back one's own work and nobody else's", async (t) => {
  const ann = await host(t);
  const ben = await guest(t, await share(ann.page));
  await map.select(ann.page, "Sales");
  await map.press(ann.page, "F2");
  await map.name(ann.page, "Orders");
  await map.node(ben.page, "Orders").waitFor();
  await add(ben.page, "Claims", { x: 700, y: 560 });
  await map.node(ann.page, "Claims").waitFor();
  await map.press(ann.page, "Control+z");
  await both(ann.page, ben.page, ["Claims", "Sales", "Stock"]);
  await map.press(ben.page, "Control+z");
  await both(ann.page, ben.page, ["Sales", "Stock"]);
});

test("who may look cannot draw, and a link that is taken back opens nothing", async (t) => {
  const ann = await host(t);
  const cy = await guestWho(t, await share(ann.page, "view"));
  await map.select(cy.page, "Sales");
  await map.press(cy.page, "Delete");
  await cy.page.getByRole("alert").filter({ hasText: "You may look at this landscape" }).waitFor();
  await map.node(cy.page, "Sales").waitFor();
  assert.deepEqual(await names(ann.page), ["Sales", "Stock"]);
  await ann.page.getByRole("button", { name: "Share", exact: true }).click();
  const links = dialog(ann.page).getByRole("list", { name: "Links" });
  await links.getByRole("listitem").filter({ hasText: "May view" }).getByRole("button", { name: "Take back" }).click();
  await status(cy.page).filter({ hasText: "Not saved" }).waitFor();
  await usable(ann.page);
});

async function guestWho(t, address) {
  const { context, page } = await visit(t, { mayFail: NO_SERVER });
  await page.goto(address);
  await standing(page);
  await status(page).filter({ hasText: "Live, to look at" }).waitFor();
  return { context, page };
}

test("two tabs of one browser draw one landscape, also without a network", async (t) => {
  const ann = await host(t);
  await share(ann.page);
  await live(ann.page);
  const tab = await openAgain(ann.context);
  await live(tab);
  await add(tab, "Billing", { x: 400, y: 560 });
  await map.node(ann.page, "Billing").waitFor();
  await ann.context.setOffline(true);
  await status(tab).filter({ hasText: "Offline" }).waitFor();
  await add(tab, "Claims", { x: 700, y: 560 });
  await map.node(ann.page, "Claims").waitFor();
  await tab.close();
  await ann.context.setOffline(false);
  await live(ann.page);
  assert.deepEqual(await names(ann.page), ["Billing", "Claims", "Sales", "Stock"]);
});

test("one's own copy goes on alone", async (t) => {
  const ann = await host(t);
  const ben = await guest(t, await share(ann.page));
  await ben.page.getByRole("button", { name: "Share", exact: true }).click();
  await dialog(ben.page).getByRole("button", { name: "Copy as my own" }).click();
  await map.kept(ben.page);
  await add(ben.page, "Claims", { x: 700, y: 560 });
  await add(ann.page, "Billing", { x: 400, y: 560 });
  await soon.deepEqual(() => names(ben.page), ["Claims", "Sales", "Stock"]);
  assert.deepEqual(await names(ann.page), ["Billing", "Sales", "Stock"]);
});

test("a link that cannot be opened yet keeps nobody from drawing on their own", async (t) => {
  const ann = await host(t);
  const address = await share(ann.page);
  const ben = await host(t);
  await ben.context.setOffline(true);
  await ben.page.evaluate((hash) => (location.hash = hash), new URL(address).hash);
  await status(ben.page).filter({ hasText: "Offline" }).waitFor();
  await add(ben.page, "Mine", { x: 400, y: 560 });
  await map.node(ben.page, "Mine").waitFor();
  await ben.context.setOffline(false);
  await live(ben.page);
  assert.deepEqual(await names(ben.page), ["Sales", "Stock"]);
});

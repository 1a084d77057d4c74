// A phone: fingers choose, drag and pinch, panels are sheets at the bottom, everything is within reach.

import assert from "node:assert/strict";
import { test } from "node:test";
import { soon, usable, visit } from "../harness.mjs";
import { isWithin, overlaps, smallControls } from "../looks.mjs";
import * as map from "../map.mjs";

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };

async function tap(page, name) {
  const { x, y } = await map.center(page, name);
  await page.touchscreen.tap(x, y);
}

// Fingers that go down, move in steps and go up.
async function fingers(page, ...ways) {
  const cdp = await page.context().newCDPSession(page);
  const send = (type, touchPoints) => cdp.send("Input.dispatchTouchEvent", { type, touchPoints });
  const at = (share) =>
    ways.map(([from, to], id) => ({
      id,
      x: from.x + (to.x - from.x) * share,
      y: from.y + (to.y - from.y) * share,
    }));
  await send("touchStart", at(0));
  for (const share of [0.2, 0.5, 0.8, 1]) await send("touchMove", at(share));
  await send("touchEnd", []);
  await cdp.detach();
}

// Chooses nothing, so that no sheet lies over the map.
async function letGo(page) {
  await page.touchscreen.tap(195, 220);
  await map.details(page).waitFor({ state: "detached" });
}

async function fits(page) {
  await soon.ok(() => isWithin(page), "nothing is wider than the window");
  await soon.deepEqual(() => smallControls(page), []);
  await usable(page);
}

test("the tour and the tools are within reach", async (t) => {
  const { page } = await visit(t, { ...PHONE, tour: true });
  await fits(page);
  await page.getByRole("button", { name: "Skip" }).tap();
  for (const button of await page.getByRole("button").all()) {
    if (!(await button.isVisible())) continue;
    const { x, y, width, height } = await button.boundingBox();
    const label = await button.getAttribute("aria-label");
    assert.ok(x >= 0 && y >= 0 && x + width <= 390 && y + height <= 844, `${label} is in the window`);
  }
  for (const name of [/^Hand/, /^Ripple/, /^Context/]) {
    await map.tool(page, name).tap();
    await soon.equal(() => map.tool(page, name).getAttribute("aria-pressed"), "true");
  }
  await fits(page);
});

test("a tap chooses, and panels are sheets that can be folded away", async (t) => {
  const { page } = await visit(t, PHONE);
  await tap(page, "Claims handling");
  const panel = map.details(page);
  await panel.waitFor();
  await soon.ok(async () => {
    const { x, y, width, height } = await panel.boundingBox();
    return width > 340 && x >= 0 && y > 844 * 0.3 && y + height <= 844;
  }, "as wide as the window, at the bottom, with the map above it");
  await soon.ok(async () => {
    const [sheet, chosen] = [await panel.boundingBox(), await map.rect(page, "Claims handling")];
    return chosen.y >= 0 && chosen.y + chosen.height <= sheet.y;
  }, "what is chosen is seen");
  await fits(page);
  await panel.getByRole("button", { name: "What does a change here do?" }).tap();
  await page.getByRole("heading", { name: "A change in Claims handling" }).waitFor();
  await fits(page);
  await panel.getByRole("button", { name: "Fold away" }).tap();
  await panel.waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Show details" }).tap();
  await panel.waitFor();
  await panel.getByRole("button", { name: "Fold away" }).tap();
  await page.getByRole("button", { name: /findings/ }).tap();
  await soon.ok(async () => {
    const { y, width, height } = await map.findings(page).boundingBox();
    return width > 340 && y + height <= 844;
  });
  await fits(page);
});

test("a context is drawn, named, moved and connected by finger", async (t) => {
  const { page } = await visit(t, PHONE);
  await map.draw(page, { contexts: map.contexts("A", "B") });
  await map.tool(page, /^Context/).tap();
  await page.touchscreen.tap(195, 620);
  await map.name(page, "C");
  await letGo(page);
  const before = (await map.saved(page)).contexts[0].frame;
  const from = await map.center(page, "A");
  await fingers(page, [from, map.moved(from, 0, -60)]);
  const file = await map.saved(page);
  assert.deepEqual(file.contexts.map(({ name }) => name), ["A", "B", "C"]);
  assert.ok(file.contexts[0].frame[1] < before[1], "moved");
  await letGo(page);
  await map.tool(page, /^Relationship/).tap();
  await fingers(page, [await map.center(page, "A"), await map.center(page, "B")]);
  assert.deepEqual(map.inShort(await map.saved(page)), ["A upstream_downstream B"]);
});

test("one finger pans, two zoom, and neither changes what is drawn", async (t) => {
  const { page } = await visit(t, PHONE);
  const place = () => map.rect(page, "Claims handling");
  const before = await place();
  await fingers(page, [{ x: 60, y: 640 }, { x: 110, y: 600 }]);
  const way = ({ x, y }) => [x - before.x, y - before.y].map(Math.round);
  await soon.deepEqual(async () => way(await place()), [50, -40]);
  const panned = await place();
  // It does not matter what the fingers lie on.
  const first = map.within(panned);
  await fingers(page, [first, map.moved(first, -50, 0)], [map.moved(first, 90, 0), map.moved(first, 140, 0)]);
  await soon.ok(async () => (await place()).width > panned.width * 1.5);
  await page.getByRole("button", { name: "Nothing to undo" }).waitFor();
  await soon.ok(() => isWithin(page));
});

test("that something is not saved is told on a phone as well", async (t) => {
  const prepare = (context) =>
    context.addInitScript(() => Object.defineProperty(window, "indexedDB", { value: undefined }));
  const { page } = await visit(t, { ...PHONE, prepare });
  await page.getByRole("button", { name: "Not saved" }).tap();
  await page.getByRole("alert").filter({ hasText: "save the landscape as a file" }).waitFor();
  await fits(page);
  await soon.deepEqual(() => overlaps(page), []);
  // The word has the place of the button that shares; what it opened is in the menu.
  await page.getByRole("button", { name: "Menu", exact: true }).tap();
  await page.locator("#menu").getByRole("button", { name: "Share with others…" }).tap();
  await page.getByRole("dialog", { name: "Share" }).waitFor();
});

test("how it stands with the others is told on a phone where it is not as it should be", async (t) => {
  const mayFail = /WebSocket|ERR_INTERNET_DISCONNECTED|Failed to load resource/;
  const { context, page } = await visit(t, { ...PHONE, mayFail, permissions: ["clipboard-write"] });
  await map.draw(page, { contexts: map.contexts("Sales", "Stock") });
  const dialog = page.getByRole("dialog", { name: "Share" });
  await page.getByRole("button", { name: "Share", exact: true }).tap();
  await dialog.getByRole("button", { name: "Share this landscape" }).tap();
  await dialog.getByText("You are connected").waitFor();
  await dialog.getByRole("button", { name: "Close" }).tap();
  await context.setOffline(true);
  await page.locator(".saved").filter({ hasText: "Offline" }).tap();
  await dialog.waitFor();
  await dialog.getByRole("button", { name: "Close" }).tap();
  await fits(page);
  await soon.deepEqual(() => overlaps(page), []);
  await context.setOffline(false);
  await page.locator(".saved").filter({ hasText: /^Live$/ }).waitFor({ state: "hidden" });
});

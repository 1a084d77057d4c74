// Everything without a mouse: drawing, going about, dialogs, and always knowing where one is.

import assert from "node:assert/strict";
import { test } from "node:test";
import { soon, usable, visit } from "../harness.mjs";
import * as map from "../map.mjs";

const focused = (page) =>
  page.evaluate(() => {
    const { id, tagName, textContent, ariaLabel } = document.activeElement;
    return tagName === "BODY" ? tagName : id || ariaLabel || textContent;
  });

// Presses Tab until the focus is where it should be.
async function tabTo(page, where, most = 40) {
  for (let count = 0; !where.test(await focused(page)); count += 1) {
    if (count === most) assert.fail(`${where} was not reached`);
    await page.keyboard.press("Tab");
  }
}

// Leaves the map for the controls around it.
async function leaveMap(page) {
  await page.keyboard.press("Escape");
  await tabTo(page, /^(?!canvas|BODY)/, 1);
}

test("five connected contexts are drawn and named from nothing", async (t) => {
  const { page } = await visit(t, { tour: true });
  await page.keyboard.press("Escape");
  await page.locator(".tour").waitFor({ state: "detached" });
  await leaveMap(page);
  await tabTo(page, /^Menu$/);
  await page.keyboard.press("Enter");
  await tabTo(page, /^New landscape/);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Open water" }).waitFor();
  await soon.equal(() => focused(page), "canvas", "one can go on at once");
  // The line at the top says which key.
  await soon.match(() => page.locator("#hint").innerText(), /press 3/);
  await page.keyboard.press("3");
  await soon.match(() => page.locator("#hint").innerText(), /press Enter/);
  await page.keyboard.press("Enter");
  await soon.match(() => page.locator("#hint").innerText(), /Tab keeps it and adds a connected context/);
  const names = ["Berths", "Cranes", "Yard", "Gates", "Customs"];
  for (const name of names) {
    await page.waitForFunction(() => document.activeElement.id === "rename");
    await page.keyboard.type(name);
    await page.keyboard.press(name === names.at(-1) ? "Enter" : "Tab");
  }
  const file = await map.saved(page);
  assert.deepEqual(file.contexts.map(({ name }) => name), names);
  assert.deepEqual(
    map.inShort(file),
    names.slice(1).map((name, index) => `${names[index]} upstream_downstream ${name}`),
  );
  await soon.ok(async () => {
    const last = await map.rect(page, names.at(-1));
    const panel = await map.details(page).boundingBox();
    return last.x >= 0 && last.x + last.width <= panel.x;
  }, "what was added last is in view, beside the panel");
  await usable(page);
});

test("the map is walked, changed and told by keys", async (t) => {
  const { page } = await visit(t);
  await map.draw(page, {
    contexts: map.contexts("A", "B", "C"),
    relationships: [
      { id: "r1", upstream: "c1", downstream: "c2", kind: "upstream_downstream" },
      { id: "r2", upstream: "c2", downstream: "c3", kind: "partnership" },
    ],
  });
  const told = () => page.locator(".for-ears").innerText();
  const press = (keys) => map.press(page, keys);
  await press("Tab");
  await soon.match(() => told(), /^A, context.*1 downstream of it/);
  await press("Tab");
  await soon.match(() => told(), /^Relationship “A” upstream of “B”, Upstream\/Downstream/);
  await press("Alt+ArrowRight");
  await soon.match(() => told(), /^B, context/);
  await press("Alt+ArrowRight");
  await soon.match(() => told(), /^Relationship “B” and “C”, Partnership/);
  await press("Shift+Tab");
  const before = (await map.saved(page)).contexts[1].frame;
  await press("ArrowDown");
  await press("Shift+ArrowRight");
  const after = (await map.saved(page)).contexts[1].frame;
  assert.deepEqual([after[0] - before[0], after[1] - before[1]], [40, 8]);
  await press("Control+ArrowDown");
  await map.name(page, "D");
  await press("F2");
  await map.name(page, "Depot");
  assert.deepEqual(map.inShort(await map.saved(page)).at(-1), "B upstream_downstream Depot");
  await press("k");
  await page.waitForFunction(() => document.activeElement.id === "search-field");
  await page.keyboard.type("A");
  await page.keyboard.press("Enter");
  assert.deepEqual(map.inShort(await map.saved(page)).at(-1), "Depot upstream_downstream A");
  await press("x");
  assert.deepEqual(map.inShort(await map.saved(page)).at(-1), "A upstream_downstream Depot");
  await press("Delete");
  assert.equal((await map.saved(page)).relationships.length, 3);
  // An unknown name that Escape leaves is not taken.
  await press("Tab");
  await press("F2");
  await page.locator("#rename").fill("Nonsense");
  await page.locator("#rename").press("Escape");
  assert.equal((await map.saved(page)).contexts.some(({ name }) => name === "Nonsense"), false);
});

test("the focus leaves the map, is always seen and comes around", async (t) => {
  const { page } = await visit(t);
  await map.canvas(page).focus();
  await leaveMap(page);
  const places = [];
  for (;;) {
    const place = await focused(page);
    if (place === "canvas" || place === "BODY" || places.length > 40) break;
    places.push(place);
    const look = await page.evaluate(() => {
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(document.activeElement);
      const { width, height } = document.activeElement.getBoundingClientRect();
      const isOutlined = outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
      return { isSeen: isOutlined || boxShadow !== "none", width, height };
    });
    assert.ok(look.isSeen, `the focus is seen on ${place}`);
    assert.ok(look.width >= 24 && look.height >= 24, `${place} is large enough`);
    await page.keyboard.press("Tab");
  }
  // In the order in which they are read: what is at the top comes first.
  const order = ["Menu", "Name of the landscape", "Outline (O)", "Select", "Zoom out", "Legend"];
  const at = order.map((name) => places.findIndex((place) => place.startsWith(name)));
  assert.deepEqual(at, [...at].sort((a, b) => a - b));
  assert.ok(at.every((index) => index >= 0), `${places}`);
});

const DIALOGS = { help: ["?", "Keys and help"], find: ["Control+f", "Find"], connect: ["k", /^Connect/] };

for (const [word, [keys, name]] of Object.entries(DIALOGS)) {
  test(`Escape closes the dialog and the focus comes back (${word})`, async (t) => {
    const { page } = await visit(t);
    await map.select(page, "Claims handling");
    await map.press(page, keys);
    const dialog = page.getByRole("dialog", { name });
    await dialog.waitFor();
    await soon.ok(() => dialog.evaluate((dialog) => dialog.contains(document.activeElement)), "the focus is in it");
    await usable(page);
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    await soon.equal(() => focused(page), "canvas");
    await soon.equal(() => map.details(page).count(), 1, "what was chosen is chosen still");
  });
}

test("the focus comes back to the button that opened a dialog", async (t) => {
  const { page } = await visit(t);
  const button = page.getByRole("button", { name: /^Keys and help/ });
  await button.focus();
  await page.keyboard.press("Enter");
  await page.getByRole("dialog", { name: "Keys and help" }).waitFor();
  await page.keyboard.press("Escape");
  await page.waitForFunction(() => document.activeElement.ariaLabel?.startsWith("Keys and help"));
});

test("menus and panels close by Escape", async (t) => {
  const { page } = await visit(t);
  await page.getByRole("button", { name: "Menu", exact: true }).focus();
  await page.keyboard.press("Enter");
  await page.locator("#menu").waitFor();
  await usable(page);
  await page.keyboard.press("Escape");
  await page.locator("#menu").waitFor({ state: "hidden" });
  await soon.equal(() => focused(page), "Menu");
  // The menu of the right button is reached and left by keys as well.
  await map.select(page, "Claims handling");
  const { x, y } = await map.center(page, "Claims handling");
  await page.mouse.click(x, y, { button: "right" });
  const menu = page.getByRole("menu", { name: "What to do" });
  await menu.waitFor();
  await soon.ok(() => menu.evaluate((menu) => menu.contains(document.activeElement)), "the focus is in the menu");
  await usable(page);
  await page.keyboard.press("Escape");
  await menu.waitFor({ state: "detached" });
  await soon.equal(() => focused(page), "canvas");
});

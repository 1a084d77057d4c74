// The looks: readable in light and dark and in the colours of one's own, calm for those who ask for it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { soon, standing, usable, visit } from "../harness.mjs";
import { faintTexts, isWithin, moving, overlaps, smallControls, spilling } from "../looks.mjs";
import * as map from "../map.mjs";

async function readable(page) {
  const { faint, count } = await faintTexts(page);
  assert.ok(count > 30, "there is something to read");
  assert.deepEqual(faint, []);
}

for (const colorScheme of ["light", "dark"]) {
  test(`every text on the map is readable, also on the heat of a ripple (${colorScheme})`, async (t) => {
    const { page } = await visit(t, { colorScheme });
    await page.locator("#canvas .buoy").first().waitFor();
    await readable(page);
    for (const name of ["Policy administration", "Customer master data"]) {
      await map.tool(page, /^Ripple/).click();
      await map.select(page, name);
      await page.getByRole("heading", { name: `A change in ${name}` }).waitFor();
      await page.locator("#canvas .heat-5, #canvas .heat-6").first().waitFor({ state: "attached" });
      await readable(page);
    }
    await usable(page);
  });

  test(`every pattern and every kind is readable (${colorScheme})`, async (t) => {
    const { page } = await visit(t, { colorScheme });
    const names = ["feature", "application", "system", "external", "undefined", "core", "generic", "supporting"];
    const directed = ["upstream_downstream", "customer_supplier"];
    const kinds = [...directed, "partnership", "shared_kernel", "separate_ways", "big_ball_of_mud"];
    await map.draw(page, {
      contexts: map.contexts(...names).map((context) => ({
        ...context,
        ...(["core", "generic", "supporting"].includes(context.name)
          ? { classification: context.name }
          : { kind: context.name }),
        owners: [context.id.replace("c", "t")],
      })),
      teams: names.map((_, index) => ({
        id: `t${index + 1}`,
        name: `Team ${index}`,
        mark: index,
        off_map: index > 4,
      })),
      relationships: kinds.map((kind, index) => ({
        id: `r${index + 1}`,
        upstream: `c${index + 1}`,
        downstream: `c${index + 2}`,
        kind,
        name: `A ${kind}`,
        upstream_roles: index < 2 ? { open_host_service: true } : {},
        downstream_roles: index < 1 ? { conformist: true } : {},
      })),
    });
    await page.locator("#canvas .buoy").first().waitFor();
    await readable(page);
  });
}

test("light or dark is chosen and remembered", async (t) => {
  const { page } = await visit(t, { colorScheme: "light" });
  const paper = () => map.canvas(page).evaluate((canvas) => getComputedStyle(canvas).backgroundColor);
  const button = () => page.getByRole("button", { name: /^Colours: / });
  const light = await paper();
  await button().click();
  await soon.equal(() => paper(), light, "light as the system is");
  await button().click();
  const dark = await paper();
  assert.notEqual(dark, light);
  await page.reload();
  await standing(page);
  await soon.equal(() => paper(), dark);
  await button().click();
  // As the system says again: it follows when that changes.
  await soon.equal(() => paper(), light);
  await page.emulateMedia({ colorScheme: "dark" });
  await page.waitForFunction(() => document.documentElement.dataset.theme === "dark");
  await soon.equal(() => paper(), dark);
});

test("nothing moves for those who ask for less motion", async (t) => {
  const { page } = await visit(t, { reducedMotion: "reduce" });
  assert.deepEqual(await moving(page), []);
  await map.select(page, "Claims handling");
  await map.press(page, "p");
  await map.press(page, "?");
  await page.getByRole("dialog", { name: "Keys and help" }).waitFor();
  assert.deepEqual(await moving(page), []);
});

for (const [word, media] of Object.entries({
  "the colours of one's own": { forcedColors: "active" },
  "more contrast": { contrast: "more" },
})) {
  test(`the app can be used in ${word}`, async (t) => {
    const { page } = await visit(t, media);
    await map.select(page, "Claims handling");
    await map.details(page).waitFor();
    await map.press(page, "p");
    await usable(page);
    // What is pressed in differs from what is not by more than a colour that is taken away.
    const look = (name) =>
      map.tool(page, name).evaluate((button) => {
        const style = getComputedStyle(button);
        return [style.border, style.outline, style.backgroundColor, style.color].join();
      });
    await soon.notEqual(() => look(/^Select/), await look(/^Hand/));
    const { faint } = await faintTexts(page);
    assert.deepEqual(faint, []);
  });
}

test("every control can be hit and nothing spills out of it, in every panel", async (t) => {
  const { page } = await visit(t);
  const wrong = [];
  const check = async (state) => {
    const small = (await smallControls(page)).map((control) => `${state}: small: ${control}`);
    const spilled = (await spilling(page)).map((control) => `${state}: spills: ${control}`);
    wrong.push(...small, ...spilled);
    if (!(await isWithin(page))) wrong.push(`${state}: wider than the window`);
  };
  await check("at first");
  await map.select(page, "Claims handling");
  for (const fold of [/^Contracts/, /^Used by/, /^More/, /^Strategy/, /^Canvas/]) {
    await map.details(page).locator("summary").getByText(fold).click();
  }
  await check("a context");
  await map.details(page).getByRole("button", { name: "What does a change here do?" }).click();
  await page.getByRole("heading", { name: /^A change in/ }).waitFor();
  await map.details(page).getByText("Assumptions", { exact: true }).click();
  await check("a ripple");
  await map.details(page).getByRole("tab", { name: "Details" }).click();
  await map.outlined(page);
  await map.outline(page).getByRole("button", { name: /^→/ }).first().click();
  await check("the outline and a relationship");
  await map.outline(page).getByRole("button", { name: /^Insurance/ }).click();
  await check("a domain");
  await map.press(page, "F8");
  await check("findings");
  await map.press(page, "l");
  await map.press(page, "r");
  await check("the legend and the patterns");
  await page.getByRole("button", { name: "Menu", exact: true }).click();
  await check("the menu");
  assert.deepEqual(wrong, []);
  await usable(page);
});

test("a window of 320 pixels, as when everything is enlarged four times, loses nothing", async (t) => {
  const { page } = await visit(t, { viewport: { width: 320, height: 640 } });
  await soon.ok(() => isWithin(page));
  for (const button of await page.getByRole("toolbar").getByRole("button").all()) {
    const { x, width } = await button.boundingBox();
    assert.ok(x >= 0 && x + width <= 320, await button.getAttribute("aria-label"));
  }
  await map.select(page, "Claims handling");
  await map.details(page).waitFor();
  await soon.ok(() => isWithin(page));
  await usable(page);
});

test("what floats at the edges leaves room for each other in windows of every width", async (t) => {
  const { page } = await visit(t);
  await map.choose(page, "Examples and recent…");
  await page.getByRole("dialog").getByRole("button", { name: /retailer/i }).click();
  const wrong = [];
  const look = async (what) => {
    for (const width of [375, 600, 821, 900, 1024, 1041, 1100, 1179, 1180, 1280, 1600]) {
      await page.setViewportSize({ width, height: 700 });
      wrong.push(...(await overlaps(page)).map((pair) => `${what}, ${width} wide: ${pair}`));
    }
  };
  await look("map");
  await page.getByRole("button", { name: "Views (W)" }).click();
  const views = page.getByRole("complementary", { name: "Views" });
  for (const name of ["Domain landscape", "Onion and tiers"]) {
    await views.getByRole("button", { name }).first().click();
    await page.getByRole("region", { name: "View" }).waitFor();
    await look(name);
  }
  assert.deepEqual(wrong, []);
});

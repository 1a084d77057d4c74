// The views beside the map: each is drawn for every example, can be read and used by everybody, and leads back.

import assert from "node:assert/strict";
import { test } from "node:test";
import { soon, usable, visit } from "../harness.mjs";
import { faintTexts } from "../looks.mjs";
import * as map from "../map.mjs";

const views = (page) => page.getByRole("complementary", { name: "Views" });
const bar = (page) => page.getByRole("region", { name: "View" });

async function lookAt(page, name) {
  if (!(await views(page).isVisible())) await page.getByRole("button", { name: "Views (W)" }).click();
  await views(page).getByRole("button", { name, exact: false }).first().click();
  await page.locator("#canvas svg.stage").waitFor();
}

// Every view but the map itself, as the panel lists them.
async function names(page) {
  await page.getByRole("button", { name: "Views (W)" }).click();
  const all = await views(page).locator("li strong").allInnerTexts();
  return all.filter((name) => name !== "Context map");
}

async function openExample(page, name) {
  await map.choose(page, "Examples and recent…");
  await page.getByRole("dialog").getByRole("button", { name }).click();
}

for (const colorScheme of ["light", "dark"]) {
  test(`every view of every example is readable and usable (${colorScheme})`, async (t) => {
    const { page } = await visit(t, { colorScheme });
    const all = await names(page);
    assert.ok(all.length >= 7, `there are only ${all}`);
    for (const example of [/insurer/i, /retailer/i, /modular monolith/i]) {
      await openExample(page, example);
      for (const name of all) {
        await lookAt(page, name);
        const drawn = page.locator("#canvas svg.stage g.figure, #canvas svg.stage g.node");
        await soon.ok(async () => (await drawn.count()) > 2, `${name} of ${example} is empty`);
        const { faint } = await faintTexts(page);
        assert.deepEqual(faint, [], `${name} of ${example}`);
        await usable(page);
      }
      await bar(page).getByRole("button", { name: "Back to the map" }).click();
    }
  });
}

test("a cell of the matrix chooses what it stands for, and the map is there again", async (t) => {
  const { page } = await visit(t);
  await lookAt(page, "Dependency matrix");
  await page.locator("#canvas svg.stage g[data-ids^=r]").first().click();
  await map.details(page).getByRole("heading", { name: "Details" }).waitFor();
  await bar(page).getByRole("button", { name: "Back to the map" }).click();
  await page.locator("#canvas svg.stage").waitFor({ state: "detached" });
  await map.node(page, "Claims handling").waitFor();
});

test("one looks at what is around a context, further and further, and keeps it", async (t) => {
  const { page } = await visit(t);
  await map.select(page, "Reinsurance");
  await map.press(page, "f");
  const shown = () => page.locator("#canvas svg.stage g.node.context").count();
  await page.locator("#canvas svg.stage").waitFor();
  await soon.ok(async () => (await shown()) >= 2, "there is something around Reinsurance");
  const near = await shown();
  assert.ok(near < 8, `${near} around Reinsurance`);
  await bar(page).getByRole("button", { name: /^Around Reinsurance/ }).click();
  await page.getByLabel("As far as").selectOption("2 steps");
  await page.waitForFunction((near) => document.querySelectorAll("svg.stage g.node.context").length > near, near);
  await page.keyboard.press("Escape");
  await bar(page).getByRole("button", { name: "Keep" }).click();
  await bar(page).getByRole("button", { name: "Back to the map" }).click();
  await page.getByRole("button", { name: "Views (W)" }).click();
  await views(page).getByRole("button", { name: /^Context map: Reinsurance/ }).first().click();
  await page.locator("#canvas svg.stage").waitFor();
  await soon.ok(async () => (await shown()) > near);
  await usable(page);
});

test("a box that is put elsewhere in a view stays there over a reload", async (t) => {
  const { page } = await visit(t);
  await lookAt(page, "Domain landscape");
  const box = page.locator("#canvas svg.stage g.node.context").first();
  const before = await map.resting(box);
  const from = { x: before.x + before.width / 2, y: before.y + before.height / 2 };
  await map.drag(page, from, map.moved(from, 0, 60));
  await page.waitForFunction(
    ([x, y]) => {
      const area = document.querySelector("svg.stage g.node.context").getBoundingClientRect();
      return Math.abs(area.y - y) > 20 || Math.abs(area.x - x) > 20;
    },
    [before.x, before.y],
  );
  const file = await map.saved(page);
  assert.equal(file.perspectives?.length, 1);
  assert.equal(file.perspectives[0].places.length, 1);
});

test("a view is handed out as a picture", async (t) => {
  const { page } = await visit(t);
  await lookAt(page, "Dependency matrix");
  const { bytes } = await map.download(page, () => map.choose(page, "Save as SVG picture"));
  assert.match(bytes.toString(), /look-cell/);
});

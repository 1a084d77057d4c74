// The ripple: what a change in a context does to other contexts and to teams, and by which ways.

import assert from "node:assert/strict";
import { test } from "node:test";
import { soon, usable, visit } from "../harness.mjs";
import * as map from "../map.mjs";

// The assumptions that come with the app: how likely a change travels from upstream to downstream.
const LIKELIHOOD = { upstream_downstream: 0.4, customer_supplier: 0.3, partnership: 0.5, big_ball_of_mud: 0.8 };
const ANTICORRUPTION_LAYER = 0.25;

const percent = (share) => `${Math.round(share * 100)} %`;

// Three in a row, C downstream of B downstream of A; A and B belong to one team, C to another.
const CHAIN = {
  contexts: map.contexts("A", "B", "C").map((context, index) => ({ ...context, owners: [index < 2 ? "t1" : "t2"] })),
  teams: [
    { id: "t1", name: "Pilots", off_map: true },
    { id: "t2", name: "Tugs", off_map: true, mark: 1 },
  ],
  relationships: [
    { id: "r1", upstream: "c1", downstream: "c2", kind: "upstream_downstream" },
    { id: "r2", upstream: "c2", downstream: "c3", kind: "customer_supplier" },
  ],
};

// Rows of a list in the panel: what, and how likely.
const rows = (list) =>
  list.locator(".reached-row").evaluateAll((rows) =>
    rows.map((row) => [".name", ".figure"].map((part) => row.querySelector(part).textContent).join(": ")),
  );

const contexts = (page) => map.details(page).locator(".reached").first();
const teams = (page) => map.details(page).locator(".reached").nth(1);

async function rippleFrom(page, name) {
  await map.select(page, name);
  await map.details(page).getByRole("button", { name: "What does a change here do?" }).click();
  await page.getByRole("heading", { name: `A change in ${name}` }).waitFor();
}

// Waits until the list says this; the ripple is computed frame by frame.
const says = (list, expected) => soon.deepEqual(() => rows(list), expected);

test("a chain ripples by the product of its likelihoods", async (t) => {
  const { page } = await visit(t);
  await map.draw(page, CHAIN);
  await rippleFrom(page, "A");
  const [toB, toC] = [LIKELIHOOD.upstream_downstream, LIKELIHOOD.upstream_downstream * LIKELIHOOD.customer_supplier];
  await says(contexts(page), [`B: ${percent(toB)}`, `C: ${percent(toC)}`]);
  // Who owns the source is involved for certain.
  await says(teams(page), ["Pilots: 100 %", `Tugs: ${percent(toC)}`]);
  const panel = map.details(page);
  await panel.getByText(`It makes ${(toB + toC).toFixed(2)} other contexts change as well, on average.`).waitFor();
  await panel.getByText(`${(1 + toB).toFixed(2)} of its 2 contexts on average`).waitFor();
  await panel.getByText("Computed exactly").waitFor();
  // The map says the same.
  const shares = page.locator("#canvas .share-text");
  await soon.deepEqual(() => shares.allTextContents(), ["change", percent(toB), percent(toC)]);
  await usable(page);

  await contexts(page).getByRole("button", { name: "C" }).click();
  await panel.getByRole("tab", { name: "Ripple" }).click();
  const way = contexts(page).locator(".ways li").first();
  await soon.equal(
    async () => (await way.innerText()).replace(/\s+/g, " "),
    `A → B (Upstream/Downstream) → C (Customer/Supplier) ${percent(toC)}`,
  );
  await usable(page);
});

test("a change of a pattern changes the figures at once", async (t) => {
  const { page } = await visit(t);
  await map.draw(page, CHAIN);
  await rippleFrom(page, "A");
  const panel = map.details(page);
  const pattern = async (name) => {
    await panel.getByRole("tab", { name: "Details" }).click();
    await panel.getByRole("button", { name }).click();
    await panel.getByRole("tab", { name: "Ripple" }).click();
  };
  const expect = (toB) =>
    says(contexts(page), [`B: ${percent(toB)}`, `C: ${percent(toB * LIKELIHOOD.customer_supplier)}`]);
  await expect(LIKELIHOOD.upstream_downstream);
  await map.outlined(page);
  await map.outline(page).getByRole("button", { name: "→ B" }).click();
  await pattern("Anticorruption Layer");
  await expect(LIKELIHOOD.upstream_downstream * ANTICORRUPTION_LAYER);
  await pattern("Big Ball of Mud");
  await expect(LIKELIHOOD.big_ball_of_mud);
  await pattern("Partnership");
  await expect(LIKELIHOOD.partnership);
  await map.press(page, "Control+z");
  await map.press(page, "Control+z");
  await map.press(page, "Control+z");
  await expect(LIKELIHOOD.upstream_downstream);
  await pattern("Separate Ways");
  await panel.getByText("It stays where it is: nothing depends on this context.").waitFor();
});

test("assumptions can be changed, are saved and can be reset", async (t) => {
  const { page } = await visit(t);
  await map.draw(page, CHAIN);
  await rippleFrom(page, "A");
  const panel = map.details(page);
  await panel.getByText("Assumptions", { exact: true }).click();
  const slider = panel.locator(".assumption").filter({ hasText: "Upstream/Downstream" }).getByRole("slider").first();
  await slider.fill("0.8");
  await says(contexts(page), ["B: 80 %", `C: ${percent(0.8 * LIKELIHOOD.customer_supplier)}`]);
  await usable(page);
  assert.deepEqual(Object.values((await map.saved(page)).landscape.assumptions), [0.8]);
  await panel.getByRole("button", { name: "Use the defaults" }).click();
  await says(contexts(page), ["B: 40 %", "C: 12 %"]);
  assert.equal((await map.saved(page)).landscape.assumptions, undefined);
});

test("the tool asks about one context after the other, and Escape ends it", async (t) => {
  const { page } = await visit(t);
  await map.tool(page, /^Ripple/).click();
  await map.select(page, "Claims handling");
  await page.getByRole("heading", { name: "A change in Claims handling" }).waitFor();
  await map.select(page, "Risk models");
  await page.getByRole("heading", { name: "A change in Risk models" }).waitFor();
  // The likeliest come first, and every share is one.
  await soon.ok(async () => {
    const shares = (await rows(contexts(page))).map((row) => Number(row.match(/(\d+) %$/)[1]));
    const sorted = [...shares].sort((a, b) => b - a);
    return shares.length > 3 && shares.every((share, at) => share === sorted[at] && share >= 0 && share <= 100);
  });
  for (let step = 0; step < 3; step += 1) await map.press(page, "Escape");
  await page.locator("#canvas .share-text").first().waitFor({ state: "detached" });
  await soon.equal(() => map.details(page).count(), 0);
});

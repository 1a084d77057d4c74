// The to-be beside the as-is: an imported map, a scenario of three refactorings, compared, its base edited underneath,
// rebased over a conflict, merged and taken back.

import assert from "node:assert/strict";
import { test } from "node:test";
import { usable, visit } from "../harness.mjs";
import * as map from "../map.mjs";

const AS_IS = `ContextMap Shop {
  type = SYSTEM_LANDSCAPE
  state = AS_IS
  contains Sales, Billing, Shipping, Legacy
  Sales [SK]<->[SK] Billing { implementationTechnology = "jar" }
  Legacy [U,OHS]->[D,CF] Sales
  Sales [P]<->[P] Shipping
}
BoundedContext Sales implements Selling { Aggregate Orders { } Aggregate Prices { } }
BoundedContext Billing { Aggregate Invoices { } }
BoundedContext Shipping { Aggregate Parcels { } }
BoundedContext Legacy
Domain Trade { Subdomain Selling { type = CORE_DOMAIN } }
`;

const scenarios = (page) => page.getByRole("complementary", { name: "Scenarios" });
const refactorings = (page) => page.getByRole("complementary", { name: "Refactorings" });

async function begin(t) {
  const { page } = await visit(t);
  await map.drop(page, ["shop.cml", AS_IS]);
  await map.node(page, "Legacy").waitFor();
  return page;
}

// Chooses the first relationship to this context.
async function chooseRelationship(page, to) {
  if (!(await map.outline(page).isVisible())) await page.getByRole("button", { name: "Outline (O)" }).click();
  await map.outline(page).getByRole("button", { name: new RegExp(`^(→|↔) ${to}`) }).first().click();
  await map.canvas(page).focus();
}

async function reshape(page, name) {
  if (!(await refactorings(page).isVisible())) await map.press(page, "a");
  await refactorings(page).getByRole("button", { name }).first().click();
  await refactorings(page).getByRole("heading", { name: "What it would do" }).waitFor();
}

test("a scenario of three refactorings is compared, rebased over a conflict, merged and taken back", async (t) => {
  const page = await begin(t);
  const before = await map.saved(page);
  await page.getByRole("button", { name: "Scenarios (S)" }).click();
  await scenarios(page).getByRole("button", { name: "New scenario" }).click();
  await page.getByRole("button", { name: /^Scenario: Scenario/ }).waitFor();

  // Three refactorings, each seen before it is done.
  await chooseRelationship(page, "Sales");
  await reshape(page, /Introduce an anticorruption layer/);
  await page.locator("#canvas svg.stage .look-changed").first().waitFor();
  await usable(page);
  await refactorings(page).getByRole("button", { name: "Do it" }).click();
  await map.select(page, "Sales");
  await map.select(page, "Billing", { shift: true });
  await reshape(page, /Extract shared kernel/i);
  await page.locator("#canvas svg.stage .look-added").first().waitFor();
  await refactorings(page).getByRole("button", { name: "Do it" }).click();
  await map.select(page, "Shipping");
  await reshape(page, /Assign an owner/);
  await refactorings(page).getByRole("button", { name: "Do it" }).click();

  // A step by hand, on a field that what is will change too.
  await map.select(page, "Shipping");
  await map.press(page, "Enter");
  await map.name(page, "Delivery");

  // Compared: steps, marks by word, figures and elements.
  await page.getByRole("button", { name: "Scenarios (S)" }).click();
  const panel = scenarios(page);
  await panel.getByRole("heading", { name: "Steps (4)" }).waitFor();
  await page.locator("#canvas .marks").getByText("new").first().waitFor();
  await panel.getByText(/^Elements: .*added/).click();
  await panel.getByText("Roadmap: the figures after every step").click();
  await panel.getByRole("columnheader", { name: "After", exact: true }).waitFor();
  await panel.getByText("All side by side").click();
  await panel.getByRole("columnheader", { name: "Scenario", exact: true }).waitFor();
  await usable(page);

  // Any view marks it as well.
  await page.getByRole("button", { name: "Views (W)" }).click();
  const views = page.getByRole("complementary", { name: "Views" });
  await views.getByRole("button", { name: "Domain landscape" }).click();
  await page.locator("#canvas svg.stage .look-added").first().waitFor();
  await page.getByRole("button", { name: "Back to the map" }).click();
  await page.getByRole("button", { name: "Scenarios (S)" }).click();

  // What is stays what it was, until it is edited underneath.
  await panel.getByRole("button", { name: /^As it is/ }).click();
  await map.node(page, "Shipping").waitFor();
  assert.deepEqual((await map.saved(page)).contexts, before.contexts);
  await map.select(page, "Shipping");
  await map.press(page, "Enter");
  await map.name(page, "Logistics");

  // Rebased: one conflict, decided for the scenario.
  await panel.getByRole("button", { name: /^Scenario/ }).first().click();
  await panel.getByRole("heading", { name: "1 conflict with what is" }).waitFor();
  await usable(page);
  await panel.getByRole("button", { name: "Merge into what is" }).click();
  await page.getByText(/Decide every conflict first/).first().waitFor();
  await panel.getByRole("button", { name: /scenario's/ }).click();
  await panel.getByRole("heading", { name: "1 conflict with what is" }).waitFor({ state: "detached" });

  // Merged, and taken back.
  await panel.getByRole("button", { name: "Merge into what is" }).click();
  await map.node(page, "Delivery").waitFor();
  const merged = await map.saved(page);
  assert.deepEqual([merged.contexts.length, merged.scenarios?.length ?? 0], [5, 0]);
  await map.press(page, "Control+z");
  await map.node(page, "Logistics").waitFor();
  const back = await map.saved(page);
  assert.deepEqual([back.contexts.length, back.scenarios.length], [4, 1]);
});

test("a scenario is there again after a reload, and what is is what opens", async (t) => {
  const page = await begin(t);
  await page.getByRole("button", { name: "Scenarios (S)" }).click();
  await scenarios(page).getByRole("button", { name: "New scenario" }).click();
  await map.select(page, "Shipping");
  await map.press(page, "Delete");
  await map.node(page, "Shipping").waitFor({ state: "detached" });
  await map.kept(page);
  await page.reload();
  await map.node(page, "Shipping").waitFor();
  await page.getByRole("button", { name: "Scenarios (S)" }).click();
  await scenarios(page).getByRole("button", { name: /^Scenario/ }).first().click();
  await map.node(page, "Shipping").waitFor({ state: "detached" });
  await scenarios(page).getByRole("heading", { name: "Steps (1)" }).waitFor();
});

test("a finding offers the refactorings that mend it", async (t) => {
  const { page } = await visit(t);
  await page.getByRole("button", { name: /findings \(P\)/ }).click();
  const list = map.findings(page);
  const offer = list.locator(".offers").getByRole("button").first();
  await list.locator(".finding-head").first().waitFor();
  for (const finding of await list.locator(".finding-head").all()) {
    await finding.click();
    await finding.and(page.locator("[aria-expanded=true]")).waitFor();
    if (await offer.isVisible()) break;
  }
  await offer.click();
  await refactorings(page).getByRole("button", { name: "Do it" }).waitFor();
});

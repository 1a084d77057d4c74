// The whole language judged: a contract that is deprecated, a team that owns too much, each with its finding, its way
// out and its way back.

import assert from "node:assert/strict";
import { test } from "node:test";
import { soon, usable, visit } from "../harness.mjs";
import * as map from "../map.mjs";

const counter = (page) => page.getByRole("button", { name: /^\d+ findings? \(P\)/ });

// A finding in the list, open; answers with the list.
async function shown(page, message) {
  const list = map.findings(page);
  if (!(await list.isVisible())) await counter(page).click();
  const head = list.getByRole("button", { name: message });
  await head.waitFor();
  if ((await head.getAttribute("aria-expanded")) === "false") await head.click();
  return list;
}

test("a contract that is deprecated is found with whoever uses it, moved on from, and brought back", async (t) => {
  const { page } = await visit(t);
  await map.draw(page, {
    contexts: map.contexts("Orders", "Billing"),
    contracts: [{ id: "k1", context: "c1", name: "Order events", kind: "event" }],
    versions: [
      { id: "v1", contract: "k1", name: "1", lifecycle: "active", released: "2025-01-01" },
      { id: "v2", contract: "k1", name: "2", lifecycle: "active", released: "2026-01-01" },
    ],
    relationships: [
      { id: "r1", upstream: "c1", downstream: "c2", kind: "upstream_downstream", versions: ["v1"] },
    ],
  });
  // The version is found by its contract's context, and deprecated in its inspector.
  await map.select(page, "Orders");
  const panel = map.details(page);
  await panel.locator("summary").getByText("Contracts").click();
  await panel.getByRole("button", { name: /Order events/ }).first().click();
  await panel.getByRole("button", { name: "Order events 1 active" }).click();
  await panel.getByLabel("Lifecycle").selectOption({ label: "deprecated" });

  const list = await shown(page, /uses version 1 of “Order events”, which is deprecated/);
  await usable(page);
  const before = await map.saved(page);
  assert.deepEqual(before.relationships[0].versions, ["v1"]);
  const way = list.getByRole("button", { name: /^Use version 2/ });
  await way.click();
  await page.getByRole("status").filter({ hasText: "Done:" }).last().waitFor();
  assert.deepEqual((await map.saved(page)).relationships[0].versions, ["v2"]);
  await map.press(page, "Control+z");
  assert.deepEqual(await map.saved(page), before);
  await shown(page, /uses version 1 of “Order events”, which is deprecated/);
});

test("a team that owns too much is found, hands over, and takes back", async (t) => {
  const { page } = await visit(t);
  const contexts = map.contexts("A", "B", "C", "D", "E");
  contexts.slice(0, 4).forEach((context) => Object.assign(context, { owners: ["t1"] }));
  Object.assign(contexts[4], { owners: ["t2"] });
  const teams = [
    { id: "t1", name: "Blue", people: 7, off_map: true },
    { id: "t2", name: "Green", people: 6, off_map: true },
  ];
  await map.draw(page, { contexts, teams });
  const before = await map.saved(page);
  const list = await shown(page, /“Blue”.*owns/);
  await list.getByText(/Team Topologies/).waitFor();
  await usable(page);
  await list.getByRole("button", { name: /^Hand over “.*” to “Green”/ }).click();
  await page.getByRole("status").filter({ hasText: "Done: Hand over" }).last().waitFor();
  const after = await map.saved(page);
  assert.equal(after.contexts.filter(({ owners }) => owners.includes("t2")).length, 2);
  await soon.equal(() => list.getByRole("button", { name: /“Blue”.*owns/ }).count(), 0);
  await map.press(page, "Control+z");
  assert.deepEqual(await map.saved(page), before);
  await shown(page, /“Blue”.*owns/);
});

test("measures stand beside the map, each with its formula and source, and follow what is drawn", async (t) => {
  const { page } = await visit(t);
  await map.draw(page, {
    contexts: map.contexts("A", "B", "C"),
    relationships: [{ id: "r1", upstream: "c1", downstream: "c2", kind: "upstream_downstream" }],
  });
  await map.press(page, "m");
  const panel = page.getByRole("complementary", { name: "Measures" });
  const cost = panel.locator("details.measure").filter({ hasText: "Propagation cost" }).first();
  await cost.getByText("44.4 %").waitFor();
  await cost.locator("summary").click();
  await cost.getByText(/MacCormack/).waitFor();
  await cost.getByText(/V is the reflexive transitive closure/).waitFor();
  await usable(page);
  await map.select(page, "B");
  await panel.getByRole("heading", { name: "B", exact: true }).waitFor();
  await map.press(page, "Delete");
  await cost.getByText("50.0 %").waitFor();
  await map.press(page, "Control+z");
  await cost.getByText("44.4 %").waitFor();
});

// Relationships: drawn by dragging, by the tool and from the list, and described in the panel of details.

import assert from "node:assert/strict";
import { test } from "node:test";
import { soon, usable, visit } from "../harness.mjs";
import * as map from "../map.mjs";

const drawn = async (page) => map.inShort(await map.saved(page));

// The grip below what the pointer is over.
async function port(page, name) {
  const { x, y, width, height } = await map.rect(page, name);
  await page.mouse.move(x + width / 2, y + height / 2);
  return { x: x + width / 2, y: y + height + 15 };
}

const PATTERNS = {
  "Upstream/Downstream": "A upstream_downstream B",
  "Customer/Supplier": "A customer_supplier B",
  "Open Host Service": "A open_host_service upstream_downstream B",
  "Published Language": "A published_language upstream_downstream B",
  Conformist: "A upstream_downstream conformist B",
  "Anticorruption Layer": "A upstream_downstream anticorruption_layer B",
  Partnership: "A partnership B",
  "Shared Kernel": "A shared_kernel B",
  "Separate Ways": "A separate_ways B",
  "Big Ball of Mud": "A big_ball_of_mud B",
};

test("a drag from a dot at the side connects two contexts, or adds one on open water", async (t) => {
  const { page } = await visit(t);
  await map.draw(page, { contexts: map.contexts("A", "B") });
  const from = await port(page, "A");
  await soon.ok(async () => (await page.locator("#canvas .port").count()) >= 4, "there are dots to take hold of");
  const to = await map.center(page, "B");
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(to.x, to.y, { steps: 5 });
  await soon.equal(() => page.locator("#hint").innerText(), "“A” influences “B”");
  await page.mouse.up();
  assert.deepEqual(await drawn(page), ["A upstream_downstream B"]);
  // The new relationship is chosen and told.
  const panel = map.details(page);
  await soon.equal(() => panel.getByLabel("Upstream: influences").locator("option:checked").innerText(), "A");
  await soon.equal(() => panel.getByLabel("Downstream: is influenced").locator("option:checked").innerText(), "B");
  await usable(page);
  await map.drag(page, await port(page, "B"), map.moved(await map.center(page, "B"), -60, 260));
  await map.name(page, "C");
  assert.deepEqual(await drawn(page), ["A upstream_downstream B", "B upstream_downstream C"]);
});

test("the tool draws each of the patterns", async (t) => {
  const { page } = await visit(t);
  await map.draw(page, { contexts: map.contexts("A", "B") });
  const [from, to] = [await map.center(page, "A"), await map.center(page, "B")];
  const palette = page.getByRole("group", { name: "Pattern of the relationships that you draw" });
  for (const [pattern, expected] of Object.entries(PATTERNS)) {
    await map.tool(page, /^Relationship/).click();
    await palette.getByTitle(pattern).click();
    if (pattern === "Conformist") await usable(page);
    await map.drag(page, from, to);
    assert.deepEqual(await drawn(page), [expected], pattern);
    await map.press(page, "Control+z");
  }
  // Two clicks do the same as a drag.
  await map.tool(page, /^Relationship/).click();
  await palette.getByTitle("Shared Kernel").click();
  await page.mouse.click(to.x, to.y);
  await page.mouse.click(from.x, from.y);
  assert.deepEqual(await drawn(page), ["B shared_kernel A"]);
});

test("roles are chosen at each end, and never contradict each other", async (t) => {
  const { page } = await visit(t);
  await map.draw(page, {
    contexts: map.contexts("A", "B"),
    relationships: [{ id: "r1", upstream: "c1", downstream: "c2", kind: "upstream_downstream" }],
  });
  await map.outlined(page);
  await map.outline(page).getByRole("button", { name: "→ B" }).click();
  const panel = map.details(page);
  const [whole, up, down] = ["Pattern", "Roles of the upstream", "Roles of the downstream"].map((name) =>
    panel.getByRole("group", { name, exact: true }),
  );
  const after = async (group, name, expected) => {
    await group.getByRole("button", { name }).click();
    assert.deepEqual(await drawn(page), [expected]);
  };
  await after(up, "Open Host Service", "A open_host_service upstream_downstream B");
  await after(up, "Published Language", "A open_host_service published_language upstream_downstream B");
  await after(
    down,
    "Conformist",
    "A open_host_service published_language upstream_downstream conformist B",
  );
  await after(
    down,
    "Anticorruption Layer",
    "A open_host_service published_language upstream_downstream anticorruption_layer B",
  );
  await usable(page);
  await after(up, "Open Host Service", "A published_language upstream_downstream anticorruption_layer B");
  await after(whole, "Customer/Supplier", "A published_language customer_supplier anticorruption_layer B");
  await after(whole, "Partnership", "A partnership B");
  await soon.equal(() => down.count(), 0, "ends that are equal play no roles");
  await after(whole, "Upstream/Downstream", "A upstream_downstream B");
  await after(down, "Conformist", "A upstream_downstream conformist B");
  await soon.equal(() => down.getByRole("button", { name: "Conformist" }).getAttribute("aria-pressed"), "true");
  await soon.deepEqual(() => map.outlined(page), [
    "Test | the whole landscape",
    "A | context",
    "→ B | Upstream/Downstream",
    "B | context",
  ]);
});

test("ends are swapped and changed, and everything else of a relationship is told", async (t) => {
  const { page } = await visit(t);
  await map.draw(page, {
    contexts: map.contexts("A", "B", "C"),
    aggregates: [{ id: "a1", context: "c1", name: "Berth" }],
    relationships: [{ id: "r1", upstream: "c1", downstream: "c2", kind: "upstream_downstream" }],
  });
  await map.outlined(page);
  await map.outline(page).getByRole("button", { name: "→ B" }).click();
  const panel = map.details(page);
  await panel.getByLabel("Name", { exact: true }).fill("Berth schedule");
  await panel.getByLabel("Name", { exact: true }).press("Enter");
  await panel.getByLabel("Integration").selectOption("message through a broker");
  await panel.getByText("More", { exact: true }).click();
  await panel.getByLabel("Add to Exposed aggregates").selectOption("Berth");
  await panel.getByLabel("Technology").fill("AMQP");
  await panel.getByLabel("Technology").press("Enter");
  await panel.getByLabel("What the downstream may decide").selectOption("can say no");
  await usable(page);
  const [{ id, upstream, downstream, kind, ...rest }] = (await map.saved(page)).relationships;
  assert.deepEqual([upstream, downstream], ["c1", "c2"]);
  assert.deepEqual(rest, {
    exposed: ["a1"],
    integration: "broker_message",
    name: "Berth schedule",
    technology: "AMQP",
    downstream_rights: "veto_right",
  });
  await panel.getByRole("button", { name: /^Swap the ends/ }).click();
  assert.deepEqual(await drawn(page), ["B upstream_downstream A"]);
  await panel.getByLabel("Downstream: is influenced").selectOption("C");
  assert.deepEqual(await drawn(page), ["B upstream_downstream C"]);
  await map.press(page, "x");
  assert.deepEqual(await drawn(page), ["C upstream_downstream B"]);
});

test("an end of a relationship is dragged to another context", async (t) => {
  const { page } = await visit(t);
  await map.draw(page, {
    contexts: map.contexts("A", "B", "C", "D"),
    relationships: [{ id: "r1", upstream: "c1", downstream: "c2", kind: "customer_supplier" }],
  });
  await map.outlined(page);
  await map.outline(page).getByRole("button", { name: "→ B" }).click();
  const grips = page.locator("#canvas circle.grip");
  await map.drag(page, map.within(await map.resting(grips.last())), await map.center(page, "D"));
  assert.deepEqual(await drawn(page), ["A customer_supplier D"]);
  await map.drag(page, map.within(await map.resting(grips.first())), await map.center(page, "C"));
  assert.deepEqual(await drawn(page), ["C customer_supplier D"]);
  // On open water it snaps back.
  const end = map.within(await map.resting(grips.first()));
  await map.drag(page, end, map.moved(await map.center(page, "C"), 0, 300));
  assert.deepEqual(await drawn(page), ["C customer_supplier D"]);
});

test("a context is connected from its panel, and its owner is chosen there", async (t) => {
  const { page } = await visit(t);
  await map.draw(page, { contexts: map.contexts("A", "B"), teams: [{ id: "t1", name: "Pilots", off_map: true }] });
  await map.select(page, "A");
  const panel = map.details(page);
  await panel.getByRole("button", { name: "Connect to…" }).click();
  const list = page.getByRole("dialog", { name: "Connect “A” with…" });
  await list.getByRole("searchbox").fill("b");
  await usable(page);
  await page.keyboard.press("Enter");
  assert.deepEqual(await drawn(page), ["A upstream_downstream B"]);
  await map.select(page, "A");
  await panel.getByLabel("Give it to…").selectOption("Pilots");
  await panel.getByRole("button", { name: "Remove Pilots" }).waitFor();
  assert.deepEqual((await map.saved(page)).contexts[0].owners, ["t1"]);
  await map.node(page, "A").and(page.getByLabel("owned by Pilots")).waitFor();
  await panel.getByRole("button", { name: "New team" }).click();
  const field = panel.getByLabel("Name");
  await page.waitForFunction(() => document.activeElement.id === "inspector-first");
  await field.fill("Tugs");
  await field.press("Enter");
  const { teams, contexts } = await map.saved(page);
  assert.equal(contexts[0].owners.length, 1, "a context is handed over, not shared");
  assert.equal(teams.find(({ id }) => id === contexts[0].owners[0]).name, "Tugs");
  await usable(page);
});

// Findings: what is wrong shows at once, says why and what to do, and is mended by one press.

import assert from "node:assert/strict";
import { test } from "node:test";
import { soon, usable, visit } from "../harness.mjs";
import * as map from "../map.mjs";

const buoys = (page) => page.locator("#canvas .buoy");
const counter = (page, words) => page.getByRole("button", { name: words });

const PAIR = {
  contexts: map.contexts("A", "B"),
  relationships: [{ id: "r1", upstream: "c1", downstream: "c2", kind: "customer_supplier" }],
};

// A finding in the list, open.
async function shown(page, message) {
  const list = map.findings(page);
  if (!(await list.isVisible())) await counter(page, /^\d+ finding/).click();
  const head = list.getByRole("button", { name: message });
  if ((await head.getAttribute("aria-expanded")) === "false") await head.click();
  return list;
}

test("an edit raises a buoy and a finding, whose fix mends it and can be undone", async (t) => {
  const { page } = await visit(t);
  await map.draw(page, PAIR);
  await counter(page, /^0 findings/).waitFor();
  await soon.equal(() => buoys(page).count(), 0);
  await map.outlined(page);
  await map.outline(page).getByRole("button", { name: "→ B" }).click();
  await map.details(page).getByRole("button", { name: "Conformist" }).click();
  await counter(page, /^1 finding/).waitFor();
  await soon.equal(() => page.locator("#canvas .buoy.error").count(), 1);
  // The panel of details tells the same of what is chosen.
  await map.details(page).getByRole("button", { name: "“B” is a customer here" }).waitFor();

  const list = await shown(page, /^error “B” is a customer here and cannot be a Conformist as well/);
  await list.getByText("A customer has a say in the supplier's plans").waitFor();
  await list.getByText(/^What to do: Drop the Conformist role/).waitFor();
  await list.getByText(/customer-supplier-with-conformist · Context Mapper/).waitFor();
  await usable(page);
  await list.getByRole("button", { name: "Drop the Conformist" }).click();
  await list.getByText("Nothing is wrong with this landscape.").waitFor();
  await soon.equal(() => buoys(page).count(), 0);
  assert.deepEqual(map.inShort(await map.saved(page)), ["A customer_supplier B"]);
  await usable(page);

  const done = page.getByRole("status").filter({ hasText: "Done: Drop the Conformist" });
  await done.getByRole("button", { name: "Undo" }).click();
  await counter(page, /^1 finding/).waitFor();
  await soon.equal(() => buoys(page).count(), 1);
  assert.deepEqual(map.inShort(await map.saved(page)), ["A customer_supplier conformist B"]);
  // There is another way out.
  await shown(page, /is a customer here/);
  await list.getByRole("button", { name: "Make it Upstream/Downstream" }).click();
  await counter(page, /^0 findings/).waitFor();
  assert.deepEqual(map.inShort(await map.saved(page)), ["A upstream_downstream conformist B"]);
});

test("a buoy leads to its finding and chooses what it is about", async (t) => {
  const { page } = await visit(t);
  await map.draw(page, { ...PAIR, teams: [{ id: "t1", name: "Pilots", off_map: true }], contexts: [
    { ...PAIR.contexts[0], owners: ["t1"] },
    PAIR.contexts[1],
  ] });
  await page.locator("#canvas .buoy.warning").click();
  const list = map.findings(page);
  await list.getByRole("button", { name: /^warning “B” has no owning team/, expanded: true }).waitFor();
  await soon.equal(() => map.details(page).getByLabel("Name", { exact: true }).inputValue(), "B");
  await list.getByRole("button", { name: "Give it to “Pilots”" }).click();
  await map.node(page, "B").and(page.getByLabel("owned by Pilots")).waitFor();
  assert.deepEqual((await map.saved(page)).contexts[1].owners, ["t1"]);
});

test("F8 goes from finding to finding and back", async (t) => {
  const { page } = await visit(t);
  await counter(page, /^[1-9]\d* findings/).waitFor();
  const count = Number.parseInt(await counter(page, /^\d+ findings/).innerText(), 10);
  const open = () => map.findings(page).getByRole("button", { expanded: true });
  const seen = [];
  for (let index = 0; index < count; index += 1) {
    await map.press(page, "F8");
    await soon.ok(async () => !seen.includes(await open().innerText()), "another one is open");
    seen.push(await open().innerText());
    await soon.equal(() => map.details(page).count(), 1, "what it is about is chosen");
  }
  await usable(page);
  await map.press(page, "F8");
  await soon.equal(() => open().innerText(), seen[0], "after the last one comes the first");
  await map.press(page, "Shift+F8");
  await soon.equal(() => open().innerText(), seen[count - 1]);
});

test("every fix of the first example mends its finding, and Undo brings it back", async (t) => {
  const { page } = await visit(t);
  const heads = map.findings(page).locator(".finding-head");
  await map.press(page, "p");
  await heads.first().waitFor();
  const before = await map.savedText(page);
  const messages = await heads.allInnerTexts();
  let mended = 0;
  for (const message of messages) {
    const head = heads.filter({ hasText: message });
    await head.click();
    await head.and(page.locator("[aria-expanded=true]")).waitFor();
    const fix = map.findings(page).locator(".finding.open .fixes button").first();
    if ((await fix.count()) === 0) continue;
    await fix.click();
    await head.waitFor({ state: "detached" });
    await map.press(page, "Control+z");
    await head.waitFor();
    assert.equal(await map.savedText(page), before);
    mended += 1;
  }
  assert.ok(mended > 0);
});

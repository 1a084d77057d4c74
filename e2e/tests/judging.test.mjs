// What people make of findings: they accept them for a reason, grade rules, and draw a baseline; each is undone, and
// kept over a reload.

import assert from "node:assert/strict";
import { test } from "node:test";
import { soon, standing, usable, visit } from "../harness.mjs";
import * as map from "../map.mjs";

// A circle: one finding, a warning, which nothing mends.
const CIRCLE = {
  contexts: map.contexts("A", "B", "C"),
  relationships: [
    { id: "r1", upstream: "c1", downstream: "c2", kind: "upstream_downstream" },
    { id: "r2", upstream: "c2", downstream: "c1", kind: "upstream_downstream" },
    { id: "r3", upstream: "c2", downstream: "c3", kind: "upstream_downstream" },
  ],
};
const MESSAGE = /^warning A circle of dependencies/;

const counter = (page, words) => page.getByRole("button", { name: words });
const buoys = (page) => page.locator("#canvas .buoy");
const fold = (page, words) => map.findings(page).getByRole("button", { name: words });

// The list of findings of the circle, open at its finding.
async function begin(t) {
  const { page } = await visit(t);
  await map.draw(page, CIRCLE);
  await counter(page, /^1 finding/).click();
  await map.findings(page).getByRole("button", { name: MESSAGE }).click();
  return page;
}

async function accept(page, reason, until) {
  const list = map.findings(page);
  await list.getByRole("button", { name: "Accept…" }).click();
  await list.getByLabel("Why can it stay?").fill(reason);
  if (until) await list.getByLabel(/^Until/).fill(until);
  await list.getByRole("button", { name: "Accept", exact: true }).click();
}

// Comes again once everything is written, and opens the list of findings.
async function comeAgain(page, words) {
  await map.kept(page);
  await page.reload();
  await standing(page);
  await counter(page, words).waitFor();
  if (!(await map.findings(page).isVisible())) await counter(page, words).click();
}

// Lets the page believe that it is a day of the test's choice; the browser's other clocks go on.
function anyDay() {
  const Real = Date;
  globalThis.Date = class extends Real {
    constructor(...parts) {
      super(...(parts.length > 0 ? parts : [localStorage.getItem("test-day") ?? Real.now()]));
    }
  };
}
const today = (page, day) => page.evaluate((day) => localStorage.setItem("test-day", `${day}T12:00:00`), day);

test("a finding is accepted for a reason, stays so over a reload, and is taken back", async (t) => {
  const page = await begin(t);
  const list = map.findings(page);
  await soon.equal(() => buoys(page).count(), 1);
  // Nothing is accepted without a reason.
  await list.getByRole("button", { name: "Accept…" }).click();
  await list.getByRole("button", { name: "Accept", exact: true }).click();
  await list.getByLabel("Why can it stay?").fill("   ");
  await list.getByRole("button", { name: "Accept", exact: true }).click();
  await counter(page, /^1 finding /).waitFor();
  await list.getByRole("button", { name: "Cancel" }).click();

  await accept(page, "Both are replaced next year.");
  await counter(page, /^0 findings/).waitFor();
  await soon.equal(() => buoys(page).count(), 0, "an accepted finding has no buoy");
  await list.getByText("Nothing is open: all that is found is known or accepted.").waitFor();
  const { acceptances } = await map.saved(page);
  assert.deepEqual(acceptances.map(({ rule, reason }) => [rule, reason]), [
    ["cyclic-dependency", "Both are replaced next year."],
  ]);
  await usable(page);

  await map.press(page, "Control+z");
  await counter(page, /^1 finding /).waitFor();
  await map.press(page, "Control+Shift+z");
  await counter(page, /^0 findings/).waitFor();
  await comeAgain(page, /^0 findings/);
  await fold(page, "Accepted (1)").click();
  await list.getByRole("button", { name: MESSAGE }).click();
  await list.getByText("Accepted: Both are replaced next year.").waitFor();
  await usable(page);
  await list.getByRole("button", { name: "Take back" }).click();
  await counter(page, /^1 finding /).waitFor();
  await soon.equal(() => buoys(page).count(), 1);
  await map.press(page, "Control+z");
  await counter(page, /^0 findings/).waitFor();
});

test("after its day an acceptance is over, and the finding is open again", async (t) => {
  const { page } = await visit(t, { prepare: (context) => context.addInitScript(anyDay) });
  await today(page, "2026-06-15");
  await map.draw(page, CIRCLE);
  await counter(page, /^1 finding/).click();
  const list = map.findings(page);
  await list.getByRole("button", { name: MESSAGE }).click();
  await accept(page, "It goes in July.", "2026-06-30");
  await counter(page, /^0 findings/).waitFor();
  await today(page, "2026-06-30");
  await comeAgain(page, /^0 findings/);
  await fold(page, "Accepted (1)").waitFor();
  await today(page, "2026-07-01");
  // Beside it stands that its acceptance is over.
  await comeAgain(page, /^2 findings /);
  await list.getByRole("button", { name: MESSAGE }).click();
  await list.locator(".judgement", { hasText: "Was accepted until 2026-06-30: It goes in July." }).waitFor();
  await accept(page, "It goes in August.", "2026-08-31");
  await counter(page, /^0 findings/).waitFor();
  const { acceptances } = await map.saved(page);
  assert.deepEqual(acceptances.map(({ expires }) => expires), ["2026-08-31"], "the one that is over is replaced");
});

test("a rule is graded, switched off and on again", async (t) => {
  const page = await begin(t);
  const list = map.findings(page);
  const bad = list.getByLabel("How bad is this here?");
  await list.getByRole("button", { name: "About this rule" }).click();
  const row = list.locator("#rule-cyclic-dependency");
  await row.and(page.locator(":focus")).waitFor();
  await soon.equal(() => row.getAttribute("aria-expanded"), "true");
  await bad.selectOption("error");
  await list.getByRole("button", { name: /^error A circle of dependencies/ }).waitFor();
  await page.locator("#canvas .buoy.error").waitFor();
  await bad.selectOption({ label: "Off: not looked for" });
  await counter(page, /^0 findings/).waitFor();
  await soon.equal(() => buoys(page).count(), 0);
  assert.deepEqual((await map.saved(page)).landscape.severities, { "cyclic-dependency": "off" });
  await fold(page, /^Rules \(\d+, 1 graded here\)/).waitFor();
  await usable(page);
  await bad.selectOption({ label: "As the rule says: warning" });
  await list.getByRole("button", { name: MESSAGE }).waitFor();
  for (const words of [/^0 findings/, /^1 finding /, /^1 finding /]) {
    await map.press(page, "Control+z");
    await counter(page, words).waitFor();
  }
  assert.equal((await map.saved(page)).landscape.severities, undefined);
  const points = list.getByLabel(/^Points of a finding in the score/);
  await list.getByRole("button", { name: "Score 3" }).waitFor();
  await points.fill("7");
  await points.press("Enter");
  await list.getByRole("button", { name: "Score 7" }).click();
  await list.getByText("3 points when this landscape was opened, 7 now", { exact: false }).waitFor();
  await list.getByText("These weights are ours, an assumption", { exact: false }).waitFor();
  await list.getByLabel("Find a rule").fill("shared");
  await soon.equal(() => row.isVisible(), false);
  await usable(page);
});

test("from here on only what is new is open", async (t) => {
  const page = await begin(t);
  const list = map.findings(page);
  await list.getByRole("button", { name: "From here on" }).click();
  await counter(page, /^0 findings/).waitFor();
  await list.getByText("New since the baseline: 0").waitFor();
  await soon.equal(() => page.locator("#canvas .buoy.known").count(), 1, "what is known is still on the map");
  await page.locator("#canvas .buoy.known").click();
  await list.getByRole("button", { name: MESSAGE, expanded: true }).waitFor();
  await fold(page, "Known before (1)").and(page.locator("[aria-expanded=true]")).waitFor();
  await map.press(page, "3");
  const { x, y } = map.moved(await map.center(page, "B"), 0, 240);
  await page.mouse.click(x, y);
  await map.name(page, "D");
  await counter(page, /^1 finding /).waitFor();
  await list.getByText("New since the baseline: 1").waitFor();
  await list.getByRole("button", { name: /^info “D” is related to no other context/ }).waitFor();
  await usable(page);
  await map.press(page, "Control+z");
  await counter(page, /^0 findings/).waitFor();
  await comeAgain(page, /^0 findings/);
  await list.getByRole("button", { name: "Forget the baseline" }).click();
  await counter(page, /^1 finding /).waitFor();
  await map.press(page, "Control+z");
  await counter(page, /^0 findings/).waitFor();
});

test("the list is narrowed to a severity and to what is chosen", async (t) => {
  const { page } = await visit(t);
  await counter(page, /^\d+ findings/).click();
  const list = map.findings(page);
  const heads = list.locator(".finding-head");
  await heads.first().waitFor();
  const all = await heads.count();
  await list.getByRole("button", { name: /^Only errors: / }).click();
  await soon.ok(async () => (await heads.count()) < all);
  const errors = await heads.count();
  await list.getByText(`${all - errors} not listed`).waitFor();
  await usable(page);
  await list.getByRole("button", { name: "Show all" }).click();
  await soon.equal(() => heads.count(), all);
  await heads.first().click();
  await list.getByLabel("Only what is chosen").check();
  await soon.ok(async () => (await heads.count()) < all);
  await map.press(page, "F8");
  await soon.equal(() => heads.count(), all, "a finding that is gone to is listed");
});

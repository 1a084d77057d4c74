// What would happen if: asked, answered by formula, drawn by chance in a worker, compared, handed out; and the same
// figures in the browser and on the command line, to the last digit.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { promisify } from "node:util";
import { soon, until, usable, visit } from "../harness.mjs";
import * as map from "../map.mjs";

const PROGRAM = process.env.ATOLL_PROGRAM ?? "target/release/atoll";
const GALLERY = new URL("../../core/src/gallery/", import.meta.url);
const NAMES = ["Ripple", "Outage", "Delivery", "Team design", "Extraction", "Growth", "Strategy", "Boundaries"];
// How many replications are drawn here: few, since it is the same figures that count and not how sure they are.
const EFFORT = 2;

const panel = (page) => page.getByRole("complementary", { name: "Simulations" });

async function open(page, name) {
  if (!(await panel(page).isVisible())) await page.getByRole("button", { name: "Simulations (Q)" }).click();
  const back = panel(page).getByRole("button", { name: "All simulations" });
  if (await back.isVisible()) await back.click();
  await panel(page).getByRole("button", { name: new RegExp(`^${name}`) }).click();
  await panel(page).locator(".answer, .no-answer").first().waitFor();
}

async function begin(t, file = "retailer.atoll.json", options = {}) {
  const { page } = await visit(t, options);
  await map.drop(page, [file, await readFile(new URL(file, GALLERY), "utf8")]);
  await page.getByRole("status").filter({ hasText: `Opened ${file}` }).waitFor();
  return page;
}

for (const colorScheme of ["light", "dark"]) {
  test(`every simulation answers and everybody can read it (${colorScheme})`, async (t) => {
    const page = await begin(t, "retailer.atoll.json", { colorScheme });
    for (const name of NAMES) {
      await open(page, name);
      await soon.ok(async () => (await panel(page).locator(".figures .measure").count()) > 0, name);
      await soon.ok(async () => (await panel(page).locator("svg.plot").count()) > 0, name);
      await usable(page);
    }
  });
}

test("a figure says why, a picture is a table as well, and an assumption moves the answer", async (t) => {
  const page = await begin(t);
  await open(page, "Ripple");
  const figure = panel(page).locator(".figures .measure").first();
  await figure.locator("summary").click();
  await soon.ok(async () => (await figure.locator("p").first().innerText()).length > 20);
  await soon.match(() => figure.locator(".rests-on").innerText(), /assumption|published/);

  await panel(page).getByRole("button", { name: "The same as a table" }).first().click();
  await panel(page).locator(".picture table").first().waitFor();

  const before = await figure.locator(".figure").first().innerText();
  await panel(page).locator("summary", { hasText: /^Assumptions/ }).click();
  const slider = panel(page).getByRole("slider").first();
  await slider.focus();
  await page.keyboard.press("Home");
  await until(async () => (await figure.locator(".figure").first().innerText()) !== before);
  await map.press(page, "Control+z");
  await until(async () => (await figure.locator(".figure").first().innerText()) === before);
});

test("what is drawn by chance goes on beside the page, and stops when it is told to", async (t) => {
  const page = await begin(t);
  await open(page, "Delivery");
  await panel(page).getByRole("button", { name: "Draw by chance" }).click();
  await panel(page).getByRole("progressbar").waitFor();
  await panel(page).getByText(/^Estimated from/).waitFor({ timeout: 60_000 });
  // The page is at hand all the while.
  await map.node(page, "Stock").waitFor();
  // It may have come to its end before.
  await panel(page).getByRole("button", { name: "Stop" }).click({ timeout: 2000 }).catch(() => {});
  await panel(page).getByRole("button", { name: "Draw by chance" }).waitFor();
  // Which assumption counts most comes from there as well.
  await open(page, "Outage");
  await panel(page).locator("svg.plot .plot-now").waitFor({ state: "attached", timeout: 30_000 });
});

test("a scenario is compared with what is, and a scenario that changes nothing differs by nothing", async (t) => {
  const page = await begin(t);
  await page.getByRole("button", { name: "Scenarios (S)" }).click();
  await page.getByRole("button", { name: "New scenario" }).click();
  await page.getByRole("button", { name: /^Scenario: Scenario/ }).waitFor();
  await open(page, "Ripple");
  const compared = panel(page).locator(".compared tbody tr");
  await compared.first().waitFor();
  for (const row of await compared.all()) {
    await soon.ok(async () => {
      const [before, now, differs] = await row.locator("td").allInnerTexts();
      return before === now && /^0\b/.test(differs.trim());
    });
  }
});

test("an answer is handed out as CSV and as JSON", async (t) => {
  const page = await begin(t);
  await open(page, "Outage");
  await panel(page).locator("summary", { hasText: "Save the answer" }).click();
  const csv = await map.download(page, () => panel(page).getByRole("button", { name: "As CSV" }).click());
  assert.match(csv.name, /^outage-.*\.csv$/);
  assert.match(csv.bytes.toString("utf8"), /^figure,name,value,low,high,unit,better,source\r\n/);
  const json = await map.download(page, () => panel(page).getByRole("button", { name: "As JSON" }).click());
  assert.equal(JSON.parse(json.bytes.toString("utf8")).simulation, "outage");
});

// Asks a worker of the app, as the page does; answers with the last it says.
function drawn(page, task) {
  return page.evaluate(
    (task) =>
      new Promise((done, failed) => {
        const script = document.querySelector("script[type=module][src]").src;
        const worker = new Worker(script, { type: "module" });
        worker.onerror = (event) => failed(new Error(event.message));
        worker.onmessage = ({ data }) => {
          if (data === "ready") return worker.postMessage(JSON.stringify({ number: 1, task }));
          const { progress, answered } = JSON.parse(data);
          if (answered.Refused) failed(new Error(answered.Refused));
          if (progress < 1) return;
          worker.terminate();
          done(answered.Report[0]);
        };
      }),
    task,
  );
}

test("the browser and the command line give the same figures to the last digit", async (t) => {
  const { page } = await visit(t);
  const path = new URL("retailer.atoll.json", GALLERY).pathname;
  const landscape = await readFile(path, "utf8");
  const listed = (await promisify(execFile)(PROGRAM, ["simulate"])).stdout;
  const codes = listed.split("\n\n")[0].split("\n").map((line) => line.split(" ")[0]);
  assert.equal(codes.length, NAMES.length);
  for (const simulation of codes) {
    const about = simulation === "ripple" ? "c6" : null;
    const words = ["simulate", simulation, path, "--format", "json", "--effort", String(EFFORT)];
    if (about) words.push("--about", about);
    const { stdout } = await promisify(execFile)(PROGRAM, words, { maxBuffer: 1 << 28 });
    const native = JSON.parse(stdout);
    const request = { subject: about ?? null, settings: {}, seed: 175116711, effort: EFFORT };
    const task = { simulation, request, landscape, before: null, is_sensitivity: false };
    assert.deepEqual(await drawn(page, task), native, simulation);
  }
});

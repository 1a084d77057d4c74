// Files that come in: Context Mapper's and Atoll's own, dropped, chosen and pasted; and what the report says of them.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { soon, usable, visit } from "../harness.mjs";
import * as map from "../map.mjs";

const HARBOUR = fileURLToPath(new URL("../fixtures/harbour.cml", import.meta.url));
const CORPUS = process.env.ATOLL_CORPUS;

const report = (page, file) => page.getByRole("dialog", { name: `${file} is open` });

// What the report lists under a heading, each with its line.
async function listed(dialog, heading) {
  const section = dialog.getByRole("group").filter({ hasText: heading });
  await section.locator("summary").click();
  return section.getByRole("listitem").allInnerTexts();
}

const RELATIONSHIPS = [
  "Cranes partnership Yard",
  "Yard partnership Rail",
  "Gates shared_kernel Rail",
  "Customs shared_kernel Gates",
  "Berths shared_kernel Cranes",
  "Berths upstream_downstream Billing",
  "Berths upstream_downstream Rail",
  "Berths open_host_service published_language upstream_downstream anticorruption_layer Gates",
  "Berths open_host_service upstream_downstream conformist Yard",
  "Customs published_language upstream_downstream anticorruption_layer Billing",
  "Customs open_host_service published_language upstream_downstream conformist Rail",
  "Cranes customer_supplier Billing",
  "Gates published_language customer_supplier anticorruption_layer Billing",
  "Rail customer_supplier Billing",
  "Yard published_language customer_supplier anticorruption_layer Billing",
];

test("a dropped Context Mapper file opens, and what it says besides is listed and kept", async (t) => {
  const { page } = await visit(t);
  const before = await map.savedText(page);
  await map.drop(page, ["harbour.cml", await readFile(HARBOUR, "utf8")]);
  const dialog = report(page, "harbour.cml");
  for (const part of ["1 domain", "3 subdomains", "2 teams", "7 contexts", "3 aggregates", "15 relationships"]) {
    await dialog.getByText(part).waitFor();
  }
  const lines = await listed(dialog, "Kept as text");
  for (const what of [
    "ContextMap Crews",
    "Entity Place",
    "Service Allotment",
    "Module stacks: basePackage",
    "Application",
    "UseCase Unload",
    "UserStory Pay",
    "Stakeholders",
    "ValueRegister Values",
  ]) {
    assert.ok(lines.some((line) => line.includes(`${what} is kept as text`)), what);
  }
  assert.ok(lines.every((line) => /^Line \d+ /.test(line)), "each with its place");
  await usable(page);
  await dialog.getByRole("button", { name: "Close" }).last().click();

  const file = await map.saved(page);
  assert.deepEqual(map.inShort(file), RELATIONSHIPS);
  const berths = file.contexts.find(({ name }) => name === "Berths");
  assert.deepEqual([berths.purpose, berths.kind, berths.technology], ["Every ship finds a place.", "feature", "Rust"]);
  assert.deepEqual(berths.owners, [file.teams.find(({ name }) => name === "Pilots").id]);
  assert.deepEqual(file.aggregates.map(({ name }) => name), ["Berth", "Tide", "Stack"]);
  await soon.equal(() => map.canvas(page).locator("g.node.context").count(), 7, "everything got a place");
  await soon.match(() => page.title(), /^Harbour · Atoll$/);
  // What is kept can be read where it belongs.
  await map.select(page, "Yard");
  await map.details(page).getByText("Kept from the file (2)").click();
  await map.details(page).getByText("Application", { exact: true }).click();
  await map.details(page).getByText("command Lift delegates to Stack emits event Lifted").waitFor();

  await page.getByRole("button", { name: "Undo: Open harbour.cml" }).click();
  assert.equal(await map.savedText(page), before, "what was there is there again");
  await page.getByRole("button", { name: "Redo: Open harbour.cml" }).click();
  assert.deepEqual(map.inShort(await map.saved(page)), RELATIONSHIPS);
});

test("the report itself leads back", async (t) => {
  const { page } = await visit(t);
  const before = await map.savedText(page);
  await map.drop(page, ["harbour.cml", await readFile(HARBOUR, "utf8")]);
  await report(page, "harbour.cml").getByRole("button", { name: "Go back to what I had" }).click();
  assert.equal(await map.savedText(page), before);
});

test("a file can be chosen, and files that belong together come together", async (t) => {
  const { page } = await visit(t);
  const files = {
    "map.cml": `import "./crews.cml"
      ContextMap Split { contains Berths, Yard
        Berths -> Yard }
      BoundedContext Berths
      BoundedContext Yard`,
    "crews.cml": "BoundedContext Pilots realizes Berths { type = TEAM }\n",
  };
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), map.press(page, "Control+o")]);
  assert.ok(chooser.isMultiple());
  await chooser.setFiles(
    Object.entries(files).map(([name, text]) => ({ name, mimeType: "text/plain", buffer: Buffer.from(text) })),
  );
  await map.node(page, "Berths").and(page.getByLabel("owned by Pilots")).waitFor();
  assert.deepEqual(map.inShort(await map.saved(page)), ["Berths upstream_downstream Yard"]);
});

test("a pasted text opens like a file", async (t) => {
  const { page } = await visit(t);
  await map.press(page, "Control+f");
  const field = page.getByRole("dialog").getByRole("searchbox");
  await field.fill("ContextMap { contains A, B A [P]<->[P] B }");
  await field.press("Control+a");
  await field.press("Control+x");
  await field.press("Escape");
  await map.press(page, "Control+v");
  await report(page, "Pasted text").getByText("2 contexts, 1 relationship").waitFor();
  await page.keyboard.press("Escape");
  assert.deepEqual(map.inShort(await map.saved(page)), ["A partnership B"]);
});

test("a real file opens: the insurance example", { skip: !CORPUS && "ATOLL_CORPUS is not set" }, async (t) => {
  const { page } = await visit(t);
  const file = "Insurance-Example-Stage-5.cml";
  await map.drop(page, [file, await readFile(join(CORPUS, file), "utf8")]);
  const dialog = report(page, file);
  await dialog.getByText("6 contexts").waitFor();
  await dialog.getByText("7 relationships").waitFor();
  const lines = await listed(dialog, "Kept as text");
  assert.ok(lines.some((line) => line.includes("Entity Customer is kept as text")));
  await dialog.getByRole("button", { name: "Close" }).last().click();
  const { contexts, relationships } = await map.saved(page);
  assert.deepEqual([contexts.length, relationships.length], [6, 7]);
  await usable(page);
});

// Drawing with the mouse: contexts, teams and domains come, move, change and go, and Undo knows the way back.

import assert from "node:assert/strict";
import { test } from "node:test";
import { soon, usable, visit } from "../harness.mjs";
import * as map from "../map.mjs";

const WATER = { x: 420, y: 300 };

const frameOf = async (page, name) => (await map.saved(page)).contexts.find((context) => context.name === name).frame;

test("a double click and a tool add contexts, each named where it stands", async (t) => {
  const { page } = await visit(t);
  await map.emptyMap(page);
  await usable(page);
  await page.mouse.dblclick(WATER.x, WATER.y);
  await page.locator("#rename").waitFor();
  await usable(page);
  await map.name(page, "Berths");
  await soon.equal(() => page.evaluate(() => document.activeElement.id), "canvas");
  await map.tool(page, /^Context/).click();
  await page.mouse.click(760, 300);
  await map.name(page, "Cranes");
  // A drag with the tool says how large.
  await map.tool(page, /^Context/).click();
  await map.drag(page, { x: 420, y: 460 }, { x: 740, y: 600 });
  await map.name(page, "Yard");
  const { contexts } = await map.saved(page);
  assert.deepEqual(contexts.map(({ name }) => name), ["Berths", "Cranes", "Yard"]);
  assert.deepEqual(contexts[2].frame.slice(2), [320, 144], "the size that was drawn, on the grid");
  await soon.deepEqual(() => map.outlined(page), [
    "New landscape | the whole landscape",
    "Berths | context",
    "Cranes | context",
    "Yard | context",
  ]);
  await usable(page);
});

test("teams and domains are added, renamed and deleted", async (t) => {
  const { page } = await visit(t);
  await map.emptyMap(page);
  await map.tool(page, /^Team/).click();
  await page.mouse.click(WATER.x, WATER.y);
  await map.name(page, "Pilots");
  await map.tool(page, /^Domain/).click();
  await map.drag(page, { x: 560, y: 220 }, { x: 900, y: 520 });
  await map.name(page, "Harbour");
  // Renamed by a double click, and in the panel of details.
  const { x, y } = await map.center(page, "Pilots");
  await page.mouse.dblclick(x, y);
  await map.name(page, "Tugs");
  await soon.equal(() => map.details(page).getByLabel("Name").inputValue(), "Tugs");
  await map.details(page).getByLabel("Name").fill("Tug crew");
  await map.details(page).getByLabel("Name").press("Enter");
  await map.details(page).getByLabel("Type").selectOption("stream-aligned team");
  await usable(page);
  const { teams, domains } = await map.saved(page);
  assert.deepEqual([teams[0].name, teams[0].kind, domains[0].name], ["Tug crew", "stream_aligned", "Harbour"]);
  await map.select(page, "Tug crew");
  await map.press(page, "Delete");
  await map.node(page, "Tug crew").waitFor({ state: "detached" });
  assert.deepEqual((await map.saved(page)).teams, []);
  await soon.equal(() => map.details(page).count(), 0);
});

test("contexts are moved, resized and deleted with what hangs on them", async (t) => {
  const { page } = await visit(t);
  await map.draw(page, {
    contexts: map.contexts("A", "B", "C"),
    relationships: [{ id: "r1", upstream: "c1", downstream: "c2", kind: "upstream_downstream" }],
  });
  const [x, y, width, height] = await frameOf(page, "A");
  const scale = (await map.rect(page, "A")).width / width;
  const from = await map.center(page, "A");
  await map.drag(page, from, map.moved(from, 40 * scale, 176 * scale));
  assert.deepEqual(await frameOf(page, "A"), [x + 40, y + 176, width, height]);
  const corner = map.within(await map.rect(page, "A"), 1, 1);
  await map.drag(page, corner, map.moved(corner, 64 * scale, 48 * scale));
  assert.deepEqual(await frameOf(page, "A"), [x + 40, y + 176, width + 64, height + 48]);
  await page.keyboard.press("Delete");
  assert.deepEqual(map.inShort(await map.saved(page)), [], "no relationship without its ends");
  await page.getByRole("button", { name: /^Undo: Delete/ }).click();
  assert.deepEqual(map.inShort(await map.saved(page)), ["A upstream_downstream B"]);
});

test("a gesture that Escape ends has changed nothing", async (t) => {
  const { page } = await visit(t);
  await map.draw(page, { contexts: map.contexts("A", "B") });
  const before = await map.savedText(page);
  const from = await map.center(page, "A");
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + 150, from.y + 90, { steps: 4 });
  await page.keyboard.press("Escape");
  await page.mouse.up();
  assert.equal(await map.savedText(page), before);
});

test("a context is dragged into a domain and out again", async (t) => {
  const { page } = await visit(t);
  const domains = [{ id: "d1", name: "Harbour", frame: [0, 0, 520, 320] }];
  const [one] = map.contexts("Berths");
  await map.draw(page, { domains, contexts: [{ ...one, frame: [600, 96, 176, 88] }] });
  const outside = await map.center(page, "Berths");
  const inside = map.within(await map.resting(page.locator("#canvas .water")), 0.4, 0.5);
  await page.mouse.move(outside.x, outside.y);
  await page.mouse.down();
  await page.mouse.move(inside.x, inside.y, { steps: 5 });
  await soon.equal(() => page.locator("#hint").innerText(), "Joins “Harbour”");
  await page.mouse.up();
  assert.deepEqual((await map.saved(page)).contexts[0].implements, ["d1"]);
  await map.details(page).getByRole("button", { name: "Remove Harbour" }).waitFor();
  await soon.deepEqual(() => map.outlined(page), [
    "Test | the whole landscape",
    "Harbour | domain",
    "Berths | context",
  ]);
  await usable(page);
  const here = await map.center(page, "Berths");
  const water = await map.resting(page.locator("#canvas .water"));
  await map.drag(page, here, { x: water.x + water.width + 160, y: here.y });
  assert.equal((await map.saved(page)).contexts[0].implements, undefined);
});

test("a box chooses many, which are classed, owned, aligned and moved together", async (t) => {
  const { page } = await visit(t);
  await map.draw(page, {
    contexts: map.contexts("A", "B", "C", "D"),
    teams: [{ id: "t1", name: "Crew", off_map: true }],
    relationships: [{ id: "r1", upstream: "c1", downstream: "c2", kind: "partnership" }],
  });
  const [a, c] = [await map.rect(page, "A"), await map.rect(page, "C")];
  await map.drag(page, { x: a.x - 20, y: a.y - 20 }, { x: c.x - 40, y: c.y + c.height + 20 });
  const panel = map.details(page);
  await panel.getByRole("heading", { name: "3 elements" }).waitFor();
  await usable(page);
  await panel.getByRole("button", { name: "core" }).click();
  await panel.getByLabel("Give the contexts to a team").selectOption("Crew");
  // Shift adds one more and takes one away.
  await map.select(page, "D", { shift: true });
  await panel.getByRole("heading", { name: "4 elements" }).waitFor();
  await map.select(page, "B", { shift: true });
  await panel.getByRole("heading", { name: "3 elements" }).waitFor();
  await panel.getByRole("button", { name: "Align left edges" }).click();
  const { contexts } = await map.saved(page);
  const of = (key) => contexts.map((context) => context[key]);
  assert.deepEqual(of("classification"), ["core", "core", undefined, undefined]);
  assert.deepEqual(of("owners"), [["t1"], ["t1"], undefined, undefined]);
  assert.equal(contexts[3].frame[0], contexts[0].frame[0]);
  const hold = await map.center(page, "A");
  await map.drag(page, hold, map.moved(hold, 0, -60));
  const after = (await map.saved(page)).contexts.map(({ frame }) => frame[1]);
  const lift = contexts[0].frame[1] - after[0];
  assert.ok(lift > 0);
  assert.deepEqual(after, contexts.map(({ frame, name }) => frame[1] - ("AD".includes(name) ? lift : 0)));
});

test("what is copied can be pasted, cut and duplicated, with its relationships", async (t) => {
  const { page } = await visit(t, { permissions: ["clipboard-read", "clipboard-write"] });
  await map.draw(page, {
    contexts: map.contexts("A", "B"),
    relationships: [{ id: "r1", upstream: "c1", downstream: "c2", kind: "shared_kernel" }],
  });
  const names = async () => (await map.saved(page)).contexts.map(({ name }) => name);
  const relationships = async () => (await map.saved(page)).relationships.length;
  await map.press(page, "Control+a");
  await map.press(page, "Control+c");
  await page.getByRole("status").filter({ hasText: "Copied 3 elements" }).waitFor();
  await map.press(page, "Control+v");
  await page.getByRole("button", { name: /^Undo: Paste/ }).waitFor();
  assert.equal((await names()).length, 4);
  assert.equal(await relationships(), 2);
  await map.press(page, "Control+d");
  assert.equal(await relationships(), 3);
  await map.press(page, "Control+x");
  assert.equal(await relationships(), 2);
  // Copies travel to another landscape.
  await map.emptyMap(page);
  await map.press(page, "Control+v");
  await page.getByRole("button", { name: /^Undo: Paste/ }).waitFor();
  assert.equal(await relationships(), 1);
});

test("everything is undone and redone to the same file", async (t) => {
  const { page } = await visit(t);
  await map.draw(page, {
    contexts: map.contexts("A", "B", "C"),
    teams: [{ id: "t1", name: "Crew", off_map: true }],
    domains: [{ id: "d1", name: "Harbour", frame: [0, 240, 520, 320] }],
  });
  const files = [await map.savedText(page)];
  const done = async (job) => {
    await job();
    files.push(await map.savedText(page));
    assert.notEqual(files.at(-1), files.at(-2));
  };
  const panel = map.details(page);
  await done(async () => {
    const from = await map.center(page, "A");
    const to = map.within(await map.resting(page.locator("#canvas .water")), 0.4, 0.5);
    await map.drag(page, from, to);
  });
  await done(() => panel.getByLabel("Hand it over to…").or(panel.getByLabel("Give it to…")).selectOption("Crew"));
  await done(() => panel.getByRole("button", { name: "core" }).click());
  await done(async () => {
    await map.press(page, "Control+ArrowRight");
    await map.name(page, "D");
  });
  await done(() => map.press(page, "Shift+ArrowDown"));
  await done(() => map.press(page, "Control+d"));
  await done(async () => {
    await map.select(page, "B");
    await map.press(page, "Delete");
  });
  await done(() => map.choose(page, "Arrange everything anew"));
  for (const file of files.slice(0, -1).reverse()) {
    await map.press(page, "Control+z");
    assert.equal(await map.savedText(page), file);
  }
  for (const file of files.slice(1)) {
    await map.press(page, "Control+Shift+Z");
    assert.equal(await map.savedText(page), file);
  }
  await page.getByRole("button", { name: "Nothing to redo" }).waitFor();
});

// What browser tests do with the map: look at it, draw on it, hand files to it and take files from it.

import { readFile } from "node:fs/promises";
import { until } from "./harness.mjs";

// The canvas, which takes keys and pointers.
export const canvas = (page) => page.locator("#canvas");

// The panels.
export const details = (page) => page.getByRole("complementary", { name: "Details" });
export const outline = (page) => page.getByRole("complementary", { name: "Outline" });
export const findings = (page) => page.getByRole("complementary", { name: "Findings" });

// A key while the canvas has the focus.
export const press = (page, keys) => canvas(page).press(keys);

// A tool of the toolbar.
export const tool = (page, name) => page.getByRole("toolbar", { name: "Tools" }).getByRole("button", { name });

// Does something from the menu.
export async function choose(page, item) {
  await page.getByRole("button", { name: "Menu", exact: true }).click();
  await page.locator("#menu").getByRole("button", { name: item }).click();
}

// Begins with nothing.
export async function emptyMap(page) {
  await choose(page, "New landscape");
  await page.getByRole("heading", { name: "Open water" }).waitFor();
}

// A context or a team on the map.
export function node(page, name) {
  return page.locator(`#canvas g[role=img][aria-label^=${JSON.stringify(`${name},`)}]`);
}

// Where something is once it has come to rest: the map glides to what is chosen.
export async function resting(locator) {
  let before, box;
  await until(async () => {
    [before, box] = [box, await locator.boundingBox()];
    return before && box && ["x", "y", "width", "height"].every((key) => box[key] === before[key]);
  });
  return box;
}

// The rectangle of a context or a team, without its shallows.
export const rect = (page, name) => resting(node(page, name).locator(".land"));

// A point of a rectangle; from (0, 0) at the top left to (1, 1) at the bottom right.
export const within = ({ x, y, width, height }, across = 0.5, down = 0.5) => ({
  x: x + width * across,
  y: y + height * down,
});

// Where to take hold of a context or a team: beside its name, so that nothing else is hit.
export async function center(page, name) {
  return within(await rect(page, name));
}

// Clicks on a context or a team.
export async function select(page, name, options) {
  const { x, y } = await center(page, name);
  if (options?.shift) await page.keyboard.down("Shift");
  await page.mouse.click(x, y);
  if (options?.shift) await page.keyboard.up("Shift");
}

// Drags from a point to another one, with moves between them as a hand makes them.
export async function drag(page, from, to) {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move((from.x * 2 + to.x) / 3, (from.y * 2 + to.y) / 3, { steps: 3 });
  await page.mouse.move(to.x, to.y, { steps: 3 });
  await page.mouse.up();
}

export const moved = ({ x, y }, right, down) => ({ x: x + right, y: y + down });

// Types into the field that a new element is named with.
export async function name(page, text, key = "Enter") {
  const field = page.locator("#rename");
  await field.fill(text);
  await field.press(key);
}

// The names in the outline, relationships as "→ Target", with their details.
export async function outlined(page) {
  if (!(await outline(page).isVisible())) {
    await press(page, "o");
    await outline(page).waitFor();
  }
  const rows = await outline(page).getByRole("listitem").all();
  return Promise.all(rows.map((row) => row.locator("span").allInnerTexts().then((words) => words.join(" | "))));
}

// Does something that hands out a file; answers with its name and its bytes.
export async function download(page, cause) {
  const [file] = await Promise.all([page.waitForEvent("download"), cause()]);
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

// The landscape as Atoll's own file has it. Browsers let a page hand out only some files in a row: this one looks at
// the file that would be handed out.
export async function savedText(page) {
  const text = page.evaluate(async () => {
    const [{ createObjectURL }, { click }] = [URL, HTMLAnchorElement.prototype];
    const blob = await new Promise((done, failed) => {
      setTimeout(() => failed(new Error("nothing was handed out")), 15_000);
      URL.createObjectURL = (blob) => done(blob) ?? createObjectURL(blob);
      HTMLAnchorElement.prototype.click = () => {};
    });
    URL.createObjectURL = createObjectURL;
    HTMLAnchorElement.prototype.click = click;
    return blob.text();
  });
  await press(page, "Control+s");
  return text;
}

// The same, read.
export async function saved(page) {
  const file = JSON.parse(await savedText(page));
  return { domains: [], subdomains: [], teams: [], contexts: [], aggregates: [], relationships: [], ...file };
}

// Relationships in short: "A U/D OHS → ACL B".
export function inShort({ contexts, teams, relationships }) {
  const names = new Map([...contexts, ...teams].map(({ id, name }) => [id, name]));
  const roles = (held) => Object.keys(held ?? {}).map((role) => ` ${role}`).join("");
  return relationships.map(
    ({ upstream, downstream, kind, upstream_roles, downstream_roles }) =>
      `${names.get(upstream)}${roles(upstream_roles)} ${kind}${roles(downstream_roles)} ${names.get(downstream)}`,
  );
}

// An Atoll file out of what a test cares about.
export const atollFile = (records, landscape = { name: "Test" }) =>
  JSON.stringify({ format: "atoll", version: 1, landscape, ...records });

// Contexts with these names, side by side in rows of three.
export const contexts = (...names) =>
  names.map((name, index) => ({
    id: `c${index + 1}`,
    name,
    frame: [(index % 3) * 344, Math.floor(index / 3) * 192, 176, 88],
  }));

// Lets files go over the map; `files` is a list of names and contents, which are texts or bytes.
export async function drop(page, ...files) {
  const data = await page.evaluateHandle((files) => {
    const data = new DataTransfer();
    for (const [name, content] of files) {
      const part = typeof content === "string" ? content : new Uint8Array(content);
      data.items.add(new File([part], name));
    }
    return data;
  }, files);
  await canvas(page).dispatchEvent("drop", { dataTransfer: data });
  await data.dispose();
}

// Draws what is in an Atoll file of the test's own.
export async function draw(page, records, landscape) {
  await drop(page, ["test.atoll.json", atollFile(records, landscape)]);
  await page.getByRole("status").filter({ hasText: "Opened test.atoll.json" }).last().waitFor();
}

// Waits until everything is in the browser's database.
export const kept = (page) => page.getByRole("button", { name: "Saved here" }).waitFor();

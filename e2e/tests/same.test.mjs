// One core in two machines: what WebAssembly computes in the browser is what the command line computes natively.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";
import { soon, visit } from "../harness.mjs";
import * as map from "../map.mjs";

// The program that serves the app under test; `cargo xtask e2e` names it.
const PROGRAM = process.env.ATOLL_PROGRAM ?? "target/release/atoll";
const GALLERY = new URL("../../core/src/gallery/", import.meta.url);

// What the program prints. Findings make it end with 1, which is an answer as well.
async function atoll(...words) {
  const ended = await promisify(execFile)(PROGRAM, words).catch((error) => error);
  assert.ok([undefined, 1].includes(ended.code), String(ended));
  return ended.stdout;
}

for (const name of ["insurer", "retailer", "modular-monolith"]) {
  test(`the browser and the command line agree on every byte and every finding (${name})`, async (t) => {
    const file = `${name}.atoll.json`;
    const path = new URL(file, GALLERY).pathname;
    const { page } = await visit(t, { colorScheme: "light" });
    await map.drop(page, [file, await readFile(path, "utf8")]);
    await page.getByRole("status").filter({ hasText: `Opened ${file}` }).waitFor();

    const folder = await mkdtemp(join(tmpdir(), "atoll-same-"));
    t.after(() => rm(folder, { recursive: true, force: true }));
    const picture = join(folder, "picture.svg");
    await atoll("convert", path, picture, "--theme", "light");
    const { bytes } = await map.download(page, () => map.choose(page, "Save as SVG picture"));
    assert.equal(bytes.toString("utf8"), await readFile(picture, "utf8"));

    const { findings } = JSON.parse(await atoll("check", "--format", "json", path));
    await page.getByRole("button", { name: new RegExp(`^${findings.length} finding`) }).click();
    const list = () => map.findings(page).innerText();
    for (const { message } of findings) await soon.ok(async () => (await list()).includes(message), message);
  });
}

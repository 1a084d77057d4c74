// Files that go out: Atoll's own, which comes back as it was, and pictures.

import assert from "node:assert/strict";
import { test } from "node:test";
import { usable, visit } from "../harness.mjs";
import * as map from "../map.mjs";

const TODAY = /-\d{4}-\d{2}-\d{2}/;

const NASTY = '<script>window.hit = 1</script> & "quoted" \u{1F6A2}';

const RECORDS = {
  contexts: map.contexts("Berths", NASTY),
  teams: [{ id: "t1", name: "Pilots", frame: [0, 300, 176, 88] }],
  domains: [{ id: "d1", name: "Harbour", frame: [-32, -64, 600, 200] }],
  relationships: [
    { id: "r1", upstream: "c1", downstream: "c2", kind: "upstream_downstream", name: "Berth schedule" },
  ],
};

async function open(page) {
  await map.draw(page, RECORDS, { name: "The harbour, 2" });
}

test("Atoll's own file comes back as it was", async (t) => {
  const { page } = await visit(t);
  const { name, bytes } = await map.download(page, () => map.press(page, "Control+s"));
  assert.match(name, /^harbour-mutual-an-insurer-\d{4}-\d{2}-\d{2}\.atoll\.json$/);
  await page.getByRole("status").filter({ hasText: `Saved as ${name}` }).waitFor();
  const text = bytes.toString("utf8");
  assert.equal(text, await map.savedText(page));
  await map.emptyMap(page);
  await map.drop(page, [name, text]);
  await page.getByRole("status").filter({ hasText: `Opened ${name}` }).waitFor();
  assert.equal(await map.savedText(page), text);
  await usable(page);
});

for (const colorScheme of ["light", "dark"]) {
  test(`a vector picture has every name, stands alone and runs nothing (${colorScheme})`, async (t) => {
    const { context, page } = await visit(t, { colorScheme });
    await open(page);
    const { name, bytes } = await map.download(page, () => map.choose(page, "Save as SVG picture"));
    assert.match(name, /^the-harbour-2-\d{4}-\d{2}-\d{2}\.svg$/);
    const text = bytes.toString("utf8");
    assert.doesNotMatch(text, /<script|<foreignObject|javascript:|\son\w+=|@import|href=|url\((?!#)|var\(--/);
    // Read on a page that allows everything, so that nothing is held back by ours.
    const elsewhere = await context.newPage();
    const found = await elsewhere.evaluate((text) => {
      const { documentElement: root } = new DOMParser().parseFromString(text, "image/svg+xml");
      const words = (selector) => [...root.querySelectorAll(selector)].map((node) => node.textContent);
      return {
        tag: root.tagName,
        title: root.querySelector("title").textContent,
        errors: root.querySelectorAll("parsererror").length,
        words: words("text").join(" "),
        paper: root.querySelector("style").textContent.match(/\.paper \{\s*fill: ([^;]+);/)[1],
        box: root.getAttribute("viewBox").split(" ").map(Number),
      };
    }, text);
    assert.deepEqual([found.tag, found.errors, found.title], ["svg", 0, "The harbour, 2"]);
    for (const word of ["Berths", "<script>window.", "Pilots", "Harbour", "Berth schedule"]) {
      assert.ok(found.words.includes(word), `${word} in ${found.words}`);
    }
    assert.equal(found.paper, colorScheme === "dark" ? "#0d1821" : "#f7f8f4", "the colours of the screen");
    assert.ok(found.box[2] > 500 && found.box[3] > 300);
  });
}

test("a raster picture is a PNG of a sensible size, and not empty", async (t) => {
  const { page } = await visit(t);
  await open(page);
  const { name, bytes } = await map.download(page, () => map.choose(page, "Save as PNG picture"));
  assert.match(name, TODAY);
  assert.match(name, /\.png$/);
  assert.equal(bytes.subarray(0, 8).toString("hex"), "89504e470d0a1a0a");
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  assert.ok(width > 1000 && width < 4000 && height > 700 && height < 3000, `${width} by ${height}`);
  // Decoded by the browser: paper at the corner, land somewhere, and more than two colours.
  const colours = await page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    const pen = new OffscreenCanvas(image.width, image.height).getContext("2d");
    pen.drawImage(image, 0, 0);
    const { data } = pen.getImageData(0, 0, image.width, image.height);
    const seen = new Set();
    for (let at = 0; at < data.length; at += 4 * 97) seen.add(data.slice(at, at + 3).join());
    return [[...data.slice(0, 3)].join(), seen.size];
  }, bytes.toString("base64"));
  assert.equal(colours[0], "247,248,244");
  assert.ok(colours[1] > 10);
  await page.getByRole("status").filter({ hasText: `Saved as ${name}` }).waitFor();
});

test("an empty map can be saved in every form", async (t) => {
  const { page } = await visit(t);
  await map.emptyMap(page);
  for (const [item, ending] of [["Atoll file", ".atoll.json"], ["SVG picture", ".svg"], ["PNG picture", ".png"]]) {
    const { name, bytes } = await map.download(page, () => map.choose(page, `Save as ${item}`));
    assert.ok(name.startsWith("new-landscape-") && name.endsWith(ending), name);
    assert.ok(bytes.length > 50);
  }
});

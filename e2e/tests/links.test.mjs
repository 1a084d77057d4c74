// A whole landscape in a link: there and back, untouched until it is changed, and whatever comes in its place.

import assert from "node:assert/strict";
import { test } from "node:test";
import { deflateRawSync, inflateRawSync } from "node:zlib";
import { ATOLL_URL, absent, openAgain, soon, standing, until, visit } from "../harness.mjs";
import * as map from "../map.mjs";

// What is put on the clipboard is kept in the page.
const prepare = (context) =>
  context.addInitScript(() => {
    const writeText = async (text) => void (globalThis.copied = text);
    Object.defineProperty(navigator, "clipboard", { value: { writeText } });
  });

async function copiedLink(page) {
  await map.choose(page, "Copy link with the landscape in it");
  await page.waitForFunction(() => globalThis.copied);
  return page.evaluate(() => globalThis.copied);
}

const pack = (text) => `/#landscape=${deflateRawSync(text).toString("base64url")}`;

const problem = (page) => page.getByRole("alert");

test("a link holds the whole landscape, and the server hears nothing of it", async (t) => {
  const { context, page } = await visit(t, { prepare });
  const asked = [];
  context.on("request", (request) => asked.push(request.url()));
  await map.draw(page, { contexts: map.contexts("A", "B") });
  const text = await map.savedText(page);
  const link = await copiedLink(page);
  const [before, payload] = link.split("#landscape=");
  assert.equal(before, new URL("/", ATOLL_URL).href);
  assert.equal(inflateRawSync(Buffer.from(payload, "base64url")).toString(), text, "as the guide says");

  const other = await openAgain(context, link.slice(before.length - 1));
  await map.node(other, "B").waitFor();
  assert.equal(await map.savedText(other), text);
  assert.equal(asked.filter((address) => new URL(address).href.includes("landscape=")).length, 0);
});

test("what came in a link is kept once it is changed, and then the address is as always", async (t) => {
  const { context, page } = await visit(t);
  const address = pack(map.atollFile({ contexts: map.contexts("A", "B") }));
  const linked = await openAgain(context, address);
  await map.node(linked, "A").waitFor();
  await absent(linked.getByRole("button", { name: "Saved here" }));
  await linked.reload();
  await standing(linked);
  await map.node(linked, "A").waitFor();
  assert.match(linked.url(), /#landscape=/, "it is still what is seen");
  await map.press(linked, "v");
  await map.select(linked, "A");
  await map.press(linked, "Delete");
  await map.kept(linked);
  await soon.equal(() => new URL(linked.url()).hash, "");
  await linked.reload();
  await standing(linked);
  await map.node(linked, "B").waitFor();
  await absent(map.node(linked, "A"));
  await page.close();
});

test("a link that is followed in an open page opens, and Undo goes back", async (t) => {
  const { page } = await visit(t);
  await map.draw(page, { contexts: map.contexts("Mine") });
  await map.kept(page);
  await page.evaluate((address) => (location.href = address), pack(map.atollFile({ contexts: map.contexts("Theirs") })));
  await map.node(page, "Theirs").waitFor();
  await map.press(page, "Control+z");
  await map.node(page, "Mine").waitFor();
  await until(() => new URL(page.url()).hash === "");
});

test("what is no landscape is refused in a sentence, and the page goes on", async (t) => {
  const { context } = await visit(t);
  const whole = pack(map.atollFile({ contexts: map.contexts("A") }));
  for (const [address, words] of [
    [whole.slice(0, -20), "is not whole"],
    ["/#landscape=%3Cscript%3E", "is not whole"],
    ["/#landscape=", "is not whole"],
    [pack(" ".repeat(40 * 1024 * 1024)), "more than 16 MB"],
    [pack('{"format":"something else"}'), "Line 1"],
    [pack(map.atollFile({}).replace('"version":1', '"version":999')), "newer Atoll"],
  ]) {
    const page = await openAgain(context, address);
    await problem(page).filter({ hasText: words }).waitFor();
    await soon.equal(() => new URL(page.url()).hash, "");
    await map.draw(page, { contexts: map.contexts("Still here") });
    await page.close();
  }
});

test("a landscape too large for a link is said to be, with what to do instead", async (t) => {
  const { context } = await visit(t, { prepare });
  const page = await openAgain(context, "/?landscape=1500");
  await map.choose(page, "Copy link with the landscape in it");
  await problem(page).filter({ hasText: /has \d+ letters.*Save it as a file/ }).waitFor();
  assert.equal(await page.evaluate(() => globalThis.copied), undefined);
});

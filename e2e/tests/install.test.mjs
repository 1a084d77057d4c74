// The app as one that is installed: what its manifest promises is there, files open with it, it needs no network.

import assert from "node:assert/strict";
import { test } from "node:test";
import { ATOLL_URL, offlineCopy, openAgain, soon, standing, until, usable, visit } from "../harness.mjs";
import * as map from "../map.mjs";

const at = (address) => new URL(address, ATOLL_URL).href;

// Width and height of a picture, as a browser sees them.
const size = (page, address) =>
  page.evaluate(async (address) => {
    const picture = new Image();
    picture.src = address;
    await picture.decode();
    return `${picture.naturalWidth}x${picture.naturalHeight}`;
  }, at(address));

const dialog = (page) => page.getByRole("dialog", { name: "Landscapes" });

test("everything that the manifest names is there, and as large as it says", async (t) => {
  const { page } = await visit(t);
  const manifest = await (await fetch(at("manifest.webmanifest"))).json();
  for (const { src, sizes } of [...manifest.icons, ...manifest.screenshots]) {
    if (sizes !== "any") assert.equal(await size(page, src), sizes, src);
    const { status, headers } = await fetch(at(src));
    assert.equal(status, 200, src);
    assert.match(headers.get("content-type"), /^image\//);
  }
  assert.deepEqual(manifest.screenshots.map(({ form_factor }) => form_factor).sort(), ["narrow", "wide"]);
  const worker = await (await fetch(at("service-worker.js"))).text();
  for (const { src } of manifest.screenshots) {
    assert.ok(Number((await fetch(at(src))).headers.get("content-length")) <= 60_000, src);
    assert.ok(!worker.includes(src), "nobody needs a picture of the app without a network");
  }
  const [{ accept }] = manifest.file_handlers;
  assert.deepEqual(Object.values(accept).flat(), [".json", ".cml"]);
});

test("the browser finds nothing wrong with it and would install it", async (t) => {
  const { context, page } = await visit(t);
  await offlineCopy(page);
  const devtools = await context.newCDPSession(page);
  const { errors } = await devtools.send("Page.getAppManifest");
  assert.deepEqual(errors, []);
  const { installabilityErrors } = await devtools.send("Page.getInstallabilityErrors");
  assert.deepEqual(installabilityErrors, []);
});

test("each shortcut begins as it says, once", async (t) => {
  const { context, page } = await visit(t);
  const { shortcuts } = await (await fetch(at("manifest.webmanifest"))).json();
  assert.equal(shortcuts.length, 2);
  await map.draw(page, { contexts: map.contexts("A") });
  await map.kept(page);
  const begun = await openAgain(context, shortcuts[0].url);
  await begun.getByRole("heading", { name: "Open water" }).waitFor();
  assert.equal(new URL(begun.url()).search, "");
  await begun.reload();
  await standing(begun);
  await map.node(begun, "A").waitFor();
  const opened = await openAgain(context, shortcuts[1].url);
  await dialog(opened).getByText("Drawn in this browser").waitFor();
  await usable(opened);
});

test("the browser's offer to install is handed on", async (t) => {
  const { page } = await visit(t);
  await page.evaluate(() => {
    const offer = new Event("beforeinstallprompt");
    offer.prompt = async () => (globalThis.wasAsked = true);
    offer.userChoice = Promise.resolve({ outcome: "accepted" });
    dispatchEvent(offer);
  });
  await map.choose(page, "Examples and recent…");
  await usable(page);
  await dialog(page).getByRole("button", { name: "Install Atoll" }).click();
  await page.getByRole("status").filter({ hasText: "Atoll is installed" }).waitFor();
  await soon.equal(() => page.evaluate(() => globalThis.wasAsked), true);
  // An offer holds once.
  await map.choose(page, "Examples and recent…");
  await dialog(page).waitFor();
  await soon.equal(() => dialog(page).getByRole("button", { name: "Install Atoll" }).count(), 0);
});

test("a file that the system opens with the app is opened, and saved where it came from", async (t) => {
  const prepare = (context) =>
    context.addInitScript(() => {
      const launchQueue = { setConsumer: (consumer) => (globalThis.launch = consumer) };
      Object.defineProperty(globalThis, "launchQueue", { value: launchQueue });
    });
  const { page } = await visit(t, { prepare, disk: true });
  await page.waitForFunction(() => globalThis.launch);
  await page.evaluate(async (text) => {
    const folder = await navigator.storage.getDirectory();
    const handle = await folder.getFileHandle("shop.atoll.json", { create: true });
    const writable = await handle.createWritable();
    await writable.write(text);
    await writable.close();
    globalThis.launch({ files: [] });
    globalThis.launch({ files: [handle] });
  }, map.atollFile({ contexts: map.contexts("Basket") }));
  await map.node(page, "Basket").waitFor();
  await map.select(page, "Basket");
  await map.press(page, "F2");
  await map.name(page, "Cart");
  await map.press(page, "Control+s");
  await page.getByRole("status").filter({ hasText: "Saved in shop.atoll.json" }).waitFor();
  const text = await page.evaluate(async () => {
    const folder = await navigator.storage.getDirectory();
    return (await (await folder.getFileHandle("shop.atoll.json")).getFile()).text();
  });
  assert.deepEqual(JSON.parse(text).contexts.map(({ name }) => name), ["Cart"]);
});

test("without a network everything is there, with all of its styles", async (t) => {
  const { context, page } = await visit(t);
  await offlineCopy(page);
  await context.setOffline(true);
  await page.reload();
  await standing(page);
  await map.press(page, "?");
  const help = page.getByRole("dialog", { name: "Keys and help" });
  await help.waitFor();
  await soon.equal(() => help.locator(".help").evaluate((help) => getComputedStyle(help).display), "grid");
  await until(async () => (await page.locator("link[rel=stylesheet]").count()) === 2);
  await usable(page);
});

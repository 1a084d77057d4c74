// What browser tests share: a fresh browser, an ear for everything that goes wrong, and a judge of accessibility.

import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import axe from "axe-core";
import { chromium } from "playwright-core";

// Where the server under test is; `cargo xtask e2e` starts it.
export const ATOLL_URL = process.env.ATOLL_URL ?? "http://127.0.0.1:7171";

// WCAG 2.2 up to AA, and what is good practice beyond it.
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

// How long a test waits for what does not come, in milliseconds.
const PATIENCE = 30_000;

// By how many milliseconds all shall be later that a page does of itself, a frame or a while after it was asked to: what a
// test reads too early, as it would on a busy machine, shows.
const LATE = Number(process.env.ATOLL_LATE ?? 0);

export const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

// A browser that knows nothing yet, closed when the test (or suite) `t` is over. Files are handed out and taken in as in
// browsers that let no page write to the disk, unless the test brings its own `disk`.
export async function openBrowser(t, { disk = false, ...options } = {}) {
  const folder = await mkdtemp(join(tmpdir(), "atoll-chromium-"));
  const context = await chromium.launchPersistentContext(folder, {
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    headless: true,
    args: FLAGS,
    viewport: { width: 1280, height: 800 },
    ...options,
  });
  context.setDefaultTimeout(PATIENCE);
  if (LATE > 0) {
    await context.addInitScript((late) => {
      const { requestAnimationFrame, cancelAnimationFrame, setTimeout } = globalThis;
      const frames = new Map();
      globalThis.setTimeout = (job, after = 0, ...words) => setTimeout(job, Number(after) + late, ...words);
      globalThis.requestAnimationFrame = (job) => {
        const number = setTimeout(() => frames.set(number, requestAnimationFrame(job)), late);
        return number;
      };
      globalThis.cancelAnimationFrame = (number) => {
        clearTimeout(number);
        cancelAnimationFrame(frames.get(number));
      };
    }, LATE);
  }
  if (!disk) {
    await context.addInitScript(() => {
      delete globalThis.showOpenFilePicker;
      delete globalThis.showSaveFilePicker;
    });
  }
  t.after(async () => {
    await context.close();
    await rm(folder, { recursive: true, force: true });
  });
  return context;
}

// Collects what must not happen: errors of any kind, and requests to anybody but the app's own origin.
export function listen(context, origin = new URL(ATOLL_URL).origin) {
  const heard = { errors: [], strangers: [] };
  const hear = (page) => {
    page.on("console", (message) => {
      if (message.type() === "error") heard.errors.push(message.text());
    });
    page.on("pageerror", (error) => heard.errors.push(String(error)));
  };
  context.pages().forEach(hear);
  context.on("page", hear);
  context.on("request", (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith("http") && url.origin !== origin) heard.strangers.push(request.url());
  });
  return heard;
}

// Waits until everything that the page begins with is on the screen.
export async function standing(page) {
  await page.locator("#canvas").waitFor();
  await page.waitForFunction(() => performance.getEntriesByName("first-complete-frame").length > 0);
}

// Opens the app and waits until it stands.
export async function openAtoll(context, url = ATOLL_URL) {
  const page = context.pages()[0] ?? (await context.newPage());
  await page.goto(url);
  await standing(page);
  return page;
}

// A first visit whose tour was skipped. When the test is over nothing must have gone wrong on any of its pages; what
// has to go wrong in it, `mayFail` matches.
export async function visit(t, { mayFail, prepare, tour = false, ...options } = {}) {
  const context = await openBrowser(t, options);
  const heard = listen(context);
  t.after(() => {
    const errors = heard.errors.filter((error) => !mayFail?.test(error));
    assert.deepEqual({ ...heard, errors }, { errors: [], strangers: [] });
  });
  await prepare?.(context);
  const page = await openAtoll(context);
  if (!tour) await page.getByRole("button", { name: "Skip" }).click();
  return { context, page };
}

// Another page of the same browser, as when its tab is closed and opened again.
export async function openAgain(context, path = "/") {
  const page = await context.newPage();
  await page.goto(new URL(path, ATOLL_URL).href);
  await standing(page);
  return page;
}

// Waits until the copy for working without a network is complete.
export async function offlineCopy(page) {
  await page.evaluate(async () => {
    const { active } = await navigator.serviceWorker.ready;
    const isReady = () => active.state === "activated" && navigator.serviceWorker.controller;
    while (!isReady()) await new Promise((wake) => setTimeout(wake, 20));
  });
}

// Asserts what takes a moment to be so, as most of a page does: what is read is read anew until the assertion holds, and
// fails with what was read last. What has to be so at once, as what is drawn, or must never have been, is looked at once.
const patient = (check) => async (read, ...expected) => {
  for (const end = Date.now() + PATIENCE; ; await new Promise((wake) => setTimeout(wake, 20))) {
    try {
      return check(await read(), ...expected);
    } catch (error) {
      if (Date.now() > end) throw error;
    }
  }
};
export const soon = {
  equal: patient(assert.equal),
  notEqual: patient(assert.notEqual),
  deepEqual: patient(assert.deepEqual),
  match: patient(assert.match),
  ok: patient(assert.ok),
};

// Waits until it holds.
export const until = (holds) => soon.ok(holds, `still not so after ${PATIENCE} ms: ${holds}`);

// Asserts that something is not there: not now, whatever becomes of it.
export async function absent(locator, why) {
  assert.equal(await locator.count(), 0, why);
}

// How much the browser keeps in a store of one of its databases.
export const countStored = (page, database, store) =>
  page.evaluate(
    ([database, store]) =>
      new Promise((done, failed) => {
        const opening = indexedDB.open(database);
        opening.onerror = failed;
        opening.onsuccess = () => {
          const counting = opening.result.transaction(store).objectStore(store).count();
          counting.onerror = failed;
          counting.onsuccess = () => {
            opening.result.close();
            done(counting.result);
          };
        };
      }),
    [database, store],
  );

// What axe has to say against the page, one line a violation.
export async function accessibilityViolations(page) {
  await page.evaluate(`globalThis.axe ?? (() => {${axe.source}})()`);
  const { violations } = await page.evaluate((tags) => globalThis.axe.run({ runOnly: tags }), RULES);
  return violations.map(({ id, help, nodes }) => `${id}: ${help} (${nodes.map((node) => node.target).join(", ")})`);
}

// Everybody can use the page as it is now.
export async function usable(page) {
  assert.deepEqual(await accessibilityViolations(page), []);
}

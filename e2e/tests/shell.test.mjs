// The shell: the page loads, starts the app, asks nobody else, and comes again without a network.

import assert from "node:assert/strict";
import { test } from "node:test";
import { ATOLL_URL, offlineCopy, soon, standing, usable, visit } from "../harness.mjs";

test("the page holds no code of its own", async () => {
  const html = await (await fetch(ATOLL_URL)).text();
  assert.match(html, /<div id="app">/);
  for (const script of html.match(/<script[^>]*>[^]*?<\/script>/g) ?? []) {
    assert.match(script, /^<script type="module" src="[^"]+"><\/script>$/);
  }
  assert.doesNotMatch(html, /<style|\sstyle=|\son[a-z]+=|javascript:/);
});

test("the app starts and asks nobody else", async (t) => {
  const { page } = await visit(t);
  await offlineCopy(page);
  await soon.match(() => page.title(), /Atoll$/);
});

for (const colorScheme of ["light", "dark"]) {
  test(`everybody can use it (${colorScheme})`, async (t) => {
    const { page } = await visit(t, { colorScheme });
    await usable(page);
  });
}

test("a second visit needs no network", async (t) => {
  // The server is asked for its health at the end, to see that nothing answers in its place.
  const { context, page } = await visit(t, { mayFail: /ERR_INTERNET_DISCONNECTED/ });
  await offlineCopy(page);
  await context.setOffline(true);
  for (const address of ["/", "/?anything=at-all"]) {
    await page.goto(new URL(address, ATOLL_URL).href);
    await standing(page);
  }
  const answered = await page.evaluate(async () => (await fetch("healthz").catch(() => undefined))?.ok);
  assert.equal(answered, undefined, "calls to the server are not answered from the copy");
});

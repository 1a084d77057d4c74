// The pictures of the README, taken from the app: `ATOLL_URL=… node e2e/pictures.mjs` while it is served.

import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { ATOLL_URL, FLAGS } from "./harness.mjs";

const target = new URL("../docs/picture/", import.meta.url).pathname;
await mkdir(target, { recursive: true });
for (const colorScheme of ["light", "dark"]) {
  const folder = await mkdtemp(join(tmpdir(), "atoll-picture-"));
  const context = await chromium.launchPersistentContext(folder, {
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    headless: true,
    args: FLAGS,
    viewport: { width: 1400, height: 900 },
    colorScheme,
  });
  const page = await context.newPage();
  await page.goto(ATOLL_URL);
  await page.getByRole("button", { name: "Skip" }).click();
  await page.getByRole("button", { name: /^Ripple/ }).click();
  await page.locator("#canvas text", { hasText: "administration" }).first().click();
  await page.getByRole("heading", { name: /A change in/ }).waitFor();
  await page.getByRole("button", { name: /^Fit|^Show everything/ }).click();
  // Away from everything that would light up.
  await page.mouse.move(700, 890);
  await page.evaluate(() => document.activeElement?.blur());
  await page.screenshot({ path: join(target, `insurer-${colorScheme}.png`) });
  await context.close();
  await rm(folder, { recursive: true, force: true });
}

// The pictures of the README and those that a browser shows before it installs the app, taken from the app:
// `ATOLL_URL=… node e2e/pictures.mjs` while it is served; a word after it, `readme` or `install`, takes only those.

import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { ATOLL_URL, FLAGS } from "./harness.mjs";

const README = new URL("../docs/picture/", import.meta.url).pathname;
const INSTALL = new URL("../web/public/screenshots/", import.meta.url).pathname;

// What a browser loads to show it once should not weigh much, in bytes.
const MOST = 60_000;

// Opens the app in a browser of its own, shows what a change does, and lets `take` take a picture of it.
async function withRipple(options, take) {
  const folder = await mkdtemp(join(tmpdir(), "atoll-picture-"));
  const context = await chromium.launchPersistentContext(folder, {
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    headless: true,
    args: FLAGS,
    ...options,
  });
  const page = await context.newPage();
  await page.goto(ATOLL_URL);
  await page.getByRole("button", { name: "Skip" }).click();
  await page.getByRole("button", { name: /^Ripple/ }).click();
  await page.locator("#canvas text", { hasText: "administration" }).first().click();
  await page.getByRole("heading", { name: /A change in/ }).waitFor();
  await page.getByRole("button", { name: /^Fit|^Show everything/ }).click();
  // Away from everything that would light up.
  await page.mouse.move(options.viewport.width / 2, options.viewport.height - 10);
  await page.evaluate(() => document.activeElement?.blur());
  await take(page);
  await context.close();
  await rm(folder, { recursive: true, force: true });
}

// A picture as WebP, in the best quality that is small enough; the browser has the encoder.
async function webp(page, png) {
  for (const quality of [0.9, 0.8, 0.7, 0.6, 0.5, 0.4]) {
    const bytes = await page.evaluate(
      async ([png, quality]) => {
        const bytes = Uint8Array.from(atob(png), (letter) => letter.charCodeAt(0));
        const picture = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
        const canvas = new OffscreenCanvas(picture.width, picture.height);
        canvas.getContext("2d").drawImage(picture, 0, 0);
        const blob = await canvas.convertToBlob({ type: "image/webp", quality });
        return [...new Uint8Array(await blob.arrayBuffer())];
      },
      [png.toString("base64"), quality],
    );
    if (bytes.length <= MOST) return Buffer.from(bytes);
  }
  throw new Error(`the picture has more than ${MOST} bytes in any quality`);
}

const wanted = process.argv[2];
if (wanted !== "install") {
  await mkdir(README, { recursive: true });
  for (const colorScheme of ["light", "dark"]) {
    await withRipple({ viewport: { width: 1400, height: 900 }, colorScheme }, (page) =>
      page.screenshot({ path: join(README, `insurer-${colorScheme}.png`) }),
    );
  }
}
if (wanted !== "readme") {
  await mkdir(INSTALL, { recursive: true });
  const phone = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true };
  for (const [name, options] of [
    ["wide", { viewport: { width: 1280, height: 800 } }],
    ["narrow", phone],
  ]) {
    await withRipple({ ...options, colorScheme: "light" }, async (page) =>
      writeFile(join(INSTALL, `${name}.webp`), await webp(page, await page.screenshot())),
    );
  }
}

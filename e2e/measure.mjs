// How long the page works for an edit and for a step of panning, at 1,000 contexts with 5,000 relationships all in
// sight, and how soon it stands. `cargo xtask bench browser` runs it. Only medians are told: single figures say more of the machine.

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { ATOLL_URL, FLAGS } from "./harness.mjs";

const ROUNDS = 60;

const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];

async function withPage(address, job) {
  const folder = await mkdtemp(join(tmpdir(), "atoll-measure-"));
  const options = {
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    headless: true,
    args: FLAGS,
    viewport: { width: 1400, height: 900 },
  };
  const context = await chromium.launchPersistentContext(folder, options);
  try {
    const page = await context.newPage();
    await page.goto(new URL(address, ATOLL_URL).href);
    await page.waitForFunction(() => performance.getEntriesByName("first-complete-frame").length > 0);
    return await job(page);
  } finally {
    await context.close();
    await rm(folder, { recursive: true, force: true });
  }
}

// What the page works from an input to the end of the frame that shows it: handling the input, then the frame from its
// callbacks until its picture is handed over. Waiting for the screen's next beat is not work and is told apart.
function work(page, inputs) {
  return page.evaluate(
    async ({ inputs, rounds }) => {
      const canvas = document.getElementById("canvas");
      const { width, height } = canvas.getBoundingClientRect();
      const send = {
        key: ({ key, shiftKey }) => {
          canvas.dispatchEvent(new KeyboardEvent("keydown", { key, shiftKey, bubbles: true, cancelable: true }));
        },
        pointer: ({ type, x, y, buttons }) => {
          const at = { clientX: width / 2 + x, clientY: height / 2 + y, pointerId: 1, isPrimary: true };
          canvas.dispatchEvent(new PointerEvent(type, { ...at, buttons, button: 0, bubbles: true, cancelable: true }));
        },
      };
      const afterFrame = (callback) => {
        requestAnimationFrame(() => {
          const begin = performance.now();
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => callback(begin, performance.now());
          port2.postMessage(undefined);
        });
      };
      const step = (input) =>
        new Promise((done) => {
          const start = performance.now();
          send[input.kind](input);
          const handled = performance.now();
          afterFrame((begin, end) => done({ work: handled - start + (end - begin), whole: end - start }));
        });
      for (const input of inputs.before) await step(input);
      if (inputs.chosen) {
        const place = () => document.querySelector(".overlay .chosen").getBoundingClientRect();
        const { x, y } = place();
        if (x < 0 || y < 0 || x > width || y > height) throw new Error("what is moved is out of sight");
        for (const input of inputs.each) await step(input);
        await step(inputs.each[0]);
        if (place().x === x) throw new Error("nothing is moved");
        await step(inputs.each[1]);
      }
      const steps = [];
      for (let round = 0; round < rounds; round += 1) {
        steps.push(await step(inputs.each[round % inputs.each.length]));
        await new Promise((wake) => setTimeout(wake, 30));
      }
      for (const input of inputs.after) await step(input);
      return steps;
    },
    { inputs, rounds: ROUNDS },
  );
}

const key = (key, shiftKey = false) => ({ kind: "key", key, shiftKey });
const pointer = (type, x, y, buttons = 1) => ({ kind: "pointer", type, x, y, buttons });

// Tab chooses a domain first, then a context of it; arrows move that to and fro, each a command.
const EDIT = { chosen: true, before: [key("1"), key("Tab"), key("Tab")], each: [key("ArrowRight"), key("ArrowLeft")], after: [] };

// The hand drags the map to and fro.
const PAN = {
  before: [key("2"), pointer("pointerdown", 0, 0)],
  each: [pointer("pointermove", 40, 25), pointer("pointermove", -40, -25), pointer("pointermove", 80, -10)],
  after: [pointer("pointerup", 0, 0, 0)],
};

const told = (name, value, unit) => console.log(`${name.padEnd(52)} ${value.toFixed(1).padStart(8)} ${unit}`);

const firsts = [];
for (let visit = 0; visit < 5; visit += 1) {
  const at = (page) => page.evaluate(() => performance.getEntriesByName("first-complete-frame")[0].startTime);
  firsts.push(await withPage("/", at));
}
told("first visit: the example stands (median of 5)", median(firsts), "ms");

await withPage("/?landscape=1000", async (page) => {
  const stands = await page.evaluate(() => performance.getEntriesByName("first-complete-frame")[0].startTime);
  told("1,000 contexts stand", stands, "ms");
  for (const [name, inputs] of [["edit", EDIT], ["pan", PAN]]) {
    const steps = await work(page, inputs);
    told(`${name}: work until painted (median of ${ROUNDS})`, median(steps.map((step) => step.work)), "ms");
    told(`${name}: with waiting for the screen`, median(steps.map((step) => step.whole)), "ms");
  }
});

// What people say to each other about a landscape: written, answered, settled, found again after a reload, taken back.

import { test } from "node:test";
import { soon, standing, usable, visit } from "../harness.mjs";
import * as map from "../map.mjs";

const list = (page) => page.getByRole("complementary", { name: "Comments" });
const about = (page) => page.locator("#details").getByRole("region", { name: "Comments" });
const pin = (page, words) => page.locator(".pins").getByRole("button", { name: words });

async function write(place, fold, text, done) {
  await place.getByText(fold, { exact: true }).first().click();
  await place.getByLabel("What you want to say").fill(text);
  await place.getByRole("button", { name: done, exact: true }).click();
}

test("a comment is written, answered, settled, kept and taken back", async (t) => {
  const { page } = await visit(t);
  await map.draw(page, { contexts: map.contexts("Sales", "Billing") });
  await map.select(page, "Sales");
  await write(about(page), "Write a comment", "Who <b>owns</b> this?", "Comment");
  await about(page).getByText("Who <b>owns</b> this?").waitFor();
  await pin(page, "1 open comment about Sales").waitFor();
  await write(about(page), "Answer", "Blue does.", "Send");
  await about(page).getByText("Blue does.").waitFor();

  await map.kept(page);
  await page.reload();
  await standing(page);
  await pin(page, "1 open comment about Sales").click();
  await about(page).getByText("Blue does.").waitFor();

  await map.press(page, "n");
  await list(page).getByText("1 comment is open.").waitFor();
  await write(list(page), "Comment on the landscape", "It is large.", "Comment");
  await list(page).getByText("2 comments are open.").waitFor();
  await usable(page);
  await list(page).getByRole("button", { name: "Settle" }).first().click();
  await list(page).getByText("1 comment is open.").waitFor();
  await soon.equal(() => pin(page, /open comment/).count(), 0);
  await list(page).getByLabel("Settled as well").check();
  await list(page).getByText("Blue does.").waitFor();

  await map.press(page, "Control+z");
  await pin(page, "1 open comment about Sales").waitFor();
});

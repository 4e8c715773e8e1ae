// The pages of rapid reviews: the strip with both days it may count from, what an agency sees of its
// own summary, a decision with a partner who thinks otherwise, and one that is late with its reason.

import assert from "node:assert/strict";
import { test } from "node:test";
import { axe } from "../harness/axe.mjs";
import { withPage } from "../harness/browser.mjs";
import { idOf } from "../harness/demo-ids.mjs";
import { journey } from "../harness/journey.mjs";
import { tabThrough } from "../harness/keyboard.mjs";
import { fitsNarrow } from "../harness/layout.mjs";
import { startDemo } from "../harness/product.mjs";
import { actAs } from "../selectors.mjs";

const TEAM = "The partnership’s own team";
const here = journey(startDemo);
const review = (name) => `/rapid-review/${idOf("rapid-review", name)}`;

async function open(page, path, role = "CSPR coordinator", agency = TEAM) {
  await page.goto(here.product.origin + path);
  await actAs(page, role, agency);
}

const main = (page) => page.getByRole("main").innerText();

test("a review that is late says why, and shows both days it may count from", async () => {
  await withPage(here.browser, { script: "off" }, async (page) => {
    await open(page, "/rapid-reviews?late=yes");
    assert.ok(await page.getByRole("link", { name: "Rapid review SI-04" }).isVisible());
    await open(page, review("SI-04"));
    const words = await main(page);
    assert.match(words, /In use/);
    assert.match(words, /Shown to compare; not in use/);
    assert.match(words, /Why it is late/);
  });
});

test("a partner who thinks otherwise is shown with the reason", async () => {
  await withPage(here.browser, {}, async (page) => {
    await open(page, review("SI-03"));
    assert.match(await main(page), /Thinks otherwise/);
    await axe(page);
    await fitsNarrow(page);
    await tabThrough(page);
    assert.deepEqual(page.problems, []);
  });
});

test("an agency sees its own summary and nothing that was decided", async () => {
  await withPage(here.browser, { script: "off" }, async (page) => {
    await open(page, review("SI-03"), "Agency lead", "Fenwold Constabulary");
    const words = await main(page);
    assert.match(words, /Fenwold Constabulary/);
    assert.doesNotMatch(words, /Thinks otherwise|Wrenmoor Council/);
    await open(page, "/rapid-reviews", "Agency lead", "Fenwold Constabulary");
    assert.match(await main(page), /Your summary/);
  });
});

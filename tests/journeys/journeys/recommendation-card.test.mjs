// A recommendation read from where it comes from to what became of it, and the register that counts
// them by source, by agency and by age.

import assert from "node:assert/strict";
import { test } from "node:test";
import { axe } from "../harness/axe.mjs";
import { withPage } from "../harness/browser.mjs";
import { idOf } from "../harness/demo-ids.mjs";
import { journey } from "../harness/journey.mjs";
import { pressOn, tabThrough } from "../harness/keyboard.mjs";
import { fitsNarrow, screenshots } from "../harness/layout.mjs";
import { startDemo } from "../harness/product.mjs";
import { actAs, recommendationCard } from "../selectors.mjs";

const TEAM = "The partnership’s own team";

const here = journey(startDemo);
const plain = { script: "off" };

async function open(page, path) {
  await page.goto(here.product.origin + path);
  await actAs(page, "CSPR coordinator", TEAM);
}

const ORDER = [
  "Where it comes from",
  "Answers of the addressees",
  "What agencies do about it",
  "What shows it",
  "Done, and verified",
  "Looked at again",
  "The difference it made",
  "What became of it, and why",
];

test("a card reads in the order in which a recommendation is lived", async () => {
  await withPage(here.browser, {}, async (page) => {
    await open(page, `/recommendation/${idOf("recommendation", "WR1")}`);
    await axe(page);
    await fitsNarrow(page);
    await tabThrough(page);
    await screenshots(page, "recommendation-card");
    const told = await page.getByRole("main").innerText();
    const places = ORDER.map((words) => told.indexOf(words));
    assert.ok(places.every((place) => place >= 0), `${ORDER} in ${told}`);
    assert.deepEqual(places, [...places].sort((a, b) => a - b));
    assert.match(told, /No difference/);
    assert.match(told, /Too early to tell/);
    await pressOn(page, recommendationCard.source(page, /LCSPR Willow/));
    assert.ok(page.url().includes("/practice-review/"));
    assert.deepEqual(page.problems, []);
  });
});

test("without a script the register counts by source and leads to what it counts", async () => {
  await withPage(here.browser, plain, async (page) => {
    await open(page, "/recommendations?agency=all");
    await page.getByText("Counts by source and by agency").click();
    await recommendationCard.counted(page, /^Inspection: 2$/).click();
    const told = await page.getByRole("main").innerText();
    assert.match(told, /2 recommendations/);
    assert.match(told, /open, the longest for \d+ days/);
  });
});

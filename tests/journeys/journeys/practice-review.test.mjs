// A practice review read and worked on: the list and its filters, one that is late with its reason,
// one that was published, and what an agency is shown of it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { axe } from "../harness/axe.mjs";
import { withPage } from "../harness/browser.mjs";
import { idOf } from "../harness/demo-ids.mjs";
import { journey } from "../harness/journey.mjs";
import { pressOn, tabThrough } from "../harness/keyboard.mjs";
import { fitsNarrow, screenshots } from "../harness/layout.mjs";
import { startDemo } from "../harness/product.mjs";
import { actAs, everywhere, practiceReview } from "../selectors.mjs";

const TEAM = "The partnership’s own team";
const TRUST = "Wrenmoor Hospitals and Community Trust";

const here = journey(startDemo);
const plain = { script: "off" };

async function open(page, path, role = "CSPR coordinator", agency = TEAM) {
  await page.goto(here.product.origin + path);
  await actAs(page, role, agency);
}

test("the list counts what is late and leads to it by keyboard", async () => {
  await withPage(here.browser, {}, async (page) => {
    await open(page, "/practice-reviews");
    await axe(page);
    await fitsNarrow(page);
    await tabThrough(page);
    await screenshots(page, "practice-reviews");
    await pressOn(page, practiceReview.late(page));
    const told = await page.getByRole("main").innerText();
    assert.match(told, /LCSPR Rowan/);
    assert.ok(!/LCSPR Willow/.test(told), "what is published is not late");
    assert.deepEqual(page.problems, []);
  });
});

test("a late review says why, who was told, and what still stands in the way", async () => {
  await withPage(here.browser, {}, async (page) => {
    await open(page, `/practice-review/${idOf("practice review", "rowan")}`);
    await axe(page);
    await fitsNarrow(page);
    await tabThrough(page);
    await screenshots(page, "practice-review-late");
    const told = await page.getByRole("main").innerText();
    assert.match(told, /Late, explained/);
    assert.match(told, /A criminal trial/);
    assert.match(told, /still to do before it may be published today/);
    assert.match(told, /No clock pauses/);
    await pressOn(page, practiceReview.gate(page, /^Report received/));
    assert.match(await everywhere.heading(page).innerText(), /Record a draft of the report/);
    assert.deepEqual(page.problems, []);
  });
});

test("a review leads to its rapid review and incident, and to its family", async () => {
  await withPage(here.browser, {}, async (page) => {
    await open(page, `/practice-review/${idOf("practice review", "rowan")}`);
    assert.match(await page.getByRole("main").innerText(), /of the incident behind the review/);
    await pressOn(page, practiceReview.says(page, "F-1"));
    assert.match(await everywhere.heading(page).innerText(), /what the child or the family said/);
    await open(page, `/practice-review/${idOf("practice review", "rowan")}`);
    await pressOn(page, practiceReview.comesFrom(page, /^Rapid review SI-02/));
    await pressOn(page, practiceReview.backToReview(page, "LCSPR Rowan"));
    assert.match(await everywhere.heading(page).innerText(), /Child Rowan/);
    assert.deepEqual(page.problems, []);
  });
});

test("without a script a text is looked through and leads on to the check", async () => {
  await withPage(here.browser, plain, async (page) => {
    await open(page, `/practice-review/${idOf("practice review", "rowan")}/scan`);
    await page.getByLabel("The text", { exact: true }).fill("Call 0113 496 0000 tomorrow");
    await page.getByRole("button", { name: "Look through it" }).click();
    const told = await page.getByRole("main").innerText();
    assert.match(told, /1 place looks/);
    assert.match(told, /Telephone number/);
  });
});

test("a published review leads from what it says to what was recommended", async () => {
  await withPage(here.browser, {}, async (page) => {
    await open(page, `/practice-review/${idOf("practice review", "willow")}`);
    await screenshots(page, "practice-review");
    await axe(page);
    const told = await page.getByRole("main").innerText();
    assert.match(told, /Fathers were not found/);
    assert.match(told, /1 of 2 invited took part/);
    assert.ok(!/Nobody asked me how the nights were/.test(told), "kept on her own page");
    await pressOn(page, practiceReview.person(page, "P-1"));
    const said = await page.getByRole("main").innerText();
    assert.match(said, /Nobody asked me how the nights were/);
    await axe(page);
    await pressOn(page, practiceReview.backToReview(page, "LCSPR Willow"));
    await pressOn(page, practiceReview.recommended(page, "WR1"));
    assert.match(await everywhere.heading(page).innerText(), /Every booking asks/);
    assert.deepEqual(page.problems, []);
  });
});

test("an agency is shown what it was asked, and nothing else of the review", async () => {
  await withPage(here.browser, plain, async (page) => {
    const path = `/practice-review/${idOf("practice review", "willow")}`;
    await open(page, path, "Agency lead", TRUST);
    const told = await page.getByRole("main").innerText();
    assert.match(told, /What your agency was asked/);
    assert.match(told, /The midwife was not told/);
    for (const hidden of [/\bP-1\b/, /A former director/, /stands in the way/]) {
      assert.ok(!hidden.test(told), String(hidden));
    }
  });
});

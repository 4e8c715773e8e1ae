// What an inspector reads first: the partnership on two pages, from the home page, with every
// number leading to what it counts, as at an earlier moment too, and printed on two sides of A4.

import assert from "node:assert/strict";
import { test } from "node:test";
import { axe } from "../harness/axe.mjs";
import { withPage } from "../harness/browser.mjs";
import { journey } from "../harness/journey.mjs";
import { pressOn, tabThrough } from "../harness/keyboard.mjs";
import { fitsNarrow, screenshots } from "../harness/layout.mjs";
import { startDemo } from "../harness/product.mjs";
import { actAs, everywhere, inspection } from "../selectors.mjs";

const TEAM = "The partnership’s own team";
const SIDES = 2;

const here = journey(startDemo);

async function open(page, path) {
  await page.goto(here.product.origin + path);
  await actAs(page, "Inspector", TEAM);
}

test("an inspector begins on the home page and reads the partnership on two pages", async () => {
  await withPage(here.browser, {}, async (page) => {
    await open(page, "/");
    await pressOn(page, inspection.orientation(page));
    assert.match(await everywhere.heading(page).innerText(), /The partnership on two pages/);
    await axe(page);
    await fitsNarrow(page);
    await tabThrough(page);
    await screenshots(page, "orientation");
    const told = await page.getByRole("main").innerText();
    for (const part of [
      /Generated on/,
      /Who we are/,
      /What we work on/,
      /How the plan stands/,
      /Serious incidents and reviews/,
      /Audits/,
      /What was late in twelve months, and why/,
      /How far ratings can be trusted/,
      /What we learned more than once/,
      /Where children and families were heard/,
    ]) {
      assert.match(told, part);
    }
    assert.deepEqual(page.problems, []);
  });
});

test("it prints on two sides of A4", async () => {
  await withPage(here.browser, {}, async (page) => {
    await open(page, "/orientation");
    const pdf = (await page.pdf({ format: "A4" })).toString("latin1");
    const sides = pdf.match(/\/Type\s*\/Page[^s]/g) ?? [];
    assert.ok(sides.length > 0 && sides.length <= SIDES, `${sides.length} sides`);
  });
});

test("every number on it leads to a page", async () => {
  await withPage(here.browser, {}, async (page) => {
    await open(page, "/orientation");
    const links = page.getByRole("main").getByRole("link");
    const hrefs = await links.evaluateAll((all) => all.map((one) => one.getAttribute("href")));
    const numbers = await links.filter({ hasText: /^\d+$/ }).count();
    assert.ok(numbers > 20, `${numbers} numbers are linked`);
    for (const href of new Set(hrefs)) {
      const answer = await page.request.get(new URL(href, here.product.origin).href);
      assert.equal(answer.status(), 200, href);
    }
  });
});

test("late dates are counted with those nobody explained, and inspections are named", async () => {
  await withPage(here.browser, { script: "off" }, async (page) => {
    await open(page, "/orientation");
    const told = await page.getByRole("main").innerText();
    assert.match(told, /dates were or are late/);
    assert.match(told, /\d+ of them nobody said why/);
    await inspection.link(page, /^Quayside ILACS|^Inspection Quayside ILACS/).click();
    assert.match(await everywhere.heading(page).innerText(), /Inspection Quayside ILACS/);
  });
});

// What an audit leaves behind, read by people who were not there: the printed report, what was seen
// before a finding, and the heat map of a round of self-assessments.

import assert from "node:assert/strict";
import { test } from "node:test";
import { axe } from "../harness/axe.mjs";
import { withPage } from "../harness/browser.mjs";
import { idOf } from "../harness/demo-ids.mjs";
import { journey } from "../harness/journey.mjs";
import { pressOn, tabThrough, tabTo } from "../harness/keyboard.mjs";
import { fitsNarrow, screenshots } from "../harness/layout.mjs";
import { startDemo } from "../harness/product.mjs";
import { actAs, everywhere, heatMap, report, seenBefore } from "../selectors.mjs";

const TEAM = "The partnership’s own team";
const POLICE = "Fenwold Constabulary";

const here = journey(startDemo);
const plain = { script: "off" };

async function open(page, path, role = "PQA coordinator", agency = TEAM) {
  await page.goto(here.product.origin + path);
  await actAs(page, role, agency);
}

test("a report is reached from its audit by keyboard, counts cases and hides small numbers", async () => {
  await withPage(here.browser, {}, async (page) => {
    const repeat = idOf("audit", "neglect-repeat");
    await open(page, `/audit/${repeat}`);
    await pressOn(page, report.link(page));
    assert.ok(page.url().endsWith(`/audit/${repeat}/report`));
    await axe(page);
    await fitsNarrow(page);
    await tabThrough(page);
    await screenshots(page, "audit-report");
    const told = await page.getByRole("main").innerText();
    for (const part of ["The sample", "Grades", "What was found", "Compared with before"]) {
      assert.ok(await report.part(page, part).isVisible(), part);
    }
    assert.match(told, /n = 10/);
    assert.match(told, /in 9 of 10 cases/, "every finding says of how many");
    assert.ok(!/\d\s*%/.test(told), "no percentage stands without its n");
    const grades = await report.grades(page).innerText();
    assert.ok(!/\b[1-4] of 10\b/.test(grades), `a count below five is hidden: ${grades}`);
    assert.match(grades, /hidden/);
    assert.deepEqual(page.problems, []);
  });
});

test("a repeat puts the numbers before and after side by side and says what they carry", async () => {
  await withPage(here.browser, plain, async (page) => {
    await open(page, `/audit/${idOf("audit", "neglect-repeat")}/report`);
    const better = await report.compared(page, /Neglect tool on file/).innerText();
    assert.match(better, /2 of 10\s+9 of 10/);
    assert.match(better, /Improved/);
    const unclear = await report.compared(page, /own words about home/).innerText();
    assert.match(unclear, /Too small to conclude/);
  });
});

test("what was seen before a finding stands on its page, with what was done and whether it worked", async () => {
  await withPage(here.browser, {}, async (page) => {
    const finding = idOf("finding", "neglect-repeat/3");
    await open(page, `/audit/${idOf("audit", "neglect-repeat")}`);
    await tabTo(page, seenBefore.opens(page, finding));
    await page.keyboard.press("Enter");
    await pressOn(page, seenBefore.link(page, finding));
    assert.match(await everywhere.heading(page).innerText(), /^Fathers who live elsewhere/);
    await axe(page);
    await fitsNarrow(page);
    await tabThrough(page);
    await screenshots(page, "seen-before");
    const onTheme = await page.getByRole("main").innerText();
    assert.match(onTheme, /Audit\s+A1 2025/, "the audit before, on the same theme");
    assert.match(onTheme, /8 of 10 cases/, "with its counts");
    assert.match(onTheme, /difference made/, "and what became of it");
    assert.deepEqual(page.problems, []);
  });
});

test("a heat map says every score in letters and words, and what moderation moved and why", async () => {
  await withPage(here.browser, {}, async (page) => {
    const round = idOf("campaign", "this year");
    await open(page, `/self-assessment/${round}`);
    await pressOn(page, heatMap.link(page));
    await axe(page);
    await fitsNarrow(page);
    await tabThrough(page);
    await screenshots(page, "heat-map");
    const council = await heatMap.row(page, /Wrenmoor Council/).innerText();
    assert.match(council, /moderated: Partly met/);
    const probation = await heatMap.row(page, /Fenwold Probation/).innerText();
    assert.match(probation, /Not returned/);
    assert.match(await heatMap.moved(page).innerText(), /Down\s+Met\s+Partly met/);
    assert.deepEqual(page.problems, []);
  });
});

test("without a script the heat map is the same, and an agency sees its own row alone", async () => {
  await withPage(here.browser, plain, async (page) => {
    const path = `/self-assessment/${idOf("campaign", "this year")}/heat-map`;
    await open(page, path, "Agency lead", POLICE);
    assert.equal(await heatMap.row(page, /Fenwold Constabulary/).count(), 1);
    assert.equal(await heatMap.row(page, /Wrenmoor Council/).count(), 0);
    const told = await page.getByRole("main").innerText();
    assert.match(told, /no other’s/);
    for (const kind of ["xlsx", "csv"]) {
      const file = await page.request.get(`${here.product.origin}${path}/export.${kind}`);
      assert.equal(file.status(), 200, kind);
    }
  });
});

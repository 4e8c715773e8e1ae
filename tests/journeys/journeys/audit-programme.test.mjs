// The PQA coordinator agrees a year of audits, moves one, takes one out, sees the year in its grid
// and commissions what is planned.

import assert from "node:assert/strict";
import { test } from "node:test";
import { axe } from "../harness/axe.mjs";
import { withPage } from "../harness/browser.mjs";
import { inDays } from "../harness/days.mjs";
import { idOf } from "../harness/demo-ids.mjs";
import { journey } from "../harness/journey.mjs";
import { pressOn, tabThrough } from "../harness/keyboard.mjs";
import { fitsNarrow, screenshots } from "../harness/layout.mjs";
import { startDemo } from "../harness/product.mjs";
import { idIn, send } from "../harness/sending.mjs";
import { actAs, answer, everywhere, form, programmes } from "../selectors.mjs";

const TEAM = "The partnership’s own team";
const THIS_YEAR = idOf("programme", "this year");

const here = journey(startDemo);
const plain = { script: "off" };

async function open(page, path) {
  await page.goto(here.product.origin + path);
  await actAs(page, "PQA coordinator", TEAM);
}

/** A row of the audits planned from the start. */
async function plan(page, number, title, quarter) {
  const row = form.group(page, `Row ${number}`);
  const lead = { "Lead: post": "Quality Assurance Coordinator", "Lead: agency": "Wrenmoor Council" };
  const audit = { "Kind of audit": "Thematic audit", Theme: "Neglect" };
  const look = { "What it will look at": title, "Quarter of the year": quarter };
  await answer(page, { ...audit, ...look, ...lead }, row);
}

test("a year with fewer audits than its minimum is agreed only with a reason", async () => {
  await withPage(here.browser, plain, async (page) => {
    await open(page, "/programmes");
    await programmes.agree(page).click();
    await answer(page, {
      "What the year is called": "Audits of the year to come",
      "First day of the year": "2027-09-01",
      "Last day of the year": "2028-08-31",
      "How many audits at the least?": "3",
    });
    await plan(page, 1, "Babies and their fathers", "1");
    await plan(page, 2, "Children who move school", "3");
    assert.equal(await send(page, form.button(page, /agree the programme/i)), 422);
    assert.match(await everywhere.problems(page).innerText(), /fewer|minimum/i);
    const kept = await form.field(page, "What the year is called").inputValue();
    assert.equal(kept, "Audits of the year to come", "what was typed is kept");

    await answer(page, { Reason: "One audit is made together with the next area." });
    assert.equal(await send(page, form.button(page, /agree the programme/i)), 303);
    const id = idIn(page, "programme");
    await page.goto(`${here.product.origin}/programme/${id}`);
    assert.match(await programmes.counts(page).innerText(), /2 planned.*minimum of 3/);
    assert.ok(await programmes.row(page, "Children who move school").first().isVisible());
    assert.ok(await page.getByText("made together with the next area").first().isVisible());
    assert.deepEqual(page.problems, []);
  });
});

test("the grid shows the year: what was moved, taken out, reported and still planned", async () => {
  await withPage(here.browser, {}, async (page) => {
    await open(page, `/programme/${THIS_YEAR}`);
    await axe(page);
    await fitsNarrow(page);
    await screenshots(page, "programme");
    await tabThrough(page);
    const counts = await programmes.counts(page).innerText();
    assert.match(counts, /9 planned, 8 commissioned, 3 reported of a minimum of 8; 1 taken out/);
    const said = [
      ["Fathers and partners in assessments", /Moved to quarter 3/],
      ["not brought to appointments", /Taken out/],
      ["what does the child live through", /Closed/],
      ["who asks them", /Planned/],
    ];
    for (const [title, words] of said) {
      assert.match(await programmes.row(page, title).innerText(), words, title);
    }
    const commissioned = page.getByRole("link", { name: "8 commissioned" });
    await pressOn(page, commissioned);
    assert.match(page.url(), /\/audits\?/);
    assert.equal(await page.getByRole("main").locator('a[href*="audit/"]').count() >= 8, true);
    assert.deepEqual(page.problems, []);
  });
});

test("a planned audit is moved and taken out, each time with a reason", async () => {
  await withPage(here.browser, plain, async (page) => {
    const title = "Disabled children: who asks them?";
    await open(page, `/programme/${THIS_YEAR}`);
    await programmes.step(page, /^Move it to another quarter/, title).click();
    await answer(page, { "To which quarter?": "Third quarter" });
    assert.equal(await send(page, form.button(page, /move the audit/i)), 422);
    assert.match(await everywhere.problems(page).innerText(), /reason|why/i);
    assert.ok(await page.getByLabel("Third quarter").isChecked(), "the choice is kept");
    await answer(page, { Reason: "The school for disabled children asked for it earlier." });
    assert.equal(await send(page, form.button(page, /move the audit/i)), 303);
    await page.goto(`${here.product.origin}/programme/${THIS_YEAR}`);
    assert.match(await programmes.row(page, title).innerText(), /Moved to quarter 3/);
    assert.ok(await page.getByText("asked for it earlier").first().isVisible());
  });
});

test("what is planned is commissioned from the grid, with what is known filled in", async () => {
  await withPage(here.browser, plain, async (page) => {
    const title = "Disabled children: who asks them?";
    await open(page, `/programme/${THIS_YEAR}`);
    await programmes.step(page, /^Commission this audit/, title).click();
    assert.equal(await form.field(page, "What it is called").inputValue(), title);
    await answer(page, {
      Reference: "A10",
      "What does it ask of practice?": "Who asks disabled children, and how?",
      "Which children is it about?": "Disabled children with a plan.",
      "How many cases": "4",
      "How are they looked at?": "Read together with somebody who knows how the child speaks.",
      "Whose practice": ["Wrenmoor Council", "Wrenmoor Hospitals and Community Trust"],
      "By when do agencies return?": inDays(120),
      "By when does it report?": inDays(180),
    });
    assert.equal(await send(page, form.button(page, /commission the audit/i)), 303);
    await page.goto(`${here.product.origin}/programme/${THIS_YEAR}`);
    assert.match(await programmes.row(page, title).innerText(), /Commissioned/);
    assert.match(await programmes.counts(page).innerText(), /9 commissioned/);
    assert.deepEqual(page.problems, []);
  });
});

test("a year is closed only once its audits are made or taken out and the group knows", async () => {
  await withPage(here.browser, plain, async (page) => {
    await open(page, `/record/audit_programme/${THIS_YEAR}/close_programme`);
    assert.equal(await send(page, form.button(page, /close the programme/i)), 422);
    assert.match(await everywhere.problems(page).innerText(), /audit/i);
    await page.goto(`${here.product.origin}/programme/${idOf("programme", "last year")}`);
    const told = await page.getByRole("main").innerText();
    assert.match(told, /5 planned|3 planned/);
    assert.match(told, /Closed/);
    assert.match(told, /The post of the coordinator was empty/, "why the year fell short");
  });
});

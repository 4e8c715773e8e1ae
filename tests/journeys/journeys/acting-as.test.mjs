// Whom one acts as, and as at when: on every page, without losing a word that was typed.

import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { axe } from "../harness/axe.mjs";
import { withPage } from "../harness/browser.mjs";
import { morningIn } from "../harness/days.mjs";
import { journey } from "../harness/journey.mjs";
import { fitsNarrow } from "../harness/layout.mjs";
import { startDemo } from "../harness/product.mjs";
import { actAs, everywhere, form, importing, ragRound, tools } from "../selectors.mjs";

const PLAN = fileURLToPath(new URL("../fixtures/plan.csv", import.meta.url));
const TYPED = "Two of six schools answered; the rest are asked again in May.";

const here = journey(startDemo);

/** The form that rates the first action of the round. */
async function openRating(page) {
  await page.goto(`${here.product.origin}/rag-round`);
  await ragRound.rate(page).click();
}

test("changing whom one acts as on a form keeps everything typed", async () => {
  await withPage(here.browser, { script: "off" }, async (page) => {
    await openRating(page);
    await ragRound.rating(page, /amber/i).check();
    await ragRound.commentary(page).fill(TYPED);
    await actAs(page, "PQA coordinator", "The partnership’s own team");
    assert.equal(await tools.role(page), "PQA coordinator");
    assert.equal(await ragRound.commentary(page).inputValue(), TYPED);
    assert.ok(await ragRound.rating(page, /amber/i).isChecked());
    assert.equal(await everywhere.problems(page).count(), 0, "nothing was sent to be recorded");
    await page.goto(here.product.origin);
    assert.equal(await tools.role(page), "PQA coordinator", "it is kept for the next page");
  });
});

test("a role that may not record this is told so before anything is typed", async () => {
  await withPage(here.browser, { script: "off" }, async (page) => {
    await openRating(page);
    await actAs(page, "Inspector", "The partnership’s own team");
    assert.ok(await page.getByText(/it will be refused/).isVisible());
  });
});

test("Enter in a field of a form sends the form, and does not change whom one acts as", async () => {
  await withPage(here.browser, {}, async (page) => {
    await openRating(page);
    await axe(page);
    await fitsNarrow(page);
    await form.field(page, "Day").first().press("Enter");
    await page.waitForLoadState("load");
    assert.ok(await everywhere.problems(page).isVisible(), "it was sent, and is not complete");
  });
});

test("the past of what a form is about opens beside it", async () => {
  await withPage(here.browser, { script: "off" }, async (page) => {
    await openRating(page);
    await ragRound.commentary(page).fill(TYPED);
    await tools.asAt(page).fill(morningIn(-270));
    const [past] = await Promise.all([page.context().waitForEvent("page"), tools.show(page).click()]);
    await past.waitForLoadState("load");
    assert.match(past.url(), /\/action\/[^/]+\?as_at=/);
    assert.ok(await past.getByText(/This page shows the record as at/).isVisible());
    assert.equal(await ragRound.commentary(page).inputValue(), TYPED);
  });
});

test("a step of an import goes on with whom one acts as now", async () => {
  await withPage(here.browser, { script: "off" }, async (page) => {
    await page.goto(`${here.product.origin}/import`);
    await importing.file(page).setInputFiles(PLAN);
    await importing.upload(page).click();
    // A chair brings no plan in, and is told so; the document waits for whoever may.
    await actAs(page, "Independent chair", "The partnership’s own team");
    assert.ok(await page.getByRole("heading", { name: "This is not for your role" }).isVisible());
    await actAs(page, "Business manager", "The partnership’s own team");
    await importing.proceed(page).click();
    const first = importing.columns(page).first();
    const meaning = await first.locator("option").last().getAttribute("value");
    await first.selectOption(meaning);
    await actAs(page, "Business manager", "The partnership’s own team");
    assert.equal(await importing.columns(page).first().inputValue(), meaning, "chosen and kept");
    await importing.proceed(page).click();
    await actAs(page, "Independent chair", "The partnership’s own team");
    await actAs(page, "Business manager", "The partnership’s own team");
    await importing.proceed(page).click();
    await form.field(page, "Title of the plan").fill("Plan of another name");
    await actAs(page, "Business manager", "The partnership’s own team");
    const title = await form.field(page, "Title of the plan").inputValue();
    assert.equal(title, "Plan of another name");
    assert.equal(await tools.role(page), "Business manager");
  });
});

test("a page that is not there has both choices too", async () => {
  await withPage(here.browser, { script: "off" }, async (page) => {
    await page.goto(`${here.product.origin}/action/no-such-action`);
    assert.ok(await tools.asAt(page).isVisible());
    await actAs(page, "Independent chair", "The partnership’s own team");
    assert.equal(await tools.role(page), "Independent chair");
    assert.match(page.url(), /no-such-action/);
  });
});

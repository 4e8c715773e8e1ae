// An agency's lead finds what the agency owes, begins a return, resumes it, signs it and grades the
// agency's own work; the PQA coordinator gives one back.

import assert from "node:assert/strict";
import { test } from "node:test";
import { axe } from "../harness/axe.mjs";
import { withPage } from "../harness/browser.mjs";
import { idOf } from "../harness/demo-ids.mjs";
import { journey } from "../harness/journey.mjs";
import { pressOn, tabThrough, typeInto } from "../harness/keyboard.mjs";
import { fitsNarrow, screenshots } from "../harness/layout.mjs";
import { startDemo } from "../harness/product.mjs";
import { send } from "../harness/sending.mjs";
import { actAs, answer, chase, everywhere, form } from "../selectors.mjs";

const TEAM = "The partnership’s own team";
const POLICE = "Fenwold Constabulary";
const CASE = idOf("case", "front-door/3");
const FIRST = "We had two calls from the address in the week before.";

const here = journey(startDemo);
const plain = { script: "off" };

async function open(page, path, role, agency) {
  await page.goto(here.product.origin + path);
  await actAs(page, role, agency);
}

const asLead = (page, path) => open(page, path, "Agency lead", POLICE);

test("a lead sees what the agency owes, the longest overdue first, and nobody else's", async () => {
  await withPage(here.browser, {}, async (page) => {
    await asLead(page, "/returns-to-chase");
    await axe(page);
    await fitsNarrow(page);
    await screenshots(page, "returns-to-chase");
    await tabThrough(page);
    const told = await page.getByRole("main").innerText();
    assert.match(told, /\d+ returns are waited for, \d+ overdue/);
    assert.ok((await chase.rows(page).count()) >= 3, "the returns of the audit in fieldwork");
    for (const other of ["Wrenmoor Hospitals", "Wrenmoor Schools"]) {
      assert.ok(!told.includes(other), `${other} is not the lead's business`);
    }
    assert.deepEqual(page.problems, []);
  });
});

test("a return is begun with the keyboard alone, and goes on where it was left", async () => {
  await withPage(here.browser, {}, async (page) => {
    await asLead(page, "/returns-to-chase");
    await pressOn(page, chase.step(page, /^Fill it in/, "FD-03"));
    await axe(page);
    await fitsNarrow(page);
    await typeInto(page, form.field(page, /Question 1|on the day of the referral/), FIRST);
    await pressOn(page, form.button(page, /^Save/));
    assert.equal(await everywhere.problems(page).count(), 0);
    await page.goto(`${here.product.origin}/returns-to-chase`);
    await chase.step(page, /^Fill it in/, "FD-03").click();
    const resumed = form.field(page, /Question 1|on the day of the referral/);
    assert.equal(await resumed.inputValue(), FIRST, "what was saved is there again");
    assert.deepEqual(page.problems, []);
  });
});

test("a return with a question open is not signed; whole, it is, and the work is graded", async () => {
  await withPage(here.browser, plain, async (page) => {
    await asLead(page, `/record/audit_case/${CASE}/submit_return`);
    await form.field(page, /Question 1|on the day of the referral/).fill(FIRST);
    assert.equal(await send(page, form.button(page, /sign and send/i)), 422);
    assert.ok(await everywhere.problems(page).isVisible());
    const kept = form.field(page, /Question 1|on the day of the referral/);
    assert.equal(await kept.inputValue(), FIRST, "what was typed is kept");
    await form.field(page, /Question 2|reached the person/).fill("Rung through within the hour.");
    await form.field(page, /Question 3|Was the decision right/).fill("Yes; a visit came too late.");
    assert.equal(await send(page, form.button(page, /sign and send/i)), 303);

    await page.goto(`${here.product.origin}/record/audit_case/${CASE}/grade_own_case`);
    await answer(page, { Grade: /^Requires improvement/ });
    assert.equal(await send(page, form.button(page, /record the grade/i)), 303);
    await page.goto(`${here.product.origin}/returns-to-chase`);
    assert.equal(await chase.step(page, /^Sign and send it/, "FD-03").count(), 0);
    assert.deepEqual(page.problems, []);
  });
});

test("a contributor begins a return and does not sign it", async () => {
  await withPage(here.browser, plain, async (page) => {
    await open(page, "/returns-to-chase", "Agency contributor", POLICE);
    assert.equal(await chase.step(page, /^Fill it in/, "FD-06").count(), 1);
    assert.equal(await chase.step(page, /^Sign and send it/, "FD-").count(), 0);
  });
});

test("an agency is reminded from the chase list, and the list says when it was", async () => {
  await withPage(here.browser, plain, async (page) => {
    await open(page, "/returns-to-chase", "PQA coordinator", TEAM);
    const police = () => chase.rows(page).filter({ hasText: "FD-06" }).first();
    assert.ok(!(await police().innerText()).includes("reminded"), "not yet");
    await police().getByRole("link", { name: /^Record a reminder.*Fenwold Constabulary/ }).click();
    assert.equal(await send(page, form.button(page, /record the reminder/i)), 303);
    await page.goto(`${here.product.origin}/returns-to-chase`);
    assert.match(await police().innerText(), /, reminded/);
    await page.emulateMedia({ media: "print" });
    assert.ok(!(await police().getByText("Record a reminder").isVisible()), "paper does nothing");
    assert.deepEqual(page.problems, []);
  });
});

test("a return is given back with a reason, and waits for its agency again", async () => {
  await withPage(here.browser, plain, async (page) => {
    const given = idOf("case", "front-door/4");
    const path = `/record/audit_case/${given}/return_for_rework`;
    await open(page, path, "PQA coordinator", TEAM);
    await answer(page, { "To which agency?": POLICE });
    assert.equal(await send(page, form.button(page, /give it back/i)), 422, "a reason is needed");
    await answer(page, { Reason: "The third answer is about the referral before this one." });
    assert.equal(await send(page, form.button(page, /give it back/i)), 303);
    await asLead(page, "/returns-to-chase");
    const row = chase.rows(page).filter({ hasText: "FD-04" });
    assert.match(await row.first().innerText(), /given back/i);
    assert.deepEqual(page.problems, []);
  });
});

test("no lead reads or answers another agency's return", async () => {
  await withPage(here.browser, plain, async (page) => {
    const foreign = idOf("case", "front-door/2");
    await asLead(page, `/record/audit_case/${foreign}/submit_return`);
    const told = await page.getByRole("main").innerText();
    assert.ok(!told.includes("FD-02"), "the case is not named to somebody who has no part in it");
  });
});

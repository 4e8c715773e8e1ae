// Inspections read and worked on: the list, one that is past with what became of what it found,
// one that runs with a request answered, one waiting and one late, a pack for one of them, and what an agency is shown.

import assert from "node:assert/strict";
import { test } from "node:test";
import { axe } from "../harness/axe.mjs";
import { withPage } from "../harness/browser.mjs";
import { idOf } from "../harness/demo-ids.mjs";
import { journey } from "../harness/journey.mjs";
import { pressOn, tabThrough } from "../harness/keyboard.mjs";
import { fitsNarrow, screenshots } from "../harness/layout.mjs";
import { startDemo } from "../harness/product.mjs";
import { actAs, everywhere, form, inspection } from "../selectors.mjs";

const TEAM = "The partnership’s own team";
const POLICE = "Fenwold Constabulary";

const here = journey(startDemo);
const plain = { script: "off" };

async function open(page, path, role = "Business manager", agency = TEAM) {
  await page.goto(here.product.origin + path);
  await actAs(page, role, agency);
}

const running = () => `/inspection/${idOf("inspection", "ilacs")}`;
const past = () => `/inspection/${idOf("inspection", "jtai")}`;

test("the list shows what is late and leads on by keyboard", async () => {
  await withPage(here.browser, {}, async (page) => {
    await open(page, "/inspections");
    await axe(page);
    await fitsNarrow(page);
    await tabThrough(page);
    await screenshots(page, "inspections");
    const told = await page.getByRole("main").innerText();
    assert.match(told, /Something is late/);
    assert.match(told, /2 inspections/);
    await pressOn(page, inspection.open(page, "Quayside ILACS"));
    assert.match(await everywhere.heading(page).innerText(), /Inspection Quayside ILACS/);
    await axe(page);
    await inspection.packFor(page, 2).click();
    await axe(page);
    await fitsNarrow(page);
    assert.deepEqual(page.problems, []);
  });
});

test("a past inspection shows its clock, and what became of each finding", async () => {
  await withPage(here.browser, {}, async (page) => {
    await open(page, past());
    await axe(page);
    await fitsNarrow(page);
    await tabThrough(page);
    await screenshots(page, "inspection");
    const told = await page.getByRole("main").innerText();
    assert.match(told, /70 working days/);
    assert.match(told, /In time/);
    assert.match(told, /Area for priority action/);
    assert.match(told, /No recommendation, because/);
    await pressOn(page, inspection.recommended(page, "IN1"));
    assert.match(await everywhere.heading(page).innerText(), /Strategy discussions include health/);
    assert.deepEqual(page.problems, []);
  });
});

test("without a script a request that waits is answered", async () => {
  await withPage(here.browser, plain, async (page) => {
    await open(page, running());
    const before = await page.getByRole("main").innerText();
    assert.match(before, /1 answered, 1 waiting, 1 overdue/);
    assert.match(before, /The chronology needs the records/);
    await inspection.answer(page, 3).click();
    await form.field(page, "What was answered?").fill("The figures of the quarter");
    await form.button(page, "Record the answer").click();
    const after = await page.getByRole("main").innerText();
    assert.match(after, /2 answered, 1 overdue/);
    assert.match(after, /The figures of the quarter/);
  });
});

test("without a script a pack is put together for a request, and stands with its answer", async () => {
  await withPage(here.browser, plain, async (page) => {
    await open(page, running());
    assert.match(await page.getByRole("main").innerText(), /Pack EP1, handed over on/);
    await inspection.packFor(page, 2).click();
    assert.match(await form.field(page, "Under which request?").inputValue(), /^Request 2 of/);
    await form.field(page, "Which things?").fill("IN2");
    await form.button(page, "See what would be in it").click();
    await form.button(page, "Put the pack together").click();
    await inspection.link(page, "Request 2 of inspection Quayside ILACS").click();
    assert.match(await page.getByRole("main").innerText(), /Pack EP3, not handed over yet/);
    await inspection.link(page, "Pack EP3").click();
    await inspection.link(page, "Record that it was handed over").click();
    await page.getByLabel("By encrypted e-mail").check();
    await form.button(page, "Save").click();
    await page.goto(here.product.origin + running());
    await inspection.answer(page, 2).click();
    assert.ok(await page.getByLabel(/^EP3: /).isChecked());
    await form.field(page, "What was answered?").fill("What became of the second finding");
    await form.button(page, "Record the answer").click();
    const told = await page.getByRole("main").innerText();
    assert.match(told, /What became of the second finding\s+Pack EP3, handed over on/);
    await fitsNarrow(page);
  });
});

test("an agency is shown what it was asked, and nothing of another", async () => {
  await withPage(here.browser, plain, async (page) => {
    await open(page, running(), "Agency lead", POLICE);
    const told = await page.getByRole("main").innerText();
    assert.match(told, /Attendance at strategy discussions/);
    for (const hidden of [/not brought to appointments/, /The latest audit of neglect/]) {
      assert.ok(!hidden.test(told), String(hidden));
    }
  });
});

test("a member of a sub-group finds no inspection", async () => {
  await withPage(here.browser, plain, async (page) => {
    await open(page, "/inspections", "PQA sub-group member");
    const told = await page.getByRole("main").innerText();
    assert.ok(!/Quayside ILACS|JTAI front door/.test(told));
  });
});

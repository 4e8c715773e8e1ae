// A course is planned, held, and followed to what changed in practice; what people said straight away
// is kept apart from it. Learning from child deaths is shown in bands.

import assert from "node:assert/strict";
import { test } from "node:test";
import { axe } from "../harness/axe.mjs";
import { withPage } from "../harness/browser.mjs";
import { idOf } from "../harness/demo-ids.mjs";
import { journey } from "../harness/journey.mjs";
import { pressOn, tabThrough, tick, typeInto } from "../harness/keyboard.mjs";
import { fitsNarrow, screenshots } from "../harness/layout.mjs";
import { startDemo } from "../harness/product.mjs";
import { send } from "../harness/sending.mjs";
import { actAs, answer, everywhere, form, learning } from "../selectors.mjs";

const TEAM = "The partnership’s own team";
const NEGLECT = idOf("activity", "neglect course");
const FATHERS = idOf("activity", "fathers course");
const NEXT = idOf("activity", "next course");
const YEAR = idOf("child deaths", "last year");

const here = journey(startDemo);
const plain = { script: "off" };

async function open(page, path, role = "PQA coordinator", agency = TEAM) {
  await page.goto(here.product.origin + path);
  await actAs(page, role, agency);
}

async function looked(page, name) {
  await axe(page);
  await fitsNarrow(page);
  await screenshots(page, name);
  await tabThrough(page);
  assert.deepEqual(page.problems, []);
}

test("the list tells what was held, who came, and what nobody looked at", async () => {
  await withPage(here.browser, {}, async (page) => {
    await open(page, "/learning-activities");
    await looked(page, "learning-activities");
    await page.goto(`${here.product.origin}/learning-activities?unlooked=yes`);
    const told = await page.getByRole("main").innerText();
    assert.match(told, /Working with fathers/);
    assert.ok(!/Recognising neglect together/.test(await learning.rows(page).allInnerTexts()));
  });
});

test("a course keeps what people said apart from what changed in practice", async () => {
  await withPage(here.browser, {}, async (page) => {
    await open(page, `/learning-activity/${NEGLECT}`);
    await looked(page, "learning-activity");
    const told = await page.getByRole("main").innerText();
    assert.match(told, /29 booked of 30 places, 25 attended/);
    assert.match(told, /21 of 25 who attended answered/);
    assert.match(told, /n 14/);
    assert.match(told, /Some effect/);
  });
});

test("an effect is not claimed from what people said as they left", async () => {
  await withPage(here.browser, plain, async (page) => {
    await open(page, `/record/learning_activity/${FATHERS}/judge_effect_on_practice`);
    await answer(page, {
      "Did practice change?": "Sustained effect",
      "Why do you say so?": "Everybody would recommend it.",
    });
    assert.equal(await send(page, form.button(page, /record the judgement/i)), 422);
    assert.match(await everywhere.problems(page).innerText(), /as they leave/i);
    const kept = await form.field(page, /Why do you say so/).inputValue();
    assert.equal(kept, "Everybody would recommend it.", "what was typed is kept");
  });
});

test("a later look is recorded with the keyboard alone, and judged by somebody", async () => {
  await withPage(here.browser, {}, async (page) => {
    await open(page, `/learning-activity/${FATHERS}`);
    await pressOn(page, learning.step(page, "Record a later look at practice"));
    await axe(page);
    await fitsNarrow(page);
    await tick(page, page.getByLabel("Cases were looked at"));
    await typeInto(page, form.field(page, /How many were looked at/), "8");
    await typeInto(page, form.field(page, /What was seen/), "Five of eight name the father.");
    await pressOn(page, form.button(page, /record it/i));
    assert.equal(await everywhere.problems(page).count(), 0);
    await page.goto(`${here.product.origin}/learning-activity/${FATHERS}`);
    assert.match(await page.getByRole("main").innerText(), /Five of eight name the father/);
    assert.deepEqual(page.problems, []);
  });
});

test("no more attend than had booked or came without booking", async () => {
  await withPage(here.browser, plain, async (page) => {
    await open(page, `/record/learning_activity/${NEXT}/hold_activity`);
    const row = form.group(page, "Row 1");
    await answer(
      page,
      { Agency: "Wrenmoor Council", Booked: "3", "Came without booking": "0", Attended: "5" },
      row,
    );
    assert.equal(await send(page, form.button(page, /record it/i)), 422);
    assert.match(await everywhere.problems(page).innerText(), /more people attended/i);
  });
});

test("learning from child deaths is told in bands and refuses what is about one child", async () => {
  await withPage(here.browser, {}, async (page) => {
    await open(page, "/child-death-learning", "CSPR coordinator");
    await looked(page, "child-death-learning");
    await page.goto(`${here.product.origin}/child-death-learning/${YEAR}`);
    await looked(page, "child-death-year");
    const told = await page.getByRole("main").innerText();
    assert.match(told, /fewer than 5/);
    assert.match(told, /20 or more/);
  });
  await withPage(here.browser, plain, async (page) => {
    const path = `/record/child_death_learning/${YEAR}/receive_cdop_recommendation`;
    await open(page, path, "CSPR coordinator");
    await answer(page, { "What does it ask for?": "After what happened to Child B, ask." });
    assert.equal(await send(page, form.button(page, /record it/i)), 422);
    assert.match(await everywhere.problems(page).innerText(), /alias/i);
  });
});

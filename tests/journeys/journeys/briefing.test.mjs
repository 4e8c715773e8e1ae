// A coordinator drafts a briefing, somebody else clears it, it is published and agencies are asked to
// pass it on; an agency's lead confirms which teams it reached.

import assert from "node:assert/strict";
import { test } from "node:test";
import { axe } from "../harness/axe.mjs";
import { withPage } from "../harness/browser.mjs";
import { idOf } from "../harness/demo-ids.mjs";
import { journey } from "../harness/journey.mjs";
import { pressOn, tabThrough, typeInto } from "../harness/keyboard.mjs";
import { fitsNarrow, screenshots } from "../harness/layout.mjs";
import { startDemo } from "../harness/product.mjs";
import { idIn, send } from "../harness/sending.mjs";
import { actAs, answer, everywhere, form, learning } from "../selectors.mjs";

const TEAM = "The partnership’s own team";
const HOUSING = "Moorside Homes";
const NEGLECT = idOf("briefing", "neglect");
const FATHERS = idOf("briefing", "fathers");
const DRAFT = idOf("briefing", "discussions");

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

test("the overview counts, and every number leads to what it counts", async () => {
  await withPage(here.browser, {}, async (page) => {
    await open(page, "/learning");
    await looked(page, "learning");
    await pressOn(page, learning.counted(page, /1 withdrawn/));
    assert.match(page.url(), /\/briefings\?phase=withdrawn/);
    assert.match(await page.getByRole("main").innerText(), /1 briefing\b/);
    await looked(page, "briefings");
  });
});

test("a briefing shows who passed it on, who did not, and how many people it reached", async () => {
  await withPage(here.browser, {}, async (page) => {
    await open(page, `/briefing/${NEGLECT}`);
    await looked(page, "briefing");
    const told = await page.getByRole("main").innerText();
    assert.match(told, /5 of 6 agencies asked confirmed it/);
    assert.match(told, /244 people reached in 8 teams/);
    const late = learning.agency(page, "Wrenmoor Voluntary Sector Forum");
    assert.match(await late.innerText(), /Overdue/);
    assert.match(told, /Not asked: /);
  });
});

test("a seven-minute briefing is printed from its seven headings", async () => {
  await withPage(here.browser, {}, async (page) => {
    await open(page, `/briefing/${NEGLECT}`);
    await pressOn(page, page.getByRole("link", { name: "Seven-minute briefing to print" }));
    await looked(page, "seven-minute");
    const headings = page.getByRole("main").getByRole("heading", { level: 2 });
    assert.ok((await headings.count()) >= 7);
    assert.match(await page.getByRole("main").innerText(), /What we ask you to do/);
  });
});

test("a draft is cleared by somebody else, published and passed on, without script", async () => {
  await withPage(here.browser, plain, async (page) => {
    await open(page, "/briefings");
    await page.getByRole("button", { name: "Draft a briefing" }).click();
    await answer(page, {
      Reference: "B7",
      "What it is called": "Disabled children: who asks them?",
      "What we learned": "Nobody had asked them alone.",
      "What we ask you to do": "Ask each of them alone, in the way they speak.",
    });
    assert.equal(await send(page, form.button(page, /save the draft/i)), 422);
    assert.match(await everywhere.problems(page).innerText(), /does it spread/i);
    const kept = await form.field(page, "What it is called").inputValue();
    assert.equal(kept, "Disabled children: who asks them?", "what was typed is kept");
    await learning.sourceKind(page).selectOption({ index: 1 });
    await learning.sourceTitle(page).fill("National review of disabled children");
    assert.equal(await send(page, form.button(page, /save the draft/i)), 303);
    const path = `/briefing/${idIn(page, "briefing")}`;
    await page.goto(here.product.origin + path);
    assert.equal(await learning.step(page, "Clear it").count(), 0, "not by who wrote it");
    await open(page, path, "Independent chair");
    await learning.step(page, "Clear it").click();
    assert.equal(await send(page, form.button(page, /clear it/i)), 303);
    await open(page, path);
    await learning.step(page, "Publish it").click();
    await answer(page, { "For whom?": "Everybody who meets disabled children" });
    assert.equal(await send(page, form.button(page, /publish it/i)), 303);
    await page.goto(here.product.origin + path);
    await learning.step(page, "Ask agencies to pass it on").click();
    await answer(page, { "Which agencies?": [HOUSING] });
    assert.equal(await send(page, form.button(page, /ask them/i)), 303);
    await page.goto(here.product.origin + path);
    assert.match(await page.getByRole("main").innerText(), /0 of 1 agency asked confirmed it/);
    assert.deepEqual(page.problems, []);
  });
});

test("what is not cleared is not published", async () => {
  await withPage(here.browser, plain, async (page) => {
    await open(page, `/record/briefing/${DRAFT}/publish_briefing`);
    await answer(page, { "For whom?": "Everybody" });
    assert.equal(await send(page, form.button(page, /publish it/i)), 422);
    assert.match(await everywhere.problems(page).innerText(), /not cleared/i);
  });
});

test("a lead confirms with the keyboard alone, on a page of the agency's own", async () => {
  await withPage(here.browser, {}, async (page) => {
    await open(page, "/cascades-to-confirm", "Agency lead", HOUSING);
    await looked(page, "cascades-to-confirm");
    const told = await page.getByRole("main").innerText();
    assert.match(told, /Fathers: ask, write down, include/);
    assert.match(told, /Passed on before/);
    assert.match(told, /Tenancy officers/);
    assert.ok(!told.includes("Fenwold Probation"), "nobody else’s");
    await pressOn(page, learning.confirm(page, "B2"));
    await axe(page);
    await fitsNarrow(page);
    await typeInto(page, form.field(page, /Which teams/), "Tenancy officers");
    await typeInto(page, form.field(page, /How many people/), "17");
    await typeInto(page, form.field(page, /How did it reach them/), "At the monthly meeting");
    await pressOn(page, form.button(page, /confirm it/i));
    assert.equal(await everywhere.problems(page).count(), 0);
    await open(page, `/briefing/${FATHERS}`);
    const row = learning.agency(page, HOUSING);
    assert.match(await row.innerText(), /Confirmed[\s\S]*17/);
    assert.deepEqual(page.problems, []);
  });
});

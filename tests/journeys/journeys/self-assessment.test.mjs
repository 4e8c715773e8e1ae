// A round of Section 11 from its opening to acceptance: an agency compiles, another of its people
// signs, the panel challenges and moderates, and one agency does not return.

import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { axe } from "../harness/axe.mjs";
import { withPage } from "../harness/browser.mjs";
import { inDays } from "../harness/days.mjs";
import { idOf } from "../harness/demo-ids.mjs";
import { journey } from "../harness/journey.mjs";
import { tabThrough } from "../harness/keyboard.mjs";
import { fitsNarrow, screenshots } from "../harness/layout.mjs";
import { startDemo } from "../harness/product.mjs";
import { send } from "../harness/sending.mjs";
import { actAs, answer, broughtReturn, chase, everywhere, form } from "../selectors.mjs";

const TEAM = "The partnership’s own team";
const [POLICE, HOUSING] = ["Fenwold Constabulary", "Moorside Homes"];

const here = journey(startDemo);
const plain = { script: "off" };
const round = randomUUID();
let ours;

async function open(page, path, role = "PQA coordinator", agency = TEAM) {
  await page.goto(here.product.origin + path);
  await actAs(page, role, agency);
}

/** Opens a form, answers it and sends it; gives the server's status. */
async function record(page, path, answers, button, role, agency) {
  await open(page, `/record/${path}`, role, agency);
  await answer(page, answers);
  return send(page, form.button(page, button));
}

const lead = (page, path, answers, button) =>
  record(page, path, answers, button, "Agency lead", POLICE);
const contributor = (page, path, answers, button) =>
  record(page, path, answers, button, "Agency contributor", POLICE);

const problems = (page) => everywhere.problems(page).innerText();

test("a round is opened, and each agency is asked once", async () => {
  await withPage(here.browser, plain, async (page) => {
    const opened = {
      "Under which duty": /^Section 11/,
      "What it is called": "Section 11, a short round",
      "First day on which": inDays(-20),
      "Last day on which": inDays(30),
      "What do they assess": /^Section 11/,
    };
    const path = `self_assessment/${round}`;
    assert.equal(await record(page, `${path}/open_campaign`, opened, /open the round/i), 303);

    const asked = { "Which agency?": POLICE };
    assert.equal(await record(page, `${path}/invite_return`, asked, /ask for the return/i), 303);
    const late = { "Which agency?": HOUSING, "Last day on which it is in time": inDays(-5) };
    assert.equal(await record(page, `${path}/invite_return`, late, /ask for the return/i), 303);
    await open(page, `/record/${path}/invite_return`);
    const offered = await page.getByRole("combobox", { name: "Which agency?" }).innerText();
    assert.ok(!offered.includes(POLICE), "an agency that was asked is not asked again");
    await open(page, "/returns-to-chase", "Agency lead", POLICE);
    const owed = chase.selfAssessment(page, "Section 11, a short round");
    ours = /([0-9a-f-]{36})/.exec(await owed.getAttribute("href"))[1];
  });
});

test("answers are carried forward and re-affirmed; met without evidence is refused", async () => {
  await withPage(here.browser, plain, async (page) => {
    const path = `service_return/${ours}`;
    assert.equal(await contributor(page, `${path}/start_return`, {}, /^start$/i), 303);
    const assess = `${path}/assess_standard?standard=leadership`;
    const met = { "How far is it met?": /^Met/, "How is it met": "A chief officer reports." };
    assert.equal(await contributor(page, assess, met, /save the answer/i), 422);
    assert.match(await problems(page), /evidence/i);
    const kept = form.field(page, "How is it met");
    assert.equal(await kept.inputValue(), "A chief officer reports.");
    const partly = { "How far is it met?": /^Partly met/ };
    await answer(page, partly);
    assert.equal(await send(page, form.button(page, /save the answer/i)), 303);

    const carry = { "Of which round?": "Section 11, this year's round" };
    const carried = `${path}/carry_answers_forward`;
    assert.equal(await contributor(page, carried, carry, /take them over/i), 303);
    const sign = { "Your post": "Assistant Chief Constable" };
    assert.equal(await lead(page, `${path}/sign_off_return`, sign, /sign it off/i), 422);
    assert.match(await problems(page), /re-?affirm/i);
    await open(page, `/record/${path}/reaffirm_answer`, "Agency contributor", POLICE);
    const waiting = page.getByRole("combobox", { name: "Which standard?" }).locator("option");
    const keys = await waiting.evaluateAll((all) => all.map((one) => one.value).filter(Boolean));
    assert.equal(keys.length, 10, "every answer taken over waits");
    for (const key of keys) {
      const one = `${path}/reaffirm_answer?standard=${key}`;
      assert.equal(await contributor(page, one, {}, /it still holds/i), 303);
    }
  });
});

test("who compiled it does not sign it; a receipt comes with handing it in", async () => {
  await withPage(here.browser, plain, async (page) => {
    const path = `service_return/${ours}`;
    const sign = { "Your post": "Assistant Chief Constable" };
    const early = await lead(page, `${path}/submit_return`, {}, /hand it in/i);
    assert.equal(early, 422, "it is not signed off");
    assert.equal(await lead(page, `${path}/sign_off_return`, sign, /sign it off/i), 303);
    assert.equal(await lead(page, `${path}/submit_return`, {}, /hand it in/i), 303);
    await open(page, `/return/${ours}`);
    assert.match(await page.getByRole("main").innerText(), /S11-\d{4}-\d\d-\d{3}/);
    assert.deepEqual(page.problems, []);
  });
});

test("an answer is asked about and explained, then challenged and moderated down", async () => {
  await withPage(here.browser, plain, async (page) => {
    const path = `service_return/${ours}`;
    const ask = `${path}/request_clarification?standard=commitment`;
    const unclear = { "What is not clear?": "Do contracts have it?" };
    assert.equal(await record(page, ask, unclear, /^ask$/i), 303);
    const accept = `${path}/accept_return`;
    const waits = { Reason: "We know the force well." };
    assert.equal(await record(page, accept, waits, /accept the return/i), 422);
    const explain = `${path}/provide_clarification?standard=commitment`;
    const said = { "The explanation": "All contracts since spring." };
    assert.equal(await contributor(page, explain, said, /send the explanation/i), 303);

    const challenge = {
      "Who sat on the panel?": "Independent chair\nLay member",
      "What was asked": "What would a child notice?",
    };
    assert.equal(await record(page, `${path}/hold_challenge`, challenge, /record the chall/i), 303);
    const moderate = `${path}/moderate_standard?standard=commitment`;
    const down = { "The partnership’s score": /^Not met/ };
    assert.equal(await record(page, moderate, down, /record the score/i), 422);
    assert.match(await problems(page), /reason|why/i);
    await answer(page, { Reason: "The statement is not in two large contracts." });
    assert.equal(await send(page, form.button(page, /record the score/i)), 303);
    assert.equal(await record(page, accept, {}, /accept the return/i), 303);
    assert.deepEqual(page.problems, []);
  });
});

test("the round closes once the agency that did not return is reported, with a reason", async () => {
  await withPage(here.browser, plain, async (page) => {
    const path = `self_assessment/${round}`;
    const close = `${path}/close_campaign`;
    assert.equal(await record(page, close, {}, /close the round/i), 422);
    const escalate = { "Which agency?": HOUSING, "Who was told?": "Director of Homes" };
    assert.equal(await record(page, `${path}/escalate_overdue_return`, escalate, /record it/i), 303);
    const missing = { "Which agency?": HOUSING };
    const report = `${path}/report_non_return`;
    assert.equal(await record(page, report, missing, /report it/i), 422, "a reason is needed");
    await answer(page, { Reason: "The landlord has no lead for safeguarding at present." });
    assert.equal(await send(page, form.button(page, /report it/i)), 303);
    assert.equal(await record(page, close, {}, /close the round/i), 303);
    assert.deepEqual(page.problems, []);
  });
});

test("a return is taken to another board as a file, looked at there and recorded answer by answer", async () => {
  await withPage(here.browser, {}, async (page) => {
    await open(page, `/return/${idOf("return", "this year/Police")}`, "Agency lead", POLICE);
    const link = page.getByRole("link", { name: /take it to another board/i });
    const [download] = await Promise.all([page.waitForEvent("download"), link.click()]);
    assert.match(download.suggestedFilename(), /^return-\d{4}-\d\d-\d\d\.json$/);
    const file = await download.path();

    const board = `/return/${idOf("return", "this year/MH")}/take-over`;
    await open(page, board, "Agency lead", HOUSING);
    await axe(page);
    await fitsNarrow(page);
    const other = { name: "a.json", mimeType: "application/json", buffer: Buffer.from("{}") };
    await broughtReturn.file(page).setInputFiles(other);
    assert.equal(await send(page, broughtReturn.look(page)), 422, "another file is no return");
    const name = download.suggestedFilename();
    const bytes = await readFile(file);
    await broughtReturn.file(page).setInputFiles({ ...other, name, buffer: bytes });
    assert.equal(await send(page, broughtReturn.look(page)), 200);
    await axe(page);
    await fitsNarrow(page);
    await tabThrough(page);
    await screenshots(page, "return-brought");

    const groups = await broughtReturn.ticked(page).all();
    assert.ok(groups.length >= 5, "what is not answered here is ticked");
    assert.equal(await send(page, broughtReturn.record(page)), 422, "met needs evidence here");
    assert.match(await problems(page), /evidence/i);
    for (const group of await broughtReturn.ticked(page).all()) {
      await group.getByRole("radio", { name: "Partly met" }).check();
    }
    assert.equal(await send(page, broughtReturn.record(page)), 303);
    assert.match(await page.getByRole("main").innerText(), /11 of 11 standards answered/);
    assert.deepEqual(page.problems, []);
  });
});

test("the pages of a round are for every reader, at every width, from the keyboard", async () => {
  await withPage(here.browser, {}, async (page) => {
    const campaign = idOf("campaign", "this year");
    const challenged = idOf("return", "this year/WC");
    for (const path of [`/self-assessment/${campaign}`, `/return/${challenged}`]) {
      await open(page, path);
      assert.equal((await page.reload()).status(), 200, path);
      await axe(page);
      await fitsNarrow(page);
      await tabThrough(page);
    }
    assert.deepEqual(page.problems, []);
  });
});

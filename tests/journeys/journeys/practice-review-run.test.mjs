// A practice review from the decision to its closing: every gate shut in turn, the family and the
// practitioners heard, agencies asked whether the draft is accurate, each partner's sign-off, the
// anonymisation, the days the Panel must have the report, and the publication.

import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { axe } from "../harness/axe.mjs";
import { withPage } from "../harness/browser.mjs";
import { inDays } from "../harness/days.mjs";
import { journey } from "../harness/journey.mjs";
import { tabThrough } from "../harness/keyboard.mjs";
import { fitsNarrow, screenshots } from "../harness/layout.mjs";
import { startDemo } from "../harness/product.mjs";
import { send } from "../harness/sending.mjs";
import { actAs, answer, everywhere, form } from "../selectors.mjs";

const TEAM = "The partnership’s own team";
const [COUNCIL, POLICE] = ["Wrenmoor Council", "Fenwold Constabulary"];
const HEALTH = "Fenwold and Wrenmoor Integrated Care Board";

const here = journey(startDemo);
const plain = { script: "off" };
const [review, person] = [randomUUID(), randomUUID()];
const coordinator = ["CSPR coordinator", TEAM];
const of = (command) => `practice_review/${review}/${command}`;
const main = (page) => page.getByRole("main").innerText();

async function open(page, path, [role, agency] = coordinator) {
  await page.goto(here.product.origin + path);
  await actAs(page, role, agency);
}

/** Sends a form; `on` is the day it happened, where that is not today. */
async function sent(page, path, answers, button, { who = coordinator, on } = {}) {
  await open(page, `/record/${path}`, who);
  if (on) {
    await page.getByText("It happened on an earlier day").click();
    await answer(page, { "When did this happen?": on });
  }
  await answer(page, answers);
  return send(page, form.button(page, button));
}

async function record(page, path, answers, button, more) {
  const status = await sent(page, path, answers, button, more);
  const why = status === 303 ? "" : await everywhere.problems(page).innerText();
  assert.equal(status, 303, `${path}: ${why}`);
}

async function refused(page, path, answers, button, more) {
  assert.equal(await sent(page, path, answers, button, more), 422);
  return everywhere.problems(page).innerText();
}

const published = { "Where?": "Website and national repository" };
const publish = (page) => refused(page, of("publish_report"), published, /record the publication/i);

test("a review is commissioned, and its milestones are planned back from the last day", async () => {
  await withPage(here.browser, plain, async (page) => {
    const commissioned = {
      "Kind of review": /^Local/,
      Reference: "LCSPR 90",
      "What it is called": "Child Aspen",
      "What is it about?": "A child was found alone at home.",
      "The day of the decision": inDays(-100),
    };
    const command = of("commission_review");
    await record(page, command, commissioned, /commission the review/i, { on: inDays(-100) });
    await open(page, `/practice-review/${review}`);
    const words = await main(page);
    assert.match(words, /This clock never pauses/);
    assert.match(words, /still to do before it may be published today/);
    const shut = await publish(page);
    assert.match(shut, /report/i, "nothing is published that was not written");
  });
});

test("who writes it has no part in the case, and the terms come before the work", async () => {
  await withPage(here.browser, plain, async (page) => {
    const reviewer = {
      "Who?": "A former head of safeguarding from another region",
      "How was their independence looked at?": "No work in the area for ten years.",
    };
    const on = { on: inDays(-95) };
    const command = of("appoint_reviewer");
    await open(page, `/record/${command}`);
    await answer(page, reviewer);
    await page.getByLabel("They had some part in the case").check();
    assert.equal(await send(page, form.button(page, /appoint them/i)), 422);
    assert.match(await everywhere.problems(page).innerText(), /independent|part/i);
    await record(page, command, reviewer, /appoint them/i, on);
    const terms = {
      "What does the review look at?": "The two years before, and why nobody asked.",
      "Whose work is looked at?": [COUNCIL, POLICE],
    };
    await record(page, of("agree_terms_of_reference"), terms, /agree them/i, { on: inDays(-90) });
  });
});

test("the family is invited by alias, and what they say stands in their own record", async () => {
  await withPage(here.browser, plain, async (page) => {
    const subject = `review_subject/${person}`;
    const add = `${subject}/add_subject?practice_review=${review}`;
    await open(page, `/record/${add}`);
    await page.getByLabel("What the person is called here").fill("P-90");
    await page.getByLabel("Who is the person?").selectOption({ label: "A parent or carer" });
    assert.equal(await send(page, form.button(page, /add the person/i)), 303);
    const asked = { "Who?": "P-90, a parent or carer", "How were they asked?": "By letter, through their worker." };
    await record(page, of("invite_family"), asked, /record the invitation/i);
    const said = { "Who?": "A parent", "What did they say?": "Nobody came when I rang." };
    await record(page, `${subject}/capture_subject_view`, said, /record it/i);
    await open(page, `/record/${of("record_family_contribution")}`);
    const who = page.getByRole("group", { name: "Who?" });
    if ((await who.count()) > 0) await who.getByLabel(/P-90/).check();
    assert.equal(await send(page, form.button(page, /record it/i)), 303);
    await open(page, `/practice-review/${review}`);
    const words = await main(page);
    assert.match(words, /1 of 1 invited took part/);
    assert.doesNotMatch(words, /Nobody came when I rang/);
  });
});

test("practitioners are heard, trials do not stop the clock, and the partners look at progress", async () => {
  await withPage(here.browser, plain, async (page) => {
    const trial = { "What kind?": "Criminal investigation or trial", "What is it?": "A trial in the autumn." };
    await record(page, of("register_parallel_proceeding"), trial, /register it/i);
    const event = {
      "The day": inDays(-60),
      "How many came?": "14",
      "From which agencies?": [COUNCIL, POLICE],
      "What did they say?": "Two systems that do not speak to each other.",
    };
    await record(page, of("hold_practitioner_event"), event, /record the event/i);
    const progress = {
      "Will it be done in time?": "On time",
      "How good is it so far?": "Satisfactory",
      "What was seen, and what follows?": "The draft is expected in a month.",
    };
    await record(page, of("monitor_review_progress"), progress, /record it/i);
  });
});

test("a draft is checked for accuracy by those it is about, and signed off by each partner", async () => {
  await withPage(here.browser, plain, async (page) => {
    const draft = { "Whose draft is it?": /Reviewer 1/, "What is new in it?": "The whole of it." };
    const on = { on: inDays(-40) };
    await record(page, of("receive_draft_report"), draft, /record the draft/i, on);
    // Those whose work is looked at are ticked already.
    const whom = { "By when?": inDays(10) };
    await record(page, of("request_accuracy_check"), whom, /ask them/i);
    assert.match(await publish(page), /accura/i);
    for (const agency of [POLICE, COUNCIL]) {
      await open(page, `/record/${of("check_accuracy")}`, ["Agency lead", agency]);
      await page.getByLabel(/^Everything it says of the agency/).check();
      assert.equal(await send(page, form.button(page, /record the answer/i)), 303);
    }
    const said = {
      "What is it?": "Finding: something about practice or the system",
      "What does it say?": "Nobody asked who looked after the child at night.",
      Theme: "Neglect",
    };
    await record(page, of("record_review_finding"), said, /record it/i);
    for (const partner of [COUNCIL, HEALTH, POLICE]) {
      const sign = { "Which safeguarding partner?": partner };
      await record(page, of("sign_off_report"), sign, /sign it off/i, { on: inDays(-35) });
    }
  });
});

test("nobody can be known by it, and the Panel has it seven working days before", async () => {
  await withPage(here.browser, plain, async (page) => {
    const impact = { "On the family": "Told first, with support.", "On practitioners": "Told too." };
    await record(page, of("assess_publication_impact"), impact, /record the assessment/i);
    assert.match(await publish(page), /anonymis/i);
    await open(page, `/record/${of("check_anonymisation")}`);
    await answer(page, {
      "Who checked it?": "Review coordinator",
      "What risk is left?": "The press knew the street; it is not named.",
    });
    const list = page.getByRole("group", { name: "The checklist" }).getByRole("checkbox");
    assert.ok((await list.count()) >= 6, "ages, dates, siblings, places, rare events, identifiers");
    for (const box of await list.all()) await box.check();
    assert.equal(await send(page, form.button(page, /record the check/i)), 303);
    assert.match(await publish(page), /Panel/);
    const went = { "The day it went": inDays(-1) };
    const copy = of("send_report_to_panel");
    await record(page, copy, went, /record it/i);
    assert.match(await publish(page), /for long enough/, "a day before is too late");
    await open(page, `/practice-review/${review}`);
    assert.match(await main(page), /earliest|not before/i);
  });
});

test("a new draft takes back what counted for the old one, and only then it is published", async () => {
  await withPage(here.browser, plain, async (page) => {
    const again = { "Whose draft is it?": /Reviewer 1/, "What is new in it?": "Two corrections." };
    await record(page, of("receive_draft_report"), again, /record the draft/i, { on: inDays(-30) });
    assert.match(await publish(page), /sign/i);
    for (const partner of [COUNCIL, HEALTH, POLICE]) {
      const sign = { "Which safeguarding partner?": partner };
      await record(page, of("sign_off_report"), sign, /sign it off/i, { on: inDays(-28) });
    }
    await open(page, `/record/${of("check_anonymisation")}`);
    await answer(page, { "Who checked it?": "Review coordinator", "What risk is left?": "None." });
    const list = page.getByRole("group", { name: "The checklist" }).getByRole("checkbox");
    for (const box of await list.all()) await box.check();
    assert.equal(await send(page, form.button(page, /record the check/i)), 303);
    const went = { "The day it went": inDays(-27) };
    const copy = of("send_report_to_panel");
    await record(page, copy, went, /record it/i, { on: inDays(-27) });
    await record(page, of("publish_report"), published, /record the publication/i);
    const open_ = await refused(page, of("close_review"), {}, /close the review/i);
    assert.match(open_, /recommendation/i, "what it says asks for an answer");
    await open(page, `/record/${of("justify_no_recommendation")}`);
    await page.getByRole("combobox", { name: "Which?" }).selectOption({ index: 1 });
    await answer(page, { Reason: "The national recommendation of 2025 covers it." });
    assert.equal(await send(page, form.button(page, /record the reason/i)), 303);
    await record(page, of("close_review"), {}, /close the review/i);
  });
});

test("the whole of it reads on a narrow screen and from the keyboard", async () => {
  await withPage(here.browser, {}, async (page) => {
    await open(page, `/practice-review/${review}`);
    await axe(page);
    await fitsNarrow(page);
    await tabThrough(page);
    await screenshots(page, "practice-review-run");
    assert.match(await main(page), /Public until|available until/i);
    assert.deepEqual(page.problems, []);
  });
});

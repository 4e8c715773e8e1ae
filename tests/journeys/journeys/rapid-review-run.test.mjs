// A rapid review from the notified incident to its end: the day plan, summaries asked for, sent,
// given back and explained, a child made safe at once, what was learned before, the meeting, each
// safeguarding partner's own position, the Panel that does not agree, and the decision made again.

import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { axe } from "../harness/axe.mjs";
import { withPage } from "../harness/browser.mjs";
import { journey } from "../harness/journey.mjs";
import { tabThrough } from "../harness/keyboard.mjs";
import { fitsNarrow, screenshots } from "../harness/layout.mjs";
import { startDemo } from "../harness/product.mjs";
import { send } from "../harness/sending.mjs";
import { actAs, answer, everywhere, form } from "../selectors.mjs";

const TEAM = "The partnership’s own team";
const [COUNCIL, POLICE] = ["Wrenmoor Council", "Fenwold Constabulary"];
const HEALTH = "Fenwold and Wrenmoor Integrated Care Board";
const HOSPITAL = "Wrenmoor Hospitals and Community Trust";

const here = journey(startDemo);
const plain = { script: "off" };
const [incident, review, child] = [randomUUID(), randomUUID(), randomUUID()];
const coordinator = ["CSPR coordinator", TEAM];

async function open(page, path, [role, agency] = coordinator) {
  await page.goto(here.product.origin + path);
  await actAs(page, role, agency);
}

async function sent(page, path, answers, button, who = coordinator) {
  await open(page, `/record/${path}`, who);
  await answer(page, answers);
  return send(page, form.button(page, button));
}

async function record(page, path, answers, button, who = coordinator) {
  const status = await sent(page, path, answers, button, who);
  const why = status === 303 ? "" : await everywhere.problems(page).innerText();
  assert.equal(status, 303, `${path}: ${why}`);
}

async function refused(page, path, answers, button) {
  assert.equal(await sent(page, path, answers, button), 422);
  return everywhere.problems(page).innerText();
}

const main = (page) => page.getByRole("main").innerText();
const of = (command) => `rapid_review/${review}/${command}`;

async function notified(page) {
  const on = (command) => `serious_incident/${incident}/${command}`;
  const referral = {
    "What it is called here": "SI-91",
    "Which agency referred it?": POLICE,
    "What happened to the child?": "Serious neglect",
    "What is known so far?": "A child was found alone at home.",
  };
  await record(page, on("refer_incident"), referral, /record the referral/i);
  await record(page, on("become_aware"), {}, /record the day/i);
  const decided = {
    "What was decided?": "Notify the Panel",
    "Why?": "The harm is serious.",
    "Which criteria are met?": [
      /^Abuse or neglect/,
      /seriously harmed$/,
      /^It happened in the area/,
    ],
    "Which agencies were consulted?": [COUNCIL, HEALTH],
  };
  await record(page, on("decide_notification"), decided, /record the decision/i);
  const told = { "The Panel’s reference": "N-91" };
  await record(page, on("notify_panel"), told, /record the notification/i);
}

test("a review is opened with its clock worked out, and a child is made safe at once", async () => {
  await withPage(here.browser, plain, async (page) => {
    await notified(page);
    const which = { "Of which incident?": "SI-91" };
    await record(page, of("open_rapid_review"), which, /open the review/i);
    const person = {
      "Of which incident or review?": "Serious incident SI-91",
      "What the person is called here": "C-91",
      "Who is the person?": "The child",
    };
    const subject = (command) => `review_subject/${child}/${command}`;
    await record(page, subject("add_subject"), person, /add the person/i);
    const urgent = {
      "What has to be done?": "Find a safe place for tonight.",
      "Which agencies have to do it?": [COUNCIL],
    };
    await record(page, subject("record_safety_action"), urgent, /record it/i);
    await open(page, "/reviews");
    assert.match(await main(page), /C-91 of SI-91/, "it is shown until confirmed");
    const safe = { "What was done, and how is that known?": "Placed; seen by the duty team." };
    await record(page, subject("confirm_safety_action"), safe, /confirm it/i);
    await open(page, "/reviews");
    assert.doesNotMatch(await main(page), /C-91 of SI-91/);
    await open(page, `/rapid-review/${review}`);
    const words = await main(page);
    assert.match(words, /In use/);
    assert.match(words, /15 working days/i);
  });
});

test("summaries are asked for, sent by the agency, given back, and a missing one is explained", async () => {
  await withPage(here.browser, plain, async (page) => {
    for (const agency of [COUNCIL, POLICE, HOSPITAL]) {
      const ask = { "Which agency?": agency };
      await record(page, of("request_summary"), ask, /ask for the summary/i);
    }
    const own = {
      "What does your agency know, what did it do, and what did it learn?": "Two calls, no visit.",
    };
    const lead = ["Agency lead", POLICE];
    await record(page, of("send_summary"), own, /send the summary/i, lead);
    const came = { "Of which agency?": COUNCIL, "What does it say?": "Known to early help." };
    await record(page, of("receive_summary"), came, /record the summary/i);
    const back = { "To which agency?": COUNCIL, Reason: "It says nothing of the autumn." };
    await record(page, of("return_summary"), back, /give it back/i);
    const better = { "Of which agency?": COUNCIL, "What does it say?": "Three contacts in October." };
    await record(page, of("receive_summary"), better, /record the summary/i);
    const chased = {
      "Which agency?": HOSPITAL,
      "Whom there? Their post, never a name": "Named nurse",
    };
    await record(page, of("chase_summary"), chased, /record it/i);
    await open(page, `/rapid-review/${review}`, lead);
    assert.doesNotMatch(await main(page), /autumn|October|early help/, "never what others sent");
  });
});

test("what was learned before is looked for, the agencies meet, and something is learned", async () => {
  await withPage(here.browser, plain, async (page) => {
    const before = { "What does that say about this case?": "The same silence between agencies." };
    await record(page, of("check_previous_learning"), before, /record it/i);
    const met = { "Which agencies were there?": [COUNCIL, POLICE, HEALTH] };
    await record(page, of("hold_review_meeting"), met, /record the meeting/i);
    const learned = { "What was learned?": "Two calls were never read together.", Theme: "Neglect" };
    await record(page, of("record_learning_point"), learned, /record the learning point/i);
  });
});

async function position(page, agency, outcome, why) {
  const rows = page.getByRole("group", { name: "What does each safeguarding partner think?" });
  const lists = rows.getByRole("combobox", { name: /Safeguarding partner/ });
  for (let row = 0; row < (await lists.count()); row += 1) {
    const chosen = await lists.nth(row).evaluate((list) => list.selectedOptions[0].label);
    if (chosen !== agency) continue;
    const thinks = rows.getByRole("combobox", { name: /What it thinks/ });
    await thinks.nth(row).selectOption({ label: outcome });
    if (why) await rows.getByRole("textbox").nth(row).fill(why);
  }
}

const PRACTICE_REVIEW = "Local child safeguarding practice review";
const decision = {
  "What was decided?": "No review",
  "Why?": "What is to be learned is known by now.",
};

test("no decision stands without each partner's own position, and who thinks otherwise says why", async () => {
  await withPage(here.browser, plain, async (page) => {
    const missing = await refused(page, of("decide_review"), decision, /record the decision/i);
    assert.match(missing, /safeguarding partner think\? row 1: enter what it thinks/);
    await open(page, `/record/${of("decide_review")}`);
    await answer(page, decision);
    await position(page, COUNCIL, "No review");
    await position(page, HEALTH, "No review");
    await position(page, POLICE, PRACTICE_REVIEW);
    const decide = form.button(page, /record the decision/i);
    assert.equal(await send(page, decide), 422);
    assert.match(await everywhere.problems(page).innerText(), /why|reason/i);
    await position(page, POLICE, PRACTICE_REVIEW, "The pattern is not understood.");
    assert.equal(await send(page, form.button(page, /record the decision/i)), 303);
    await open(page, `/rapid-review/${review}`);
    assert.match(await main(page), /Thinks otherwise/);
  });
});

test("it is not sent while a summary is missing, the Panel answers, and it is decided again", async () => {
  await withPage(here.browser, plain, async (page) => {
    const missing = await refused(page, of("submit_rapid_review"), {}, /record it/i);
    assert.match(missing, /summar/i);
    const none = { "Which agency’s?": HOSPITAL, "Why is there none?": "It never saw the child." };
    await record(page, of("explain_missing_summary"), none, /record the reason/i);
    await record(page, of("submit_rapid_review"), {}, /record it/i);
    const answered = {
      "What does the Panel think?": "Does not agree with the decision",
      "What does it say?": "The pattern calls for a review.",
    };
    await record(page, of("receive_panel_response"), answered, /record the answer/i);
    await open(page, `/record/${of("reconsider_decision")}`);
    await answer(page, {
      "What was decided?": PRACTICE_REVIEW,
      "Why?": "The Panel’s view is shared.",
      Reason: "The Panel does not agree.",
      "What does it rest on?": [/^\(a\)/],
    });
    for (const agency of [COUNCIL, HEALTH, POLICE]) await position(page, agency, PRACTICE_REVIEW);
    assert.equal(await send(page, form.button(page, /record the decision/i)), 303);
    await record(page, of("close_rapid_review"), {}, /close the review/i);
    await open(page, `/rapid-review/${review}`);
    const words = await main(page);
    assert.match(words, /Closed/);
    assert.match(words, /No review/, "the first decision stays on the record");
  });
});

test("the whole of it reads on a narrow screen and from the keyboard", async () => {
  await withPage(here.browser, {}, async (page) => {
    await open(page, `/rapid-review/${review}`);
    await axe(page);
    await fitsNarrow(page);
    await tabThrough(page);
    await screenshots(page, "rapid-review");
    await open(page, `/trail/rapid_review/${review}`);
    await axe(page);
    assert.deepEqual(page.problems, []);
  });
});

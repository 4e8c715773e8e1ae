// A serious incident from its referral to the notification of the Panel: the clock, the criteria
// beside the decision, a decision not to notify, and the children under their aliases.

import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { axe } from "../harness/axe.mjs";
import { withPage } from "../harness/browser.mjs";
import { journey } from "../harness/journey.mjs";
import { tabThrough } from "../harness/keyboard.mjs";
import { fitsNarrow } from "../harness/layout.mjs";
import { startDemo } from "../harness/product.mjs";
import { send } from "../harness/sending.mjs";
import { actAs, answer, everywhere, form } from "../selectors.mjs";

const TEAM = "The partnership’s own team";
const [COUNCIL, POLICE] = ["Wrenmoor Council", "Fenwold Constabulary"];

const here = journey(startDemo);
const plain = { script: "off" };
const incident = randomUUID();

async function open(page, path) {
  await page.goto(here.product.origin + path);
  await actAs(page, "CSPR coordinator", TEAM);
}

async function record(page, path, answers, button) {
  await open(page, `/record/${path}`);
  await answer(page, answers);
  return send(page, form.button(page, button));
}

async function refused(page, path, answers, button) {
  assert.equal(await record(page, path, answers, button), 422);
  return everywhere.problems(page).innerText();
}

const of = (command) => `serious_incident/${incident}/${command}`;

test("an incident is referred, and its clock starts when the council becomes aware", async () => {
  await withPage(here.browser, plain, async (page) => {
    const referral = {
      "What it is called here": "SI-90",
      "Which agency referred it?": POLICE,
      "What happened to the child?": "Serious physical harm",
      "What is known so far?": "A child was hurt in the street by somebody older.",
    };
    assert.equal(await record(page, of("refer_incident"), referral, /record the referral/i), 303);
    const early = await refused(
      page,
      of("decide_notification"),
      { "What was decided?": "Notify the Panel", "Why?": "It is serious." },
      /record the decision/i,
    );
    assert.match(early, /aware/i, "nothing is decided before anybody is aware");
    assert.equal(await record(page, of("become_aware"), {}, /record the day/i), 303);
    await open(page, `/incident/${incident}`);
    const clock = page.getByRole("table", { name: /notify the national panel/i });
    assert.match(await clock.innerText(), /5 working days/);
  });
});

test("the criteria and the decision agree, and the Panel is notified", async () => {
  await withPage(here.browser, plain, async (page) => {
    const decided = { "What was decided?": "Notify the Panel", "Why?": "The harm is serious." };
    const why = await refused(page, of("decide_notification"), decided, /record the decision/i);
    assert.match(why, /abuse or neglect/i);
    await answer(page, {
      "Which criteria are met?": [
        /^Abuse or neglect/,
        /seriously harmed$/,
        /^It happened in the area/,
      ],
      "Which agencies were consulted?": [COUNCIL, POLICE],
    });
    assert.equal(await send(page, form.button(page, /record the decision/i)), 303);
    const told = { "The Panel’s reference": "N-90" };
    assert.equal(await record(page, of("notify_panel"), told, /record the notification/i), 303);
  });
});

test("the incidents are listed, those not notified too, from the keyboard and on a narrow screen", async () => {
  await withPage(here.browser, {}, async (page) => {
    await open(page, "/reviews");
    await axe(page);
    await fitsNarrow(page);
    await open(page, "/incidents?stage=not_notifiable");
    assert.ok(await page.getByRole("link", { name: "Serious incident SI-05" }).isVisible());
    await axe(page);
    await fitsNarrow(page);
    await open(page, `/incident/${incident}`);
    await axe(page);
    await fitsNarrow(page);
    await tabThrough(page);
    await open(page, "/statutory-returns");
    await axe(page);
    await fitsNarrow(page);
    assert.deepEqual(page.problems, []);
  });
});

test("the yearly figures hide small counts on the page and in both files", async () => {
  await withPage(here.browser, plain, async (page) => {
    await open(page, "/statutory-returns");
    const told = await page.getByRole("main").innerText();
    assert.match(told, /Looked-after status/);
    assert.match(told, /Rapid reviews against fifteen working days/);
    assert.match(told, /In all\s+hidden/);
    const links = page.getByRole("link", { name: /^(Excel|CSV)/ });
    assert.equal(await links.count(), 2);
    for (const link of await links.all()) {
      const path = await link.getAttribute("href");
      const file = await page.request.get(here.product.origin + path);
      assert.equal(file.status(), 200);
      if (path.includes("csv")) assert.match(await file.text(), /Notifications,hidden/);
    }
  });
});

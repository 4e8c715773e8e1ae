// An agency's lead rates, claims and is answered; the business manager and the chair moderate,
// refuse and verify. Everything stays on the trail, and the past stays as it was.

import assert from "node:assert/strict";
import { test } from "node:test";
import { withPage } from "../harness/browser.mjs";
import { journey } from "../harness/journey.mjs";
import { startDemo } from "../harness/product.mjs";
import { actAs, everywhere, form, ragRound } from "../selectors.mjs";

const TEAM = "The partnership’s own team";
const AGENCY = "Fenwold Constabulary";
const BOTH_DATES = /\d{1,2} \w+ \d{4}, recorded (that day at|\d{1,2} \w+ \d{4},) (\d{1,2}:\d\d[ap]m|mid)/;

const here = journey(startDemo);
const plain = { script: "off" };

const main = (page) => page.getByRole("main");
const open = (page, path) => page.goto(here.product.origin + path);
const asLead = (page) => actAs(page, "Agency lead", AGENCY);
const asChair = (page) => actAs(page, "Independent chair", TEAM);
const asManager = (page) => actAs(page, "Business manager", TEAM);

/** Sends a form and says how the server answered. */
async function send(page, name) {
  const sent = page.waitForResponse((response) => response.request().method() === "POST");
  await form.button(page, name).click();
  const status = (await sent).status();
  await page.waitForLoadState("load");
  return status;
}

/** The ids of the actions the lead may rate. */
async function rateable(page) {
  await open(page, "/rag-round");
  await asLead(page);
  await open(page, "/rag-round");
  const links = await main(page).getByRole("link", { name: /^rate action/i }).all();
  const hrefs = await Promise.all(links.map((link) => link.getAttribute("href")));
  return hrefs.map((href) => /improvement_action\/([^/]+)/.exec(href)[1]);
}

/** What a past page must show again: everything said in lists and tables, without next steps. */
async function standing(page) {
  return main(page).locator("dl, table, .moj-timeline").allInnerTexts();
}

/** The last whole minute, as the control takes it, in London. */
function lastMinute() {
  const parts = new Intl.DateTimeFormat("sv-SE", {
    timeZone: "Europe/London",
    dateStyle: "short",
    timeStyle: "short",
  });
  return parts.format(new Date()).replace(" ", "T");
}

test("Amber without commentary is refused, then recorded, moderated and kept", async () => {
  await withPage(here.browser, plain, async (page) => {
    const [id] = await rateable(page);
    await open(page, `/action/${id}`);
    const before = await standing(page);
    const moment = lastMinute();

    await open(page, `/record/improvement_action/${id}/rate_action?then=progress`);
    await ragRound.rating(page, /amber/i).check();
    await form.field(page, "What changed outside").fill("A new school opened.");
    assert.equal(await send(page, /save the rating/i), 422);
    assert.match(await page.title(), /^Error/);
    assert.ok(await ragRound.rating(page, /amber/i).isChecked(), "the choice is kept");
    const typed = await form.field(page, "What changed outside").inputValue();
    assert.equal(typed, "A new school opened.", "what was typed is kept");
    const links = everywhere.problems(page).getByRole("link");
    assert.ok((await links.count()) > 0, "each problem leads to its control");
    for (const href of await links.evaluateAll((all) => all.map((a) => a.getAttribute("href")))) {
      const control = page.locator(`[id="${href.slice(1)}"]`);
      assert.match(await control.evaluate((found) => found.localName), /input|select|textarea/);
    }

    const why = "Officers of the night shift are not trained yet.";
    await form.field(page, "What changed outside").fill("");
    await ragRound.commentary(page).fill(why);
    assert.equal(await send(page, /save the rating/i), 303);

    await open(page, `/action/${id}`);
    const given = page.locator(".moj-timeline__item").filter({ hasText: why });
    assert.equal(await given.count(), 1);
    const told = await given.innerText();
    assert.match(told, BOTH_DATES);
    assert.match(told, new RegExp(`Agency lead, ${AGENCY}`));

    await asManager(page);
    await open(page, `/record/improvement_action/${id}/moderate_rating`);
    await ragRound.rating(page, /red/i).check();
    const reason = "No course is booked, so the date cannot be met.";
    await form.field(page, "Reason").fill(reason);
    assert.equal(await send(page, /change the rating/i), 303);
    await open(page, `/action/${id}`);
    const kept = await main(page).innerText();
    assert.ok(kept.includes(why) && kept.includes(reason), "both ratings stand with their words");
    const moderated = page.locator(".moj-timeline__item").filter({ hasText: reason });
    assert.match(await moderated.innerText(), /changed in moderation.*Business manager/s);

    await asLead(page);
    await open(page, `/action/${id}?as_at=${moment}`);
    assert.ok(await page.getByText("This page shows the record as at").isVisible());
    assert.deepEqual(await standing(page), before, "the past is as it was seen then");
    assert.deepEqual(page.problems, []);
  });
});

/** Claims completion of an action with the first piece of evidence there is, or with `evidence`. */
async function claim(page, id, statement, evidence) {
  await open(page, `/record/improvement_action/${id}/claim_completion`);
  await form.field(page, "What was done?").fill(statement);
  const box = evidence
    ? main(page).getByRole("checkbox", { name: evidence })
    : main(page).getByRole("checkbox");
  await box.first().check();
  return send(page, /claim completion/i);
}

async function addEvidence(page, id, describes) {
  await open(page, `/record/evidence/new/lodge_evidence?action=${id}`);
  await form.field(page, "What is it, and what does it show?").fill(describes);
  for (const [part, value] of Object.entries({ day: "2", month: "11", year: "2026" })) {
    await page.locator(`#evidence_date-${part}`).fill(value);
  }
  await page.locator("#reference").fill("Training register, autumn");
  assert.equal(await send(page, /add the evidence/i), 303);
  assert.equal(await send(page, /^link$/i), 303, "what it supports is already chosen");
}

test("a claim is refused with a reason, shown with more evidence, and verified by another", async () => {
  await withPage(here.browser, plain, async (page) => {
    const [, id] = await rateable(page);
    await addEvidence(page, id, "The unit says that everybody was trained.");
    assert.equal(await claim(page, id, "Everybody is trained.", /the unit says/i), 303);

    await asChair(page);
    const missing = "Show the register, not what the unit says of itself.";
    await open(page, `/record/improvement_action/${id}/refuse_completion`);
    await form.field(page, "Reason").fill(missing);
    assert.equal(await send(page, /refuse the claim/i), 303);

    await asLead(page);
    await open(page, `/record/improvement_action/${id}/claim_completion`);
    assert.ok(await page.getByText(missing).isVisible(), "the lead reads what is missing");
    await addEvidence(page, id, "Register of those who were trained.");
    assert.equal(await claim(page, id, "The register is added.", /register of those/i), 303);

    await asChair(page);
    await open(page, `/record/improvement_action/${id}/verify_completion`);
    await form.field(page, "How was it checked?").fill("Read the register against the rota.");
    assert.equal(await send(page, /^verify$/i), 303);
    await open(page, `/action/${id}`);
    const told = await main(page).innerText();
    for (const words of [missing, "Read the register against the rota.", "Completion verified"]) {
      assert.ok(told.includes(words), words);
    }
  });
});

test("nobody verifies their own claim", async () => {
  await withPage(here.browser, plain, async (page) => {
    const [id] = await rateable(page);
    await asManager(page);
    await addEvidence(page, id, "Minutes of the group.");
    assert.equal(await claim(page, id, "Agreed at the group.", /minutes of the group/i), 303);
    await open(page, `/record/improvement_action/${id}/verify_completion`);
    await form.field(page, "How was it checked?").fill("I know it is done.");
    assert.equal(await send(page, /^verify$/i), 422);
    assert.match(await everywhere.problems(page).innerText(), /own|same|claimed/i);
    const kept = await form.field(page, "How was it checked?").inputValue();
    assert.equal(kept, "I know it is done.");
  });
});

test("a stale form is answered with what changed, and what was typed is kept", async () => {
  await withPage(here.browser, plain, async (page) => {
    await open(page, "/recommendations?state=accepted");
    const link = main(page).locator('a[href^="/recommendation/"]').first();
    const id = (await link.getAttribute("href")).replace(/^\/recommendation\/([^?#]+).*/, "$1");
    const path = `/record/recommendation/${id}/amend_recommendation`;
    await open(page, path);
    const other = await page.context().newPage();
    await open(other, path);
    await other.locator("textarea").first().fill("Words of the other tab.");
    await other.getByRole("textbox", { name: "Reason" }).fill("Agreed by the group.");
    assert.equal(await send(other, /./), 303);

    await page.locator("textarea").first().fill("Words of this tab.");
    await page.getByRole("textbox", { name: "Reason" }).fill("Clearer.");
    assert.equal(await send(page, /./), 409);
    assert.ok(await page.getByText("Somebody changed this while you were writing").isVisible());
    assert.ok(await page.getByText("Words of the other tab.").first().isVisible());
    assert.equal(await page.locator("textarea").first().inputValue(), "Words of this tab.");
    assert.equal(await send(page, /./), 303, "once looked at, it is recorded");
  });
});

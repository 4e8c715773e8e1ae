// Where one is signed in, ending that elsewhere, and what an ended session opens and records:
// nothing. What was typed meanwhile comes back.

import assert from "node:assert/strict";
import { test } from "node:test";
import { axe } from "../harness/axe.mjs";
import { openPage, withPage } from "../harness/browser.mjs";
import { journey } from "../harness/journey.mjs";
import { fitsNarrow, screenshots } from "../harness/layout.mjs";
import { startServe } from "../harness/product.mjs";
import { PERSON, setUp, signIn } from "../harness/signed-in.mjs";

const FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0";
let typed = 0;

const here = journey(() => startServe(), prepared);
const main = (page) => page.getByRole("main");

/** The partnership, and a browser in which nobody is signed in. */
async function prepared() {
  await setUp(here);
  here.browser.signedIn = undefined;
}

async function comeIn(page) {
  await page.goto(`${here.product.origin}/sign-in`);
  await signIn(page, PERSON, here.secondStep.codes.shift());
  assert.ok(await page.getByText(`Signed in as ${PERSON.name}`).isVisible());
}

/** Somebody signed in, who has typed into a form that is not sent yet. */
async function typing(script) {
  const page = await openPage(here.browser, { script });
  await comeIn(page);
  await page.goto(`${here.product.origin}/settings`);
  await main(page).getByRole("link", { name: "Add an agency" }).click();
  typed += 1;
  page.typed = `Agency number ${typed} of this journey`;
  await main(page).getByLabel("Its name").fill(page.typed);
  await main(page).getByRole("radio", { name: "Health" }).check();
  const from = main(page).getByRole("group", { name: "From when?" });
  for (const [part, value] of [["Day", "1"], ["Month", "4"], ["Year", "2025"]]) {
    await from.getByLabel(part, { exact: true }).fill(value);
  }
  return page;
}

/** The form is sent too late: it is not taken, and `witness`, who is signed in, sees no trace. */
async function sendsTooLate(page, witness) {
  const sent = page.waitForResponse((response) => response.request().method() === "POST");
  await main(page).getByRole("button", { name: "Add the agency" }).click();
  const answer = await sent;
  const to = answer.headers().location ?? "";
  assert.equal(answer.status(), 401, to);
  await witness.goto(`${here.product.origin}/settings`);
  const settings = await main(witness).innerText();
  assert.ok(!settings.includes(page.typed));
  // The browser itself notes that the answer was 401.
  const problems = page.problems.filter((problem) => !problem.includes("401"));
  assert.deepEqual([...problems, ...witness.problems], []);
}

/** Whoever signs in again in another tab finds everything typed in this one, and records it. */
async function comesBack(page) {
  if (page.script === "on") {
    await axe(page);
    await fitsNarrow(page);
    await screenshots(page, "signed-out-while-typing");
  }
  const opened = page.context().waitForEvent("page");
  await main(page).getByRole("link", { name: "sign in again in a new tab" }).click();
  const tab = await opened;
  await signIn(tab, PERSON, here.secondStep.codes.shift());
  await main(page).getByRole("button", { name: "Show what I typed" }).click();
  assert.equal(await main(page).getByLabel("Its name").inputValue(), page.typed);
  assert.ok(await main(page).getByRole("radio", { name: "Health" }).isChecked());
  const from = main(page).getByRole("group", { name: "From when?" });
  assert.equal(await from.getByLabel("Year", { exact: true }).inputValue(), "2025");
  await main(page).getByRole("button", { name: "Add the agency" }).click();
  await main(page).getByRole("rowheader", { name: page.typed }).waitFor();
}

/** A page leads to the sign-in page, and from there back to where it was. */
async function leadsBack(page, path) {
  await page.goto(here.product.origin + path);
  assert.equal(new URL(page.url()).pathname, "/sign-in");
  await signIn(page, PERSON, here.secondStep.codes.shift());
  assert.equal(page.url(), here.product.origin + path);
}

test("one sees where one is signed in, and ends it there", async () => {
  const elsewhere = await openPage(here.browser);
  await elsewhere.context().setExtraHTTPHeaders({ "user-agent": FIREFOX });
  await comeIn(elsewhere);
  await withPage(here.browser, {}, async (page) => {
    await comeIn(page);
    await page.goto(`${here.product.origin}/account`);
    await main(page).getByRole("link", { name: "See your sessions" }).click();
    // The session of set-up goes on as well.
    const sessions = main(page).getByRole("table", { name: "Your sessions" }).getByRole("row");
    assert.equal(await sessions.count(), 4, "a heading and three sessions");
    const own = sessions.filter({ hasText: "This one" });
    assert.match(await own.innerText(), /Chrome on Linux/);
    assert.equal(await own.getByRole("button").count(), 0, "one's own is ended by signing out");
    const other = sessions.filter({ hasText: "Firefox on Windows" });
    assert.equal(await other.count(), 1);
    await axe(page);
    await fitsNarrow(page);
    await screenshots(page, "sessions-two");
    await other.getByRole("button", { name: "Sign out of Firefox on Windows" }).click();
    assert.equal(await other.count(), 0);
    assert.equal(await sessions.count(), 3, "and no other session ended");
    assert.deepEqual(page.problems, []);
  });
  await leadsBack(elsewhere, "/actions?rag=R");
  await elsewhere.context().close();
});

/** Another browser with the same session, as it were the same person's other window. */
async function beside(page) {
  here.browser.signedIn = await page.context().storageState();
  const other = await openPage(here.browser, { script: page.script });
  here.browser.signedIn = undefined;
  return other;
}

for (const script of ["on", "off"]) {
  const how = script === "on" ? "with" : "without";

  test(`new recovery codes take the place of the earlier ones, ${how} JavaScript`, async () => {
    await withPage(here.browser, { script }, async (page) => {
      await comeIn(page);
      const [earlier] = here.secondStep.codes;
      await page.goto(`${here.product.origin}/account/recovery-codes`);
      await main(page).getByRole("button", { name: "Make new codes" }).click();
      assert.ok(await page.getByRole("alert").filter({ hasText: "Enter your password" }).isVisible());
      await main(page).getByLabel("Your password").fill(PERSON.password);
      await main(page).getByRole("button", { name: "Make new codes" }).click();
      here.secondStep.codes = await main(page).locator("li code").allInnerTexts();
      assert.equal(here.secondStep.codes.length, 10);
      await page.context().clearCookies();
      await page.goto(`${here.product.origin}/sign-in`);
      await signIn(page, PERSON, earlier);
      assert.ok(await page.getByRole("alert").filter({ hasText: "not right" }).isVisible());
      assert.deepEqual(page.problems, []);
    });
  });

  test(`signed out everywhere while typing, ${how} JavaScript, loses nothing`, async () => {
    const page = await typing(script);
    const stays = await openPage(here.browser, { script });
    await comeIn(stays);
    await stays.goto(`${here.product.origin}/account/sessions`);
    await main(stays).getByRole("button", { name: "Sign out everywhere else" }).click();
    const rows = main(stays).getByRole("table", { name: "Your sessions" }).getByRole("row");
    assert.equal(await rows.count(), 2, "a heading and this session");
    await sendsTooLate(page, stays);
    assert.equal(new URL(stays.url()).pathname, "/settings", "this one goes on");
    await comesBack(page);
    await page.context().close();
    await stays.context().close();
  });

  test(`a restart while typing, ${how} JavaScript, leads back and loses nothing`, async () => {
    const page = await typing(script);
    const reads = await beside(page);
    await here.product.restart();
    await leadsBack(reads, "/trail?sort=oldest");
    await sendsTooLate(page, reads);
    await comesBack(page);
    await page.context().close();
    await reads.context().close();
  });
}

// A session that really lapses while somebody types: the shortest one there can be lasts five
// minutes, so this journey takes as long. With JavaScript somebody is warned two minutes before;
// with and without it, what was typed is kept until its author signs in again.

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { axe } from "../../harness/axe.mjs";
import { openPage } from "../../harness/browser.mjs";
import { journey } from "../../harness/journey.mjs";
import { fitsNarrow, screenshots } from "../../harness/layout.mjs";
import { startServe } from "../../harness/product.mjs";
import { PERSON, setUp, signIn } from "../../harness/signed-in.mjs";

const IDLE_MINUTES = 5;
const WARNED_MINUTES_BEFORE = 2;

const here = journey(() => startServe(impatient), prepared);
const main = (page) => page.getByRole("main");

/** Arguments of a server whose sessions last as short as can be. */
function impatient(home) {
  const file = join(home, "golden-thread.toml");
  writeFileSync(file, `[sessions]\nidle_minutes = ${IDLE_MINUTES}\n`);
  return ["--config", file];
}

async function prepared() {
  await setUp(here);
  here.browser.signedIn = undefined;
}

/** Somebody signed in, who has typed the name of an agency into a form that is not sent yet. */
async function typing(script) {
  const page = await openPage(here.browser, { script });
  await page.goto(`${here.product.origin}/sign-in`);
  await signIn(page, PERSON, here.secondStep.codes.shift());
  await page.goto(`${here.product.origin}/settings`);
  await main(page).getByRole("link", { name: "Add an agency" }).click();
  page.typed = `An agency typed with script ${script}`;
  await main(page).getByLabel("Its name").fill(page.typed);
  await main(page).getByRole("radio", { name: "Health" }).check();
  const from = main(page).getByRole("group", { name: "From when?" });
  for (const [part, value] of [["Day", "1"], ["Month", "4"], ["Year", "2025"]]) {
    await from.getByLabel(part, { exact: true }).fill(value);
  }
  return page;
}

async function comesBack(page) {
  await main(page).getByRole("button", { name: "Add the agency" }).press("Enter");
  await page.waitForURL(/\/sign-in\?next=%2Fheld%2F/);
  assert.ok(!page.url().includes("agency"), "nothing typed stands in an address");
  assert.ok(await page.getByText("What you typed is kept").isVisible());
  await signIn(page, PERSON, here.secondStep.codes.shift());
  assert.ok(await page.getByRole("heading", { name: "What you typed is here" }).isVisible());
  if (page.script === "on") {
    await axe(page);
    await fitsNarrow(page);
    await screenshots(page, "what-you-typed-is-here");
  }
  await page.reload();
  await main(page).getByRole("button", { name: "Show what I typed" }).click();
  assert.equal(await main(page).getByLabel("Its name").inputValue(), page.typed);
  assert.ok(await main(page).getByRole("radio", { name: "Health" }).isChecked());
  const from = main(page).getByRole("group", { name: "From when?" });
  assert.equal(await from.getByLabel("Year", { exact: true }).inputValue(), "2025");
  await main(page).getByRole("button", { name: "Add the agency" }).click();
}

/** It is recorded, and the browser had nothing to complain of but the answers in `told`. */
async function isRecorded(page, told = /^$/) {
  await main(page).getByRole("rowheader", { name: page.typed }).waitFor();
  assert.deepEqual(page.problems.filter((problem) => !told.test(problem)), []);
  await page.context().close();
}

test("a session lapses while somebody types, and nothing typed is lost", async () => {
  const [scripted, plain] = [await typing("on"), await typing("off")];
  const since = Date.now();
  const warning = scripted.getByRole("alertdialog");
  const minutes = (count) => count * 60_000;
  await warning.waitFor({ timeout: minutes(IDLE_MINUTES) });
  const warnedAfter = Date.now() - since;
  const expected = minutes(IDLE_MINUTES - WARNED_MINUTES_BEFORE);
  assert.ok(warnedAfter < expected + minutes(1), "before the end, with time to stay");
  assert.match(await warning.innerText(), /signed out in two minutes/);
  const left = since + minutes(IDLE_MINUTES) + 5_000 - Date.now();
  await new Promise((resolve) => setTimeout(resolve, left));
  await comesBack(scripted);
  await isRecorded(scripted);
  // An agency was added since the other form was opened: that is told, and it is sent once more.
  await comesBack(plain);
  await main(plain).getByText(/changed/).first().waitFor();
  assert.equal(await main(plain).getByLabel("Its name").inputValue(), plain.typed);
  await main(plain).getByRole("button", { name: "Add the agency" }).click();
  await isRecorded(plain, /409/);
});

// The business manager brings in the board's plan, without JavaScript, and nothing is written
// before it is confirmed.

import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { axe } from "../harness/axe.mjs";
import { withPage } from "../harness/browser.mjs";
import { journey } from "../harness/journey.mjs";
import { pressOn } from "../harness/keyboard.mjs";
import { fitsNarrow, screenshots } from "../harness/layout.mjs";
import { startServe } from "../harness/product.mjs";
import { setUp } from "../harness/signed-in.mjs";
import { everywhere, importing, plan, trail } from "../selectors.mjs";

const PLAN = fileURLToPath(new URL("../fixtures/plan.csv", import.meta.url));
const ACTION = "Agree one neglect tool for every agency";

const BOTH_DATES = /\d{1,2} \w+ \d{4}\s+\d{1,2} \w+ \d{4}, \d{1,2}:\d\d[ap]m/;

const here = journey(() => startServe(), setUp);

/** Opens the plan, when there is one, and counts the rows of the action being brought in. */
async function rowsInPlan(page) {
  await page.goto(`${here.product.origin}/plan`);
  if ((await plan.first(page).count()) > 0) {
    await page.goto(new URL(await plan.first(page).getAttribute("href"), page.url()).href);
  }
  return plan.row(page, ACTION).count();
}

/** From the file to the check before confirming; `look` is called on every page of the way. */
async function goToCheck(page, look) {
  await page.goto(`${here.product.origin}/import`);
  await look("upload");
  await importing.file(page).setInputFiles(PLAN);
  await importing.upload(page).click();
  await look("table");
  await importing.tables(page).first().check();
  await importing.proceed(page).click();
  await look("columns");
  await importing.proceed(page).click();
  await look("problems");
  assert.ok(await importing.problem(page, "not yet known").isVisible(), "a date that is none");
  await importing.proceed(page).click();
  await look("check");
}

test("nothing is written before it is confirmed, and then all of it is", async () => {
  await withPage(here.browser, { script: "off" }, async (page) => {
    await goToCheck(page, async () => assert.deepEqual(page.problems, []));
    const check = page.url();
    assert.equal(await rowsInPlan(page), 0, "written before it was confirmed");
    await page.goto(check);
    await importing.confirm(page).click();
    assert.equal(await rowsInPlan(page), 1);
    for (const words of ["Train team managers in the neglect tool", "Ask every child in a plan"]) {
      assert.equal(await plan.row(page, words).count(), 1, words);
    }
    await page.goto(`${here.product.origin}/trail`);
    const agreed = trail.row(page, "Action agreed");
    assert.equal(await agreed.count(), 3, "one event for each action of the file");
    for (const said of await agreed.allInnerTexts()) {
      assert.match(said, /Business manager, by an import/);
      assert.match(said, BOTH_DATES, "when it happened and when it was recorded");
    }
    assert.ok((await trail.row(page, "Evidence lodged").count()) > 0, "the file itself is kept");
  });
});

test("every page of the way is accessible, fits 320 px and can be worked by keyboard", async () => {
  await withPage(here.browser, {}, async (page) => {
    await goToCheck(page, async (name) => {
      await axe(page);
      await fitsNarrow(page);
      await screenshots(page, `import-${name}`);
    });
    await pressOn(page, importing.confirm(page));
    await axe(page);
  });
});

test("a file that holds no plan, and no file at all, are refused with what to do", async () => {
  await withPage(here.browser, { script: "off" }, async (page) => {
    const picture = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d]);
    const noDocument = { name: "plan.docx", mimeType: "image/png", buffer: picture };
    for (const files of [[], [noDocument]]) {
      await page.goto(`${here.product.origin}/import`);
      await importing.file(page).setInputFiles(files);
      await importing.upload(page).click();
      assert.ok(await everywhere.problems(page).isVisible());
    }
  });
});

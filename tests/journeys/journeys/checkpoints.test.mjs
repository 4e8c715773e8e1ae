// The business manager makes a checkpoint for the minutes; later somebody checks what was kept.

import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { axe } from "../harness/axe.mjs";
import { withPage } from "../harness/browser.mjs";
import { journey } from "../harness/journey.mjs";
import { pressOn } from "../harness/keyboard.mjs";
import { fitsNarrow } from "../harness/layout.mjs";
import { startDemo } from "../harness/product.mjs";
import { SECTIONS, actAs, checkpoints, everywhere } from "../selectors.mjs";

const here = journey(startDemo);
const OWN_TEAM = "The partnership’s own team";

/** Makes sure that there is a checkpoint, and gives the newest one's line for the minutes. */
async function minutes(page) {
  await page.goto(here.product.origin);
  await actAs(page, "Business manager", OWN_TEAM);
  await page.goto(`${here.product.origin}/checkpoints`);
  if ((await checkpoints.make(page).count()) > 0) {
    await Promise.all([page.waitForNavigation(), checkpoints.make(page).click()]);
  }
  return checkpoints.minutes(page).first().textContent();
}

test("a checkpoint is made and its page printed, by keyboard, from the trail", async () => {
  await withPage(here.browser, {}, async (page) => {
    await page.goto(here.product.origin);
    await actAs(page, "Business manager", OWN_TEAM);
    await pressOn(page, everywhere.section(page, "Trail"));
    assert.equal(new URL(page.url()).pathname, SECTIONS.Trail);
    await pressOn(page, checkpoints.way(page));
    await axe(page);
    await fitsNarrow(page);
    if ((await checkpoints.make(page).count()) > 0) {
      await pressOn(page, checkpoints.make(page));
      assert.ok(await everywhere.success(page).isVisible());
    }
    const line = await checkpoints.minutes(page).first().textContent();
    assert.match(line, /^At \d+ events on \d+ \w+ \d{4}: ([0-9A-Z]{4}-){5}[0-9A-Z]{4}$/);
    await pressOn(page, checkpoints.minutes(page).first());
    assert.match(await checkpoints.note(page).textContent(), /\n\n\u2014 /);
    await axe(page);
    await fitsNarrow(page);
    assert.deepEqual(page.problems, []);
  });
});

test("a line of minutes, a note and a file still stand, without script", async () => {
  await withPage(here.browser, { script: "off" }, async (page) => {
    const line = await minutes(page);
    await checkpoints.minutes(page).first().click();
    const note = await checkpoints.note(page).textContent();
    const folder = await mkdtemp(join(tmpdir(), "checkpoints-"));
    try {
      const file = join(folder, "kept.txt");
      await writeFile(file, note);
      for (const kept of [line, note, null]) {
        await checkpoints.checkWay(page).first().click();
        if (kept === null) await checkpoints.file(page).setInputFiles(file);
        else await checkpoints.kept(page).fill(kept);
        await checkpoints.check(page).click();
        assert.equal(new URL(page.url()).search, "");
        assert.equal(await checkpoints.found(page).textContent(), "It still stands");
        const [download] = await Promise.all([
          page.waitForEvent("download"),
          checkpoints.proof(page).click(),
        ]);
        assert.match(await readFile(await download.path(), "utf8"), /^old \d+\n/);
        await page.goto(`${here.product.origin}/checkpoints`);
      }
    } finally {
      await rm(folder, { recursive: true });
    }
    assert.deepEqual(page.problems, []);
  });
});

test("what does not stand is named, and what was typed is still there", async () => {
  await withPage(here.browser, {}, async (page) => {
    const line = await minutes(page);
    await page.goto(`${here.product.origin}/checkpoints/check`);
    await axe(page);
    await fitsNarrow(page);
    const wrong = line.replace(/At \d+ events/, "At 12 events");
    await checkpoints.kept(page).fill(wrong);
    await checkpoints.check(page).click();
    assert.equal(await checkpoints.found(page).textContent(), "It does not stand");
    assert.equal(await checkpoints.kept(page).inputValue(), wrong);
    await axe(page);
    await fitsNarrow(page);
    const code = line.split(": ")[1].replace(/^..../, "ZZZZ");
    await checkpoints.kept(page).fill(code);
    await checkpoints.check(page).click();
    assert.equal(await checkpoints.found(page).textContent(), "How many events was it made at?");
    await checkpoints.kept(page).fill("the minutes of June");
    await checkpoints.size(page).fill("twelve");
    await checkpoints.check(page).click();
    assert.ok(await everywhere.problems(page).isVisible());
    assert.equal(await checkpoints.kept(page).inputValue(), "the minutes of June");
    assert.equal(await checkpoints.size(page).inputValue(), "twelve");
    await axe(page);
    assert.deepEqual(page.problems.filter((problem) => !/422/.test(problem)), []);
  });
});

// The business manager rates an action in the RAG round, with the keyboard alone.

import assert from "node:assert/strict";
import { test } from "node:test";
import { axe } from "../harness/axe.mjs";
import { withPage } from "../harness/browser.mjs";
import { journey } from "../harness/journey.mjs";
import { pressOn, tick, typeInto } from "../harness/keyboard.mjs";
import { fitsNarrow, screenshots } from "../harness/layout.mjs";
import { startDemo } from "../harness/product.mjs";
import { everywhere, ragRound } from "../selectors.mjs";

const COMMENTARY = "Three of five agencies agree the tool; police and probation answer in May.";

const here = journey(startDemo);

async function openRound(page) {
  await page.goto(`${here.product.origin}/rag-round`);
  assert.ok((await ragRound.rows(page).count()) > 0, "the round lists actions");
}

test("an action is rated Amber with its reason, and the round shows the claim", async () => {
  await withPage(here.browser, {}, async (page) => {
    await openRound(page);
    await axe(page);
    await fitsNarrow(page);
    await screenshots(page, "rag-round");
    await pressOn(page, ragRound.rate(page));
    await axe(page);
    await tick(page, ragRound.rating(page, /amber/i));
    await typeInto(page, ragRound.commentary(page), COMMENTARY);
    await pressOn(page, ragRound.save(page));
    assert.equal(await everywhere.problems(page).count(), 0);
    await openRound(page);
    assert.ok(await page.getByText(COMMENTARY).first().isVisible());
    assert.deepEqual(page.problems, []);
  });
});

test("Red without commentary is refused, and the choice is not lost", async () => {
  await withPage(here.browser, { script: "off" }, async (page) => {
    await openRound(page);
    await ragRound.rate(page).click();
    await ragRound.rating(page, /red/i).check();
    await ragRound.save(page).click();
    assert.ok(await everywhere.problems(page).isVisible());
    assert.match(await page.title(), /^Error/);
    assert.ok(await ragRound.rating(page, /red/i).isChecked());
  });
});

// The chair sees who looked at one action: the inspector who opened it, and nobody's words.

import assert from "node:assert/strict";
import { test } from "node:test";
import { axe } from "../harness/axe.mjs";
import { withPage } from "../harness/browser.mjs";
import { journey } from "../harness/journey.mjs";
import { pressOn } from "../harness/keyboard.mjs";
import { fitsNarrow } from "../harness/layout.mjs";
import { startDemo } from "../harness/product.mjs";
import { SECTIONS, accesses, actAs, action } from "../selectors.mjs";

const here = journey(startDemo);
const OWN_TEAM = "The partnership’s own team";

test("from an action to who looked at it, by keyboard", async () => {
  await withPage(here.browser, {}, async (page) => {
    await page.goto(here.product.origin);
    await actAs(page, "Inspector", OWN_TEAM);
    await page.goto(`${here.product.origin}${SECTIONS.Actions}`);
    await action.first(page).click();
    assert.equal(await accesses.way(page).count(), 0, "an inspector is not told");
    const address = page.url();
    await actAs(page, "Independent chair", OWN_TEAM);
    await page.goto(address);
    await pressOn(page, accesses.way(page));
    assert.match(new URL(page.url()).search, /^\?thing=improvement_action(%2F|\/)[0-9a-f-]{36}$/);
    const rows = await accesses.rows(page).allTextContents();
    assert.ok(rows.some((row) => row.includes("Inspector") && row.includes("An action")), rows);
    assert.ok(rows.every((row) => row.includes("Improvement action")), rows);
    await axe(page);
    await fitsNarrow(page);
    assert.deepEqual(page.problems, []);
  });
});

test("accesses are narrowed to a kind and a role, and the thing stays, without script", async () => {
  await withPage(here.browser, { script: "off" }, async (page) => {
    await page.goto(here.product.origin);
    await actAs(page, "Business manager", OWN_TEAM);
    await page.goto(`${here.product.origin}${SECTIONS.Actions}`);
    await page.goto(`${here.product.origin}/accounts/access`);
    assert.ok((await accesses.rows(page).count()) > 0);
    await accesses.filters(page).click();
    await accesses.kind(page).selectOption({ label: "Taken away" });
    await accesses.apply(page).click();
    assert.match(new URL(page.url()).search, /look=taken_away/);
    assert.equal(await accesses.rows(page).count(), 0, "nobody took anything away");
    await page.goto(`${here.product.origin}/accounts/access?look=page&role=business_manager`);
    const rows = await accesses.rows(page).allTextContents();
    assert.ok(rows.length > 0 && rows.every((row) => row.includes("Business manager")), rows);
    assert.deepEqual(page.problems, []);
  });
});

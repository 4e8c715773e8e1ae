// An inspector opens the trail of an action: who said what, when it happened, when it was recorded.

import assert from "node:assert/strict";
import { test } from "node:test";
import { axe } from "../harness/axe.mjs";
import { withPage } from "../harness/browser.mjs";
import { journey } from "../harness/journey.mjs";
import { pressOn } from "../harness/keyboard.mjs";
import { fitsNarrow, screenshots } from "../harness/layout.mjs";
import { startDemo } from "../harness/product.mjs";
import { SECTIONS, action, everywhere, trail } from "../selectors.mjs";

const here = journey(startDemo);

test("from home to the trail of one action in three steps, by keyboard", async () => {
  await withPage(here.browser, {}, async (page) => {
    await page.goto(here.product.origin);
    await pressOn(page, everywhere.section(page, "Actions"));
    assert.equal(new URL(page.url()).pathname, SECTIONS.Actions);
    await pressOn(page, action.first(page));
    await axe(page);
    await fitsNarrow(page);
    await screenshots(page, "action-trail");
    assert.ok(await action.happened(page).isVisible(), "when it happened");
    assert.ok(await action.recorded(page).isVisible(), "when it was recorded");
    assert.ok((await trail.events(page).count()) > 0, "the trail has dated events");
    assert.deepEqual(page.problems, []);
  });
});

test("the trail can be narrowed to one agency, and the choice is in the address", async () => {
  await withPage(here.browser, { script: "off" }, async (page) => {
    await page.goto(`${here.product.origin}${SECTIONS.Trail}`);
    const all = await trail.events(page).count();
    assert.ok(all > 0);
    await trail.filters(page).click();
    await trail.agency(page).selectOption({ index: 1 });
    await trail.filter(page).click();
    assert.match(new URL(page.url()).search, /agency=[^&]+/);
    assert.ok((await trail.events(page).count()) <= all);
    await page.reload();
    assert.notEqual(await trail.agency(page).inputValue(), "");
  });
});

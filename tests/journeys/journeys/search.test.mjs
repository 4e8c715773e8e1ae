// The coordinator of the PQA sub-group looks for words; what was looked for stands in no address.

import assert from "node:assert/strict";
import { test } from "node:test";
import { axe } from "../harness/axe.mjs";
import { withPage } from "../harness/browser.mjs";
import { journey } from "../harness/journey.mjs";
import { pressOn } from "../harness/keyboard.mjs";
import { fitsNarrow, screenshots } from "../harness/layout.mjs";
import { startDemo } from "../harness/product.mjs";
import { SECTIONS, actAs, everywhere, search, tools } from "../selectors.mjs";

const here = journey(startDemo);
const ADDRESS_OF_RESULTS = /^\/search\/[0-9a-f-]{36}$/;
const OWN_TEAM = "The partnership’s own team";

async function lookFor(page, words) {
  await search.words(page).fill(words);
  await search.search(page).click();
  await page.waitForLoadState("load");
}

test("the coordinator finds every form of a word, by keyboard", async () => {
  await withPage(here.browser, {}, async (page) => {
    await page.goto(here.product.origin);
    await actAs(page, "PQA coordinator", OWN_TEAM);
    await pressOn(page, everywhere.section(page, "Search"));
    assert.equal(new URL(page.url()).pathname, SECTIONS.Search);
    await axe(page);
    await fitsNarrow(page);
    await screenshots(page, "search");
    await search.words(page).focus();
    await page.keyboard.type("trains");
    await page.keyboard.press("Enter");
    await page.waitForURL((url) => ADDRESS_OF_RESULTS.test(url.pathname));
    assert.ok((await search.results(page).count()) > 0, "something is found");
    const marked = await search.marked(page).allTextContents();
    assert.ok(marked.some((word) => /^train(ing|ed)$/i.test(word)), `${marked}`);
    await axe(page);
    await fitsNarrow(page);
    await screenshots(page, "search-results");
    assert.deepEqual(page.problems, []);
  });
});

test("without script: what is looked for is in no address and comes back with the page", async () => {
  await withPage(here.browser, { script: "off" }, async (page) => {
    await page.goto(`${here.product.origin}${SECTIONS.Search}`);
    await lookFor(page, "children");
    const address = new URL(page.url());
    assert.match(address.pathname, ADDRESS_OF_RESULTS);
    assert.equal(address.search, "");
    assert.ok(!(await page.title()).includes("children"));
    assert.equal(await search.words(page).inputValue(), "children");
    const all = await search.count(page).textContent();
    await search.kinds(page).first().click();
    assert.match(new URL(page.url()).search, /^\?kind=[a-z]+$/);
    await page.goBack();
    assert.equal(await search.count(page).textContent(), all, "back and forth works");
    await search.narrow(page).click();
    await search.agency(page).selectOption({ index: 1 });
    await search.apply(page).click();
    assert.match(new URL(page.url()).search, /agency=[^&]+/);
    assert.equal(await search.words(page).inputValue(), "children", "filters keep the words");
  });
});

test("a past moment is searched as the record stood then", async () => {
  await withPage(here.browser, {}, async (page) => {
    await page.goto(`${here.product.origin}${SECTIONS.Search}`);
    await lookFor(page, "children");
    const now = await search.results(page).count();
    await tools.asAt(page).fill("2001-01-01T09:00");
    await tools.show(page).click();
    assert.equal(await search.results(page).count(), 0);
    assert.ok(now > 0);
    await axe(page);
  });
});

test("an empty search says what to do, and so does one that finds nothing", async () => {
  await withPage(here.browser, {}, async (page) => {
    await page.goto(`${here.product.origin}${SECTIONS.Search}`);
    await lookFor(page, " ");
    assert.ok(await everywhere.problems(page).isVisible());
    assert.match(await page.title(), /^Error: /);
    await axe(page);
    await lookFor(page, "xylophone");
    assert.match(await search.count(page).textContent(), /nothing found/i);
    await axe(page);
    await fitsNarrow(page);
  });
});

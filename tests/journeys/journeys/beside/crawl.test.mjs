// Pages of the demo that links lead to, judged alike; and every section, even when empty. With
// CRAWL=all, every page.

import assert from "node:assert/strict";
import { test } from "node:test";
import { withPage } from "../../harness/browser.mjs";
import { crawl, judge, pageOf } from "../../harness/crawl.mjs";
import { journey } from "../../harness/journey.mjs";
import { tabThrough } from "../../harness/keyboard.mjs";
import { startDemo, startServe } from "../../harness/product.mjs";
import { setUp } from "../../harness/signed-in.mjs";
import { SECTIONS, everywhere } from "../../selectors.mjs";

const demo = journey(startDemo);
const empty = journey(() => startServe(), setUp);

/** Reached by every crawl, whatever it leaves out. */
function reachesEverySection(visited) {
  const paths = new Set(visited.map((address) => new URL(address).pathname));
  for (const [name, path] of Object.entries(SECTIONS)) {
    assert.ok(paths.has(path), `${name} is not reached by links from home`);
  }
}

/**
 * A page of each kind, whatever its query; of the forms, which are made of the same questions, a
 * few of each kind of thing.
 */
function kindOf(address) {
  return pageOf(address).replace(/^(\/record\/\w+)\/.*/, "$1");
}

test("a page of each kind is accessible, fits 320 px and needs no JavaScript", async () => {
  const { visited, problems } = await crawl(demo.browser, demo.product.origin, {
    perShape: 1,
    shape: kindOf,
  });
  assert.deepEqual(problems, [], problems.join("\n\n"));
  reachesEverySection(visited);
});

// Every form and every filter takes minutes more.
if (process.env.CRAWL === "all") {
  test("every page reachable from home is accessible, fits 320 px, needs no JavaScript", async () => {
    const { visited, problems } = await crawl(demo.browser, demo.product.origin, {
      perShape: 1,
      pagesMax: 400,
    });
    assert.deepEqual(problems, [], problems.join("\n\n"));
    reachesEverySection(visited);
  });
}

test("every section is sound before anything has been recorded", async () => {
  await withPage(empty.browser, {}, async (page) => {
    for (const path of Object.values(SECTIONS)) {
      assert.deepEqual(await judge(page, empty.product.origin + path), [], path);
    }
  });
});

test("a page that does not exist says so in a page of the same kind", async () => {
  await withPage(demo.browser, {}, async (page) => {
    const address = `${demo.product.origin}/no-such-page`;
    assert.deepEqual(await judge(page, address, { status: 404 }), []);
  });
});

test("every section is walked by keyboard, without a trap, with focus in sight", async () => {
  await withPage(demo.browser, {}, async (page) => {
    for (const path of Object.values(SECTIONS)) {
      await page.goto(demo.product.origin + path);
      const stops = await tabThrough(page);
      assert.match(stops[0] ?? "", /skip to main content/i, path);
    }
  });
});

test("the demo says on every section that it is training data", async () => {
  await withPage(demo.browser, { script: "off" }, async (page) => {
    for (const path of Object.values(SECTIONS)) {
      await page.goto(demo.product.origin + path);
      assert.ok(await everywhere.training(page).isVisible(), path);
    }
  });
});

// Whoever looks at a past moment stays in it: every page, list and file that is led to is of that
// moment, and the ways out of it say so.

import assert from "node:assert/strict";
import { test } from "node:test";
import { withPage } from "../harness/browser.mjs";
import { inDays, morningIn } from "../harness/days.mjs";
import { journey } from "../harness/journey.mjs";
import { startDemo } from "../harness/product.mjs";

const here = journey(startDemo);

/** How many pages of one kind are looked at. */
const OF_A_KIND = 2;
const PAGES_MIN = 80;

/** What has no past of its own: logs of the product, what checks, and what says that it is now. */
const OF_NOW = [
  /^\/accounts\/access\b/,
  /^\/checkpoints\/check$/,
  /^\/trail\?order=oldest&after=\d+$/,
];

const DAYS_ON = -260;
const THEN = morningIn(DAYS_ON);

/** The day as a page writes it. */
const options = { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" };
const WRITTEN = new Date(inDays(DAYS_ON)).toLocaleDateString("en-GB", options);

const kindOf = (path) => path.replace(/[0-9a-f-]{36}|\d+/g, "…");

test("a past moment is kept on every way on, and each page and file answers for it", async () => {
  await withPage(here.browser, { script: "off" }, async (page) => {
    const looked = new Map();
    const waiting = [`/?as_at=${encodeURIComponent(THEN)}`];
    const problems = [];
    while (waiting.length > 0) {
      const address = waiting.shift();
      const answer = await page.request.get(here.product.origin + address);
      if (answer.status() !== 200) problems.push(`${address}: ${answer.status()}`);
      if (!/html/.test(answer.headers()["content-type"] ?? "")) continue;
      const text = await answer.text();
      if (!text.includes(`as at <strong>${WRITTEN}`)) problems.push(`${address}: not as at then`);
      const main = text.slice(text.indexOf("<main"), text.indexOf("</main"));
      for (const [, href] of main.matchAll(/<a\s[^>]*href="(\/[^"]*)"/g)) {
        const way = new URL(href.replaceAll("&amp;", "&"), here.product.origin);
        const on = way.pathname + way.search;
        if (OF_NOW.some((known) => known.test(on))) continue;
        if (way.searchParams.get("as_at") !== THEN) problems.push(`${address} leads to ${href}`);
        const kind = kindOf(way.pathname);
        const before = looked.get(kind) ?? 0;
        if (before === OF_A_KIND) continue;
        looked.set(kind, before + 1);
        waiting.push(on);
      }
    }
    assert.deepEqual(problems, [], problems.slice(0, 20).join("\n"));
    assert.ok(looked.size >= PAGES_MIN, `${looked.size} kinds of pages and files`);
  });
});

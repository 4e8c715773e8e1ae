// The harness itself: what is right passes, and each thing that is wrong is seen.

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { axe } from "../harness/axe.mjs";
import { findChromium, launch, withPage } from "../harness/browser.mjs";
import { crawl, judge, shapeOf } from "../harness/crawl.mjs";
import { chooseFrom, pressOn, tabThrough, tabTo, tick, typeInto } from "../harness/keyboard.mjs";
import { OUT, fitsNarrow, screenshots } from "../harness/layout.mjs";
import { findProgram, start } from "../harness/product.mjs";
import { serve } from "./site.mjs";

let browser;
let site;

before(async () => {
  site = await serve();
  browser = await launch();
});

after(async () => {
  await browser?.close();
  site?.close();
});

test("a crawl of pages that are right finds some of each shape, and no problem", async () => {
  const { visited, downloads, problems } = await crawl(browser, site.origin);
  const paths = visited.map((address) => new URL(address).pathname);
  assert.deepEqual(problems, []);
  assert.deepEqual(paths, ["/", "/wide-table", "/things/1", "/things/2", "/things/3", "/form"]);
  assert.deepEqual(downloads, [`${site.origin}/list.csv`]);
});

test("a crawl that passes its bound says so", async () => {
  const { problems } = await crawl(browser, site.origin, { pagesMax: 2 });
  assert.match(problems.join("\n"), /more than 2 pages/);
});

const WRONG = {
  heading: [/has 2 h1 headings/, /has no title/],
  sideways: [/scrolls sideways at 320 px: p\.wide/],
  script: [/Content Security Policy/],
  elsewhere: [/asked another server: http:\/\/other\.invalid/],
  alt: [/image-alt \(critical\)/],
  fragment: [/links to #nowhere/],
};

for (const [name, patterns] of Object.entries(WRONG)) {
  test(`a page that is wrong in its ${name} is found out`, async () => {
    const problems = await withPage(browser, {}, (page) =>
      judge(page, `${site.origin}/wrong/${name}`),
    );
    for (const pattern of patterns) assert.match(problems.join("\n"), pattern);
  });
}

test("a page that is gone is found out, unless that is what was asked for", async () => {
  await withPage(browser, {}, async (page) => {
    const gone = `${site.origin}/wrong/gone`;
    assert.match((await judge(page, gone)).join("\n"), /answers 404, not 200/);
    assert.deepEqual(await judge(page, gone, { status: 404 }), []);
  });
});

test("a crawl sees what is only there with JavaScript, and who links to it", async () => {
  const { problems } = await crawl(browser, site.origin, { start: "/wrong" });
  const said = problems.join("\n");
  assert.match(said, /script-only \(from .*\/wrong\): without JavaScript lacks link \//);
});

test("axe passes a page that is right, fails on a violation, and needs JavaScript", async () => {
  await withPage(browser, {}, async (page) => {
    await page.goto(`${site.origin}/form`);
    await axe(page);
    await page.goto(`${site.origin}/wrong/alt`);
    await assert.rejects(axe(page), /image-alt/);
    await page.goto(`${site.origin}/form`);
    await page.evaluate(() => {
      document.body.id = document.querySelector("[id]").id;
    });
    await assert.rejects(axe(page), /more than one element bears the id/);
  });
  await withPage(browser, { script: "off" }, async (page) => {
    await page.goto(`${site.origin}/form`);
    await assert.rejects(axe(page), /needs a page with JavaScript/);
  });
});

test("a wide table in a region of its own fits 320 px, a wide paragraph does not", async () => {
  await withPage(browser, {}, async (page) => {
    await page.goto(`${site.origin}/wide-table`);
    await fitsNarrow(page);
    await page.goto(`${site.origin}/wrong/sideways`);
    await assert.rejects(fitsNarrow(page), /p\.wide ends at/);
  });
});

test("a form is filled in and sent with the keyboard alone", async () => {
  await withPage(browser, {}, async (page) => {
    await page.goto(`${site.origin}/form`);
    await typeInto(page, page.getByLabel("Words"), "late & why");
    await chooseFrom(page, page.getByLabel("Letter"), "Amber");
    await tick(page, page.getByLabel("Second"));
    await tick(page, page.getByLabel("Sure"));
    await pressOn(page, page.getByRole("button", { name: "Keep" }));
    const { searchParams } = new URL(page.url());
    assert.deepEqual(Object.fromEntries(searchParams), {
      words: "late & why",
      letter: "Amber",
      which: "second",
      sure: "on",
    });
  });
});

test("a stop whose focus cannot be seen is refused, and a whole page can be walked", async () => {
  await withPage(browser, {}, async (page) => {
    await page.goto(`${site.origin}/form`);
    assert.deepEqual(await tabThrough(page), [
      'a "Skip to main content"',
      'input "words"',
      'select "RedAmber"',
      'input "which"',
      'input "sure"',
      'button "Keep"',
    ]);
    await page.goto(`${site.origin}/wrong/dim`);
    await assert.rejects(tabThrough(page), /cannot be seen/);
    await assert.rejects(tabTo(page, page.getByText("Not there")), /never reaches/);
  });
});

test("pictures are kept at both widths and as printed", async () => {
  await withPage(browser, {}, async (page) => {
    await page.goto(`${site.origin}/wide-table`);
    await screenshots(page, "self-test/wide table");
  });
  for (const ending of ["1280.png", "320.png", "print.pdf"]) {
    const kept = join(OUT, `self-test-wide-table-${ending}`);
    assert.ok(existsSync(kept) && (await stat(kept)).size > 0, kept);
  }
});

test("a program is started, tells its address, and leaves nothing behind", async () => {
  const script = fileURLToPath(new URL("site.mjs", import.meta.url));
  const product = await start(process.execPath, () => [script]);
  const response = await fetch(`${product.origin}/`);
  assert.equal(response.status, 200);
  await product.stop();
  assert.ok(!existsSync(product.home));
});

test("a program that ends without listening is reported with what it said", async () => {
  const fails = start(process.execPath, () => ["-e", "console.error('no key'); process.exit(3)"]);
  await assert.rejects(fails, /ended before it listened: exit code 3\s+no key/);
});

test("a program that panicked is not passed over", async () => {
  const script =
    "process.on('SIGTERM', () => process.exit(0)); setInterval(() => {}, 1000);" +
    "console.error('thread x panicked at y'); console.log('listening on http://127.0.0.1:1');";
  const product = await start(process.execPath, () => ["-e", script]);
  await assert.rejects(product.stop(), /panicked/);
});

test("what is not installed is named", async () => {
  const empty = await mkdtemp(join(tmpdir(), "golden-thread-empty-"));
  assert.throws(() => findChromium({ PATH: empty }), /install the package chromium/);
  assert.throws(() => findChromium({ CHROMIUM: empty + "/none" }), /not a program/);
  assert.throws(() => findProgram({ CARGO_TARGET_DIR: empty }), /run cargo build first/);
  await rm(empty, { recursive: true });
});

test("addresses of one page with other contents have one shape", () => {
  const shape = (path) => shapeOf(`http://127.0.0.1:1${path}`);
  assert.equal(shape("/actions/1.1"), shape("/actions/12.3"));
  assert.equal(shape("/actions?rag=red&page=2"), shape("/actions?page=1&rag=amber"));
  assert.notEqual(shape("/actions"), shape("/actions/1.1"));
  assert.notEqual(shape("/actions/1.1"), shape("/recommendations/1.1"));
});

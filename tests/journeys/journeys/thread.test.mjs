// An inspector walks the golden thread: from a recommendation back to what it comes from and on to
// the difference it made, drawn and in words, with the places where it breaks.

import assert from "node:assert/strict";
import { test } from "node:test";
import { axe } from "../harness/axe.mjs";
import { withPage } from "../harness/browser.mjs";
import { idOf } from "../harness/demo-ids.mjs";
import { journey } from "../harness/journey.mjs";
import { pressOn, tabThrough } from "../harness/keyboard.mjs";
import { fitsNarrow, screenshots } from "../harness/layout.mjs";
import { startDemo } from "../harness/product.mjs";
import { thread } from "../selectors.mjs";

const here = journey(startDemo);
const card = (reference) =>
  `${here.product.origin}/recommendation/${idOf("recommendation", reference)}`;

const STORY = [
  "Where it comes from",
  "What should change",
  "What somebody does",
  "What shows it",
  "Who checked",
  "What difference it made",
];

const isOf = (page, words) => thread.title(page, words).waitFor();

test("a recommendation's thread is a drawing and a story with dates and roles", async () => {
  await withPage(here.browser, {}, async (page) => {
    await page.goto(card("WR1"));
    await pressOn(page, thread.walk(page));
    await isOf(page, /^Thread of recommendation WR1/);
    await axe(page);
    await fitsNarrow(page);
    await tabThrough(page);
    await screenshots(page, "thread");
    const told = await thread.story(page).innerText();
    const places = STORY.map((words) => told.indexOf(words));
    assert.ok(places.every((place) => place >= 0), `${STORY} in ${told}`);
    assert.deepEqual(places, [...places].sort((a, b) => a - b));
    assert.match(told, /CSPR coordinator/);
    assert.match(told, /\d{1,2} \w+ 20\d\d/);
    const drawn = await thread.drawing(page).ariaSnapshot();
    assert.match(drawn, /The thread of recommendation WR1/);
    assert.ok((await thread.described(page)).length > 50, "the drawing says in words what it shows");
    assert.deepEqual(page.problems, []);
  });
});

test("forward from a recommendation to its evidence and back again, by keyboard", async () => {
  await withPage(here.browser, {}, async (page) => {
    await page.goto(card("AR1"));
    await pressOn(page, thread.walk(page));
    await pressOn(page, thread.knot(page, /^Action 4\.1/));
    assert.match(new URL(page.url()).pathname, /^\/action\//);
    await pressOn(page, thread.walk(page));
    await isOf(page, /^Thread of action 4\.1/);
    await pressOn(page, thread.knot(page, /^Evidence of .* \(audit\)/));
    assert.match(new URL(page.url()).pathname, /^\/evidence\//);
    await pressOn(page, thread.walk(page));
    await isOf(page, /^Thread of evidence/);
    await pressOn(page, thread.knot(page, /^Recommendation AR1/));
    assert.equal(page.url(), card("AR1"));
    assert.deepEqual(page.problems, []);
  });
});

test("back from a recommendation to the incident that led to it, by keyboard", async () => {
  await withPage(here.browser, {}, async (page) => {
    await page.goto(card("SR1"));
    await pressOn(page, thread.walk(page));
    assert.match(await thread.story(page).innerText(), /What led to it/);
    await pressOn(page, thread.knot(page, /^Rapid review SI-02/));
    await pressOn(page, thread.walk(page));
    await isOf(page, /^Thread of rapid review SI-02/);
    await pressOn(page, thread.knot(page, /^Serious incident SI-02/));
    await pressOn(page, thread.walk(page));
    await isOf(page, /^Thread of serious incident SI-02/);
    await thread.knot(page, /^Recommendation SR1/).waitFor();
    assert.deepEqual(page.problems, []);
  });
});

test("from a review, and from an audit, to what came of each", async () => {
  await withPage(here.browser, {}, async (page) => {
    await page.goto(card("WR1"));
    await thread.walk(page).click();
    await thread.knot(page, /LCSPR Willow/).click();
    await thread.walk(page).click();
    await isOf(page, /^Thread of practice review LCSPR Willow/);
    await thread.knot(page, /^Recommendation WR4/).waitFor();
    await page.goto(`${here.product.origin}/audit/${idOf("audit", "neglect")}`);
    await thread.walk(page).click();
    await isOf(page, /^Thread of audit /);
    await thread.knot(page, /^Recommendation AN1/).waitFor();
    assert.deepEqual(page.problems, []);
  });
});

test("each finding and learning point leads to its own thread", async () => {
  await withPage(here.browser, {}, async (page) => {
    const found = [
      ["audit", idOf("audit", "neglect"), /^Thread of one finding of audit /],
      ["practice-review", idOf("practice review", "willow"), /^Thread of one finding of practice /],
      ["rapid-review", idOf("rapid-review", "SI-02"), /^Thread of one finding of rapid review /],
      ["inspection", idOf("inspection", "jtai"), /^Thread of one finding of inspection /],
    ];
    for (const [kind, id, title] of found) {
      await page.goto(`${here.product.origin}/${kind}/${id}`);
      await pressOn(page, thread.finding(page));
      await isOf(page, title);
      await axe(page);
      assert.match(await part(page, "Where it comes from"), /recorded/);
    }
    assert.deepEqual(page.problems, []);
  });
});

test("an incident of which nothing came yet leads to its thread, which says so", async () => {
  await withPage(here.browser, {}, async (page) => {
    await page.goto(`${here.product.origin}/incidents`);
    const all = await page.locator("main a[href^='/incident/']").evaluateAll((links) => [
      ...new Set(links.map((link) => link.getAttribute("href"))),
    ]);
    let alone = 0;
    for (const path of all) {
      await page.goto(here.product.origin + path);
      const reviewed = await page.locator("main a[href^='/rapid-review/']").count();
      await thread.walk(page).click();
      await isOf(page, /^Thread of serious incident /);
      if (reviewed > 0) continue;
      alone += 1;
      assert.match(await thread.story(page).innerText(), /No recommendation/);
    }
    assert.ok(alone > 0, "one has no review yet");
  });
});

test("one judgement is told with only what it rests on, without a script", async () => {
  await withPage(here.browser, { script: "off" }, async (page) => {
    await page.goto(card("WR1"));
    await thread.walk(page).click();
    const all = await thread.story(page).getByRole("listitem").count();
    await thread.judgement(page).click();
    await isOf(page, /^Thread of the impact judged of /);
    assert.ok((await thread.story(page).getByRole("listitem").count()) <= all);
  });
});

/** The part of the story under one heading. */
async function part(page, heading) {
  const item = thread.story(page).locator(":scope > li").filter({ hasText: heading });
  return (await item.innerText()).replace(/\s+/g, " ");
}

/** The first day that a text names, as a moment of the morning before it. */
function morningBefore(text) {
  const [named] = text.match(/\d{1,2} [A-Z][a-z]+ 20\d\d/) ?? assert.fail(`a day in: ${text}`);
  const day = new Date(`${named} UTC`);
  day.setUTCDate(day.getUTCDate() - 1);
  return `${day.toISOString().slice(0, 10)}T09:00`;
}

test("as at a past moment the story says what was missing then", async () => {
  await withPage(here.browser, {}, async (page) => {
    await page.goto(card("WR1"));
    await thread.walk(page).click();
    const checked = await part(page, "Who checked");
    assert.doesNotMatch(checked, /Not verified yet/);
    const drawnNow = await thread.described(page);
    const then = new URL(page.url());
    then.searchParams.set("as_at", morningBefore(checked));
    await page.goto(then.href);
    await isOf(page, /^Thread of recommendation WR1/);
    assert.match(await part(page, "Who checked"), /Not verified yet/);
    assert.match(await part(page, "What difference it made"), /Impact not judged yet/);
    assert.match(await part(page, "What should change"), /Recommendation WR1/);
    assert.notEqual(await thread.described(page), drawnNow, "the drawing is that of then too");
  });
});

// A chair compares the record as it stood at the last meeting with how it stands now.

import assert from "node:assert/strict";
import { test } from "node:test";
import { axe } from "../harness/axe.mjs";
import { withPage } from "../harness/browser.mjs";
import { morningIn } from "../harness/days.mjs";
import { journey } from "../harness/journey.mjs";
import { pressOn } from "../harness/keyboard.mjs";
import { fitsNarrow, screenshots } from "../harness/layout.mjs";
import { startDemo } from "../harness/product.mjs";

const here = journey(startDemo);
const link = (page, name) => page.getByRole("link", { name }).first();

test("from home to what changed since the last meeting, by keyboard", async () => {
  await withPage(here.browser, {}, async (page) => {
    await page.goto(here.product.origin);
    await pressOn(page, link(page, /What changed in plans, recommendations and actions/));
    assert.equal(new URL(page.url()).pathname, "/compare");
    await axe(page);
    await fitsNarrow(page);
    await screenshots(page, "compare");
    assert.ok(await page.getByText("The position at both moments").isVisible());
    assert.ok(await page.getByText("How many changed, and how").isVisible());
    assert.deepEqual(page.problems, []);
  });
});

test("two moments are typed, a sort of change is picked, and the file says the same", async () => {
  await withPage(here.browser, { script: "off" }, async (page) => {
    await page.goto(`${here.product.origin}/compare`);
    await page.getByLabel("From").fill(morningIn(-330));
    await page.getByRole("button", { name: "Compare" }).click();
    const added = page.getByRole("link", { name: /Improvement actions: Added/ });
    const count = Number.parseInt(await added.innerText(), 10);
    assert.ok(count > 0, "actions were added since then");
    await added.click();
    assert.match(new URL(page.url()).search, /what=actions&change=added/);
    const all = page.getByText(new RegExp(`^${count} of \\d+: added\\.$`));
    assert.ok(await all.isVisible());
    const file = await link(page, "CSV").getAttribute("href");
    const response = await page.request.get(new URL(file, here.product.origin).href);
    assert.equal(response.status(), 200);
    const rows = (await response.text()).split(/\r?\n/);
    const told = rows.filter((row) => row.startsWith("Improvement actions,"));
    assert.equal(told.length, count);
  });
});

test("a moment that has not come is refused beside its field, and what was typed stays", async () => {
  await withPage(here.browser, {}, async (page) => {
    await page.goto(`${here.product.origin}/compare?from=2999-01-01T09%3A00`);
    assert.match(await page.title(), /^Error: /);
    assert.equal(await page.getByLabel("From").inputValue(), "2999-01-01T09:00");
    await axe(page);
  });
});

test("a page of the past leads to what has changed since", async () => {
  await withPage(here.browser, {}, async (page) => {
    await page.goto(`${here.product.origin}/actions?agency=all`);
    const first = page.locator("main a[href^='/action/']").first();
    const path = await first.getAttribute("href");
    const then = morningIn(-60);
    await page.goto(`${here.product.origin}${path}?as_at=${encodeURIComponent(then)}`);
    await axe(page);
    await link(page, "What was recorded about this since").click();
    assert.match(new URL(page.url()).search, /stream=improvement_action/);
    await page.goBack();
    await link(page, "What has changed since").click();
    assert.equal(await page.getByLabel("From").inputValue(), then);
  });
});

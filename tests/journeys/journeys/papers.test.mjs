// Before the minutes are written a paper is frozen, and later a file is compared with it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { axe } from "../harness/axe.mjs";
import { withPage } from "../harness/browser.mjs";
import { morningIn } from "../harness/days.mjs";
import { journey } from "../harness/journey.mjs";
import { fitsNarrow, screenshots } from "../harness/layout.mjs";
import { startDemo } from "../harness/product.mjs";

const here = journey(startDemo);
const paper = (words) => ({
  name: "Position paper.txt",
  mimeType: "text/plain",
  buffer: Buffer.from(words),
});

const aMeeting = async (page) => {
  await page.goto(`${here.product.origin}/settings/meetings`);
  await page.locator("table a[href^='/meeting/']").first().click();
};

test("the demo's executive read a paper, and a checkpoint covers it", async () => {
  await withPage(here.browser, {}, async (page) => {
    await aMeeting(page);
    const heading = page.getByRole("heading", { name: "Position for the executive" });
    assert.ok(await heading.isVisible());
    assert.ok(await page.getByRole("link", { name: /^At \d+ events? on / }).isVisible());
    await axe(page);
    await fitsNarrow(page);
    await screenshots(page, "papers");
    await page.getByRole("link", { name: "The position as at then" }).click();
    assert.match(new URL(page.url()).search, /^\?as_at=/);
    assert.deepEqual(page.problems, []);
  });
});

test("a paper is frozen, and a file is told to be it or not", async () => {
  await withPage(here.browser, {}, async (page) => {
    await aMeeting(page);
    await page.getByRole("button", { name: "Freeze a paper" }).click();
    await axe(page);
    await page.getByLabel("Title of the paper").fill("Late figures");
    await page.locator("#main-content").getByLabel("As at").fill(morningIn(-330));
    await page.getByLabel("The paper", { exact: true }).setInputFiles(paper("What the executive read"));
    await page.getByRole("button", { name: "Freeze the paper" }).click();
    assert.ok(await page.getByRole("heading", { name: "Late figures" }).isVisible());
    const field = page.getByLabel("A file that is said to be one of these papers");
    await field.setInputFiles(paper("What the executive read"));
    await page.getByRole("button", { name: "Check the file" }).click();
    const stands = page.getByRole("heading", { name: "It is the paper that was frozen" });
    assert.ok(await stands.isVisible());
    await axe(page);
    await field.setInputFiles(paper("What somebody says it read"));
    await page.getByRole("button", { name: "Check the file" }).click();
    const differs = page.getByRole("heading", { name: "It is not a paper that was frozen" });
    assert.ok(await differs.isVisible());
    await axe(page);
    assert.deepEqual(page.problems, []);
  });
});

// A family asks for what was written of them to be erased: what would go and what would stay is
// seen first, somebody else decides, a hold stands in the way, and the page says when it was done.

import assert from "node:assert/strict";
import { test } from "node:test";
import { axe } from "../harness/axe.mjs";
import { withPage } from "../harness/browser.mjs";
import { journey } from "../harness/journey.mjs";
import { fitsNarrow } from "../harness/layout.mjs";
import { startDemo } from "../harness/product.mjs";
import { send } from "../harness/sending.mjs";
import { actAs, answer, form } from "../selectors.mjs";

const TEAM = "The partnership’s own team";

const here = journey(startDemo);
const plain = { script: "off" };

async function open(page, path, role = "CSPR coordinator") {
  await page.goto(here.product.origin + path);
  await actAs(page, role, TEAM);
}

test("records and retention lists what is due, asked for, erased and held", async () => {
  await withPage(here.browser, {}, async (page) => {
    await open(page, "/records");
    await axe(page);
    await fitsNarrow(page);
    const erasures = page.getByRole("table", { name: /requests, reviews and erasures/i });
    const told = await erasures.innerText();
    assert.match(told, /Erased/);
    assert.match(told, /Refused/);
    assert.match(told, /Article 17\(1\)/);
    const due = page.getByRole("table", { name: /due for a review/i });
    assert.match(await due.innerText(), /Within 90 days|Past its period/);
    const holds = page.getByRole("table", { name: /legal holds/i });
    assert.match(await holds.innerText(), /In force/);
    await erasures.getByRole("link", { name: /G-1/ }).click();
    await axe(page);
    assert.ok(await page.getByRole("heading", { name: "What went" }).isVisible());
    await page.getByRole("table", { name: "What went" }).getByRole("link", { name: /G-1/ }).click();
    assert.match(await page.getByRole("main").innerText(), /These words were erased on/);
    await page.getByRole("link", { name: "How its records are kept" }).click();
    await axe(page);
    await fitsNarrow(page);
    await open(page, "/records");
    await holds.getByRole("link", { name: /SI-03/ }).click();
    await axe(page);
  });
});

test("a family's words go once somebody else decides, and not while they are held", async () => {
  await withPage(here.browser, plain, async (page) => {
    await open(page, "/incidents");
    await page.getByRole("link", { name: "Serious incident SI-02" }).first().click();
    await page.getByRole("link", { name: /C-1/ }).first().click();
    const child = new URL(page.url()).pathname;
    await page.getByRole("link", { name: "How its records are kept" }).click();
    const records = new URL(page.url()).pathname;
    await page.getByRole("button", { name: "Ask for it to be erased" }).click();
    await answer(page, {
      "Who asks?": "A parent, or somebody who acts for the person",
      "Under what?": "UK GDPR Article 17(1): the right to erasure",
      "What is asked, and why": "The parents ask that what was written of the child goes.",
    });
    assert.equal(await send(page, form.button(page, /record the request/i)), 303);
    const request = new URL(page.url()).pathname;
    assert.ok(await page.getByRole("heading", { name: "What would go" }).isVisible());
    assert.ok(await page.getByRole("heading", { name: "What stays" }).isVisible());
    assert.equal(await page.getByRole("button", { name: "Erase it for good" }).count(), 0);

    await open(page, records);
    await page.getByRole("button", { name: "Place a legal hold" }).click();
    await answer(page, {
      "For what?": /^A coroner/,
      "Why, and who asked": "The coroner asked that nothing is destroyed.",
    });
    assert.equal(await send(page, form.button(page, /place the hold/i)), 303);
    const hold = new URL(page.url()).pathname;
    await open(page, child);
    assert.match(await page.getByRole("main").innerText(), /Held: nothing of this is erased/);

    await open(page, request, "Independent chair");
    assert.equal(await page.getByRole("button", { name: "Erase it for good" }).count(), 0);
    await open(page, hold, "Independent chair");
    await page.getByRole("button", { name: "Lift the hold" }).click();
    await answer(page, { "Why it is lifted": "The inquest is over." });
    assert.equal(await send(page, form.button(page, /lift the hold/i)), 303);

    await open(page, request, "Independent chair");
    await page.getByRole("button", { name: "Erase it for good" }).click();
    assert.equal(await send(page, form.button(page, /erase the words/i)), 303);
    await open(page, child);
    assert.match(await page.getByRole("main").innerText(), /Erased on .* under UK GDPR Article 17/);
  });
});

// A business manager answers "everything on this recommendation" with a pack that the inspector
// checks in a browser.

import assert from "node:assert/strict";
import { test } from "node:test";
import { axe } from "../harness/axe.mjs";
import { withPage } from "../harness/browser.mjs";
import { journey } from "../harness/journey.mjs";
import { fitsNarrow, screenshots } from "../harness/layout.mjs";
import { startDemo } from "../harness/product.mjs";
import { verifier } from "../selectors.mjs";

const here = journey(startDemo);
const button = (page, name) => page.getByRole("button", { name });

test("from a recommendation to a pack that is genuine, that the inspector checks", async () => {
  await withPage(here.browser, {}, async (page) => {
    await page.goto(`${here.product.origin}/recommendations`);
    await page.locator("main a[href^='/recommendation/']").first().click();
    await page.getByRole("link", { name: "Put it into an evidence pack" }).click();
    await axe(page);
    await fitsNarrow(page);
    await screenshots(page, "evidence-pack-choice");
    await page.getByLabel("Whom is it for?").fill("The lead inspector");
    await page.getByLabel("Under which request?").fill("Request 4");
    await page.getByLabel("What is it for?").fill("Everything on this recommendation");
    await button(page, "See what would be in it").click();
    assert.ok(await page.getByRole("heading", { name: "What would be in the pack" }).isVisible());
    await axe(page);
    await fitsNarrow(page);
    await screenshots(page, "evidence-pack-preview");
    await button(page, "Put the pack together").click();
    assert.match(new URL(page.url()).pathname, /^\/evidence-pack\//);
    await axe(page);
    await fitsNarrow(page);
    await screenshots(page, "evidence-pack");
    const href = await page.getByRole("link", { name: "Download the pack (.zip)" }).getAttribute("href");
    const answer = await page.request.get(new URL(href, here.product.origin).href);
    assert.equal(answer.status(), 200);
    const bytes = await answer.body();

    await page.getByRole("link", { name: "Record that it was handed over" }).click();
    await page.getByLabel("Through their own portal").check();
    await page.getByRole("button", { name: /Record|Save|Confirm/ }).first().click();
    assert.ok(await page.getByText("Through their own portal").first().isVisible());

    await withPage(here.browser, {}, async (inspector) => {
      await inspector.goto(`${here.product.origin}/verify`);
      const file = { name: "pack.zip", mimeType: "application/zip", buffer: bytes };
      await verifier.pack(inspector).setInputFiles(file);
      await verifier.outcome(inspector, "pack.zip: Genuine.").waitFor();
      assert.ok(await inspector.getByText("The lead inspector").first().isVisible());
    });
  });
});

test("nothing is put together while something is missing, and what was typed stays", async () => {
  await withPage(here.browser, {}, async (page) => {
    await page.goto(`${here.product.origin}/evidence-packs/new`);
    await page.getByLabel("Whom is it for?").fill("The lead inspector");
    await button(page, "See what would be in it").click();
    assert.match(await page.title(), /^Error: /);
    assert.equal(await page.getByLabel("Whom is it for?").inputValue(), "The lead inspector");
    await axe(page);
  });
});

// A business manager answers "everything on this recommendation" with a pack that the inspector
// checks in a browser.

import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { axe } from "../harness/axe.mjs";
import { withPage } from "../harness/browser.mjs";
import { idOf } from "../harness/demo-ids.mjs";
import { journey } from "../harness/journey.mjs";
import { fitsNarrow, screenshots } from "../harness/layout.mjs";
import { startDemo } from "../harness/product.mjs";
import { unpack } from "../harness/unpack.mjs";
import { verifier } from "../selectors.mjs";

const here = journey(startDemo);
const button = (page, name) => page.getByRole("button", { name });

async function fill(page, request, purpose) {
  await page.getByLabel("Whom is it for?").fill("The lead inspector");
  await page.getByLabel("Under which request?").fill(request);
  await page.getByLabel("What is it for?").fill(purpose);
}

test("from a recommendation to a pack that is genuine, that the inspector checks", async () => {
  await withPage(here.browser, {}, async (page) => {
    await page.goto(`${here.product.origin}/recommendations`);
    await page.locator("main a[href^='/recommendation/']").first().click();
    await page.getByRole("link", { name: "Put it into an evidence pack" }).click();
    await axe(page);
    await fitsNarrow(page);
    await screenshots(page, "evidence-pack-choice");
    await fill(page, "Request 4", "Everything on this recommendation");
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

test("the pages of a pack are read from a disk, with who looked, without a network", async () => {
  const folder = await mkdtemp(join(tmpdir(), "golden-thread-pack-"));
  try {
    await withPage(here.browser, {}, async (page) => {
      await page.goto(`${here.product.origin}/recommendation/${idOf("recommendation", "AR1")}`);
      await page.getByRole("link", { name: "Put it into an evidence pack" }).click();
      await page.getByLabel(/who looked/i).check();
      // What was looked at within this minute counts too.
      await page.getByRole("main").getByLabel("As at").fill("");
      await fill(page, "Request 5", "Everything on this recommendation");
      await button(page, "See what would be in it").click();
      await button(page, "Put the pack together").click();
      const link = page.getByRole("link", { name: "Download the pack (.zip)" });
      const href = new URL(await link.getAttribute("href"), here.product.origin).href;
      await unpack(await (await page.request.get(href)).body(), folder);
    });
    await withPage(here.browser, {}, async (page) => {
      await page.context().setOffline(true);
      await page.goto(pathToFileURL(join(folder, "read", "index.html")).href);
      const told = await page.getByRole("main").innerText();
      assert.match(told, /The golden thread of recommendation AR1/);
      assert.match(told, /Agency lead, Fenwold Constabulary, \d{1,2} [A-Z][a-z]+ 20\d\d/);
      assert.match(told, /What was seen on looking again: Nobody looked again yet/);
      await page.getByRole("img", { name: "The thread of recommendation AR1" }).waitFor();
      await looksRight(page, "pack-index");
      await page.getByRole("link", { name: "read who" }).click();
      const looked = await page.getByRole("listitem").allInnerTexts();
      const line = /Business manager \(.+ own team\)\. Looked at: .+, of Recommendation AR1\. Shown\.$/;
      assert.ok(looked.some((one) => line.test(one)), looked.join("\n"));
      await looksRight(page, "pack-who-looked");
      await page.getByRole("link", { name: "What this pack is" }).click();
      await page.getByRole("link", { name: "read every one" }).click();
      await looksRight(page, "pack-trail");
      assert.deepEqual(page.problems, []);
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

async function looksRight(page, name) {
  await axe(page);
  await fitsNarrow(page);
  await screenshots(page, name);
}

test("what is looked at as at a past moment is put into a pack as it stood then", async () => {
  await withPage(here.browser, {}, async (page) => {
    const id = idOf("recommendation", "AR1");
    await page.goto(`${here.product.origin}/thread/recommendation/${id}`);
    const story = await page.getByRole("main").locator("#story + ol").innerText();
    const [, made] = story.match(/Recommendation AR1[^]*?(\d{1,2} [A-Z][a-z]+ 20\d\d)/);
    const then = new Date(`${made} UTC`);
    then.setUTCDate(then.getUTCDate() + 1);
    const field = `${then.toISOString().slice(0, 10)}T09:00`;
    const card = `${here.product.origin}/recommendation/${id}`;
    await page.goto(`${card}?as_at=${encodeURIComponent(field)}`);
    await page.getByRole("link", { name: "Put it into an evidence pack" }).click();
    assert.equal(await page.getByRole("main").getByLabel("As at").inputValue(), field);
    await fill(page, "Request 6", "As the board had it");
    await button(page, "See what would be in it").click();
    const told = await page.getByRole("main").innerText();
    assert.match(told, /AR1: recommendation made/);
    assert.match(told, /Events\s+1\n/, "nothing that came later");
    await button(page, "Put the pack together").click();
    assert.match(await page.getByRole("main").innerText(), /Recommendation AR1/);
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

// The administrator's pages and one's own account, as they look and as axe judges them.

import assert from "node:assert/strict";
import { test } from "node:test";
import { axe } from "../harness/axe.mjs";
import { withPage } from "../harness/browser.mjs";
import { journey } from "../harness/journey.mjs";
import { fitsNarrow, screenshots } from "../harness/layout.mjs";
import { startServe } from "../harness/product.mjs";
import { setUp } from "../harness/signed-in.mjs";

const here = journey(() => startServe(), setUp);

const PAGES = ["/accounts", "/accounts/new", "/accounts/access", "/hand-over", "/account",
  "/account/password", "/account/second-step", "/account/recovery-codes", "/account/sessions",
  "/account/tokens", "/account/tokens/new", "/account/calendar", "/account/digest",
  "/account/access"];

test("every page of accounts is accessible, narrow or wide", async () => {
  await withPage(here.browser, {}, async (page) => {
    await page.goto(`${here.product.origin}/account`);
    await page.getByLabel("Working as", { exact: true }).selectOption({ label: "Administrator" });
    await page.getByRole("button", { name: "Change", exact: true }).click();
    await page.waitForLoadState("load");
    for (const path of PAGES) {
      const answer = await page.goto(`${here.product.origin}${path}`);
      assert.equal(answer.status(), 200, path);
      await axe(page);
      await fitsNarrow(page);
      await screenshots(page, path.slice(1).replaceAll("/", "-"));
    }
    assert.deepEqual(page.problems, []);
  });
});

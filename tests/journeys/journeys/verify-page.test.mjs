// Somebody who has no account gets the page that checks packs from the product, and uses it there.

import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { page as verifierPage } from "../../../assets/verify/build.mjs";
import { pack } from "../../verifier/writer.mjs";
import { withPage } from "../harness/browser.mjs";
import { journey } from "../harness/journey.mjs";
import { startServe } from "../harness/product.mjs";
import { verifier } from "../selectors.mjs";

const here = journey(startServe);
let folder;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "golden-thread-verify-"));
  await writeFile(join(folder, "pack.zip"), pack());
});

after(() => rm(folder, { recursive: true, force: true }));

test("the page is served without sign-in, byte for byte, under a policy of its own", async () => {
  const answer = await fetch(`${here.product.origin}/verify`);
  assert.equal(answer.status, 200);
  assert.equal(await answer.text(), verifierPage());
  assert.match(answer.headers.get("content-security-policy"), /^default-src 'none';/);
  assert.match(answer.headers.get("content-security-policy"), /frame-ancestors 'none'$/);
});

test("a pack is checked on the page as it is served, with the network gone", async () => {
  await withPage(here.browser, {}, async (page) => {
    await page.goto(`${here.product.origin}/verify`);
    await page.context().setOffline(true);
    await verifier.pack(page).setInputFiles(join(folder, "pack.zip"));
    await verifier.outcome(page, "pack.zip: Genuine.").waitFor();
    assert.deepEqual(page.problems, []);
  });
});

// An inspector checks an evidence pack in a browser that has no network.

import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { page as verifierPage } from "../../../assets/verify/build.mjs";
import { TAMPERED } from "../../verifier/tampered.mjs";
import {
  FILE_BYTES,
  checkpointText,
  draft,
  groups,
  pack,
  sha256,
  signer,
} from "../../verifier/writer.mjs";
import { axe } from "../harness/axe.mjs";
import { launch, withPage } from "../harness/browser.mjs";
import { tabThrough, tabTo, typeInto } from "../harness/keyboard.mjs";
import { fitsNarrow, screenshots } from "../harness/layout.mjs";
import { verifier } from "../selectors.mjs";

const own = draft();
let browser;
let folder;

before(async () => {
  browser = await launch();
  folder = await mkdtemp(join(tmpdir(), "golden-thread-verify-"));
  await writeFile(join(folder, "verify.html"), verifierPage());
  await writeFile(join(folder, "pack.zip"), pack(own));
  await writeFile(join(folder, "later.txt"), own.key.note(checkpointText(own.log.hashes, 16)));
  await writeFile(join(folder, "words.zip"), TAMPERED.words_differ["other words"]());
  await writeFile(join(folder, "tree.zip"), TAMPERED.tree_missing["a leaf left out"]());
  await writeFile(join(folder, "cut.zip"), TAMPERED.end_missing["cut short"]());
});

after(async () => {
  await browser?.close();
  await rm(folder, { recursive: true, force: true });
});

const file = (name) => join(folder, name);

/** Opens the page from the disk, without a network. */
async function offline(options, work) {
  await withPage(browser, options, async (page) => {
    await page.context().setOffline(true);
    await page.goto(pathToFileURL(file("verify.html")).href);
    await work(page);
    assert.deepEqual(page.problems, []);
  });
}

async function choose(page, name) {
  await verifier.pack(page).setInputFiles(file(name));
  await verifier.verdict(page).waitFor();
}

test("a genuine pack is called so, and is told about", async () => {
  await offline({}, async (page) => {
    await axe(page);
    await choose(page, "pack.zip");
    assert.equal(await verifier.verdictWord(page), "Genuine");
    assert.equal(await verifier.said(page), "pack.zip: Genuine.");
    for (const words of [
      "An inspector",
      "Request 14",
      "16 March 2026, 12:00",
      "6 of 21 recorded",
    ]) {
      assert.ok(await page.getByText(words, { exact: true }).first().isVisible(), words);
    }
    const withheld = verifier.table(page, "Withheld, one by one");
    assert.match(await withheld.textContent(), /Data, title|Title/);
    assert.match(await withheld.textContent(), /somebody the request is not about/);
    const erased = verifier.table(page, "Erased, by the event that erased it");
    assert.match(
      await erased.textContent(),
      /Event 19[\s\S]*19 March 2026[\s\S]*Authority: Article 17/,
    );
    assert.match(await erased.textContent(), /No event of the log says so/);
    await axe(page);
    await fitsNarrow(page);
    await screenshots(page, "verify-genuine");
  });
});

test("a pack that was tampered with is not genuine, and the page says how", async () => {
  await offline({}, async (page) => {
    for (const [name, code] of [
      ["words.zip", "words_differ"],
      ["tree.zip", "tree_missing"],
      ["cut.zip", "end_missing"],
    ]) {
      await choose(page, name);
      await verifier.outcome(page, `${name}: Not genuine.`).waitFor();
      assert.equal(await verifier.verdictWord(page), "Not genuine");
      assert.match(await verifier.table(page, "Problems").textContent(), new RegExp(code));
      await axe(page);
      await fitsNarrow(page);
    }
    await screenshots(page, "verify-not-genuine");
  });
});

test("a pack is dropped on the page", async () => {
  await offline({}, async (page) => {
    const bytes = (await readFile(file("pack.zip"))).toString("base64");
    await page.evaluate((base64) => {
      const content = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const transfer = new DataTransfer();
      transfer.items.add(new File([content], "dropped.zip"));
      const event = new DragEvent("drop", {
        dataTransfer: transfer,
        bubbles: true,
        cancelable: true,
      });
      document.body.dispatchEvent(event);
    }, bytes);
    await verifier.outcome(page, "dropped.zip: Genuine.").waitFor();
  });
});

test("what was kept elsewhere is compared, by keyboard alone", async () => {
  await offline({}, async (page) => {
    await choose(page, "pack.zip");
    const compare = async (key, checkpoint) => {
      await typeInto(page, verifier.key(page), key);
      await typeInto(page, verifier.checkpoint(page), checkpoint);
      await tabTo(page, verifier.compare(page));
      await page.keyboard.press("Enter");
    };
    const code = groups(sha256(checkpointText(own.log.hashes, 5)));
    await compare(groups(sha256(own.key.written)).toLowerCase(), `5 ${code}`);
    await verifier.result(page, /The key is the one you hold/).waitFor();
    await verifier.result(page, /later than your checkpoint of 5 events/).waitFor();
    assert.equal(await verifier.verdictWord(page), "Genuine");
    await compare(groups(sha256(signer(2).written)), `5 ${groups(sha256("other"))}`);
    await verifier.result(page, /signed by somebody else/).waitFor();
    await verifier.result(page, /cannot both be right/).waitFor();
    await verifier.result(page, "The verdict is now: Not genuine.").waitFor();
    assert.match(await page.title(), /^Not genuine: pack.zip/);
    assert.equal(await verifier.verdictWord(page), "Not genuine");
    await axe(page);
    const stops = await tabThrough(page);
    assert.ok(
      stops.some((stop) => /Filter events/.test(stop)),
      stops.join("\n"),
    );
  });
});

test("a checkpoint is chosen as a file", async () => {
  await offline({}, async (page) => {
    await choose(page, "pack.zip");
    await verifier.heldFile(page).setInputFiles(file("later.txt"));
    await page.waitForFunction(() => document.getElementById("held-checkpoint").value !== "");
    await verifier.compare(page).click();
    await verifier.result(page, /later than your checkpoint of 16 events/).waitFor();
  });
});

test("events are filtered, opened, and their files saved", async () => {
  await offline({}, async (page) => {
    await choose(page, "pack.zip");
    await verifier.filter(page).fill("minutes.pdf");
    await page.keyboard.press("Enter");
    await page.getByText("Showing 1 to 1 of 1.").first().waitFor();
    const events = verifier.table(page, "Events in the pack");
    await events.getByText("All of event 12").click();
    await events.getByText(/version: 12/).waitFor();
    const saving = page.waitForEvent("download");
    await page.getByRole("link", { name: "Save minutes.pdf" }).click();
    const saved = await saving;
    assert.equal(saved.suggestedFilename(), "minutes.pdf");
    assert.deepEqual(await readFile(await saved.path()), FILE_BYTES);
  });
});

test("a file that is no pack is called what it is", async () => {
  await offline({}, async (page) => {
    await choose(page, "later.txt");
    assert.equal(await verifier.verdictWord(page), "Not genuine");
    assert.ok(await page.getByText("This file is not an evidence pack").isVisible());
    await axe(page);
  });
});

test("without JavaScript the page says what else to do", async () => {
  await offline({ script: "off" }, async (page) => {
    assert.ok(await page.getByText("golden-thread verify PACK").isVisible());
  });
});

// The page and the program, which share no code, say the same of every pack.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { webcrypto } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { checkPack } from "../../assets/verify/check.mjs";
import { findProgram } from "../journeys/harness/product.mjs";
import { TAMPERED } from "./tampered.mjs";
import { draft, pack, signer, smallDraft } from "./writer.mjs";

const GOLDEN = new URL("../../events/pack/tests/golden/pack-v1.zip", import.meta.url);
/** One changed byte in so many is asked about: the program is started anew for each. */
const FLIP_STEP = 131;
const program = findProgram();
let folder;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "golden-thread-agree-"));
});
after(() => rm(folder, { recursive: true, force: true }));

/** The codes that the program gives, each once. */
async function programSays(bytes) {
  const file = join(folder, "pack.zip");
  await writeFile(file, bytes);
  const output = await new Promise((resolve) => {
    // It ends with another code than 0 for a pack that is not genuine.
    execFile(program, ["verify", file, "--json"], (_, out) => resolve(out));
  });
  const { genuine, problems } = JSON.parse(output);
  return [genuine, ...new Set(problems.map(({ code }) => code))].sort();
}

async function pageSays(bytes) {
  const found = await checkPack(new Blob([bytes]), { subtle: webcrypto.subtle });
  return [found.verdict === "genuine", ...found.problems.codes].sort();
}

async function agree(bytes, what) {
  assert.deepEqual(await pageSays(bytes), await programSays(bytes), what);
}

test("of packs as they should be", async () => {
  await agree(pack(), "the sample");
  await agree(pack(smallDraft()), "the small one");
  await agree(await readFile(GOLDEN), "the golden one");
});

test("of packs that others have signed, too", async () => {
  for (const beside of [
    (note, line) => `${note}${line}`,
    (note, line) => note.replace("\n\n", `\n\n${line}`),
  ]) {
    const of = draft();
    of.checkpoint = beside(of.checkpoint, "\u2014 other.example AAAAAAE=\n");
    of.kept[0].note = beside(of.kept[0].note, signer(2, "witness").line("whatever"));
    const bytes = pack(of);
    assert.deepEqual(await pageSays(bytes), [true]);
    await agree(bytes, "signed by others, too");
  }
});

for (const [code, ways] of Object.entries(TAMPERED)) {
  test(`of packs with ${code}`, async () => {
    for (const [what, make] of Object.entries(ways)) await agree(make(), what);
  });
}

test("of packs with a changed byte", async () => {
  for (const good of [pack(smallDraft()), await readFile(GOLDEN)]) {
    for (let at = 0; at < good.length; at += FLIP_STEP) {
      const changed = Buffer.from(good);
      changed[at] ^= 1 << (at % 8);
      await agree(changed, `byte ${at}`);
    }
  }
});

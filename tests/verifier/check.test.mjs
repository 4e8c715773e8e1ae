// A good pack is genuine, and every way in which a pack can be wrong is found and named.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { webcrypto } from "node:crypto";
import { checkPack } from "../../assets/verify/check.mjs";
import { CODES, PROBLEMS_MAX } from "../../assets/verify/problems.mjs";
import { OF_WHAT_IS_HELD, TAMPERED } from "./tampered.mjs";
import { draft, groups, makeLog, pack, sha256, smallDraft } from "./writer.mjs";

const FLIPS_AT_ONCE = 64;
/** Every byte of a smaller pack is changed below. */
const GOLDEN_STEP = 17;
const subtle = webcrypto.subtle;
const check = (bytes, options = { subtle }) => checkPack(new Blob([bytes]), options);
const codes = ({ problems }) => problems.list.map(({ code }) => code);

test("a pack as the format has it is genuine", async () => {
  const of = draft();
  const found = await check(pack(of));
  assert.deepEqual(found.problems.list, []);
  assert.equal(found.verdict, "genuine");
  assert.equal(found.assembled, "2026-03-21T10:15:00.000000Z");
  assert.equal(found.fingerprint, groups(sha256(of.key.written)));
  assert.equal(found.code, groups(sha256(of.checkpoint.split("\n\n")[0] + "\n")));
  assert.deepEqual(
    found.events.map(({ position }) => position),
    [3, 4, 7, 12, 15, 19],
  );
  assert.deepEqual(
    found.events[3].accounts.map(({ field, sort }) => [field, sort]),
    [
      ["/data/document/name", "words"],
      ["/data/document/sha256", "words"],
      ["/data/document", "files"],
      ["/data/title", "words"],
    ],
  );
});

test("the pack that the program once wrote is genuine, and no other with its bytes changed", async () => {
  const golden = readFileSync(
    new URL("../../events/pack/tests/golden/pack-v1.zip", import.meta.url),
  );
  const found = await check(golden);
  assert.deepEqual(found.problems.list, []);
  assert.equal(found.verdict, "genuine");
  for (let at = 0; at < golden.length; at += GOLDEN_STEP) {
    const changed = Buffer.from(golden);
    changed[at] ^= 1 << (at % 8);
    assert.equal((await check(changed)).verdict, "not_genuine", `byte ${at}`);
  }
});

test("logs of every size and packs of every part of them are genuine", async () => {
  for (let size = 1; size <= 18; size += 1) {
    for (const step of [1, 2, 3, 5]) {
      const log = makeLog(size);
      const chosen = [];
      for (let position = step; position <= size; position += step) chosen.push(position);
      const of = draft({ log, chosen });
      of.accounts = of.accounts.map(({ erased, ...line }) =>
        erased === 19
          ? { erased: null, ...line }
          : erased === undefined
            ? line
            : { erased, ...line },
      );
      of.manifest.as_at = "2026-03-31T00:00:00.000000Z";
      if (!chosen.includes(12)) of.files = {};
      const found = await check(pack(of));
      assert.deepEqual(found.problems.list, [], `${chosen} of ${size}`);
    }
  }
});

test("a pack is never called genuine where signatures cannot be checked", async () => {
  for (const without of [undefined, { importKey: unsupported }]) {
    const good = await check(pack(), { subtle: without });
    assert.equal(good.verdict, "unchecked");
    assert.deepEqual(good.problems.list, []);
    const bad = await check(TAMPERED.words_differ["other words"](), { subtle: without });
    assert.equal(bad.verdict, "not_genuine");
  }
});

async function unsupported() {
  throw new DOMException("Unrecognized algorithm name", "NotSupportedError");
}

for (const [code, ways] of Object.entries(TAMPERED)) {
  test(`${code} is found`, async () => {
    for (const [what, make] of Object.entries(ways)) {
      const found = await check(make());
      assert.equal(found.verdict, "not_genuine", what);
      assert.ok(codes(found).includes(code), `${what}: ${codes(found)}`);
    }
  });
}

test("every code of the format's page can be given, and no other", () => {
  const page = readFileSync(new URL("../../docs/pack-format.md", import.meta.url), "utf8");
  const told = page
    .slice(page.indexOf("## Checking"), page.indexOf("At most 100 problems"))
    .split("\n")
    .filter((line) => line.startsWith("| `"))
    .flatMap((line) => [...line.split("|")[1].matchAll(/`([a-z_]+)`/g)].map(([, code]) => code));
  assert.deepEqual([...told, ...OF_WHAT_IS_HELD].sort(), Object.keys(CODES).sort());
  assert.deepEqual(told.sort(), Object.keys(TAMPERED).sort());
});

test("every change of a single byte of a pack is found", async () => {
  const good = pack(smallDraft());
  assert.equal((await check(good)).verdict, "genuine");
  const changedAt = async (at) => {
    const changed = Buffer.from(good);
    changed[at] ^= 1 << (at % 8);
    const found = await check(changed);
    assert.equal(found.verdict, "not_genuine", `byte ${at} of ${good.length}`);
  };
  for (let at = 0; at < good.length; at += FLIPS_AT_ONCE) {
    const places = Array.from({ length: FLIPS_AT_ONCE }, (_, further) => at + further);
    await Promise.all(places.filter((place) => place < good.length).map(changedAt));
  }
});

test("a pack cut short anywhere is not genuine", async () => {
  const good = pack();
  for (let length = 0; length < good.length; length += 1 + Math.floor(length / 50)) {
    assert.equal((await check(good.subarray(0, length))).verdict, "not_genuine", `${length}`);
  }
});

test("a hundred problems are listed and the others are counted", async () => {
  const of = draft();
  const line = { field: "/x", position: 20, withheld: "unused" };
  of.accounts.push(...Array.from({ length: 150 }, () => line));
  const found = await check(pack(of));
  assert.equal(found.problems.list.length, PROBLEMS_MAX);
  assert.ok(found.problems.more >= 50);
});

test("how far the check is goes from nothing to everything and never back", async () => {
  const told = [];
  await check(pack(), { subtle, onProgress: (part) => told.push(part) });
  assert.ok(told.length > 5);
  assert.deepEqual(
    told,
    [...told].sort((one, other) => one - other),
  );
  assert.equal(told.at(-1), 1);
});

// How a pack stands to what a reader kept elsewhere.

import assert from "node:assert/strict";
import { webcrypto } from "node:crypto";
import { test } from "node:test";
import { checkPack } from "../../assets/verify/check.mjs";
import {
  checkpointRelation,
  keyRelation,
  readHeldCheckpoint,
  readHeldKey,
} from "../../assets/verify/held.mjs";
import { TAMPERED } from "./tampered.mjs";
import {
  checkpointText,
  consistency,
  draft,
  groups,
  makeLog,
  pack,
  sha256,
  signer,
} from "./writer.mjs";

const SIZE = 21;
const subtle = webcrypto.subtle;
const own = draft();
const longer = makeLog(30).hashes;
const check = (bytes) => checkPack(new Blob([bytes]), { subtle });
const found = check(pack(own));

async function relation(pasted) {
  const held = readHeldCheckpoint(pasted);
  assert.ok(held, `not read: ${pasted}`);
  const { relation, problem } = await checkpointRelation(await found, held);
  return problem ? [relation, problem] : relation;
}

const textAt = (size, hashes = longer) => checkpointText(hashes, size);
const noteAt = (size, hashes) => own.key.note(textAt(size, hashes));
const codeAt = (size, hashes) => groups(sha256(textAt(size, hashes)));

function bridge(size, { hashes = longer, note = noteAt(size, hashes) } = {}) {
  const [one, other] = [Math.min(size, SIZE), Math.max(size, SIZE)];
  const proof = consistency(one, hashes.slice(0, other)).map((hash) => hash.toString("hex"));
  return JSON.stringify({ note, proof });
}

/** Sizes at which the pack itself tells the root: kept, or where a block ends. */
const TOLD = [2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 14, 15, 16, 18, 19, 20];

test("the pack's own checkpoint is the same in every form", async () => {
  for (const held of [noteAt(SIZE), codeAt(SIZE), `${SIZE} ${codeAt(SIZE)}`, bridge(SIZE)]) {
    assert.equal(await relation(held), "same", held);
  }
});

test("a checkpoint at every earlier size is told of, or cannot be told", async () => {
  for (let size = 1; size < SIZE; size += 1) {
    const expected = TOLD.includes(size) ? "later" : "cannot_tell";
    assert.equal(await relation(noteAt(size)), expected, `${size}`);
    assert.equal(await relation(`${size}: ${codeAt(size)}`), expected, `${size}`);
    assert.equal(await relation(bridge(size)), "later", `${size}`);
  }
});

test("a later checkpoint needs a bridge", async () => {
  assert.equal(await relation(noteAt(30)), "cannot_tell");
  assert.equal(await relation(`30 ${codeAt(30)}`), "cannot_tell");
  assert.equal(await relation(bridge(30)), "earlier");
  const wrong = JSON.parse(bridge(30));
  wrong.proof[0] = "0".repeat(64);
  assert.equal(await relation(JSON.stringify(wrong)), "cannot_tell");
});

test("a checkpoint of nothing tells nothing", async () => {
  assert.equal(await relation(noteAt(0)), "cannot_tell");
  assert.equal(await relation(`0 ${codeAt(0)}`), "cannot_tell");
  const nothing = JSON.stringify({ note: noteAt(0), proof: [] });
  assert.equal(await relation(nothing), "cannot_tell");
});

test("of a bridge at the pack's own size the proof is not looked at", async () => {
  const { note } = JSON.parse(bridge(SIZE));
  const held = JSON.stringify({ note, proof: ["0".repeat(64)] });
  assert.equal(await relation(held), "same");
});

test("a checkpoint of another history is forked", async () => {
  const other = longer.map((hash) => sha256(hash));
  for (const size of [5, 16, SIZE]) {
    assert.deepEqual(await relation(noteAt(size, other)), ["forked", "forked"]);
    assert.deepEqual(await relation(`${size} ${codeAt(size, other)}`), ["forked", "forked"]);
  }
});

test("a short code alone is known when it is one of the pack's", async () => {
  assert.equal(await relation(codeAt(5)), "later");
  assert.equal(await relation(codeAt(7)), "cannot_tell");
});

test("a checkpoint by another key, of another log, or changed is a problem", async () => {
  const problem = async (note) => (await relation(note))[1];
  assert.equal(await problem(signer(2).note(textAt(5))), "other_key");
  assert.equal(await problem(own.key.note(checkpointText(longer, 5, "other"))), "other_log");
  assert.equal(await problem(noteAt(5).replace("\n5\n", "\n6\n")), "held_signature");
});

test("what was pasted is read however it was typed or copied", () => {
  const code = codeAt(5);
  const loose = code.toLowerCase().replaceAll("-", " ").replaceAll("0", "o").replaceAll("1", "l");
  assert.deepEqual(readHeldCheckpoint(` ${loose}\n`), { code });
  assert.deepEqual(readHeldCheckpoint(`1,204 ${code}`), { size: 1204, code });
  assert.deepEqual(readHeldCheckpoint(`5/${code}`), { size: 5, code });
  assert.deepEqual(readHeldCheckpoint(`5 events, ${loose}`), { size: 5, code });
  const day = "on 4 November 2026";
  for (const [size, typed] of [
    [341, `341: ${code}`],
    [341, `341, ${code}`],
    [341, `341/${code.replaceAll("-", "")}`],
    [341, `341 events; ${code}`],
    [1341, `1,341 events: ${code}`],
    [1234341, `1,234,341 ${code}.`],
    [1, `1 event ${code}`],
    [341, `At 341 events ${day}: ${code}`],
    [1341, `For the minutes: At 1,341 events ${day}: ${code}.`],
  ]) {
    assert.deepEqual(readHeldCheckpoint(typed), { size, code }, typed);
  }
  const more = { ...JSON.parse(bridge(5)), more: 1 };
  const otherText = own.key.note("no\ncheckpoint\n");
  for (const wrong of [
    `341${code}`,
    `x 341 ${code}`,
    `-1 ${code}`,
    `9007199254740992 ${code}`,
    `341 people: ${code}`,
    otherText,
    JSON.stringify({ note: otherText, proof: [] }),
    JSON.stringify(more),
    JSON.stringify({ note: noteAt(5).replaceAll("\n", "\r\n"), proof: [] }),
  ]) {
    assert.equal(readHeldCheckpoint(wrong), null, wrong);
  }
  const note = noteAt(5).replaceAll("\n", "\r\n");
  assert.equal(readHeldCheckpoint(note).checkpoint.size, 5);
  for (const wrong of ["", "hello", "5", code.slice(1), "{}", '{"note":1,"proof":[]}', "null"]) {
    assert.equal(readHeldCheckpoint(wrong), null, wrong);
  }
});

test("a key is the pack's or another, whole or by its fingerprint", async () => {
  const ours = await found;
  for (const [key, expected] of [
    [own.key, "same"],
    [signer(2), "other"],
  ]) {
    for (const pasted of [key.written, groups(sha256(key.written)), ` ${key.written}\n`]) {
      assert.equal(keyRelation(ours, readHeldKey(pasted)), expected);
    }
  }
  assert.equal(keyRelation(ours, null), "none_held");
  assert.equal(readHeldKey("hello"), null);
});

test("a pack of another key is genuine in itself and found by what was kept", async () => {
  const copied = await check(pack(draft({ key: signer(2) })));
  assert.equal(copied.verdict, "genuine");
  assert.equal(keyRelation(copied, readHeldKey(own.key.written)), "other");
  const { problem } = await checkpointRelation(copied, readHeldCheckpoint(noteAt(5)));
  assert.equal(problem, "other_key");
});

test("a pack whose checkpoint is not to be trusted tells nothing", async () => {
  for (const [code, way] of [
    ["checkpoint_signature", "by another key"],
    ["checkpoint_root", "another word in a leaf"],
  ]) {
    const wrong = await check(TAMPERED[code][way]());
    for (const held of [noteAt(SIZE), bridge(30), codeAt(SIZE), `5 ${codeAt(5)}`]) {
      const { relation } = await checkpointRelation(wrong, readHeldCheckpoint(held));
      assert.equal(relation, "cannot_tell", `${code}: ${held}`);
    }
  }
});

test("a pack whose tree is not whole tells nothing of other sizes", async () => {
  const broken = await check(TAMPERED.tree_missing["the last line left out"]());
  const { relation } = await checkpointRelation(broken, readHeldCheckpoint(noteAt(7)));
  assert.equal(relation, "cannot_tell");
});

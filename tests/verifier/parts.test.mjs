// The parts of the page that checks packs: its own hash, its strict JSON, its trees, its one file.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { Script } from "node:vm";
import { page, script } from "../../assets/verify/build.mjs";
import { crc32, fromBase64, readGroups, toBase64, toGroups } from "../../assets/verify/bytes.mjs";
import { readCanonical } from "../../assets/verify/canonical.mjs";
import { Growing, isConsistent } from "../../assets/verify/merkle.mjs";
import { isOfSmallOrder } from "../../assets/verify/notes.mjs";
import { Sha256, sha256 } from "../../assets/verify/sha256.mjs";
import * as writer from "./writer.mjs";

test("its SHA-256 is SHA-256, at every length and however the bytes come", () => {
  const bytes = Buffer.from(Array.from({ length: 300 }, (_, index) => (index * 7) % 256));
  for (let length = 0; length <= bytes.length; length += 1) {
    const some = bytes.subarray(0, length);
    const expected = createHash("sha256").update(some).digest("hex");
    assert.equal(Buffer.from(sha256(some)).toString("hex"), expected, `${length}`);
    const pieces = new Sha256();
    for (let at = 0; at < length; at += 1 + (at % 70)) {
      pieces.update(some.subarray(at, Math.min(at + 1 + (at % 70), length)));
    }
    assert.equal(Buffer.from(pieces.digest()).toString("hex"), expected, `${length} in pieces`);
  }
});

test("its CRC-32 and its base64 are those of everybody", () => {
  assert.equal(crc32(Buffer.from("123456789")), 0xcbf43926);
  for (let length = 0; length < 40; length += 1) {
    const bytes = writer.sha256(`${length}`).subarray(0, length);
    assert.equal(toBase64(bytes), bytes.toString("base64"));
    assert.deepEqual(Buffer.from(fromBase64(bytes.toString("base64"))), Buffer.from(bytes));
  }
  for (const wrong of ["A", "AA", "AB==", "AAB=", "A===", "AA==AA==", "A-==", " AA=="]) {
    assert.equal(fromBase64(wrong), null, wrong);
  }
});

test("groups of letters are written and read back", () => {
  const bytes = writer.sha256("groups").subarray(0, 15);
  const groups = toGroups(bytes);
  assert.equal(groups, writer.groups(bytes));
  assert.equal(readGroups(groups.toLowerCase().replaceAll("-", "")), groups);
  assert.equal(readGroups(groups.replace(/.$/, "U")), null);
});

const CANONICAL = [
  "null",
  "0",
  "-1",
  "9007199254740991",
  "[]",
  "{}",
  '""',
  '"é𝄞\u2028\u007f/"',
  '"\\"\\\\\\b\\f\\n\\r\\t\\u0000\\u001f"',
  '{"":1,"1":1,"10":1,"2":1,"__proto__":1,"a":[true,false,null]}',
  // By UTF-16 code units: a pair of surrogates sorts before U+FF5E.
  '{"𝄞":1,"～":2}',
  `${"[".repeat(64)}${"]".repeat(64)}`,
];

const NOT_CANONICAL = [
  "",
  " 1",
  "1 ",
  "01",
  "-0",
  "1.0",
  "1e3",
  "+1",
  "9007199254740992",
  "[1, 2]",
  "[1,]",
  '{"a":1,}',
  '{"a": 1}',
  '{"b":1,"a":2}',
  '{"a":1,"a":1}',
  '{"～":2,"𝄞":1}',
  "{a:1}",
  "'a'",
  '"\\/"',
  '"\\u0041"',
  '"\\u000a"',
  '"\\u001F"',
  '"\\ud834\\udd1e"',
  '"\\ud834"',
  '"\n"',
  '"',
  "tru",
  "truee",
  "NaN",
  "undefined",
  "[1][2]",
  "\ufeff1",
  `${"[".repeat(65)}${"]".repeat(65)}`,
];

test("JSON is read when it is canonical, and not otherwise", () => {
  for (const text of CANONICAL) assert.doesNotThrow(() => readCanonical(text), text);
  for (const text of NOT_CANONICAL) assert.throws(() => readCanonical(text), text);
});

test("what is read of JSON is what the language reads", () => {
  const plain = (value) => {
    if (Array.isArray(value)) return value.map(plain);
    return value instanceof Map
      ? Object.fromEntries([...value].map(([name, item]) => [name, plain(item)]))
      : value;
  };
  for (const text of CANONICAL.filter((one) => !one.includes("__proto__"))) {
    assert.deepEqual(plain(readCanonical(text)), JSON.parse(text), text);
  }
  assert.equal(readCanonical('{"__proto__":1}').get("__proto__"), 1);
});

test("roots and consistency proofs are those of RFC 9162", () => {
  const hashes = Array.from({ length: 40 }, (_, index) => writer.sha256(`${index}`));
  for (let size = 1; size <= hashes.length; size += 1) {
    const growing = new Growing();
    for (const hash of hashes.slice(0, size)) growing.push(0, hash);
    const second = { size, root: writer.root(hashes.slice(0, size)) };
    assert.deepEqual(Buffer.from(growing.root()), second.root);
    for (let earlier = 1; earlier <= size; earlier += 1) {
      const first = { size: earlier, root: writer.root(hashes.slice(0, earlier)) };
      const proof = writer.consistency(earlier, hashes.slice(0, size));
      assert.ok(isConsistent(first, second, proof), `${earlier} to ${size}`);
      assert.ok(!isConsistent(first, second, [...proof, hashes[0]]), "a hash more");
      if (proof.length > 0) assert.ok(!isConsistent(first, second, proof.slice(1)), "one fewer");
      const other = { size: earlier, root: hashes[39] };
      assert.ok(!isConsistent(other, second, proof), "another root");
    }
  }
});

test("the page is one file whose policy lets it run its own script and reach nothing", () => {
  const whole = page();
  const hash = createHash("sha256").update(script()).digest("base64");
  const [, policy] = /Content-Security-Policy" content="([^"]*)"/.exec(whole);
  assert.match(policy, /^default-src 'none'; /);
  assert.ok(policy.includes(`script-src 'sha256-${hash}'`));
  assert.doesNotMatch(policy, /unsafe|http|connect-src|\*/);
  assert.ok(whole.includes(`<script type="module">${script()}</script>`));
  assert.equal(whole.match(/<\/script/g).length, 1);
  assert.doesNotMatch(
    whole,
    /\{\{\w+\}\}|innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(/,
  );
  assert.doesNotMatch(whole, /\b(?:fetch|XMLHttpRequest|WebSocket|sendBeacon|EventSource)\b/);
});

test("the modules share one scope without a name that stands twice", () => {
  assert.doesNotMatch(script(), /^(?:import|export) /m);
  assert.doesNotThrow(() => new Script(`(async () => {${script()}})`));
});

const FIELD = 2n ** 255n - 19n;
const mod = (number) => ((number % FIELD) + FIELD) % FIELD;
function power(base, exponent) {
  let out = 1n;
  for (let square = mod(base), rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) out = mod(out * square);
    square = mod(square * square);
  }
  return out;
}
const inverse = (number) => power(number, FIELD - 2n);
const D = mod(-121665n * inverse(121666n));

/** The point that 32 bytes are (RFC 8032, 5.1.3, with either of its two x), or null. */
function point(bytes) {
  let y = 0n;
  for (const byte of Buffer.from(bytes).reverse()) y = (y << 8n) | BigInt(byte);
  y = mod(y & (2n ** 255n - 1n));
  const square = mod((y * y - 1n) * inverse(D * y * y + 1n));
  let x = power(square, (FIELD + 3n) / 8n);
  if (mod(x * x) !== square) x = mod(x * power(2n, (FIELD - 1n) / 4n));
  return mod(x * x) === square ? { x, y } : null;
}

function doubled({ x, y }) {
  const k = mod(D * x * x * y * y);
  return {
    x: mod(2n * x * y * inverse(1n + k)),
    y: mod((y * y + x * x) * inverse(1n - k)),
  };
}

/** Whether eight times the point is nothing. */
function isOfOrderEight(bytes) {
  const found = point(bytes);
  if (!found) return false;
  const { x, y } = doubled(doubled(doubled(found)));
  return x === 0n && y === 1n;
}

test("points of small order are known, and no others", () => {
  const ends = (byte, last) => Buffer.concat([Buffer.of(byte), Buffer.alloc(31, last)]);
  const small = [
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
  ].map((hex) => Buffer.from(hex, "hex"));
  // Every y of one byte, from either end of the field.
  for (let byte = 0; byte < 256; byte += 1) small.push(ends(byte, 0), ends(byte, 0xff));
  let known = 0;
  for (const bytes of small) {
    for (const sign of [0, 0x80]) {
      const signed = Uint8Array.from(bytes);
      signed[31] = (signed[31] & 0x7f) | sign;
      const hex = Buffer.from(signed).toString("hex");
      assert.equal(isOfSmallOrder(signed), isOfOrderEight(signed), hex);
      known += Number(isOfSmallOrder(signed));
    }
  }
  assert.equal(known, 14);
  const honest = Buffer.from(writer.signer(1).written.split("+").at(-1), "base64").subarray(1);
  assert.equal(isOfSmallOrder(honest), false);
});

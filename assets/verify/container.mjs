// The one form of ZIP file that a pack has, read strictly: from byte 0 to the last, nothing that
// two programs could take differently.

import { Ended } from "./problems.mjs";

const ENTRIES_MAX = 65534;
const TOO_LARGE = 0xffffffff;
const LOCAL_BYTES = 30;
const RECORD_BYTES = 46;
const END_BYTES = 22;

const FIRST = [
  "HOW-TO-VERIFY.txt",
  "checkpoint.txt",
  "checkpoints.ndjson",
  "leaves.ndjson",
  "tree.ndjson",
  "disclosures.ndjson",
];
const FOLDERS = ["files/", "read/"];
const LAST = ["manifest.json", "stamp.txt"];
const ALWAYS = [...FIRST, ...LAST];

/** Where an entry of this name stands among the others, or -1 when no entry has such a name. */
function rank(name) {
  if (FIRST.includes(name)) return FIRST.indexOf(name);
  if (LAST.includes(name)) return FIRST.length + FOLDERS.length + LAST.indexOf(name);
  const folder = FOLDERS.findIndex((one) => name.startsWith(one));
  if (folder < 0) return -1;
  const rest = name.slice(FOLDERS[folder].length);
  const known = /^[a-z0-9][a-z0-9._-]{0,99}$/.test(rest) && !rest.endsWith(".");
  return known ? FIRST.length + folder : -1;
}

/** Whether `one` stands before `other`. */
function isBefore(one, other) {
  const [first, second] = [rank(one), rank(other)];
  // Names hold no letter beyond ASCII, so their letters sort as their bytes.
  return first < second || (first === second && one < other);
}

async function bytesAt(file, from, length) {
  return new Uint8Array(await file.slice(from, from + length).arrayBuffer());
}

/**
 * The entries of a pack, in their order.
 *
 * @param {Blob} file
 * @returns {Promise<{ name: string, crc: number, size: number, at: number }[]>} with where their
 *   bytes begin
 * @throws {Ended}
 */
export async function readContainer(file) {
  const start = await bytesAt(file, 0, 4);
  if (start.length < 4 || !isSignature(start, 0x03, 0x04)) throw new Ended("not_zip");
  const { count, size, offset } = await readEnd(file);
  const entries = readDirectory(await bytesAt(file, offset, size), count);
  checkPlaces(entries, offset);
  for (const entry of entries) {
    const local = await bytesAt(file, entry.offset, LOCAL_BYTES + entry.name.length);
    if (!isLocalHeader(local, entry)) throw new Ended("entry_header", entry.name);
  }
  return entries;
}

function isSignature(bytes, third, fourth, at = 0) {
  const [p, k] = [0x50, 0x4b];
  const there = [bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]];
  return there.every((byte, index) => byte === [p, k, third, fourth][index]);
}

async function readEnd(file) {
  if (file.size < END_BYTES) throw new Ended("end_missing");
  const end = await bytesAt(file, file.size - END_BYTES, END_BYTES);
  if (!isSignature(end, 0x05, 0x06)) throw new Ended("end_missing");
  const view = new DataView(end.buffer);
  const count = view.getUint16(10, true);
  const size = view.getUint32(12, true);
  const offset = view.getUint32(16, true);
  const plain =
    view.getUint16(4, true) === 0 &&
    view.getUint16(6, true) === 0 &&
    view.getUint16(8, true) === count &&
    view.getUint16(20, true) === 0;
  const fits = offset + size === file.size - END_BYTES;
  const small = count <= ENTRIES_MAX && file.size < TOO_LARGE;
  if (!plain || !fits || !small) throw new Ended("end_record");
  return { count, size, offset };
}

function readDirectory(bytes, count) {
  const view = new DataView(bytes.buffer);
  const entries = [];
  const names = new Set();
  let at = 0;
  for (let nth = 0; nth < count; nth += 1) {
    if (at + RECORD_BYTES > bytes.length) throw new Ended("directory");
    if (!isSignature(bytes, 0x01, 0x02, at)) throw new Ended("directory");
    const nameLength = view.getUint16(at + 28, true);
    const next = at + RECORD_BYTES + nameLength;
    if (next > bytes.length) throw new Ended("directory");
    const name = String.fromCharCode(...bytes.subarray(at + RECORD_BYTES, next));
    if (rank(name) < 0) throw new Ended("entry_name", printable(name));
    if (!isPlainRecord(view, at)) throw new Ended("entry_form", name);
    if (names.has(name)) throw new Ended("entry_twice", name);
    names.add(name);
    entries.push({
      name,
      crc: view.getUint32(at + 16, true),
      size: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
    });
    at = next;
  }
  if (at !== bytes.length) throw new Ended("directory");
  return entries;
}

/** A name that no entry has, without what a screen would not show. */
function printable(name) {
  return name.slice(0, 200).replace(/[^ -~]/g, "?");
}

function isPlainRecord(view, at) {
  const two = (offset) => view.getUint16(at + offset, true);
  const four = (offset) => view.getUint32(at + offset, true);
  return (
    two(4) === 10 &&
    two(6) === 10 &&
    two(8) === 0 &&
    two(10) === 0 &&
    two(12) === 0 &&
    two(14) === 0x0021 &&
    four(20) === four(24) &&
    two(30) === 0 &&
    two(32) === 0 &&
    two(34) === 0 &&
    two(36) === 0 &&
    four(38) === 0
  );
}

function checkPlaces(entries, directoryAt) {
  const names = new Set(entries.map(({ name }) => name));
  for (const name of ALWAYS) if (!names.has(name)) throw new Ended("entry_missing", name);
  entries.slice(1).forEach(({ name }, index) => {
    if (!isBefore(entries[index].name, name)) throw new Ended("entry_order", name);
  });
  let end = 0;
  for (const entry of entries) {
    if (entry.offset !== end) throw new Ended("entry_gap", entry.name);
    entry.at = entry.offset + LOCAL_BYTES + entry.name.length;
    end = entry.at + entry.size;
  }
  if (end !== directoryAt) throw new Ended("entry_gap", entries.at(-1).name);
}

function isLocalHeader(bytes, { name, crc, size }) {
  if (bytes.length !== LOCAL_BYTES + name.length || !isSignature(bytes, 0x03, 0x04)) return false;
  const view = new DataView(bytes.buffer);
  const two = (offset) => view.getUint16(offset, true);
  const four = (offset) => view.getUint32(offset, true);
  return (
    two(4) === 10 &&
    two(6) === 0 &&
    two(8) === 0 &&
    two(10) === 0 &&
    two(12) === 0x0021 &&
    four(14) === crc &&
    four(18) === size &&
    four(22) === size &&
    two(26) === name.length &&
    two(28) === 0 &&
    String.fromCharCode(...bytes.subarray(LOCAL_BYTES)) === name
  );
}

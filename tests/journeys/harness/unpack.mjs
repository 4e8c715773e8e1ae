// Lays the entries of an evidence pack out in a folder. A pack keeps every entry as it is, without
// compression (docs/pack-format.md), so that its directory is all there is to read.

import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

const END = Buffer.from("PK\x05\x06", "latin1");
const END_BYTES = 22;
const HEADER_BYTES = 46;
const LOCAL_BYTES = 30;

/** @returns the names of the entries, in the order of the directory */
export async function unpack(bytes, folder) {
  const end = bytes.lastIndexOf(END, bytes.length - END_BYTES);
  assert.ok(end >= 0, "the bytes are a zip");
  const names = [];
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [size, local] = [bytes.readUInt32LE(at + 24), bytes.readUInt32LE(at + 42)];
    const [name, more] = [bytes.readUInt16LE(at + 28), bytes.readUInt16LE(at + 30)];
    assert.equal(bytes.readUInt16LE(at + 10), 0, "an entry is kept as it is");
    const path = bytes.toString("utf8", at + HEADER_BYTES, at + HEADER_BYTES + name);
    assert.match(path, /^[\w.-]+(\/[\w.-]+)?$/);
    const begins = local + LOCAL_BYTES + name + bytes.readUInt16LE(local + 28);
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), bytes.subarray(begins, begins + size));
    names.push(path);
    at += HEADER_BYTES + name + more + bytes.readUInt16LE(at + 32);
  }
  return names;
}

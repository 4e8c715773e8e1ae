// Signed notes, public keys and checkpoints, as C2SP and the format's page have them.

import { fromBase64, sameBytes, toBase64, toGroups, toHex, toUtf8 } from "./bytes.mjs";
import { sha256 } from "./sha256.mjs";

const ED25519 = 1;
const KEY_BYTES = 32;
const SIGNATURE_BYTES = 64;

/** A name of a key has neither white space nor a plus. */
function isKeyName(name) {
  return name !== "" && !/[\p{White_Space}+]/u.test(name);
}

/**
 * Reads a public key written `name+hash+key`, or gives null.
 *
 * @returns {{ written: string, name: string, hash: Uint8Array, key: Uint8Array } | null}
 */
export function readKey(written) {
  const found = /^([^+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+=*)$/.exec(written);
  if (!found || !isKeyName(found[1])) return null;
  const bytes = fromBase64(found[3]);
  if (!bytes || bytes.length !== KEY_BYTES + 1 || bytes[0] !== ED25519) return null;
  const name = found[1];
  const hash = sha256(toUtf8(`${name}\n`), bytes).subarray(0, 4);
  if (toHex(hash) !== found[2]) return null;
  return { written, name, hash, key: bytes.subarray(1) };
}

/** The fingerprint of a key. */
export function fingerprint(key) {
  return toGroups(sha256(toUtf8(key.written)).subarray(0, 15));
}

/**
 * Takes a signed note apart, or gives null.
 *
 * @returns {{ text: string, signatures: ({ name: string, hash: Uint8Array, bytes: Uint8Array }
 *   | null)[] } | null} a line that is not in the form of a signature is null: whoever signed, it
 *   was changed
 */
export function readNote(note) {
  const split = note.lastIndexOf("\n\n");
  // Lines end in a line feed and in nothing else, the last one too.
  if (split < 0 || !note.endsWith("\n") || /[\u0000-\u0009\u000b-\u001f]/.test(note)) return null;
  const text = note.slice(0, split + 1);
  const lines = note.slice(split + 2).split("\n");
  // What follows the last line feed is no line.
  lines.pop();
  return { text, signatures: lines.map(readSignature) };
}

function readSignature(line) {
  const found = /^\u2014 ([^ ]+) ([^ ]+)$/u.exec(line);
  const bytes = found && isKeyName(found[1]) ? fromBase64(found[2]) : null;
  if (!bytes || bytes.length < 5) return null;
  return { name: found[1], hash: bytes.subarray(0, 4), bytes: bytes.subarray(4) };
}

/**
 * Whether a note is signed by this key.
 *
 * @param {Signatures} signatures does the arithmetic, or knows that this browser cannot
 * @returns {Promise<"fits" | "other" | "wrong" | "unknown">} signed; not by this key; by its name
 *   and wrongly; this browser cannot tell
 */
export async function judgeNote(note, key, signatures) {
  const isOwn = ({ name, hash }) => name === key.name && sameBytes(hash, key.hash);
  // A line that is no signature is wrong wherever it stands.
  if (note.signatures.includes(null)) return "wrong";
  const own = note.signatures.filter(isOwn);
  if (own.some(({ bytes }) => bytes.length !== SIGNATURE_BYTES)) return "wrong";
  let answer = "other";
  for (const { bytes } of own) {
    const fits = await signatures.fits(key.key, bytes, toUtf8(note.text));
    if (fits === true) return "fits";
    answer = fits === null ? "unknown" : "wrong";
  }
  return answer;
}

/**
 * Reads the text of a checkpoint, or gives null.
 *
 * @returns {{ text: string, origin: string, size: number, root: Uint8Array } | null}
 */
export function readCheckpoint(text) {
  const found = /^([^\n]+)\n(0|[1-9][0-9]*)\n([A-Za-z0-9+/=]+)\n$/.exec(text);
  if (!found) return null;
  const size = Number(found[2]);
  const root = fromBase64(found[3]);
  if (!Number.isSafeInteger(size) || root?.length !== 32) return null;
  return { text, origin: found[1], size, root };
}

/** The text of a checkpoint. */
export function checkpointText(origin, size, root) {
  return `${origin}\n${size}\n${toBase64(root)}\n`;
}

/** The short code of a checkpoint, of its text. */
export function shortCode(text) {
  return toGroups(sha256(toUtf8(text)).subarray(0, 15));
}

/**
 * The points of small order on the curve, without the bit of the sign: whoever has such a key, or
 * such a point in a signature, needs no secret to sign anything.
 */
const SMALL_ORDER = [
  `00${"00".repeat(31)}`,
  `01${"00".repeat(31)}`,
  "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
  "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
  `ec${"ff".repeat(30)}7f`,
  `ed${"ff".repeat(30)}7f`,
  `ee${"ff".repeat(30)}7f`,
];

/** Whether 32 bytes are a point of small order. */
export function isOfSmallOrder(point) {
  const unsigned = Uint8Array.from(point);
  unsigned[31] &= 0x7f;
  return SMALL_ORDER.includes(toHex(unsigned));
}

/** Ed25519 by the browser, where it has it. */
export class Signatures {
  /** @param {SubtleCrypto | undefined} subtle what the browser has */
  constructor(subtle) {
    this.subtle = subtle;
    /** Whether every question so far could be answered. */
    this.able = subtle !== undefined && subtle !== null;
    this.keys = new Map();
  }

  /** Whether the signature fits, or null where this browser cannot tell. */
  async fits(key, signature, text) {
    if (!this.able) return null;
    // Not every browser refuses these.
    if (isOfSmallOrder(key) || isOfSmallOrder(signature.subarray(0, KEY_BYTES))) return false;
    const name = toHex(key);
    let imported = this.keys.get(name);
    if (imported === undefined) {
      try {
        const use = ["verify"];
        imported = await this.subtle.importKey("raw", key, { name: "Ed25519" }, false, use);
      } catch (error) {
        if (error.name !== "NotSupportedError") return false;
        this.able = false;
        return null;
      }
      this.keys.set(name, imported);
    }
    return this.subtle.verify({ name: "Ed25519" }, imported, signature, text);
  }
}

// Signed notes, public keys and checkpoints, as C2SP and the format's page have them.

import { fromBase64, sameBytes, toBase64, toGroups, toHex, toUtf8 } from "./bytes.mjs";
import { sha256 } from "./sha256.mjs";

const ED25519 = 1;
const KEY_BYTES = 32;
const SIGNATURE_BYTES = 64;

/** A name of a key has neither white space nor a plus. */
function isKeyName(name) {
  return name !== "" && !/[\s+\u0085]/u.test(name);
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
  if (split < 0) return null;
  const text = note.slice(0, split + 1);
  const lines = note.slice(split + 2).split("\n");
  // What follows the last line feed is no line.
  const rest = lines.pop();
  const signatures = lines.map(readSignature);
  if (rest !== "") signatures.push(null);
  return { text, signatures };
}

function readSignature(line) {
  const found = /^\u2014 (\S+) (\S+)$/u.exec(line);
  const bytes = found && isKeyName(found[1]) ? fromBase64(found[2]) : null;
  if (!bytes || bytes.length < 5) return null;
  return { name: found[1], hash: bytes.subarray(0, 4), bytes: bytes.subarray(4) };
}

/** A signed note, written. */
export function writeNote({ text, signatures }) {
  const lines = signatures.map(({ name, hash, bytes }) => {
    const both = new Uint8Array(hash.length + bytes.length);
    both.set(hash);
    both.set(bytes, hash.length);
    return `\u2014 ${name} ${toBase64(both)}\n`;
  });
  return `${text}\n${lines.join("")}`;
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
  let answer = "other";
  for (const signature of note.signatures) {
    if (signature === null) return "wrong";
    if (!isOwn(signature)) continue;
    if (signature.bytes.length !== SIGNATURE_BYTES) return "wrong";
    const fits = await signatures.fits(key.key, signature.bytes, toUtf8(note.text));
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

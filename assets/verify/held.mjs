// What a reader kept elsewhere, and how the pack stands to it.

import { readGroups, sameBytes } from "./bytes.mjs";
import { readProof } from "./check.mjs";
import { isConsistent } from "./merkle.mjs";
import {
  checkpointText,
  judgeNote,
  readCheckpoint,
  readKey,
  readNote,
  shortCode,
} from "./notes.mjs";

/**
 * Reads a key or a fingerprint as somebody pasted it.
 *
 * @returns {{ key?: string, fingerprint?: string } | null} null when it is neither
 */
export function readHeldKey(pasted) {
  const text = pasted.trim();
  const groups = readGroups(text);
  if (groups) return { fingerprint: groups };
  const key = readKey(text);
  return key && { key: key.written };
}

/**
 * Reads a checkpoint as somebody pasted it: a signed note, a bridge, a short code with or without
 * the number of events before it.
 *
 * @returns {{ note?: object, checkpoint?: object, proof?: Uint8Array[] | null, size?: number,
 *   code?: string } | null}
 */
export function readHeldCheckpoint(pasted) {
  const text = pasted.replaceAll("\r\n", "\n").trim();
  if (text.startsWith("{")) return readBridge(text);
  const held = readHeldNote(`${text}\n`);
  if (held) return { ...held, proof: null };
  const code = readGroups(text);
  if (code) return { code };
  return readSized(text);
}

/** The number of events at the beginning, with commas between its thousands or without. */
const SIZE = /^(?:for the minutes:\s*)?(?:at\s+)?([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?![0-9])/i;
const PLAIN_SIZE = /^(?:for the minutes:\s*)?(?:at\s+)?([0-9]+)/i;
/** What may stand between it and the code. */
const BEHIND = /^[\s,;:/]+(?:events?[\s,;:/]+(?:on\s[^:]*:)?)?/i;

/** A size and a code as a person writes them, or as a line of minutes has them. */
function readSized(text) {
  for (const pattern of [SIZE, PLAIN_SIZE]) {
    const found = pattern.exec(text);
    const rest = found ? text.slice(found[0].length) : "";
    const between = BEHIND.exec(rest);
    const code = between && readGroups(rest.slice(between[0].length).replace(/\.+$/, ""));
    const size = code && Number(found[1].replaceAll(",", ""));
    if (code && Number.isSafeInteger(size)) return { size, code };
  }
  return null;
}

function readBridge(text) {
  let bridge;
  try {
    bridge = JSON.parse(text);
  } catch {
    return null;
  }
  const proof = readProof(bridge.proof);
  const isBridge = Object.keys(bridge).length === 2 && typeof bridge.note === "string";
  const held = isBridge ? readHeldNote(bridge.note) : null;
  return proof && held && { ...held, proof };
}

function readHeldNote(written) {
  const note = readNote(written);
  const checkpoint = note && readCheckpoint(note.text);
  return checkpoint && { note, checkpoint };
}

/** How the pack's key stands to the one that is held: `none_held`, `same` or `other`. */
export function keyRelation(pack, held) {
  if (!held) return "none_held";
  const same = held.key ? held.key === pack.key.written : held.fingerprint === pack.fingerprint;
  return same ? "same" : "other";
}

/**
 * How the pack stands to a checkpoint that is held.
 *
 * @param {Pack} pack one whose manifest could be read
 * @returns {Promise<{ relation: string, problem: string | null, size: number | null,
 *   unchecked: boolean }>} the relation; a problem's code; of how many events the checkpoint
 *   is, when that is known; whether this browser could not check its signature
 */
export async function checkpointRelation(pack, held) {
  const answer = { relation: "none_held", problem: null, size: null, unchecked: false };
  if (!held) return answer;
  if (!held.checkpoint) return { ...answer, ...relationOfCode(pack, held) };
  const { checkpoint, note, proof } = held;
  answer.size = checkpoint.size;
  answer.relation = "cannot_tell";
  if (checkpoint.origin !== pack.manifest.origin) return { ...answer, problem: "other_log" };
  const judged = await judgeNote(note, pack.key, pack.signatures);
  if (judged === "other") return { ...answer, problem: "other_key" };
  if (judged === "wrong") return { ...answer, problem: "held_signature" };
  answer.unchecked = judged === "unknown";
  const known = knownRoot(pack, checkpoint.size);
  if (known)
    return { ...answer, ...told(pack, checkpoint.size, sameBytes(known, checkpoint.root)) };
  if (proof && isRooted(pack)) answer.relation = bridged(pack.checkpoint, checkpoint, proof);
  return answer;
}

function bridged(own, held, proof) {
  if (held.size < own.size) return isConsistent(held, own, proof) ? "later" : "cannot_tell";
  return isConsistent(own, held, proof) ? "earlier" : "cannot_tell";
}

function told(pack, size, fits) {
  if (!fits) return { relation: "forked", problem: "forked" };
  return { relation: size === pack.manifest.size ? "same" : "later" };
}

/** Whether what the pack's checkpoint says can be held against another at all. */
function isRooted(pack) {
  const wrong = ["checkpoint_signature", "checkpoint_root"];
  return pack.checkpoint !== null && !wrong.some((code) => pack.problems.has(code));
}

/** The root over the first so many events, when the pack tells it. */
function knownRoot(pack, size) {
  if (!isRooted(pack)) return null;
  if (size === pack.checkpoint.size) return pack.checkpoint.root;
  // No pack is of nothing.
  if (size === 0 || size > pack.manifest.size) return null;
  const kept = pack.kept.find(({ checkpoint }) => checkpoint.size === size);
  if (kept) return kept.checkpoint.root;
  // What the tree alone says counts only where nothing at all is wrong.
  return pack.problems.none ? pack.tree.rootAt(size) : null;
}

function relationOfCode(pack, { size, code }) {
  if (size === undefined) {
    const own = !isRooted(pack)
      ? []
      : [pack.checkpoint, ...pack.kept.map(({ checkpoint }) => checkpoint)];
    const found = own.find((checkpoint) => checkpoint && shortCode(checkpoint.text) === code);
    if (!found) return { relation: "cannot_tell" };
    return { size: found.size, ...told(pack, found.size, true) };
  }
  const root = knownRoot(pack, size);
  if (!root) return { relation: "cannot_tell", size };
  const text = checkpointText(pack.manifest.origin, size, root);
  return { size, ...told(pack, size, shortCode(text) === code) };
}

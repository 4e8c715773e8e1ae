// The manifest, which says what a pack is, and the stamp, which signs it.

import { isHex, isMoment } from "./bytes.mjs";
import { hasExactly, isCount } from "./canonical.mjs";
import { tryCanonical } from "./lines.mjs";
import { Ended } from "./problems.mjs";

const FORMAT = 1;
const MEMBERS = [
  "as_at",
  "counts",
  "entries",
  "format",
  "key",
  "log",
  "origin",
  "pack",
  "purpose",
  "reasons",
  "recipient",
  "request",
  "selection",
  "size",
];
const STAMP = "golden-thread evidence pack, format 1";
const STAMPED = ["pack", "manifest", "assembled"];
const OUTCOMES = ["disclosed", "erased", "withheld"];

/**
 * Reads a manifest.
 *
 * @throws {Ended} when it is not one, or of another format
 */
export function readManifest(text) {
  const value = tryCanonical(text);
  const format = value instanceof Map ? value.get("format") : null;
  if (isCount(format) && format !== FORMAT) throw new Ended("format_unknown", "manifest.json");
  if (!isManifest(value)) throw new Ended("manifest_form", "manifest.json");
  const manifest = Object.fromEntries(value);
  manifest.counts = readCounts(manifest.counts);
  manifest.entries = manifest.entries.map((entry) => Object.fromEntries(entry));
  manifest.reasons = new Map(manifest.reasons.map((r) => [r.get("code"), r.get("words")]));
  manifest.selection = Object.fromEntries(manifest.selection);
  return manifest;
}

function isManifest(value) {
  const words = ["key", "log", "origin", "pack", "purpose", "recipient", "request"];
  return (
    hasExactly(value, MEMBERS) &&
    value.get("format") === FORMAT &&
    words.every((name) => typeof value.get(name) === "string") &&
    isMoment(value.get("as_at")) &&
    isCount(value.get("size"), 1) &&
    isCounts(value.get("counts")) &&
    isList(value.get("entries"), isEntry) &&
    areReasons(value.get("reasons")) &&
    hasExactly(value.get("selection"), ["data", "words"]) &&
    typeof value.get("selection").get("words") === "string"
  );
}

function isList(value, isItem) {
  return Array.isArray(value) && value.every(isItem);
}

function isCounts(value) {
  const isThree = (three) =>
    hasExactly(three, OUTCOMES) && OUTCOMES.every((name) => isCount(three.get(name)));
  return (
    hasExactly(value, ["checkpoints", "files", "leaves", "tree", "words"]) &&
    ["checkpoints", "leaves", "tree"].every((name) => isCount(value.get(name))) &&
    isThree(value.get("files")) &&
    isThree(value.get("words"))
  );
}

function readCounts(value) {
  const counts = Object.fromEntries(value);
  counts.files = Object.fromEntries(counts.files);
  counts.words = Object.fromEntries(counts.words);
  return counts;
}

function isEntry(value) {
  return (
    hasExactly(value, ["name", "sha256", "size"]) &&
    typeof value.get("name") === "string" &&
    isHex(value.get("sha256"), 64) &&
    isCount(value.get("size"))
  );
}

function areReasons(value) {
  const isReason = (reason) =>
    hasExactly(reason, ["code", "words"]) &&
    typeof reason.get("words") === "string" &&
    typeof reason.get("code") === "string" &&
    /^[a-z0-9_]{1,64}$/.test(reason.get("code"));
  if (!isList(value, isReason)) return false;
  const codes = value.map((reason) => reason.get("code"));
  return codes.every((code, index) => index === 0 || codes[index - 1] < code);
}

/** Nothing counted yet. */
export function noCounts() {
  const three = () => ({ disclosed: 0, erased: 0, withheld: 0 });
  return { checkpoints: 0, files: three(), leaves: 0, tree: 0, words: three() };
}

/** Whether two counts say the same. */
export function sameCounts(one, other) {
  return (
    ["checkpoints", "leaves", "tree"].every((name) => one[name] === other[name]) &&
    OUTCOMES.every((name) => one.files[name] === other.files[name]) &&
    OUTCOMES.every((name) => one.words[name] === other.words[name])
  );
}

/**
 * Reads a stamp from a signed note, or gives null.
 *
 * @returns {{ pack: string, manifest: string, assembled: string } | null}
 */
export function readStamp(note) {
  const lines = note.text.split("\n");
  if (lines.length !== 5 || lines[0] !== STAMP) return null;
  const [pack, manifest, assembled] = STAMPED.map((name, index) => {
    const line = lines[index + 1];
    return line.startsWith(`${name} `) ? line.slice(name.length + 1) : null;
  });
  if (pack === null || !isHex(manifest, 64) || !isMoment(assembled)) return null;
  return { pack, manifest, assembled };
}

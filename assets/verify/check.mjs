// The whole check of a pack, from its first byte to what it says.

import { Accounts, fieldsOf } from "./accounts.mjs";
import { crc32, fromHex, fromUtf8, isHex, isMoment, sameBytes, toHex } from "./bytes.mjs";
import { hasExactly, isCount } from "./canonical.mjs";
import { readContainer } from "./container.mjs";
import { Lines, pieces } from "./lines.mjs";
import { noCounts, readManifest, readStamp, sameCounts } from "./manifest.mjs";
import { isConsistent, leafHash } from "./merkle.mjs";
import {
  Signatures,
  fingerprint,
  judgeNote,
  readCheckpoint,
  readKey,
  readNote,
  shortCode,
} from "./notes.mjs";
import { Ended, Problems } from "./problems.mjs";
import { Sha256 } from "./sha256.mjs";
import { TreePass } from "./tree.mjs";

const MANIFEST_BYTES_MAX = 64 * 1024 * 1024;
const NOTE_BYTES_MAX = 64 * 1024;

/**
 * Checks a pack.
 *
 * @param {Blob} file
 * @param {{ subtle?: SubtleCrypto, onProgress?: (part: number) => void }} options what the browser
 *   has for signatures, and who is told how far it is, from 0 to 1
 * @returns {Promise<Pack>}
 */
export async function checkPack(file, options = {}) {
  const pack = new Pack(file, options);
  try {
    await pack.check();
  } catch (error) {
    if (!(error instanceof Ended)) throw error;
    pack.problems.add(error.code, error.entry);
  }
  return pack;
}

/** A pack and everything found out about it. */
export class Pack {
  constructor(file, { subtle, onProgress = () => {} }) {
    this.file = file;
    this.problems = new Problems();
    this.signatures = new Signatures(subtle);
    this.onProgress = onProgress;
    this.done = 0;
    this.toRead = 0;
    this.counts = noCounts();
    /** Everything below is there as far as the check came. */
    this.entries = new Map();
    this.hashes = new Map();
    this.manifest = null;
    this.key = null;
    this.assembled = null;
    this.checkpoint = null;
    this.kept = [];
    this.events = [];
    this.tree = null;
  }

  /** In one word: `genuine`, `not_genuine` or `unchecked`. */
  get verdict() {
    if (!this.problems.none) return "not_genuine";
    return this.signatures.able ? "genuine" : "unchecked";
  }

  get fingerprint() {
    return this.key && fingerprint(this.key);
  }

  get code() {
    return this.checkpoint && shortCode(this.checkpoint.text);
  }

  /** Evidence files and pages to read, as the entries they are. */
  under(folder) {
    return [...this.entries.values()].filter(({ name }) => name.startsWith(folder));
  }

  async check() {
    for (const entry of await readContainer(this.file)) {
      this.entries.set(entry.name, entry);
      this.toRead += entry.name.endsWith(".ndjson") ? 2 * entry.size : entry.size;
    }
    await this.readManifest();
    await this.readStamp();
    await this.readEntries();
    await this.readCheckpoint();
    await this.readEvents();
    await this.readKept();
    if (!sameCounts(this.counts, this.manifest.counts)) {
      this.problems.add("counts", "manifest.json");
    }
  }

  /** Reads an entry to its end, for its hashes, and holds on to it when it is not too long. */
  async read(name, most) {
    const entry = this.entries.get(name);
    const whole = entry.size <= most ? new Uint8Array(entry.size) : null;
    const hash = new Sha256();
    let crc = 0;
    let at = 0;
    for await (const piece of pieces(this.file, entry)) {
      hash.update(piece);
      crc = crc32(piece, crc);
      whole?.set(piece, at);
      at += piece.length;
      this.tell(piece.length);
    }
    if (crc !== entry.crc) this.problems.add("entry_crc", name);
    this.hashes.set(name, toHex(hash.digest()));
    return whole;
  }

  /** Tells how far the check is: every byte is hashed, and what is lines is read again. */
  tell(bytes) {
    this.done += bytes;
    this.onProgress(Math.min(1, this.done / this.toRead));
  }

  async readManifest() {
    const bytes = await this.read("manifest.json", MANIFEST_BYTES_MAX);
    const text = bytes && fromUtf8(bytes);
    const manifest = readManifest(typeof text === "string" ? text : "");
    this.manifest = manifest;
    this.key = readKey(manifest.key);
    if (this.key?.name !== manifest.origin) throw new Ended("key_form", "manifest.json");
  }

  async readStamp() {
    const bytes = await this.read("stamp.txt", NOTE_BYTES_MAX);
    const written = bytes && fromUtf8(bytes);
    const note = written && readNote(written);
    const stamp = note && readStamp(note);
    if (!stamp) return this.problems.add("stamp_form", "stamp.txt");
    if (note.signatures.length !== 1 || stamp.pack !== this.manifest.pack)
      this.problems.add("stamp_form", "stamp.txt");
    await this.signed(note, "stamp_signature", "stamp.txt");
    if (stamp.manifest !== this.hashes.get("manifest.json")) {
      return this.problems.add("stamp_manifest", "stamp.txt");
    }
    this.assembled = stamp.assembled;
  }

  /** Judges a note by the manifest's key. */
  async signed(note, code, entry, position = null) {
    const answer = await judgeNote(note, this.key, this.signatures);
    const wrong = answer === "other" || answer === "wrong";
    if (wrong) this.problems.add(code, entry, position);
    return !wrong;
  }

  async readEntries() {
    const names = [...this.entries.keys()].filter(
      (n) => n !== "manifest.json" && n !== "stamp.txt",
    );
    const places = new Map(names.map((name, place) => [name, place]));
    const listed = new Set();
    let last = -1;
    for (const { name, size, sha256 } of this.manifest.entries) {
      const place = places.get(name) ?? -1;
      if (place <= last) this.problems.add("entry_absent", name);
      last = Math.max(last, place);
      if (place < 0 || listed.has(name)) continue;
      listed.add(name);
      await this.read(name, -1);
      if (size !== this.entries.get(name).size) this.problems.add("entry_size", name);
      if (sha256 !== this.hashes.get(name)) this.problems.add("entry_hash", name);
    }
    for (const name of names.filter((one) => !listed.has(one))) {
      this.problems.add("entry_unlisted", name);
      await this.read(name, -1);
    }
  }

  async readCheckpoint() {
    const name = "checkpoint.txt";
    const entry = this.entries.get(name);
    const blob = this.file.slice(entry.at, entry.at + Math.min(entry.size, NOTE_BYTES_MAX + 1));
    const bytes = new Uint8Array(await blob.arrayBuffer());
    const written = bytes.length <= NOTE_BYTES_MAX ? fromUtf8(bytes) : null;
    const note = written && readNote(written);
    const checkpoint = note && readCheckpoint(note.text);
    if (!checkpoint) return this.problems.add("checkpoint_form", name);
    if (checkpoint.origin !== this.manifest.origin) this.problems.add("checkpoint_signature", name);
    else await this.signed(note, "checkpoint_signature", name);
    if (checkpoint.size !== this.manifest.size) this.problems.add("checkpoint_size", name);
    this.checkpoint = checkpoint;
  }

  lines(name) {
    return new Lines(this.file, this.entries.get(name), (bytes) => this.tell(bytes));
  }

  async readEvents() {
    const { size, reasons } = this.manifest;
    this.tree = new TreePass(this.lines("tree.ndjson"), size, this.problems);
    const files = this.under("files/").map(({ name }) => [name, { hash: this.hashes.get(name) }]);
    const accounts = new Accounts(this.lines("disclosures.ndjson"), {
      reasons,
      files: new Map(files),
      counts: this.counts,
      problems: this.problems,
    });
    const lines = this.lines("leaves.ndjson");
    for (let line = await lines.take(); line !== null; line = await lines.take()) {
      this.counts.leaves += 1;
      const event = this.placed(line);
      if (!event) continue;
      await this.tree.leaf(event.position, leafHash(line.bytes));
      event.accounts = await accounts.ofLeaf(event.position, fieldsOf(line.value));
      this.events.push(event);
    }
    await this.tree.finish();
    await accounts.finish();
    this.counts.tree = this.tree.count;
    accounts.conclude(new Set(this.events.map(({ position }) => position)));
    this.judgeMoments(accounts);
    this.judgeRoot();
  }

  /** What is shown of an event, when it is one and in its place. */
  placed({ bytes, value, at, length }) {
    const wrong = (code, position) => {
      this.problems.add(code, "leaves.ndjson", position);
      return null;
    };
    const isLeaf = bytes !== null && value instanceof Map;
    const position = isLeaf ? value.get("position") : null;
    if (!isLeaf || !isCount(position, 1) || !isMoment(value.get("recorded_at"))) {
      this.tree.lost = true;
      return wrong("leaf_form", null);
    }
    const last = this.events.at(-1)?.position ?? 0;
    if (position > this.manifest.size) return wrong("leaf_beyond", position);
    if (position === last) return wrong("leaf_twice", position);
    if (position < last) return wrong("leaf_order", position);
    return summary(value, at, length);
  }

  judgeMoments(accounts) {
    const erasers = new Set(accounts.erasers.map(({ by }) => by));
    for (const { position, recordedAt } of this.events) {
      if (recordedAt > this.manifest.as_at && !erasers.has(position)) {
        this.problems.add("leaf_after_as_at", "leaves.ndjson", position);
      }
    }
  }

  judgeRoot() {
    const { checkpoint, tree, manifest } = this;
    const root = tree.rootAt(manifest.size);
    if (!checkpoint || !root) return;
    if (!sameBytes(root, checkpoint.root)) this.problems.add("checkpoint_root", "checkpoint.txt");
  }

  async readKept() {
    const name = "checkpoints.ndjson";
    const lines = this.lines(name);
    let last = 0;
    for (let line = await lines.take(); line !== null; line = await lines.take()) {
      this.counts.checkpoints += 1;
      const kept = readKept(line.value);
      if (!kept) {
        this.problems.add("kept_form", name);
        continue;
      }
      const { size, origin } = kept.checkpoint;
      let sound;
      if (origin === this.manifest.origin) {
        sound = await this.signed(kept.note, "kept_signature", name, size);
      } else {
        sound = false;
        this.problems.add("kept_signature", name, size);
      }
      if (size <= last || size >= this.manifest.size) this.problems.add("kept_order", name, size);
      last = Math.max(last, size);
      if (this.checkpoint && !isConsistent(kept.checkpoint, this.checkpoint, kept.proof)) {
        this.problems.add("kept_proof", name, size);
        sound = false;
      }
      if (sound) this.kept.push(kept);
    }
  }
}

function readKept(value) {
  if (!hasExactly(value, ["made_at", "note", "proof"]) || !isMoment(value.get("made_at"))) {
    return null;
  }
  const proof = readProof(value.get("proof"));
  const note = typeof value.get("note") === "string" ? readNote(value.get("note")) : null;
  const checkpoint = note && readCheckpoint(note.text);
  return proof && checkpoint && { madeAt: value.get("made_at"), note, checkpoint, proof };
}

/** The hashes of a proof, or null. */
export function readProof(value) {
  if (!Array.isArray(value) || !value.every((hash) => isHex(hash, 64))) return null;
  return value.map(fromHex);
}

/** What a row of the list of events shows. */
function summary(leaf, at, length) {
  const text = (value) => (typeof value === "string" ? value : "");
  const member = (name, inner) => {
    const outer = leaf.get(name);
    return outer instanceof Map ? text(outer.get(inner)) : "";
  };
  return {
    position: leaf.get("position"),
    recordedAt: leaf.get("recorded_at"),
    occurredOn: text(leaf.get("occurred_on")),
    type: text(leaf.get("type")),
    stream: member("stream", "kind"),
    role: member("actor", "role"),
    agency: member("actor", "agency"),
    actor: member("actor", "kind"),
    late: leaf.get("late") === true,
    at,
    length,
  };
}

// What became of every text and every evidence file of every event.

import { fromHex, isHex, toHex, toUtf8 } from "./bytes.mjs";
import { hasExactly, isCount, pointerPart } from "./canonical.mjs";
import { sha256 } from "./sha256.mjs";

const DISCLOSURES = "disclosures.ndjson";

/**
 * The texts and files of an event, in the order in which their closing braces stand.
 *
 * @returns {Map<string, { kind: "words" | "files", commitment?: string }>} by field
 */
export function fieldsOf(leaf) {
  const found = new Map();
  const walk = (value, pointer) => {
    if (Array.isArray(value)) {
      value.forEach((item, index) => walk(item, `${pointer}/${index}`));
    } else if (value instanceof Map) {
      for (const [name, item] of value) walk(item, `${pointer}/${pointerPart(name)}`);
      const field = fieldOf(value);
      if (field) found.set(pointer, field);
    }
  };
  walk(leaf, "");
  return found;
}

function fieldOf(object) {
  const commitment = object.get("commitment");
  if (object.size === 1 && isHex(commitment, 64)) return { kind: "words", commitment };
  const isFile = typeof object.get("file") === "string" && isHex(object.get("sealed_sha256"), 64);
  return isFile ? { kind: "files" } : null;
}

/** Whether an object of an event is a text or a file, which is told of by a line of its own. */
export function isField(object) {
  return fieldOf(object) !== null;
}

/** Reads a line: one of four, or null. */
function readAccount(value) {
  if (!(value instanceof Map) || typeof value.get("field") !== "string") return null;
  if (!isCount(value.get("position"), 1)) return null;
  const account = { field: value.get("field"), position: value.get("position") };
  const is = (...names) => hasExactly(value, ["field", "position", ...names]);
  const string = (name) => typeof value.get(name) === "string";
  if (is("salt", "value") && isHex(value.get("salt"), 64) && string("value")) {
    return { ...account, sort: "words", salt: value.get("salt"), value: value.get("value") };
  }
  if (is("entry", "hash") && string("entry") && string("hash")) {
    return { ...account, sort: "files", entry: value.get("entry"), hash: value.get("hash") };
  }
  if (is("withheld") && string("withheld")) {
    return { ...account, sort: "withheld", reason: value.get("withheld") };
  }
  const by = value.get("erased");
  if (is("erased") && (by === null || isCount(by, 1))) return { ...account, sort: "erased", by };
  return null;
}

/** The lines of `disclosures.ndjson`, held against the events as they come. */
export class Accounts {
  /**
   * @param {Lines} lines
   * @param {{ reasons: Map, files: Map<string, { hash: string }>, counts: object,
   *   problems: Problems }} pack `files` by entry, with the hash of what is there
   */
  constructor(lines, { reasons, files, counts, problems }) {
    this.lines = lines;
    this.reasons = reasons;
    this.files = files;
    this.counts = counts;
    this.problems = problems;
    this.named = new Set();
    this.before = { position: 0, seen: new Map() };
    /** Who is said to have erased something, with who says so. */
    this.erasers = [];
  }

  /** Takes the lines of an event, and says what became of each of its fields. */
  async ofLeaf(position, fields) {
    const places = new Map([...fields.keys()].map((field, place) => [field, place]));
    const seen = new Map();
    let next = 0;
    const skipTo = (place) => {
      for (; next < place; next += 1) this.problems.add("account_missing", DISCLOSURES, position);
    };
    for (;;) {
      const account = await this.lookUpTo(position);
      if (account === null) break;
      const place = places.get(account.field) ?? -1;
      if (place < next) {
        this.wrong(seen.has(account.field) ? "account_twice" : "account_extra", account);
      } else {
        skipTo(place);
        seen.set(account.field, account);
        next += 1;
      }
    }
    skipTo(places.size);
    const told = new Map();
    for (const [field, account] of seen) told.set(field, this.judge(account, fields.get(field)));
    for (const account of seen.values()) {
      if (told.get(account.field).sort === "files") this.file(account, told);
    }
    this.before = { position, seen };
    return [...told.values()];
  }

  /** The lines that are left belong to no event. */
  async finish() {
    await this.lookUpTo(Infinity);
  }

  /** Says which files no line names, and which erasures cannot be. */
  conclude(positions) {
    const absent = new Set(this.erasers.map(({ by }) => by).filter((by) => !positions.has(by)));
    for (const by of [...absent].sort((one, other) => one - other)) {
      this.problems.add("erasure_unknown", DISCLOSURES, by);
    }
    for (const name of this.files.keys()) {
      if (!this.named.has(name)) this.problems.add("file_unnamed", name);
    }
  }

  /** The next line if it is of this position; those of earlier ones are one too many. */
  async lookUpTo(position) {
    for (;;) {
      const line = await this.lines.peek();
      if (line === null) return null;
      const account = readAccount(line.value);
      if (account && account.position > position) return null;
      await this.lines.take();
      if (!account) this.problems.add("account_form", DISCLOSURES);
      else if (account.position === position) return account;
      else this.wrong(this.hadBefore(account) ? "account_twice" : "account_extra", account);
    }
  }

  /** Whether the event before had its line for this field. */
  hadBefore({ position, field }) {
    return position === this.before.position && this.before.seen.has(field);
  }

  wrong(code, { position }) {
    this.problems.add(code, DISCLOSURES, position);
  }

  judge(account, field) {
    const { sort } = account;
    const told = { field: account.field, kind: field.kind, sort };
    if (sort === "withheld" || sort === "erased") {
      this.counts[field.kind][sort] += 1;
      if (sort === "withheld" && !this.reasons.has(account.reason)) {
        this.wrong("reason_unknown", account);
      }
      if (sort === "erased" && account.by !== null) this.erased(account);
      return { ...told, reason: account.reason, by: account.by };
    }
    if (sort !== field.kind) {
      this.wrong("account_kind", account);
      return { ...told, sort: "unknown" };
    }
    this.counts[sort].disclosed += 1;
    if (sort === "words") return { ...told, value: this.words(account, field) };
    return { ...told, entry: account.entry };
  }

  /** Keeps who erased something, which is known when all events were read. */
  erased(account) {
    if (account.by > account.position) this.erasers.push(account);
    else this.wrong("erasure_unknown", account);
  }

  /** The words, when they are those that were recorded. */
  words(account, { commitment }) {
    const hash = sha256(fromHex(account.salt), toUtf8(account.value));
    if (toHex(hash) === commitment) return account.value;
    this.wrong("words_differ", account);
    return null;
  }

  /** Holds a file against the open text of its event that tells its hash. */
  file(account, told) {
    const file = this.files.get(account.entry);
    if (!file) return this.wrong("file_missing", account);
    this.named.add(account.entry);
    const { sort, value } = told.get(account.hash) ?? {};
    const open = /\/sha256$/.test(account.hash) && sort === "words" && value !== null;
    if (!open) return this.wrong("file_unproved", account);
    if (value !== file.hash) return this.wrong("file_differs", account);
  }
}

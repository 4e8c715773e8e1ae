// Writes evidence packs from the page of the format alone, honest ones and others, so that the page
// that checks packs is judged by something that shares no code with it.

import { createHash, createPrivateKey, createPublicKey, sign } from "node:crypto";
import { crc32 as zlibCrc32 } from "node:zlib";

export const ORIGIN = "golden-thread.example/0198f000-0000-7000-8000-00000000aaaa";
const CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const PKCS8_SEED = Buffer.from("302e020100300506032b657004220420", "hex");

export function sha256(...parts) {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest();
}

/** CRC-32, bit by bit where this Node has none. */
export function crc32(bytes) {
  if (zlibCrc32) return zlibCrc32(bytes);
  let value = 0xffffffff;
  for (const byte of bytes) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit += 1) value = (value >>> 1) ^ (0xedb88320 & -(value & 1));
  }
  return (value ^ 0xffffffff) >>> 0;
}

/** Canonical JSON of plain values. */
export function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const names = Object.keys(value).sort();
  return `{${names.map((n) => `${JSON.stringify(n)}:${canonical(value[n])}`).join(",")}}`;
}

/** A signing key made from one byte. */
export function signer(seed, name = ORIGIN) {
  const der = Buffer.concat([PKCS8_SEED, Buffer.alloc(32, seed)]);
  const secret = createPrivateKey({ key: der, format: "der", type: "pkcs8" });
  const spki = createPublicKey(secret).export({ format: "der", type: "spki" });
  const key = Buffer.concat([Buffer.of(1), spki.subarray(-32)]);
  const hash = sha256(`${name}\n`, key).subarray(0, 4);
  const written = `${name}+${hash.toString("hex")}+${key.toString("base64")}`;
  const line = (text) => {
    const signature = sign(null, Buffer.from(text), secret);
    return `\u2014 ${name} ${Buffer.concat([hash, signature]).toString("base64")}\n`;
  };
  return { name, written, hash, line, note: (text) => `${text}\n${line(text)}` };
}

/** What signs anything without a secret, by a key of small order: 1·B = B + k·0 for every k. */
export function signerWithoutSecret(name = ORIGIN) {
  const key = Buffer.concat([Buffer.of(1), Buffer.of(1), Buffer.alloc(31)]);
  const hash = sha256(`${name}\n`, key).subarray(0, 4);
  const written = `${name}+${hash.toString("hex")}+${key.toString("base64")}`;
  const base = Buffer.concat([Buffer.of(0x58), Buffer.alloc(31, 0x66)]);
  const signature = Buffer.concat([base, Buffer.of(1), Buffer.alloc(31)]);
  const line = () => `\u2014 ${name} ${Buffer.concat([hash, signature]).toString("base64")}\n`;
  return { name, written, hash, line, note: (text) => `${text}\n${line()}` };
}

/** 15 bytes of a hash in six groups of four letters. */
export function groups(hash) {
  let bits = "";
  for (const byte of hash.subarray(0, 15)) bits += byte.toString(2).padStart(8, "0");
  const letters = bits.match(/.{5}/g).map((five) => CROCKFORD[parseInt(five, 2)]);
  return letters.join("").match(/.{4}/g).join("-");
}

const node = (left, right) => sha256(Buffer.of(1), left, right);

/** The largest power of two below `n`. */
function split(n) {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}

/** The root over leaf hashes, by the definition in RFC 9162. */
export function root(hashes) {
  if (hashes.length === 0) return sha256();
  if (hashes.length === 1) return hashes[0];
  const k = split(hashes.length);
  return node(root(hashes.slice(0, k)), root(hashes.slice(k)));
}

/** The consistency proof from `m` leaves to all, by the definition in RFC 9162. */
export function consistency(m, hashes) {
  const part = (m, hashes, whole) => {
    if (m === hashes.length) return whole ? [] : [root(hashes)];
    const k = split(hashes.length);
    if (m <= k) return [...part(m, hashes.slice(0, k), whole), root(hashes.slice(k))];
    return [...part(m - k, hashes.slice(k), false), root(hashes.slice(0, k))];
  };
  return part(m, hashes, true);
}

export function checkpointText(hashes, size, origin = ORIGIN) {
  return `${origin}\n${size}\n${root(hashes.slice(0, size)).toString("base64")}\n`;
}

const salt = (seed) => sha256(`salt ${seed}`);
const moment = (position) => `2026-03-${String(position).padStart(2, "0")}T09:00:00.000000Z`;

/** A text: what stands in the leaf, and what opens it. */
function text(seed, words) {
  return {
    stands: { commitment: sha256(salt(seed), words).toString("hex") },
    salt: salt(seed),
    words,
  };
}

/**
 * A log of events, each with its leaf, and its texts and files by field.
 *
 * Event 12 has an evidence file; 15 has an array of texts and a name with a slash; 19 erased.
 */
export function makeLog(size = 21) {
  const events = [];
  for (let position = 1; position <= size; position += 1) events.push(makeEvent(position));
  return {
    events,
    hashes: events.map(({ leaf }) => sha256(Buffer.of(0), canonical(leaf))),
  };
}

export const FILE_BYTES = Buffer.from("%PDF-1.7 the minutes of a meeting that never was\n");

function makeEvent(position) {
  const title = text(`${position}/title`, `Words of event ${position}: “é 𝄞” \u0007\n`);
  const texts = { "/data/title": title };
  const files = {};
  const data = { title: title.stands, number: position };
  if (position === 12) {
    const hash = text("12/sha256", sha256(FILE_BYTES).toString("hex"));
    const name = text("12/name", "minutes.pdf");
    data.document = {
      file: "0198f000-0000-7000-8000-00000000ff12",
      name: name.stands,
      sealed_sha256: sha256("sealed").toString("hex"),
      sha256: hash.stands,
    };
    Object.assign(texts, { "/data/document/name": name, "/data/document/sha256": hash });
    files["/data/document"] = FILE_BYTES;
  }
  if (position === 15) {
    const [first, second] = [text("15/0", "first"), text("15/1", "second")];
    data["said/where~"] = [first.stands, second.stands];
    texts["/data/said~1where~0/0"] = first;
    texts["/data/said~1where~0/1"] = second;
  }
  if (position === 19) Object.assign(data, { authority: "Article 17", about: 7 });
  const leaf = {
    actor: { agency: "police", kind: "person", role: "business_manager", user: "u1" },
    classification: "official",
    data,
    id: `0198f000-0000-7000-8000-0000000000${String(position).padStart(2, "0")}`,
    occurred_on: moment(position).slice(0, 10),
    position,
    recorded_at: moment(position),
    schema: 1,
    stream: { id: "0198f000-0000-7000-8000-000000000abc", kind: "action" },
    type: position === 19 ? "words_erased" : "action_updated",
    version: position,
  };
  if (position === 4) leaf.late = true;
  return { leaf, texts, files };
}

/** What the sample pack holds of the log. */
export const CHOSEN = [3, 4, 7, 12, 15, 19];
const EARLIER = [5, 16];
const KEPT = [8, 18];

/** The fewest blocks that are together the leaves that are not chosen. */
export function blocks(chosen, hashes) {
  const lines = [];
  let next = 0;
  const fill = (end) => {
    while (next < end) {
      let level = 0;
      while (next % 2 ** (level + 1) === 0 && next + 2 ** (level + 1) <= end) level += 1;
      const width = 2 ** level;
      const hash = root(hashes.slice(next, next + width)).toString("hex");
      lines.push({ hash, index: next / width, level });
      next += width;
    }
  };
  for (const position of chosen) {
    fill(position - 1);
    next = position;
  }
  fill(hashes.length);
  return lines;
}

/** Fields of a leaf in the order in which their closing braces stand. */
function inOrder(value, pointer = "") {
  if (value === null || typeof value !== "object") return [];
  const names = Array.isArray(value) ? value.map((_, i) => i) : Object.keys(value).sort();
  const part = (name) => String(name).replaceAll("~", "~0").replaceAll("/", "~1");
  const inside = names.flatMap((name) => inOrder(value[name], `${pointer}/${part(name)}`));
  const own = "commitment" in value || "sealed_sha256" in value;
  return own ? [...inside, pointer] : inside;
}

/** The lines that say what became of everything: some open, one withheld, one erased by 19. */
function accounts(log, chosen) {
  return chosen.flatMap((position) => {
    const { leaf, texts, files } = log.events[position - 1];
    return inOrder(leaf).map((field) => {
      if (position === 4) return { field, position, withheld: "third_party" };
      if (position === 7) return { erased: 19, field, position };
      if (position === 3) return { erased: null, field, position };
      if (files[field]) {
        return { entry: "files/minutes.pdf", field, hash: `${field}/sha256`, position };
      }
      const { salt, words } = texts[field];
      return { field, position, salt: salt.toString("hex"), value: words };
    });
  });
}

const lines = (values) => values.map((value) => `${canonical(value)}\n`).join("");

/** Lists of lines, as plain values that a test may spoil before they are written. */
export function draft({ log = makeLog(), chosen = CHOSEN, key = signer(1) } = {}) {
  const { hashes } = log;
  const kept = EARLIER.filter((size) => size < hashes.length).map((size) => ({
    made_at: moment(KEPT[EARLIER.indexOf(size)]),
    note: key.note(checkpointText(hashes, size)),
    proof: consistency(size, hashes).map((hash) => hash.toString("hex")),
  }));
  return {
    log,
    key,
    checkpoint: key.note(checkpointText(hashes, hashes.length)),
    kept,
    leaves: chosen.map((position) => log.events[position - 1].leaf),
    tree: blocks(chosen, hashes),
    accounts: accounts(log, chosen),
    files: { "minutes.pdf": FILE_BYTES },
    read: { "index.html": Buffer.from("<!doctype html><title>Trail</title>\n") },
    manifest: {},
    stamp: {},
  };
}

/** The entries of a draft in their order, without manifest and stamp. */
export function entriesOf(draft) {
  const folder = (name, files) =>
    Object.keys(files)
      .sort()
      .map((file) => [`${name}/${file}`, files[file]]);
  return [
    ["HOW-TO-VERIFY.txt", Buffer.from("Open verify.html and choose this file.\n")],
    ["checkpoint.txt", Buffer.from(draft.checkpoint)],
    ["checkpoints.ndjson", Buffer.from(draft.keptText ?? lines(draft.kept))],
    ["leaves.ndjson", Buffer.from(draft.leavesText ?? lines(draft.leaves))],
    ["tree.ndjson", Buffer.from(draft.treeText ?? lines(draft.tree))],
    ["disclosures.ndjson", Buffer.from(draft.accountsText ?? lines(draft.accounts))],
    ...folder("files", draft.files),
    ...folder("read", draft.read),
  ];
}

function count(draft) {
  const isFile = ({ field, position }) => {
    const leaf = draft.log.events[position - 1]?.leaf;
    const at = field.split("/").slice(1);
    return at.reduce((value, part) => value?.[part], leaf)?.sealed_sha256 !== undefined;
  };
  const of = (kind, test) => draft.accounts.filter((a) => isFile(a) === kind && test(a)).length;
  const three = (kind) => ({
    disclosed: of(kind, (a) => "value" in a || "entry" in a),
    erased: of(kind, (a) => "erased" in a),
    withheld: of(kind, (a) => "withheld" in a),
  });
  return {
    checkpoints: draft.kept.length,
    files: three(true),
    leaves: draft.leaves.length,
    tree: draft.tree.length,
    words: three(false),
  };
}

export function manifestOf(draft, entries) {
  return {
    as_at: "2026-03-16T12:00:00.000000Z",
    counts: count(draft),
    entries: entries.map(([name, bytes]) => ({
      name,
      sha256: sha256(bytes).toString("hex"),
      size: bytes.length,
    })),
    format: 1,
    key: draft.key.written,
    log: "0198f000-0000-7000-8000-00000000aaaa",
    origin: ORIGIN,
    pack: "0198f000-0000-7000-8000-000000000001",
    purpose: "To show how recommendation 3.1 was acted on",
    reasons: [
      { code: "third_party", words: "It speaks of somebody the request is not about" },
      { code: "unused", words: "Never needed" },
    ],
    recipient: "An inspector",
    request: "Request 14",
    selection: {
      data: { things: ["recommendation/3.1"] },
      words: "Everything on recommendation 3.1",
    },
    size: draft.log.hashes.length,
    ...draft.manifest,
  };
}

export function stampText(draft, manifest, manifestBytes) {
  const told = {
    pack: manifest.pack,
    manifest: sha256(manifestBytes).toString("hex"),
    assembled: "2026-03-21T10:15:00.000000Z",
    ...draft.stamp,
  };
  return (
    "golden-thread evidence pack, format 1\n" +
    `pack ${told.pack}\nmanifest ${told.manifest}\nassembled ${told.assembled}\n`
  );
}

/** Every entry of a draft with its bytes, signed as a log would sign it. */
export function sealed(draft) {
  const entries = entriesOf(draft);
  const manifest = manifestOf(draft, draft.listed ? draft.listed(entries) : entries);
  const manifestBytes = Buffer.from(draft.manifestText ?? canonical(manifest));
  const stamp = (draft.signer ?? draft.key).note(stampText(draft, manifest, manifestBytes));
  return [
    ...entries,
    ["manifest.json", manifestBytes],
    ["stamp.txt", Buffer.from(draft.stampText ? draft.stampText(stamp) : stamp)],
  ];
}

/** A number, little-endian. */
function le(value, bytes) {
  const out = Buffer.alloc(bytes);
  out.writeUIntLE(value, 0, bytes);
  return out;
}

/** The container around entries. `record` may change what the directory says of one. */
export function zip(entries, { record = (fields) => fields, gap = {} } = {}) {
  const parts = [];
  const records = [];
  let at = 0;
  for (const [name, bytes] of entries) {
    if (gap[name]) {
      parts.push(gap[name]);
      at += gap[name].length;
    }
    const sizes = [le(crc32(bytes), 4), le(bytes.length, 4), le(bytes.length, 4)];
    const lengths = [le(Buffer.byteLength(name), 2), le(0, 2)];
    const common = [le(10, 2), le(0, 2), le(0, 2), le(0, 2), le(0x21, 2), ...sizes, ...lengths];
    const local = Buffer.concat([Buffer.from("PK\x03\x04"), ...common, Buffer.from(name), bytes]);
    const rest = [le(0, 2), le(0, 2), le(0, 2), le(0, 4), le(at, 4), Buffer.from(name)];
    const whole = Buffer.concat([Buffer.from("PK\x01\x02"), le(10, 2), ...common, ...rest]);
    records.push(record(whole, name));
    parts.push(local);
    at += local.length;
  }
  const directory = Buffer.concat(records);
  const end = [le(0, 2), le(0, 2), le(records.length, 2), le(records.length, 2)];
  const where = [le(directory.length, 4), le(at, 4), le(0, 2)];
  return Buffer.concat([...parts, directory, Buffer.from("PK\x05\x06"), ...end, ...where]);
}

/** A draft of few bytes that still has something of every sort. */
export function smallDraft() {
  const of = draft({ log: makeLog(13), chosen: [3, 12] });
  of.manifest = {
    as_at: "2026-03-31T00:00:00.000000Z",
    purpose: "p",
    reasons: [{ code: "r", words: "w" }],
    recipient: "r",
    request: "q",
    selection: { data: null, words: "s" },
  };
  of.accounts = of.accounts.map((line) =>
    line.field === "/data/title" && line.position === 12
      ? { field: line.field, position: 12, withheld: "r" }
      : line,
  );
  return of;
}

/** The bytes of the pack that a draft is. */
export function pack(of = draft()) {
  return zip(sealed(of));
}

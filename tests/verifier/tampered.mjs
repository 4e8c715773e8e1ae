// Packs that are wrong in one way each, by the code that has to name it.

import {
  ENDINGS,
  NO_SIGNATURES,
  account,
  accountLines,
  bytes,
  edit,
  hexFlipped,
  leafLines,
  notes,
  place,
  recorded,
  renamed,
  renamedWays,
  repacked,
  spoiled,
  swapped,
  withLine,
} from "./spoiling.mjs";
import {
  FILE_BYTES,
  ORIGIN,
  canonical,
  checkpointText,
  consistency,
  draft,
  makeLog,
  pack,
  sealed,
  sha256,
  signer,
  signerWithoutSecret,
  zip,
} from "./writer.mjs";

/** By code: one or more packs that have to be refused for it, each with what was done. */
export const TAMPERED = {
  not_zip: {
    "bytes before it": () => bytes((b) => Buffer.concat([Buffer.from("#!"), b])),
    "another file": () => Buffer.from("%PDF-1.7"),
    "an empty file": () => Buffer.alloc(0),
  },
  end_missing: {
    "cut short": () => bytes((b) => b.subarray(0, -1)),
    "something behind it": () => bytes((b) => Buffer.concat([b, Buffer.from("\n")])),
    "only a beginning": () => Buffer.from("PK\x03\x04"),
  },
  end_record: {
    "a second disk": () => bytes((b) => void (b[b.length - 18] = 1)),
    "a comment's length": () => bytes((b) => void (b[b.length - 2] = 1)),
    "another count on this disk": () => bytes((b) => void (b[b.length - 14] ^= 1)),
    "another offset": () => bytes((b) => void (b[b.length - 6] ^= 1)),
  },
  directory: {
    "one entry fewer in the end record": () =>
      bytes((b) => {
        b[b.length - 14] -= 1;
        b[b.length - 12] -= 1;
      }),
    "one entry more in the end record": () =>
      bytes((b) => {
        b[b.length - 14] += 1;
        b[b.length - 12] += 1;
      }),
    "a record that begins otherwise": () => recorded(3, 9),
  },
  entry_form: {
    compressed: () => recorded(10, 8),
    encrypted: () => recorded(8, 1),
    dated: () => recorded(14, 0x22),
    "an extra field": () => recorded(30, 1),
    "a comment": () => recorded(32, 1),
    "an attribute": () => recorded(38, 1),
    "two sizes": () => recorded(20, 1),
  },
  entry_name: {
    "out of the folder": () => repacked((e) => renamed(e, "files/minutes.pdf", "files/../x")),
    "an absolute path": () => repacked((e) => renamed(e, "files/minutes.pdf", "/etc/passwd")),
    "upper case": () => repacked((e) => renamed(e, "files/minutes.pdf", "files/Minutes.pdf")),
    "a full stop at the end": () => repacked((e) => renamed(e, "files/minutes.pdf", "files/m.")),
    "another folder": () => repacked((e) => renamed(e, "read/index.html", "run/index.html")),
    "too long a name": () =>
      repacked((e) => renamed(e, "files/minutes.pdf", `files/${"m".repeat(101)}`)),
  },
  entry_twice: {
    "two of a name": () => repacked((e) => [...e.slice(0, 6), e[6], ...e.slice(6)]),
  },
  entry_order: {
    "two exchanged": () => repacked((e) => swapped(e, 3, 4)),
    "a folder before its time": () =>
      repacked((e) => swapped(e, place(e, "files/minutes.pdf"), place(e, "read/index.html"))),
  },
  entry_missing: {
    "no stamp": () => repacked((e) => e.filter(([name]) => name !== "stamp.txt")),
    "no tree": () => repacked((e) => e.filter(([name]) => name !== "tree.ndjson")),
  },
  entry_gap: {
    "bytes between two": () => zip(sealed(draft()), { gap: { "tree.ndjson": Buffer.of(0) } }),
    "bytes before the first": () => recorded(42, 1),
  },
  entry_header: {
    "another CRC in the local header": () => bytes((b) => void (b[14] ^= 1)),
    "another name in the local header": () => bytes((b) => void (b[30] ^= 1)),
  },
  manifest_form: {
    "a member more": () => spoiled((d) => void (d.manifest.more = 1)),
    "a member less": () => spoiled((d) => void (d.manifest.purpose = undefined)),
    "a space": () => spoiled((d) => void (d.manifestText = "{ }")),
    "reasons out of order": () =>
      spoiled((d) => {
        d.manifest.reasons = [
          { code: "unused", words: "" },
          { code: "third_party", words: "" },
        ];
      }),
    "another format in another way": () =>
      spoiled((d) => void (d.manifestText = '{"format": 2}')),
    "a format with a point": () =>
      spoiled((d) => void (d.manifestText = '{"format":2.0}')),
    "a format with a sign": () => spoiled((d) => void (d.manifest.format = -2)),
    "a day without a time": () => spoiled((d) => void (d.manifest.as_at = "2026-02-28")),
    "no events": () => spoiled((d) => void (d.manifest.size = 0)),
  },
  format_unknown: {
    "format 2": () => spoiled((d) => void (d.manifest.format = 2)),
    "nothing but another format": () => spoiled((d) => void (d.manifestText = '{"format":2}')),
  },
  key_form: {
    "no key": () => spoiled((d) => void (d.manifest.key = "key")),
    "another log's": () => spoiled((d) => void (d.manifest.key = signer(1, "other").written)),
    "another hash": () =>
      spoiled((d) => {
        const [name, hash, key] = d.key.written.split("+");
        d.manifest.key = [name, hexFlipped(hash), key].join("+");
      }),
  },
  stamp_form: {
    ...notes(ENDINGS, (d, way) => (d.stampText = way)),
    "another pack": () =>
      spoiled((d) => void (d.stamp.pack = "0198f000-0000-7000-8000-000000000002")),
    "two signatures": () =>
      spoiled((d) => void (d.stampText = (stamp) => stamp + stamp.split("\n").at(-2) + "\n")),
    "no moment": () => spoiled((d) => void (d.stamp.assembled = "yesterday")),
    empty: () => spoiled((d) => void (d.stampText = () => "")),
  },
  stamp_signature: {
    "a key that anybody signs with": () => pack(draft({ key: signerWithoutSecret() })),
    "no dash": () => spoiled((d) => void (d.stampText = (stamp) => stamp.replace("\u2014", "-"))),
    "no base64": () => spoiled((d) => void (d.stampText = (stamp) => stamp.replace(/.\n$/, "!\n"))),
    "another key": () => spoiled((d) => void (d.signer = signer(2))),
    "changed afterwards": () =>
      repacked((e) => edit(e, "stamp.txt", (s) => s.replace("10:15:00", "10:15:01"))),
  },
  stamp_manifest: {
    "for another manifest": () => spoiled((d) => void (d.stamp.manifest = "0".repeat(64))),
    "the manifest was changed": () =>
      repacked((e) => edit(e, "manifest.json", (m) => m.replace("Request 14", "Request 15"))),
  },
  counts: {
    "another count": () =>
      spoiled((d) => {
        const three = { disclosed: 0, erased: 0, withheld: 0 };
        d.manifest.counts = { checkpoints: 0, files: three, leaves: 0, tree: 0, words: three };
      }),
  },
  entry_crc: {
    "another CRC in both places": () =>
      bytes((b) => {
        const record = b.indexOf("PK\x01\x02");
        b[14] ^= 1;
        b[record + 16] ^= 1;
      }),
  },
  entry_unlisted: {
    "a page more": () =>
      repacked((e) => [...e.slice(0, -2), ["read/z.html", Buffer.from("z")], ...e.slice(-2)]),
  },
  entry_absent: {
    "a page less": () => repacked((e) => e.filter(([name]) => name !== "read/index.html")),
    "listed twice, first with another hash": () =>
      spoiled(
        (d) => void (d.listed = (e) => [[e[0][0], Buffer.from("x")], ...e]),
      ),
    "listed twice, then with another hash": () =>
      spoiled(
        (d) => void (d.listed = (e) => [e[0], [e[0][0], Buffer.from("x")], ...e.slice(1)]),
      ),
    "in another order and with another hash": () =>
      spoiled(
        (d) =>
          void (d.listed = (e) => [[e[1][0], Buffer.from("x")], e[0], ...e.slice(2)]),
      ),
    "listed in another order": () => spoiled((d) => void (d.listed = (e) => [...e].reverse())),
  },
  entry_size: {
    "a letter more": () => repacked((e) => edit(e, "read/index.html", (t) => `${t}!`)),
  },
  entry_hash: {
    "another letter": () => repacked((e) => edit(e, "read/index.html", (t) => t.replace("T", "t"))),
  },
  leaf_form: {
    "a space": () =>
      spoiled((d) => void (d.leavesText = leafLines(d).replace('{"actor', '{ "actor'))),
    "an empty line": () => spoiled((d) => void (d.leavesText = `${leafLines(d)}\n`)),
    "no line feed at the end": () =>
      spoiled((d) => void (d.leavesText = leafLines(d).slice(0, -1))),
    "a name twice": () =>
      spoiled(
        (d) => void (d.leavesText = leafLines(d).replace('"late":true', '"late":true,"late":true')),
      ),
    "half a character": () =>
      spoiled((d) => void (d.leavesText = leafLines(d).replace("action_updated", "\\ud800"))),
    "not UTF-8": () =>
      spoiled(
        (d) => void (d.leavesText = Buffer.from(leafLines(d).replace("police", "p\xff"), "latin1")),
      ),
    "a number with a point": () =>
      spoiled((d) => void (d.leavesText = leafLines(d).replace('"schema":1', '"schema":1.0'))),
    "a number too large": () =>
      spoiled(
        (d) =>
          void (d.leavesText = leafLines(d).replace('"schema":1', '"schema":9007199254740992')),
      ),
    "nought with a sign": () =>
      spoiled((d) => void (d.leavesText = leafLines(d).replace('"schema":1', '"schema":-0'))),
    "nested too deep": () =>
      spoiled((d) => {
        const deep = "[".repeat(64) + "]".repeat(64);
        d.leavesText = leafLines(d).replace('"schema":1', `"schema":${deep}`);
      }),
    "no position": () => spoiled((d) => void delete d.leaves[2].position),
    "no moment": () => spoiled((d) => void (d.leaves[2].recorded_at = "2026-03-07")),
  },
  leaf_order: {
    "two exchanged": () => spoiled((d) => swapped(d.leaves, 1, 2)),
  },
  leaf_twice: {
    "one twice": () => spoiled((d) => void d.leaves.splice(2, 0, d.leaves[2])),
  },
  leaf_beyond: {
    "one more than there were": () =>
      spoiled((d) => void d.leaves.push({ ...d.leaves.at(-1), position: 22 })),
  },
  leaf_after_as_at: {
    "one that a later event says erased it": () =>
      spoiled((d) => {
        d.manifest.as_at = "2026-03-14T00:00:00.000000Z";
        const at = d.accounts.findIndex((line) => line.position === 19);
        const { field } = d.accounts[at];
        d.accounts[at] = { erased: 15, field, position: 19 };
      }),
    "one that erased nothing": () =>
      spoiled((d) => void (d.manifest.as_at = "2026-03-14T00:00:00.000000Z")),
  },
  tree_form: {
    "a hash in capitals": () =>
      spoiled((d) => void (d.tree[1].hash = d.tree[1].hash.toUpperCase())),
    "a member more": () => spoiled((d) => void (d.tree[1].more = 1)),
    "a level beyond all": () => spoiled((d) => void (d.tree[1].level = 64)),
    "a level beyond the last position": () => spoiled((d) => void (d.tree[1].level = 53)),
    "an index beyond the last position": () =>
      spoiled((d) => void Object.assign(d.tree[1], { level: 50, index: 8 })),
    "a line that is none, and then another": () =>
      spoiled((d) => {
        const lines = d.tree.map((line) => canonical(line));
        d.treeText = `${lines[0]}\nnone\n\n${lines.slice(2).join("\n")}\n`;
      }),
    "a last line that is not ended": () =>
      spoiled((d) => void (d.treeText = d.tree.map((line) => canonical(line)).join("\n"))),
  },
  tree_missing: {
    "a line left out": () => spoiled((d) => void d.tree.splice(2, 1)),
    "a leaf left out": () => spoiled((d) => void d.leaves.splice(2, 1)),
    "the last line left out": () => spoiled((d) => void d.tree.pop()),
  },
  tree_extra: {
    "a line twice": () => spoiled((d) => void d.tree.splice(2, 0, d.tree[2])),
    "a line more at the end": () =>
      spoiled((d) => void d.tree.push({ hash: "0".repeat(64), index: 21, level: 0 })),
  },
  checkpoint_form: {
    ...notes(ENDINGS, (d, way) => (d.checkpoint = way(d.checkpoint))),
    "a size that no reader keeps exactly": () =>
      spoiled((d) => {
        const text = checkpointText(d.log.hashes, 21).replace("\n21\n", "\n9007199254740992\n");
        d.checkpoint = d.key.note(text);
      }),
    empty: () => spoiled((d) => void (d.checkpoint = "")),
    "a line more in its text": () =>
      spoiled((d) => void (d.checkpoint = d.key.note(`${checkpointText(d.log.hashes, 21)}more\n`))),
    "a nought before its size": () =>
      spoiled((d) => {
        const text = checkpointText(d.log.hashes, 21).replace("\n21\n", "\n021\n");
        d.checkpoint = d.key.note(text);
      }),
  },
  checkpoint_signature: {
    ...notes(
      NO_SIGNATURES,
      (d, line) => (d.checkpoint = withLine(d, d.checkpoint, line).before),
    ),
    ...notes(renamedWays(NO_SIGNATURES, "behind it: "), (d, line) =>
      (d.checkpoint = withLine(d, d.checkpoint, line).behind),
    ),
    "without a signature": () =>
      spoiled((d) => void (d.checkpoint = `${checkpointText(d.log.hashes, 21)}\n`)),
    "no dash": () => spoiled((d) => void (d.checkpoint = d.checkpoint.replace("\u2014", "-"))),
    "by another key": () =>
      spoiled((d) => void (d.checkpoint = signer(2).note(checkpointText(d.log.hashes, 21)))),
    "of another log": () =>
      spoiled((d) => void (d.checkpoint = d.key.note(checkpointText(d.log.hashes, 21, "other")))),
  },
  checkpoint_size: {
    "one event fewer": () =>
      spoiled((d) => void (d.checkpoint = d.key.note(checkpointText(d.log.hashes, 20)))),
  },
  checkpoint_root: {
    "another hash in the tree": () =>
      spoiled((d) => void (d.tree[1].hash = hexFlipped(d.tree[1].hash))),
    "another word in a leaf": () => spoiled((d) => void (d.leaves[2].actor.role = "inspector")),
    "a leaf of another log": () => spoiled((d) => void (d.leaves[2].version = 99)),
  },
  kept_form: {
    ...notes(ENDINGS, (d, way) => (d.kept[0].note = way(d.kept[0].note))),
    "a last line that is not ended in the entry": () =>
      spoiled((d) => void (d.keptText = d.kept.map((k) => canonical(k)).join("\n"))),
    "a line that is not UTF-8": () =>
      spoiled(
        (d) =>
          void (d.keptText = Buffer.concat([
            Buffer.of(0xff, 10),
            Buffer.from(d.kept.map((k) => `${canonical(k)}\n`).join("")),
          ])),
      ),
    "no note": () => spoiled((d) => void (d.kept[0].note = "note")),
    "no proof": () => spoiled((d) => void (d.kept[0].proof = null)),
    "an empty line": () =>
      spoiled((d) => void (d.keptText = `${d.kept.map((k) => canonical(k)).join("\n")}\n\n`)),
  },
  kept_signature: {
    ...notes(
      NO_SIGNATURES,
      (d, line) => (d.kept[0].note = withLine(d, d.kept[0].note, line).behind),
    ),
    "no dash": () => spoiled((d) => void (d.kept[0].note = d.kept[0].note.replace("\u2014", "-"))),
    "by another key": () =>
      spoiled((d) => void (d.kept[0].note = signer(2).note(checkpointText(d.log.hashes, 5)))),
    changed: () => spoiled((d) => void (d.kept[0].note = d.kept[0].note.replace("\n5\n", "\n6\n"))),
  },
  kept_order: {
    "of nothing": () =>
      spoiled((d) => {
        const note = d.key.note(checkpointText(d.log.hashes, 0));
        d.kept.unshift({ made_at: "2026-03-01T00:00:00.000000Z", note, proof: [] });
      }),
    "three of which the last is between": () =>
      spoiled((d) => {
        const [five] = d.kept;
        const at = (size) => ({
          made_at: five.made_at,
          note: d.key.note(checkpointText(d.log.hashes, size)),
          proof: consistency(size, d.log.hashes).map((hash) => hash.toString("hex")),
        });
        d.kept = [at(5), at(3), at(4)];
      }),
    "two exchanged": () => spoiled((d) => swapped(d.kept, 0, 1)),
    "one twice": () => spoiled((d) => void d.kept.push(d.kept[1])),
    "not below the pack's": () =>
      spoiled((d) => {
        const note = d.key.note(checkpointText(d.log.hashes, 21));
        d.kept.push({ made_at: "2026-03-21T00:00:00.000000Z", note, proof: [] });
      }),
  },
  kept_proof: {
    "another hash": () =>
      spoiled((d) => void (d.kept[0].proof[0] = hexFlipped(d.kept[0].proof[0]))),
    "a hash less": () => spoiled((d) => void d.kept[0].proof.pop()),
    "a hash more": () => spoiled((d) => void d.kept[0].proof.push("0".repeat(64))),
    "of another log": () =>
      spoiled((d) => {
        const other = makeLog(21).hashes.map((hash) => sha256(hash));
        d.kept[0].note = d.key.note(checkpointText(other, 5));
        d.kept[0].proof = consistency(5, other).map((hash) => hash.toString("hex"));
      }),
  },
  account_form: {
    "a member more": () => spoiled((d) => void (account(d, 4).more = 1)),
    "an empty line": () => spoiled((d) => void (d.accountsText = `${accountLines(d)}\n`)),
    "a last line that is not ended": () =>
      spoiled((d) => void (d.accountsText = accountLines(d).slice(0, -1))),
    "a line that is not UTF-8 between two": () =>
      spoiled((d) => {
        const [first, ...rest] = accountLines(d).split("\n");
        const text = Buffer.from([first, "?", ...rest].join("\n"));
        text[Buffer.byteLength(first) + 1] = 0xff;
        d.accountsText = text;
      }),
    "a line that is too long, and more behind it": () =>
      spoiled((d) => {
        const [first, ...rest] = accountLines(d).split("\n");
        d.accountsText = [first, "x".repeat(16 * 1024 * 1024), ...rest].join("\n");
      }),
    "a salt too short": () => spoiled((d) => void (account(d, 15).salt = "00")),
    "words that are no words": () => spoiled((d) => void (account(d, 15).value = 1)),
  },
  account_missing: {
    "a line left out": () => spoiled((d) => void d.accounts.splice(1, 1)),
  },
  account_twice: {
    "a line twice": () => spoiled((d) => void d.accounts.splice(1, 0, d.accounts[1])),
  },
  account_extra: {
    "of a field that is none": () =>
      spoiled((d) => void d.accounts.splice(2, 0, { ...d.accounts[1], field: "/data/number" })),
    "of an event that is not there": () =>
      spoiled((d) => void d.accounts.push({ field: "/x", position: 20, withheld: "unused" })),
    "two of an event exchanged": () => spoiled((d) => swapped(d.accounts, 3, 4)),
  },
  account_kind: {
    "words for a file": () =>
      spoiled((d) => {
        const at = d.accounts.findIndex((line) => "entry" in line);
        const { field, position } = d.accounts[at];
        d.accounts[at] = { field, position, salt: "0".repeat(64), value: "words" };
      }),
    "a file for words": () =>
      spoiled((d) => {
        const { field, position } = d.accounts[1];
        d.accounts[1] = { entry: "files/minutes.pdf", field, hash: "/sha256", position };
      }),
  },
  words_differ: {
    "other words": () => spoiled((d) => void (account(d, 15).value += "!")),
    "another salt": () => spoiled((d) => void (account(d, 15).salt = "0".repeat(64))),
  },
  reason_unknown: {
    "no such reason": () => spoiled((d) => void (account(d, 4).withheld = "because")),
  },
  erasure_unknown: {
    "by an event that is not there": () => spoiled((d) => void (account(d, 7).erased = 20)),
    "by an earlier one": () => spoiled((d) => void (account(d, 7).erased = 4)),
    "by itself": () => spoiled((d) => void (account(d, 7).erased = 7)),
  },
  file_missing: {
    "another name": () =>
      spoiled((d) => void (d.accounts.find((line) => line.entry).entry = "files/other.pdf")),
    "the file is gone": () => spoiled((d) => void (d.files = {})),
    "a page to read": () =>
      spoiled((d) => void (d.accounts.find((line) => line.entry).entry = "read/index.html")),
  },
  file_differs: {
    "another file": () =>
      spoiled((d) => void (d.files["minutes.pdf"] = Buffer.from([...FILE_BYTES].reverse()))),
  },
  file_unproved: {
    "by a field that is none": () =>
      spoiled((d) => void (d.accounts.find((line) => line.entry).hash = "/data/sha256")),
    "by another text": () =>
      spoiled((d) => void (d.accounts.find((line) => line.entry).hash = "/data/document/name")),
    "by a text that is withheld": () =>
      spoiled((d) => {
        const at = d.accounts.findIndex((line) => line.field === "/data/document/sha256");
        const { field, position } = d.accounts[at];
        d.accounts[at] = { field, position, withheld: "third_party" };
      }),
  },
  file_unnamed: {
    "a file more": () => spoiled((d) => void (d.files["other.pdf"] = FILE_BYTES)),
  },
};

/** Codes that only what a reader holds can give. */
export const OF_WHAT_IS_HELD = ["other_key", "other_log", "held_signature", "forked"];

export { ORIGIN };

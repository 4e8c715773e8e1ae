// What may be wrong with a pack, in the format's words, and the list of what is.

/** How many problems are listed; how many more there were is counted. */
export const PROBLEMS_MAX = 100;

/** What each code means, for people. */
export const CODES = {
  not_zip:
    "The file does not begin as an evidence pack begins: it is something else, or " +
    "bytes were put before it.",
  end_missing:
    "The file does not end as an evidence pack ends: it was cut short, or something follows.",
  end_record:
    "The last bytes of the file are not in the form of an evidence pack, or do not fit the file.",
  directory:
    "The list of what is in the file is not in its form, or is longer or shorter than " +
    "what is in it.",
  entry_form:
    "A part is stored in a way that an evidence pack has no use for, such as " +
    "compressed or encrypted.",
  entry_name: "A part has a name that no part of an evidence pack has.",
  entry_twice: "Two parts have the same name.",
  entry_order: "A part is not in its place.",
  entry_missing: "A part that every evidence pack has is not there.",
  entry_gap: "A part does not begin where the one before it ends.",
  entry_header: "What stands before a part differs from the list of parts.",
  manifest_form: "The manifest, which says what the pack is, cannot be read or is not in its form.",
  format_unknown: "The pack has another format than this page knows.",
  key_form: "The manifest names no key of the log it names.",
  stamp_form: "The stamp is not the stamp of this pack.",
  stamp_signature:
    "The stamp is not signed by the key that the manifest names, or was changed after " +
    "it was signed.",
  stamp_manifest:
    "The stamp was signed for another manifest: the manifest was changed or exchanged.",
  counts: "The manifest counts something else than there is in the pack.",
  entry_crc: "The bytes of a part do not fit its check number: it was damaged or changed.",
  entry_unlisted: "A part is in the file that the manifest does not name.",
  entry_absent: "A part that the manifest names is not in the file, or not in its place.",
  entry_size: "A part does not have the size that the manifest names.",
  entry_hash: "A part does not have the bytes that the manifest names: it was changed.",
  leaf_form: "An event is not written in the form that events have.",
  leaf_order: "An event stands after one that was recorded later.",
  leaf_twice: "An event stands twice.",
  leaf_beyond: "An event has a number above the number of events there were.",
  leaf_after_as_at: "An event was recorded after the moment that the pack shows.",
  tree_form: "A line of the tree is not in its form.",
  tree_missing:
    "Something that stood in the record is not accounted for: an event or a hash was left out.",
  tree_extra: "The tree has a line that has no place in it.",
  checkpoint_form: "The checkpoint of the pack cannot be read.",
  checkpoint_signature:
    "The checkpoint is not signed by the key that the manifest names, is of another " +
    "log, or was changed.",
  checkpoint_size: "The checkpoint speaks of another number of events than the manifest.",
  checkpoint_root:
    "The events and hashes do not lead to the checkpoint: one of them is not what was recorded.",
  kept_form: "An earlier checkpoint cannot be read.",
  kept_signature: "An earlier checkpoint is not signed by the log.",
  kept_order: "An earlier checkpoint is not in its place.",
  kept_proof: "The proof that the pack holds an earlier checkpoint does not hold.",
  account_form: "A line that should say what became of some words or a file cannot be read.",
  account_missing: "Nothing says what became of some words or a file of an event.",
  account_twice: "Two lines say what became of the same words or file.",
  account_extra:
    "A line tells of words or a file that no event in the pack has, or is not in its place.",
  account_kind:
    "A line tells of words where the event has a file, or of a file where it has words.",
  words_differ: "The words are not those that were recorded.",
  reason_unknown: "Something was withheld for a reason that the pack does not give.",
  erasure_unknown:
    "Something is said to be erased by an event that is not in the pack, or not after it.",
  file_missing: "An evidence file is not in the pack.",
  file_differs: "An evidence file is not the file that was recorded.",
  file_unproved: "Nothing that was recorded tells what the evidence file was.",
  file_unnamed: "A file is in the pack that no event names.",
  other_key: "The key you hold is not the key that signed this pack.",
  other_log: "The checkpoint you hold is of another log.",
  held_signature: "The checkpoint you hold has a signature that does not fit: it was changed.",
  forked:
    "The pack and the checkpoint you hold cannot both be right: they come from " +
    "different logs, or the record was changed in between.",
};

/** What is wrong, as it is found. */
export class Problems {
  constructor() {
    this.list = [];
    this.more = 0;
    this.codes = new Set();
  }

  /** Adds a problem, of an entry and at a position where there are any. */
  add(code, entry = null, position = null) {
    this.codes.add(code);
    if (this.list.length < PROBLEMS_MAX) {
      this.list.push({ code, entry, position, message: CODES[code] });
    } else {
      this.more += 1;
    }
  }

  /** Whether something with this code is wrong, listed or only counted. */
  has(code) {
    return this.codes.has(code);
  }

  /** Whether nothing is wrong. */
  get none() {
    return this.list.length === 0;
  }
}

/** What ends the check, because nothing behind it can be known. */
export class Ended extends Error {
  constructor(code, entry = null) {
    super(code);
    this.code = code;
    this.entry = entry;
  }
}

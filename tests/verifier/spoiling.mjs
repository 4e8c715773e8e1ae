// Ways of spoiling the sample pack.

import {
  ORIGIN,
  canonical,
  draft,
  pack,
  sealed,
  zip,
} from "./writer.mjs";

/** The sample pack with its draft spoiled, signed all the same. */
export function spoiled(change) {
  const of = draft();
  return pack(change(of) ?? of);
}

export const windows = (note) => note.replaceAll("\n", "\r\n");
/** Ways of ending the lines of a note that are not the one there is. */
export const ENDINGS = {
  "lines that end in two letters": windows,
  "a last line that ends in two letters": (note) => note.replace(/\n$/, "\r\n"),
  "a last line that is not ended": (note) => note.slice(0, -1),
  "a control letter": (note) => note.replace(/\n$/, "\t\n"),
};
/** Lines beside the log's own that are no signatures. */
export const NO_SIGNATURES = {
  "another's line without a dash": "- other AAAAAAE=\n",
  "another's line without a signature": "\u2014 other AAAAAA==\n",
  "another's line with a plus in its name": "\u2014 o+her AAAAAAE=\n",
  "another's line without a name": "\u2014  AAAAAAE=\n",
  "another's line with bits too many": "\u2014 other AAAAAAF=\n",
  "the log's own with a letter less": null,
};

/** Packs with a note spoiled, one for each way. */
export function notes(ways, spoil) {
  const of = ([what, way]) => [what, () => spoiled((d) => void spoil(d, way))];
  return Object.fromEntries(Object.entries(ways).map(of));
}

/** The same ways under other names. */
export function renamedWays(ways, before) {
  return Object.fromEntries(Object.entries(ways).map(([what, way]) => [before + what, way]));
}

/** A note with a line more before its own or behind it. */
export function withLine(d, note, line) {
  const more = line ?? `\u2014 ${ORIGIN} ${d.key.hash.toString("base64").replace("==", "AA")}\n`;
  const [text, own] = note.split("\n\n");
  return { before: `${text}\n\n${more}${own}`, behind: `${note}${more}` };
}

/** The sample pack with its entries spoiled behind the signature. */
export function repacked(change) {
  const entries = sealed(draft());
  return zip(change(entries) ?? entries);
}

/** The sample pack with its bytes spoiled. */
export function bytes(change) {
  const whole = pack();
  return change(whole) ?? whole;
}

/** The sample pack with a field of the directory's record of one entry spoiled. */
export function recorded(at, value) {
  return zip(sealed(draft()), {
    record: (whole, name) => {
      if (name === "tree.ndjson") whole[at] = value;
      return whole;
    },
  });
}

export const renamed = (entries, from, to) =>
  entries.map(([name, content]) => [name === from ? to : name, content]);
export const swapped = (list, one, other) => {
  [list[one], list[other]] = [list[other], list[one]];
};
export const place = (entries, name) => entries.findIndex(([one]) => one === name);
export const account = (of, position) => of.accounts.find((line) => line.position === position);
export const edit = (entries, name, change) => {
  const entry = entries[place(entries, name)];
  entry[1] = Buffer.from(change(entry[1].toString("latin1")), "latin1");
};
export const hexFlipped = (hash) => (hash[0] === "0" ? "1" : "0") + hash.slice(1);

export const leafLines = (d) => d.leaves.map((leaf) => `${canonical(leaf)}\n`).join("");
export const accountLines = (d) => d.accounts.map((line) => `${canonical(line)}\n`).join("");

// What the page says of a pack, from the verdict down to the last file.

import { erasedPart, withheldPart } from "./closed.mjs";
import { eventsPart } from "./events.mjs";
import { heldPart } from "./compare.mjs";
import { el, part, pagedTable, table, terms } from "./show.mjs";
import {
  CANNOT_PROVE,
  VERDICTS,
  countWords,
  momentWords,
  nameWindow,
  numberWords,
  sizeWords,
} from "./words.mjs";

/** Everything that can be said of a pack, as elements. */
export function answer(pack) {
  const verdict = verdictBox(pack.verdict, pack);
  const known = pack.key && pack.entries.size > 0 && pack.tree;
  if (!known) return [verdict, problemsPart(pack)];
  return [
    verdict,
    pack.problems.none ? null : problemsPart(pack),
    aboutPart(pack),
    heldPart(pack, (worse) => {
      const verdict = worse ?? pack.verdict;
      document.getElementById("verdict-box").replaceWith(verdictBox(verdict, pack, worse));
      nameWindow(verdict, pack.file.name);
    }),
    withheldPart(pack),
    erasedPart(pack),
    eventsPart(pack),
    filesPart(pack),
  ].filter((element) => element !== null);
}

/** The verdict in one word, what it means, and what it does not prove. */
function verdictBox(verdict, pack, worse = null) {
  const { mark, title, words } = VERDICTS[verdict];
  const [first] = pack.problems.list;
  const said = worse ? HELD_WORDS[worse] : (UNREAD_WORDS[first?.code] ?? words);
  const unsigned = verdict === "not_genuine" && !pack.signatures.able;
  return el(
    "section",
    { id: "verdict-box", class: `verdict ${verdict}`, "aria-labelledby": "verdict" },
    el(
      "h2",
      { id: "verdict", tabindex: "-1" },
      el("span", { class: "mark", "aria-hidden": "true" }, mark),
      title,
    ),
    said.map((sentence) => el("p", {}, sentence)),
    unsigned ? el("p", {}, "This browser could not check the signatures as well.") : null,
    verdict === "genuine"
      ? el("p", {}, `Signed by the key with the fingerprint ${pack.fingerprint}.`)
      : null,
    el(
      "details",
      { open: verdict === "genuine" },
      el("summary", {}, "What a pack cannot prove"),
      el(
        "ul",
        {},
        CANNOT_PROVE.map(([what, why]) => el("li", {}, el("strong", {}, what), ` ${why}`)),
      ),
    ),
  );
}

/** What is said of a file that this page cannot take for a pack it knows. */
const UNREAD_WORDS = {
  not_zip: [
    "This file is not an evidence pack as Golden Thread makes them.",
    "Check that you chose the right file, and that it was saved as it was sent.",
  ],
  end_missing: [
    "This file is not a whole evidence pack: it was cut short, or something was put behind it.",
    "Save it again from where you got it, and choose it again. If the same comes of it, ask the " +
      "partnership for the pack again.",
  ],
  format_unknown: [
    "This pack is of a format that this page does not know, so nothing of it was checked.",
    "Get the page again from where the pack comes from, and check the pack with that.",
  ],
};

/** What is said when the pack is right in itself and does not fit what the reader holds. */
const HELD_WORDS = {
  not_genuine: [
    "The pack does not fit what you hold: see what came of the comparison below.",
    "Do not rely on what it shows until the partnership has explained the difference.",
  ],
  unchecked: [
    "What you hold cannot be used to check this pack: see what came of the comparison below.",
    "In itself nothing is wrong with the pack.",
  ],
};

function problemsPart(pack) {
  const { list, more } = pack.problems;
  const rows = list.map(({ code, entry, position, message }) => [
    el("code", {}, code),
    message,
    entry ?? "The whole file",
    position === null ? "–" : numberWords(position),
  ]);
  const columns = [
    { title: "Code" },
    { title: "What is wrong", kind: "words" },
    { title: "Where" },
    { title: "Event", kind: "number" },
  ];
  const total = list.length + more;
  const further = more > 0 ? ` The first ${list.length} are listed.` : "";
  return part(
    "problems",
    "What is wrong",
    el("p", {}, `${countWords(total, "problem")} ${total === 1 ? "was" : "were"} found.${further}`),
    table("Problems", columns, rows),
    el("p", {}, "What is shown of this pack cannot be relied on."),
  );
}

function aboutPart(pack) {
  const { manifest, counts } = pack;
  const three = ({ disclosed, withheld, erased }) =>
    `${numberWords(disclosed)} open, ${numberWords(withheld)} withheld, ` +
    `${numberWords(erased)} erased`;
  return part(
    "about",
    "What this pack is",
    terms([
      ["For", manifest.recipient],
      ["Under", manifest.request],
      ["Purpose", manifest.purpose],
      ["What was asked for", manifest.selection.words],
      ["Shown as at", momentWords(manifest.as_at)],
      ["Put together", pack.assembled ? momentWords(pack.assembled) : "Cannot be told"],
      ["Events", `${numberWords(counts.leaves)} of ${numberWords(manifest.size)} recorded`],
      ["Words", three(counts.words)],
      ["Evidence files", three(counts.files)],
      ["Earlier checkpoints", numberWords(counts.checkpoints)],
      ["Key fingerprint", pack.fingerprint],
      ["Short code of its checkpoint", pack.code ?? "Cannot be told"],
      ["Log", manifest.origin],
      ["Key", manifest.key],
      ["Pack", manifest.pack],
    ]),
  );
}

function filesPart(pack) {
  const files = pack.under("files/");
  const pages = pack.under("read/");
  const columns = [
    { title: "File" },
    { title: "Size" },
    { title: "SHA-256", kind: "words" },
    { title: "Save" },
  ];
  const list = (caption, items) =>
    items.length === 0
      ? null
      : pagedTable({ caption, columns, items, row: (entry) => fileCells(pack, entry) }).element;
  return part(
    "files",
    "Files",
    el(
      "p",
      {},
      `${countWords(files.length, "evidence file")} and ` +
        `${countWords(pages.length, "page")} to read. Files are saved to this computer, ` +
        "not opened here: treat them as you would any file that somebody sent you.",
    ),
    list("Evidence files", files),
    list("Pages to read", pages),
  );
}

function fileCells(pack, entry) {
  const name = entry.name.split("/").at(-1);
  const link = el("a", { href: pack.addressOf(entry), download: name }, `Save ${name}`);
  return [
    entry.name,
    sizeWords(entry.size),
    el("code", {}, pack.hashes.get(entry.name) ?? "–"),
    link,
  ];
}

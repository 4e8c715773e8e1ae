// The events of a pack, as rows that people can read, search and open.

import { fromUtf8 } from "./bytes.mjs";
import { tryCanonical } from "./lines.mjs";
import { el, pagedTable, part } from "./show.mjs";
import {
  actorWords,
  countWords,
  dayWords,
  fieldWords,
  momentWords,
  numberWords,
  plainWords,
} from "./words.mjs";

/** An event as it was recorded, read again from the file. */
export async function readEvent(pack, { at, length }) {
  const bytes = new Uint8Array(await pack.file.slice(at, at + length).arrayBuffer());
  return tryCanonical(fromUtf8(bytes) ?? "");
}

const COLUMNS = [
  { title: "Event", kind: "number" },
  { title: "Happened" },
  { title: "Recorded" },
  { title: "What was recorded" },
  { title: "By" },
  { title: "Words", kind: "words" },
];

/** The list of events with a filter. */
export function eventsPart(pack) {
  const { element, show } = pagedTable({
    caption: "Events in the pack",
    columns: COLUMNS,
    items: pack.events,
    row: (event) => eventCells(pack, event),
  });
  const input = el("input", { id: "filter", type: "text", autocomplete: "off" });
  const form = el(
    "form",
    {},
    el(
      "div",
      { class: "field" },
      el("label", { for: "filter" }, "Show only events with these words"),
      el(
        "span",
        { class: "hint", id: "filter-hint" },
        "Such as a role, an agency, a date or words that were recorded.",
      ),
      input,
    ),
    el("button", { type: "submit" }, "Filter events"),
  );
  input.setAttribute("aria-describedby", "filter-hint");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const words = input.value
      .toLowerCase()
      .split(/\s+/)
      .filter((word) => word !== "");
    show(pack.events.filter((one) => words.every((word) => searched(pack, one).includes(word))));
  });
  const others = pack.manifest.size - pack.events.length;
  return part(
    "events",
    "Events",
    el(
      "p",
      {},
      `${countWords(pack.events.length, "event")} of the ` +
        `${numberWords(pack.manifest.size)} that had been recorded. The other ` +
        `${numberWords(others)} are not in this pack, and are accounted for by their ` +
        "hashes.",
    ),
    form,
    element,
  );
}

/** Everything of an event that a filter looks at. */
function searched(pack, event) {
  const words = event.accounts.map(
    ({ value, reason }) => value ?? pack.manifest.reasons.get(reason),
  );
  return [
    event.position,
    dayWords(event.occurredOn),
    momentWords(event.recordedAt),
    plainWords(event.type),
    event.type,
    plainWords(event.stream),
    actorWords(event),
    ...words,
  ]
    .join("\n")
    .toLowerCase();
}

function eventCells(pack, event) {
  const late = event.late ? [el("br"), el("strong", {}, "Recorded late")] : [];
  return [
    numberWords(event.position),
    event.occurredOn === "" ? "Not said" : dayWords(event.occurredOn),
    [momentWords(event.recordedAt), ...late],
    [
      plainWords(event.type),
      el("br"),
      event.stream === "" ? "" : `on: ${plainWords(event.stream)}`,
    ],
    actorWords(event),
    [wordsOf(pack, event), whole(pack, event)],
  ];
}

function wordsOf(pack, event) {
  const said = event.accounts
    .filter(({ field }) => !/\/sha256$/.test(field))
    .map((account) =>
      el("li", {}, el("strong", {}, `${fieldWords(account.field)}: `), outcome(pack, account)),
    );
  return said.length === 0 ? null : el("ul", {}, said);
}

function outcome(pack, { sort, value, reason, by, entry }) {
  switch (sort) {
    case "words":
      return value ?? "not the words that were recorded";
    case "files":
      return `evidence file ${entry}`;
    case "withheld":
      return `withheld: ${pack.manifest.reasons.get(reason) ?? "for a reason that is not given"}`;
    case "erased":
      return by === null ? "erased" : `erased by event ${numberWords(by)}`;
    default:
      return "cannot be read";
  }
}

/** Everything the event holds, read when somebody opens it. */
function whole(pack, event) {
  const content = el("pre");
  const details = el(
    "details",
    {},
    el("summary", {}, `All of event ${numberWords(event.position)}`),
    content,
  );
  details.addEventListener("toggle", async () => {
    if (!details.open || content.textContent !== "") return;
    content.textContent = indented(await readEvent(pack, event));
  });
  return details;
}

/** A value as lines a person can follow. */
function indented(value, indent = "") {
  if (Array.isArray(value)) {
    return value
      .map((item) => `\n${indent}- ${indented(item, `${indent}  `).trimStart()}`)
      .join("");
  }
  if (!(value instanceof Map)) return String(value ?? "nothing");
  const lines = [...value].map(
    ([name, item]) => `\n${indent}${name}: ${indented(item, `${indent}  `)}`,
  );
  return lines.join("").slice(indent === "" ? 1 : 0);
}

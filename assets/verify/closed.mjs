// What is withheld and what was erased: how many of each first, then one by one.

import { isField } from "./accounts.mjs";
import { readEvent } from "./events.mjs";
import { el, pagedTable, part, table } from "./show.mjs";
import { actorWords, countWords, dayWords, fieldWords, numberWords, plainWords } from "./words.mjs";

/** Every text and file of that outcome, with its event. */
function closed(pack, sort) {
  return pack.events.flatMap((event) =>
    event.accounts
      .filter((account) => account.sort === sort)
      .map((account) => ({ event, ...account })),
  );
}

const FIELD_COLUMNS = [
  { title: "Event", kind: "number" },
  { title: "What was recorded" },
  { title: "Part of it" },
  { title: "Words or file" },
];

function fieldCells({ event, field, kind }) {
  return [
    numberWords(event.position),
    plainWords(event.type),
    [fieldWords(field), " ", el("code", {}, field)],
    kind === "files" ? "Evidence file" : "Words",
  ];
}

function counted(items) {
  const files = items.filter(({ kind }) => kind === "files").length;
  return [numberWords(items.length - files), numberWords(files)];
}

function grouped(items, by) {
  const groups = new Map();
  for (const item of items) {
    const group = groups.get(by(item));
    if (group) group.push(item);
    else groups.set(by(item), [item]);
  }
  return [...groups];
}

/** What is withheld and why. */
export function withheldPart(pack) {
  const items = closed(pack, "withheld");
  const title = "What is withheld, and why";
  if (items.length === 0)
    return part(
      "withheld",
      title,
      el("p", {}, "Nothing is withheld from the events in this pack."),
    );
  const why = (code) => pack.manifest.reasons.get(code) ?? "A reason that the pack does not give";
  const reasons = grouped(items, ({ reason }) => reason).map(([code, some]) => [
    [why(code), " ", el("code", {}, code)],
    ...counted(some),
  ]);
  return part(
    "withheld",
    title,
    el(
      "p",
      {},
      `${countWords(items.length, "part")} of the events in this pack can be read by ` +
        `the partnership and ${items.length === 1 ? "is" : "are"} left out here.`,
    ),
    table("Withheld, by reason", reasonColumns("Reason"), reasons),
    pagedTable({
      caption: "Withheld, one by one",
      columns: [...FIELD_COLUMNS, { title: "Reason", kind: "words" }],
      items,
      row: (item) => [...fieldCells(item), why(item.reason)],
    }).element,
  );
}

function reasonColumns(title) {
  return [
    { title, kind: "words" },
    { title: "Words", kind: "number" },
    { title: "Evidence files", kind: "number" },
  ];
}

/** What was erased, by which event and under what authority. */
export function erasedPart(pack) {
  const items = closed(pack, "erased");
  const title = "What was erased, and under which authority";
  if (items.length === 0)
    return part("erased", title, el("p", {}, "Nothing was erased from the events in this pack."));
  const events = new Map(pack.events.map((event) => [event.position, event]));
  return part(
    "erased",
    title,
    el(
      "p",
      {},
      `${countWords(items.length, "part")} of the events in this pack ` +
        `${items.length === 1 ? "was" : "were"} erased: nobody can read ` +
        `${items.length === 1 ? "it" : "them"} any more, the partnership included. That ` +
        "there was something, and when, is still proved.",
    ),
    pagedTable({
      caption: "Erased, by the event that erased it",
      columns: [...reasonColumns("Erased by"), { title: "What that event says", kind: "words" }],
      items: grouped(items, ({ by }) => by),
      row: async ([by, some]) => [
        by === null ? "No event of the log says so" : `Event ${numberWords(by)}`,
        ...counted(some),
        by === null ? "–" : await eraserCell(pack, events.get(by)),
      ],
    }).element,
    pagedTable({
      caption: "Erased, one by one",
      columns: [...FIELD_COLUMNS, { title: "Erased by" }],
      items,
      row: (item) => [
        ...fieldCells(item),
        item.by === null ? "Not said" : `Event ${numberWords(item.by)}`,
      ],
    }).element,
  );
}

/** What the event that erased something says of it, as far as it can be read. */
async function eraserCell(pack, event) {
  if (!event) return "The event is not in the pack.";
  const who = `${plainWords(event.type)}, ${dayWords(event.occurredOn)}. ${actorWords(event)}.`;
  const leaf = await readEvent(pack, event);
  const open = event.accounts
    .filter(({ sort, value }) => sort === "words" && value)
    .map(({ field, value }) => [fieldWords(field), value]);
  const said = [...plainMembers(leaf?.get("data")), ...open];
  return [
    el("p", {}, who),
    el(
      "ul",
      {},
      said.map(([name, value]) => el("li", {}, `${name}: ${value}`)),
    ),
  ];
}

/** Members of the event's data that are plain words or numbers. */
function plainMembers(data, before = "") {
  if (!(data instanceof Map) || isField(data)) return [];
  return [...data].flatMap(([name, value]) => {
    const words = before === "" ? plainWords(name) : `${before}, ${name.replaceAll("_", " ")}`;
    if (typeof value === "string") return [[words, dayWords(value)]];
    if (typeof value === "number") return [[words, numberWords(value)]];
    return plainMembers(value, words);
  });
}

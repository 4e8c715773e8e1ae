// How the page says things: dates, names of fields, verdicts, relations.

const DAY = { day: "numeric", month: "long", year: "numeric", timeZone: "Europe/London" };
const dayFormat = new Intl.DateTimeFormat("en-GB", DAY);
const timeFormat = new Intl.DateTimeFormat("en-GB", {
  hour: "2-digit",
  minute: "2-digit",
  timeZone: "Europe/London",
});

/** A moment as `4 November 2026, 10:15`, in London's time. */
export function momentWords(moment) {
  const date = new Date(`${moment.slice(0, 23)}Z`);
  // Written as a moment, but of a day that there is not.
  if (Number.isNaN(date.getTime())) return moment;
  return `${dayFormat.format(date)}, ${timeFormat.format(date)}`;
}

/** A day as `4 November 2026`; what is no day stays what it is. */
export function dayWords(day) {
  const date = new Date(`${day}T12:00:00Z`);
  return /^\d{4}-\d\d-\d\d$/.test(day) && !Number.isNaN(date.getTime())
    ? dayFormat.format(date)
    : day;
}

/** A number with commas. */
export function numberWords(number) {
  return number.toLocaleString("en-GB");
}

/** A number of things: `1 event`, `12 events`. */
export function countWords(number, one, many = `${one}s`) {
  return `${numberWords(number)} ${number === 1 ? one : many}`;
}

/** A size as people say it, with the bytes. */
export function sizeWords(bytes) {
  const units = ["bytes", "KB", "MB", "GB"];
  let [value, unit] = [bytes, 0];
  while (value >= 1000 && unit < units.length - 1) [value, unit] = [value / 1000, unit + 1];
  if (unit === 0) return countWords(bytes, "byte");
  return `${value.toFixed(1)} ${units[unit]} (${countWords(bytes, "byte")})`;
}

/** A word of the record, such as `action_updated`, as words. */
export function plainWords(word) {
  const words = word.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A field, such as `/data/document/name`, as words: `Document, name`. */
export function fieldWords(field) {
  const parts = field.split("/").slice(1);
  if (parts[0] === "data" && parts.length > 1) parts.shift();
  const words = parts.map((part) => {
    const name = part.replaceAll("~1", "/").replaceAll("~0", "~");
    return /^\d+$/.test(name) ? String(Number(name) + 1) : name.replaceAll("_", " ");
  });
  const joined = words.join(", ");
  return joined.charAt(0).toUpperCase() + joined.slice(1);
}

/** Who: role and agency, or what else acted. */
export function actorWords({ role, agency, actor }) {
  const who = role ? plainWords(role) : actor ? plainWords(actor) : "Not said";
  return agency ? `${who}, ${agency}` : who;
}

/** What each verdict means. */
export const VERDICTS = {
  genuine: {
    mark: "✓",
    title: "Genuine",
    words: [
      "Nothing in this pack was changed after it was signed.",
      "Every event that is not shown, and everything withheld or erased, is accounted for.",
    ],
  },
  not_genuine: {
    mark: "✗",
    title: "Not genuine",
    words: [
      "Something in this pack is not what was recorded or what was signed.",
      "Do not rely on what it shows. Ask the partnership for the pack again, and show them the " +
        "problems below.",
    ],
  },
  unchecked: {
    mark: "?",
    title: "Could not be checked",
    words: [
      "Everything that this browser can check is right, but it cannot check signatures " +
        "(Ed25519), " +
        "so this page does not say that the pack is genuine.",
      "Open this page in a newer browser (Chrome or Edge 137, Firefox 129 or Safari " +
        "17, or later), " +
        "or use the command golden-thread verify.",
    ],
  },
};

/** Names the window after a verdict, for whoever has several. */
export function nameWindow(verdict, name) {
  document.title = `${VERDICTS[verdict].title}: ${name} – Check an evidence pack – Golden Thread`;
}

/** What no pack can show by itself. */
export const CANNOT_PROVE = [
  [
    "That the key is the partnership’s.",
    "Anybody can sign a pack with a key of their own. Compare the fingerprint below " +
      "with one that " +
      "you were given in another way, or a checkpoint that you kept.",
  ],
  [
    "That nothing was left out of what you asked for.",
    "No event can be put in, taken out or changed without this page finding it. But whether an " +
      "event that is not shown belongs to your request, only the partnership’s own " +
      "record can tell.",
  ],
  [
    "That what is withheld is rightly withheld.",
    "The reasons are those of whoever put the pack together.",
  ],
  [
    "When something really happened.",
    "The dates are those that were recorded. A checkpoint that you kept proves that " +
      "what it holds " +
      "was recorded before you got it.",
  ],
  [
    "That the pages to read tell the events rightly.",
    "They are what was handed over. Compare them with the events on this page.",
  ],
];

/** What came of comparing the key. */
export const KEY_RELATIONS = {
  same: "The key is the one you hold: this pack was signed by the same log.",
  other: "The key is not the one you hold: this pack was signed by somebody else.",
};

/** What came of comparing the checkpoint, of so many events. */
export function relationWords({ relation, problem, size }, own) {
  const held =
    size === null ? "the checkpoint you hold" : `your checkpoint of ${countWords(size, "event")}`;
  if (problem === "other_key") {
    return "The checkpoint you hold is signed by another key than this pack.";
  }
  if (problem === "other_log") return "The checkpoint you hold is of another log than this pack.";
  if (problem === "held_signature") {
    return (
      "The checkpoint you hold has a signature that does not fit. It was changed, or not copied " +
      "whole, so it says nothing about the pack."
    );
  }
  const words = {
    same: `The pack was made at exactly the moment of ${held}, and agrees with it.`,
    later:
      `The pack is later than ${held}, and begins with it: nothing that was recorded by then was ` +
      "changed or taken out since.",
    earlier:
      `The pack is earlier than ${held}, which begins with it: nothing in the pack was ` +
      "changed or " +
      "taken out afterwards.",
    forked:
      `The pack and ${held} cannot both be right. They come from different logs, or ` +
      "the record was " +
      "changed in between.",
    cannot_tell:
      size === null
        ? "The pack does not tell. Give the number of events with the code, or ask the " +
          "partnership " +
          "for a bridge from that checkpoint to this pack."
        : `The pack, which is of ${countWords(own, "event")}, does not tell how it ` +
          `stands to ${held}. ` +
          "Ask the partnership for a bridge between the two, and choose it here.",
  };
  return words[relation];
}

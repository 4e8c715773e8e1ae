// Canonical JSON (RFC 8785, whole numbers only), read strictly: what is written in any other way
// is refused while it is read, so nothing has to be written again and compared.

const DEPTH_MAX = 64;
const SHORT_ESCAPES = { '"': '"', "\\": "\\", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };

/** What is not canonical JSON. */
export class NotCanonical extends Error {}

/**
 * Reads canonical JSON.
 *
 * Objects become maps: an object of the language would put names that look like numbers first,
 * and knows names of its own.
 *
 * @returns {Map | Array | string | number | boolean | null}
 * @throws {NotCanonical}
 */
export function readCanonical(text) {
  const reader = new Reader(text);
  const value = reader.value(0);
  if (reader.at !== text.length) reader.refuse("something follows");
  return value;
}

class Reader {
  constructor(text) {
    this.text = text;
    this.at = 0;
  }

  refuse(why) {
    throw new NotCanonical(`${why}, at letter ${this.at + 1}`);
  }

  /** Takes this letter if it comes next. */
  takes(letter) {
    if (this.text[this.at] !== letter) return false;
    this.at += 1;
    return true;
  }

  expect(letter) {
    if (!this.takes(letter)) this.refuse(`“${letter}” was expected`);
  }

  value(depth) {
    switch (this.text[this.at]) {
      case "{":
        return this.object(depth + 1);
      case "[":
        return this.array(depth + 1);
      case '"':
        return this.string();
      case "t":
        return this.word("true", true);
      case "f":
        return this.word("false", false);
      case "n":
        return this.word("null", null);
      default:
        return this.number();
    }
  }

  word(word, value) {
    if (!this.text.startsWith(word, this.at)) this.refuse("not a value");
    this.at += word.length;
    return value;
  }

  number() {
    const pattern = /-?(?:0|[1-9][0-9]*)/y;
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (!found) this.refuse("not a value");
    const number = Number(found[0]);
    if (found[0] === "-0") this.refuse("-0 is no whole number here");
    if (!Number.isSafeInteger(number)) this.refuse("the number is too large");
    this.at += found[0].length;
    return number;
  }

  object(depth) {
    if (depth > DEPTH_MAX) this.refuse("nested too deep");
    this.at += 1;
    const members = new Map();
    if (this.takes("}")) return members;
    let before = null;
    do {
      const name = this.string();
      // By UTF-16 code units, as the language compares strings and RFC 8785 sorts names.
      if (before !== null && !(before < name)) this.refuse("a name out of order or twice");
      before = name;
      this.expect(":");
      members.set(name, this.value(depth));
    } while (this.takes(","));
    this.expect("}");
    return members;
  }

  array(depth) {
    if (depth > DEPTH_MAX) this.refuse("nested too deep");
    this.at += 1;
    const items = [];
    if (this.takes("]")) return items;
    do items.push(this.value(depth));
    while (this.takes(","));
    this.expect("]");
    return items;
  }

  string() {
    this.expect('"');
    let out = "";
    for (;;) {
      const plain = /[^"\\\u0000-\u001f]*/y;
      plain.lastIndex = this.at;
      out += plain.exec(this.text)[0];
      this.at = plain.lastIndex;
      if (this.takes('"')) break;
      this.expect("\\");
      out += this.escape();
    }
    return out;
  }

  escape() {
    const letter = this.text[this.at] ?? "";
    if (Object.hasOwn(SHORT_ESCAPES, letter)) {
      this.at += 1;
      return SHORT_ESCAPES[letter];
    }
    // Only control characters without a short form, with lower-case digits. So half a character,
    // which UTF-8 cannot hold, cannot be written as an escape either.
    const code = /^u00([01][0-9a-f])$/.exec(this.text.slice(this.at, this.at + 5));
    const value = code ? String.fromCharCode(parseInt(code[1], 16)) : "";
    if (!code || "\b\t\n\f\r".includes(value)) this.refuse("an escape that is not needed");
    this.at += 5;
    return value;
  }
}

/** Whether this is an object with exactly these members. */
export function hasExactly(value, names) {
  return value instanceof Map && value.size === names.length && names.every((n) => value.has(n));
}

/** Whether this is a whole number from `least` on. */
export function isCount(value, least = 0) {
  return Number.isSafeInteger(value) && value >= least;
}

/** One part of a JSON pointer as it is written in one (RFC 6901). */
export function pointerPart(name) {
  return String(name).replaceAll("~", "~0").replaceAll("/", "~1");
}

// Reading an entry: in pieces, and line by line.

import { fromUtf8 } from "./bytes.mjs";
import { readCanonical } from "./canonical.mjs";

/** How much is read at once: little enough that a page stays alive between two pieces. */
const PIECE_BYTES = 1024 * 1024;
/** The same of lines, each of which takes more work than a hash. */
const LINES_PIECE_BYTES = 128 * 1024;
const LINE_BYTES_MAX = 16 * 1024 * 1024;
const LINE_FEED = 10;

/** The bytes of an entry, piece by piece. */
export async function* pieces(file, entry, most = PIECE_BYTES) {
  for (let at = 0; at < entry.size; at += most) {
    const from = entry.at + at;
    const to = Math.min(from + most, entry.at + entry.size);
    yield new Uint8Array(await file.slice(from, to).arrayBuffer());
  }
}

/** The lines of an entry, one after the other, with a look at the next. */
export class Lines {
  /** @param {(bytes: number) => void} onRead is told of every piece that was read */
  constructor(file, entry, onRead = () => {}) {
    this.onRead = onRead;
    this.source = pieces(file, entry, LINES_PIECE_BYTES);
    this.piece = new Uint8Array(0);
    this.pieceAt = entry.at;
    this.from = 0;
    /** A line was too long: no more are read. */
    this.broken = false;
    this.looked = undefined;
  }

  /**
   * The next line without taking it, or null at the end.
   *
   * @returns {Promise<{ bytes: Uint8Array | null, value: unknown, at: number, length: number }
   *   | null>} its bytes without the line feed, null when it has no line feed or is too long, and
   *   then nothing follows; its
   *   value, undefined when it is not canonical JSON; and where it stands in the file
   */
  async peek() {
    if (this.looked === undefined) this.looked = await this.read();
    return this.looked;
  }

  /** Takes the next line. */
  async take() {
    const line = await this.peek();
    this.looked = undefined;
    return line;
  }

  async read() {
    if (this.broken) return null;
    const at = this.pieceAt + this.from;
    const parts = [];
    let length = 0;
    for (;;) {
      const end = this.piece.indexOf(LINE_FEED, this.from);
      const to = end < 0 ? this.piece.length : end;
      const part = this.piece.subarray(this.from, to);
      length += part.length;
      if (length >= LINE_BYTES_MAX) {
        this.broken = true;
        return finished(null, at, length);
      }
      parts.push(part);
      this.from = to;
      if (end >= 0) {
        this.from += 1;
        return finished(joined(parts, length), at, length);
      }
      if (!(await this.nextPiece())) return length > 0 ? finished(null, at, length) : null;
    }
  }

  async nextPiece() {
    this.pieceAt += this.piece.length;
    this.from = 0;
    const { value, done } = await this.source.next();
    this.piece = done ? new Uint8Array(0) : value;
    this.onRead(this.piece.length);
    return !done;
  }
}

function joined(parts, length) {
  if (parts.length === 1) return parts[0];
  const out = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

function finished(bytes, at, length) {
  const text = bytes === null ? null : fromUtf8(bytes);
  return { bytes, value: text === null ? undefined : tryCanonical(text), at, length };
}

/** The value of canonical JSON, or undefined. */
export function tryCanonical(text) {
  try {
    return readCanonical(text);
  } catch {
    return undefined;
  }
}

// Bytes as the format writes them: hex, base64, Crockford's base 32, CRC-32, UTF-8.

const HEX = "0123456789abcdef";
const BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** Whether this is `length` hex digits in lower case. */
export function isHex(text, length) {
  return typeof text === "string" && text.length === length && /^[0-9a-f]*$/.test(text);
}

/** Bytes as hex in lower case. */
export function toHex(bytes) {
  let out = "";
  for (const byte of bytes) out += HEX[byte >> 4] + HEX[byte & 15];
  return out;
}

/** The bytes that hex means; it has to be hex. */
export function fromHex(text) {
  const out = new Uint8Array(text.length / 2);
  for (let i = 0; i < out.length; i += 1) out[i] = parseInt(text.slice(2 * i, 2 * i + 2), 16);
  return out;
}

/** Bytes as base64 with padding. */
export function toBase64(bytes) {
  let out = "";
  for (let i = 0; i < bytes.length; i += 3) {
    const have = Math.min(3, bytes.length - i);
    const word = (bytes[i] << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    out += BASE64[word >> 18] + BASE64[(word >> 12) & 63];
    out += have > 1 ? BASE64[(word >> 6) & 63] : "=";
    out += have > 2 ? BASE64[word & 63] : "=";
  }
  return out;
}

/** The bytes that base64 means, or null when it is not written in the one way there is. */
export function fromBase64(text) {
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return null;
  const letters = text.replace(/=+$/, "");
  const out = new Uint8Array(Math.floor((letters.length * 3) / 4));
  let bits = 0;
  let value = 0;
  let at = 0;
  for (const letter of letters) {
    value = ((value << 6) | BASE64.indexOf(letter)) & 0xffffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      out[at] = (value >> bits) & 255;
      at += 1;
    }
  }
  // Bits that are not needed are nought, and the padding fits.
  return toBase64(out) === text ? out : null;
}

/** 15 bytes as six groups of four letters. */
export function toGroups(bytes) {
  let number = 0n;
  for (const byte of bytes) number = (number << 8n) | BigInt(byte);
  let letters = "";
  for (let shift = 115n; shift >= 0n; shift -= 5n) {
    letters += CROCKFORD[Number((number >> shift) & 31n)];
  }
  return letters.match(/.{4}/g).join("-");
}

/** Six groups of four letters as a person types them, in the one way they are written; or null. */
export function readGroups(text) {
  const letters = text
    .replace(/[a-z]/g, (letter) => letter.toUpperCase())
    .replace(/[-\p{White_Space}\u2010-\u2014]/gu, "")
    .replace(/O/g, "0")
    .replace(/[IL]/g, "1");
  if (!/^[0-9A-HJKMNP-TV-Z]{24}$/.test(letters)) return null;
  return letters.match(/.{4}/g).join("-");
}

/** Whether two runs of bytes are the same. */
export function sameBytes(one, other) {
  return one.length === other.length && one.every((byte, index) => byte === other[index]);
}

const encoder = new TextEncoder();

/** Text as UTF-8. */
export function toUtf8(text) {
  return encoder.encode(text);
}

/** UTF-8 as text, or null when it is not UTF-8. A byte order mark stays in it. */
export function fromUtf8(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) {
    value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  }
  return value;
});

/** CRC-32 of bytes, going on from what the bytes before gave. */
export function crc32(bytes, before = 0) {
  let value = ~before;
  for (let i = 0; i < bytes.length; i += 1) {
    value = (value >>> 8) ^ CRC_TABLE[(value ^ bytes[i]) & 255];
  }
  return ~value >>> 0;
}

/** Whether this is written as a moment such as `2026-03-03T09:00:00.000000Z`, so that it sorts. */
export function isMoment(text) {
  return typeof text === "string" && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/.test(text);
}

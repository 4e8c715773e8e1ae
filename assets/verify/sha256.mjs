// SHA-256 of bytes that come piece by piece: the browser's own digest takes whole buffers only,
// and a pack may be larger than what a browser wants to hold.

const ROUNDS = new Int32Array(64);
const START = new Int32Array(8);

// The first 32 bits of the fractional parts of roots of primes (FIPS 180-4, 4.2.2 and 5.3.3),
// worked out in whole numbers so that no rounding can touch them.
(function fillConstants() {
  const root = (value, degree) => {
    // The largest x with x^degree <= value.
    let low = 0n;
    let high = 1n << 64n;
    while (high - low > 1n) {
      const middle = (low + high) >> 1n;
      if (middle ** degree <= value) low = middle;
      else high = middle;
    }
    return Number(low & 0xffffffffn) | 0;
  };
  let found = 0;
  for (let number = 2; found < 64; number += 1) {
    let prime = true;
    for (let by = 2; by * by <= number; by += 1) if (number % by === 0) prime = false;
    if (!prime) continue;
    if (found < 8) START[found] = root(BigInt(number) << 64n, 2n);
    ROUNDS[found] = root(BigInt(number) << 96n, 3n);
    found += 1;
  }
})();

/** A hash under way: `update` it with bytes, then ask its `digest` once. */
export class Sha256 {
  constructor() {
    this.state = START.slice();
    this.schedule = new Int32Array(64);
    this.block = new Uint8Array(64);
    this.held = 0;
    this.length = 0;
  }

  /** Takes further bytes, and gives itself back. */
  update(bytes) {
    this.length += bytes.length;
    let at = 0;
    if (this.held > 0) {
      const taken = Math.min(64 - this.held, bytes.length);
      this.block.set(bytes.subarray(0, taken), this.held);
      this.held += taken;
      at = taken;
      if (this.held < 64) return this;
      this.compress(this.block, 0);
      this.held = 0;
    }
    for (; at + 64 <= bytes.length; at += 64) this.compress(bytes, at);
    this.block.set(bytes.subarray(at));
    this.held = bytes.length - at;
    return this;
  }

  /** The 32 bytes of the hash. */
  digest() {
    const length = this.length;
    const end = new Uint8Array(this.held < 56 ? 64 - this.held : 128 - this.held);
    end[0] = 0x80;
    const view = new DataView(end.buffer);
    view.setUint32(end.length - 8, Math.floor(length / 0x20000000));
    view.setUint32(end.length - 4, (length << 3) >>> 0);
    this.update(end);
    const out = new Uint8Array(32);
    const words = new DataView(out.buffer);
    this.state.forEach((word, index) => words.setInt32(index * 4, word));
    return out;
  }

  compress(bytes, from) {
    const w = this.schedule;
    const state = this.state;
    for (let i = 0, at = from; i < 16; i += 1, at += 4) {
      w[i] = (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3];
    }
    for (let i = 16; i < 64; i += 1) {
      const x = w[i - 15];
      const y = w[i - 2];
      const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
      const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
      w[i] = (w[i - 16] + s0 + w[i - 7] + s1) | 0;
    }
    let a = state[0];
    let b = state[1];
    let c = state[2];
    let d = state[3];
    let e = state[4];
    let f = state[5];
    let g = state[6];
    let h = state[7];
    for (let i = 0; i < 64; i += 1) {
      const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
      const t1 = (h + s1 + (g ^ (e & (f ^ g))) + ROUNDS[i] + w[i]) | 0;
      const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
      const t2 = (s0 + ((a & b) ^ (c & (a ^ b)))) | 0;
      h = g;
      g = f;
      f = e;
      e = (d + t1) | 0;
      d = c;
      c = b;
      b = a;
      a = (t1 + t2) | 0;
    }
    state[0] += a;
    state[1] += b;
    state[2] += c;
    state[3] += d;
    state[4] += e;
    state[5] += f;
    state[6] += g;
    state[7] += h;
  }
}

/** The hash of these parts, one behind the other. */
export function sha256(...parts) {
  const hash = new Sha256();
  for (const part of parts) hash.update(part);
  return hash.digest();
}

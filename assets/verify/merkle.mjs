// The tree over the events (RFC 6962, RFC 9162).

import { sameBytes } from "./bytes.mjs";
import { sha256 } from "./sha256.mjs";

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

/** The hash of a leaf's bytes. */
export function leafHash(bytes) {
  return sha256(LEAF, bytes);
}

/** The hash over two halves. */
export function nodeHash(left, right) {
  return sha256(NODE, left, right);
}

/** The hashes of whole blocks from the first event on, put together as they come. */
export class Growing {
  constructor() {
    this.stack = [];
    this.next = 0;
  }

  /** Adds the block of that level that comes next. */
  push(level, hash) {
    this.next += 2 ** level;
    let top = { level, hash };
    while (this.stack.length > 0 && this.stack.at(-1).level === top.level) {
      const left = this.stack.pop();
      top = { level: top.level + 1, hash: nodeHash(left.hash, top.hash) };
    }
    this.stack.push(top);
  }

  /** The root over everything so far. */
  root() {
    if (this.stack.length === 0) return sha256();
    return this.stack.map(({ hash }) => hash).reduceRight((right, left) => nodeHash(left, right));
  }
}

/** The level of the largest block that begins at `next` and ends by `end`. */
export function blockLevel(next, end) {
  let level = 0;
  for (let width = 2; next % width === 0 && next + width <= end; width *= 2) level += 1;
  return level;
}

const half = (number) => Math.floor(number / 2);
const isOdd = (number) => number % 2 === 1;

function isPowerOfTwo(number) {
  let rest = number;
  while (rest > 1 && !isOdd(rest)) rest /= 2;
  return rest === 1;
}

/**
 * Whether a consistency proof holds (RFC 9162, 2.1.4.2) between an earlier and a later tree. There
 * are proofs from one event on.
 *
 * @param {{ size: number, root: Uint8Array }} first the smaller
 * @param {{ size: number, root: Uint8Array }} second the larger
 * @param {Uint8Array[]} proof
 */
export function isConsistent(first, second, proof) {
  if (first.size > second.size || first.size === 0) return false;
  if (first.size === second.size) return proof.length === 0 && sameBytes(first.root, second.root);
  const steps = [...proof];
  if (isPowerOfTwo(first.size)) steps.unshift(first.root);
  if (steps.length === 0) return false;
  let one = first.size - 1;
  let two = second.size - 1;
  while (isOdd(one)) [one, two] = [half(one), half(two)];
  let [left, right] = [steps[0], steps[0]];
  for (const step of steps.slice(1)) {
    if (two === 0) return false;
    if (isOdd(one) || one === two) {
      left = nodeHash(step, left);
      right = nodeHash(step, right);
      while (!isOdd(one) && one !== 0) [one, two] = [half(one), half(two)];
    } else {
      right = nodeHash(right, step);
    }
    [one, two] = [half(one), half(two)];
  }
  return two === 0 && sameBytes(left, first.root) && sameBytes(right, second.root);
}

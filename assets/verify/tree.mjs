// One pass over the tree: the events of the pack, and hashes for all the others.

import { fromHex, isHex } from "./bytes.mjs";
import { hasExactly, isCount } from "./canonical.mjs";
import { Growing, blockLevel } from "./merkle.mjs";

const TREE = "tree.ndjson";
const LEVEL_MAX = 63;

/** The tree as it is put together, event by event. */
export class TreePass {
  /**
   * @param {Lines} lines of `tree.ndjson`
   * @param {number} size how many events the log held
   * @param {Problems} problems
   */
  constructor(lines, size, problems) {
    this.lines = lines;
    this.size = size;
    this.problems = problems;
    this.next = 0;
    /** Every block in order, to work out roots again. */
    this.blocks = [];
    /** Whether no block is missing. */
    this.complete = true;
    this.count = 0;
  }

  /** Adds the leaf at this position, with the blocks before it. */
  async leaf(position, hash) {
    await this.fill(position - 1);
    this.push(0, hash);
  }

  /** Adds the blocks behind the last leaf, and looks for lines too many. */
  async finish() {
    await this.fill(this.size);
    for (let line = await this.take(); line !== null; line = await this.take()) {
      this.problems.add(line.block ? "tree_extra" : "tree_form", TREE, line.position);
    }
  }

  /** The root over the first so many events, or null when the pack does not tell it. */
  rootAt(size) {
    if (!this.complete) return null;
    const growing = new Growing();
    for (const { level, hash } of this.blocks) {
      if (growing.next >= size) break;
      growing.push(level, hash);
    }
    return growing.next === size ? growing.root() : null;
  }

  async fill(end) {
    while (this.next < end) {
      const level = blockLevel(this.next, end);
      this.push(level, await this.due(level, this.next / 2 ** level));
    }
  }

  push(level, hash) {
    this.next += 2 ** level;
    if (hash === null) this.complete = false;
    else if (this.complete) this.blocks.push({ level, hash });
  }

  /** The hash of the block that is due, or null when its line is missing. */
  async due(level, index) {
    const start = index * 2 ** level;
    for (;;) {
      const line = await this.look();
      if (line?.block && line.block.level === level && line.block.index === index) {
        await this.take();
        return line.block.hash;
      }
      // A line that cannot be read, or for what was already there, is in the way of this one.
      const inTheWay = line && (!line.block || line.start <= start);
      if (!inTheWay) {
        this.problems.add("tree_missing", TREE, start + 1);
        return null;
      }
      await this.take();
      this.problems.add(line.block ? "tree_extra" : "tree_form", TREE, line.position);
    }
  }

  async look() {
    const line = await this.lines.peek();
    if (line === null) return null;
    const block = readBlock(line.value);
    const start = block ? block.index * 2 ** block.level : null;
    const position = Number.isSafeInteger(start) ? start + 1 : null;
    return { block, start, position };
  }

  async take() {
    const line = await this.look();
    if (line === null) return null;
    await this.lines.take();
    this.count += 1;
    return line;
  }
}

function readBlock(value) {
  if (!hasExactly(value, ["hash", "index", "level"]) || !isHex(value.get("hash"), 64)) return null;
  const [index, level] = [value.get("index"), value.get("level")];
  if (!isCount(index) || !isCount(level) || level > LEVEL_MAX) return null;
  return { hash: fromHex(value.get("hash")), index, level };
}

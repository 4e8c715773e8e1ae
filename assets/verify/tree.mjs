// One pass over the tree: the events of the pack, and hashes for all the others.

import { fromHex, isHex } from "./bytes.mjs";
import { hasExactly, isCount } from "./canonical.mjs";
import { Growing, blockLevel } from "./merkle.mjs";

const TREE = "tree.ndjson";
/** Positions are below 2^53, and so is every block. */
const POSITION_BITS = 53;

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
    /** Once something is missing, there is no telling what the root would be, nor what is due. */
    this.lost = false;
    this.count = 0;
  }

  /** Adds the leaf at this position, with the blocks before it. */
  async leaf(position, hash) {
    await this.fill(position - 1);
    if (!this.lost) this.push(0, hash);
  }

  /** Adds the blocks behind the last leaf, and looks for lines too many. */
  async finish() {
    await this.fill(this.size);
    for (let line = await this.take(); line !== null; line = await this.take()) {
      const code = line.block ? "tree_extra" : "tree_form";
      if (!this.lost) this.problems.add(code, TREE, line.position);
    }
  }

  /** The root over the first so many events, or null when the pack does not tell it. */
  rootAt(size) {
    if (this.lost) return null;
    const growing = new Growing();
    for (const { level, hash } of this.blocks) {
      if (growing.next >= size) break;
      growing.push(level, hash);
    }
    return growing.next === size ? growing.root() : null;
  }

  async fill(end) {
    while (!this.lost && this.next < end) {
      const level = blockLevel(this.next, end);
      const hash = await this.due(level, this.next / 2 ** level, end);
      if (hash) this.push(level, hash);
    }
  }

  push(level, hash) {
    this.next += 2 ** level;
    this.blocks.push({ level, hash });
  }

  /** The hash of the block that is due, or null when its line is not there. */
  async due(level, index, end) {
    const line = await this.take();
    if (line?.block && line.block.level === level && line.block.index === index) {
      return line.block.hash;
    }
    this.lost = true;
    const wrong = (code, position) => {
      this.problems.add(code, TREE, position);
      return null;
    };
    if (line === null) return wrong("tree_missing", this.next + 1);
    if (!line.block) return wrong("tree_form", this.next + 1);
    const { start, stop, position } = line;
    if (start > this.next) return wrong("tree_missing", this.next + 1);
    // A smaller block than the one due: what follows it is not accounted for.
    if (start === this.next && stop <= end) return wrong("tree_missing", stop + 1);
    // For what was there already, or reaches over the next event of the pack.
    return wrong("tree_extra", position);
  }

  async take() {
    const line = await this.lines.take();
    if (line === null) return null;
    this.count += 1;
    const block = readBlock(line.value);
    if (!block) return { block, position: null };
    const start = block.index * 2 ** block.level;
    return { block, start, stop: start + 2 ** block.level, position: start + 1 };
  }
}

function readBlock(value) {
  if (!hasExactly(value, ["hash", "index", "level"]) || !isHex(value.get("hash"), 64)) return null;
  const [index, level] = [value.get("index"), value.get("level")];
  if (!isCount(index) || !isCount(level) || level >= POSITION_BITS) return null;
  if (index >= 2 ** (POSITION_BITS - level)) return null;
  return { hash: fromHex(value.get("hash")), index, level };
}

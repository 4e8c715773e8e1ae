// The ids of the demo's things, which are made from their names and never change.

import { createHash } from "node:crypto";

const NAMESPACE = Buffer.from("8d0c61e65c1a5a0e9a5370d12b6ed3f0", "hex");

/** The id of a thing of the demo: `idOf("audit", "neglect")`, `idOf("case", "front-door/3")`. */
export function idOf(kind, name) {
  const hash = createHash("sha1").update(NAMESPACE).update(`${kind}/${name}`).digest();
  const id = hash.subarray(0, 16);
  id[6] = (id[6] & 0x0f) | 0x50;
  id[8] = (id[8] & 0x3f) | 0x80;
  const hex = id.toString("hex");
  const parts = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20)];
  return [...parts, hex.slice(20)].join("-");
}

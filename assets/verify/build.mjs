// Puts the page that checks packs together: one file, with style and script inside, that may load
// and reach nothing. `node build.mjs FILE` writes it.

import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The modules in an order in which each stands behind those it needs. */
const MODULES = [
  "sha256",
  "bytes",
  "canonical",
  "notes",
  "problems",
  "merkle",
  "container",
  "lines",
  "manifest",
  "tree",
  "accounts",
  "check",
  "held",
  "words",
  "show",
  "events",
  "closed",
  "compare",
  "answer",
  "page",
];

const read = (name) => readFileSync(new URL(name, import.meta.url), "utf8");

/** One script out of all modules: they share one scope, so their names differ. */
export function script() {
  const parts = MODULES.map((name) => {
    const source = read(`${name}.mjs`);
    const alone = source.replace(/^import [^;]*;\n/gm, "").replace(/^export /gm, "");
    return `// ---- ${name}.mjs\n${alone.trim()}\n`;
  });
  return `\n${parts.join("\n")}`;
}

/** The whole page. */
export function page() {
  const inside = { style: `\n${read("page.css")}`, script: script() };
  const hash = (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
  const policy = [
    "default-src 'none'",
    `script-src ${hash(inside.script)}`,
    `style-src ${hash(inside.style)}`,
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  const fill = { policy, ...inside };
  return read("page.html").replace(/\{\{(\w+)\}\}/g, (_, name) => fill[name]);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(process.argv[2], page());
}

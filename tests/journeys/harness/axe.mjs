// Accessibility by axe-core, run inside the page.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** WCAG 2.2 at A and AA with everything earlier, and axe's own good practice. */
export const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Every violation on the page as it stands now, one string each. */
export async function violations(page) {
  // Timers never fire on a page without JavaScript, and axe would wait for one for ever.
  assert.equal(page.script, "on", "axe needs a page with JavaScript");
  await page.evaluate(AXE);
  const found = await page.evaluate(
    async (tags) => {
      const result = await window.axe.run(document, {
        runOnly: { type: "tag", values: tags },
        resultTypes: ["violations"],
      });
      return result.violations.map(({ id, impact, help, nodes }) => ({
        id,
        impact,
        help,
        nodes: nodes.slice(0, 3).map(({ target, html, failureSummary }) => ({
          target: target.join(" "),
          html: html.slice(0, 200),
          failureSummary,
        })),
        count: nodes.length,
      }));
    },
    TAGS,
  );
  return [...found.map(inWords), ...(await sharedIds(page))];
}

/** Ids that more than one element bears: what names or describes by them finds only the first. */
async function sharedIds(page) {
  const ids = await page.locator("[id]").evaluateAll((all) => all.map((one) => one.id));
  const shared = new Set(ids.filter((id, place) => ids.indexOf(id) !== place));
  return [...shared].map((id) => `more than one element bears the id ${id}`);
}

/** Fails when axe finds anything at all. */
export async function axe(page) {
  const found = await violations(page);
  assert.deepEqual(found, [], `axe on ${page.url()}:\n${found.join("\n")}`);
}

function inWords({ id, impact, help, nodes, count }) {
  const places = nodes.map(({ target, html }) => `    ${target}  ${html}`).join("\n");
  return `${id} (${impact}): ${help}, ${count} place(s)\n${places}`;
}

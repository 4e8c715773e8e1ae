// What a page looks like at a desk, on a telephone and on paper.

import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { DESKTOP, NARROW } from "./browser.mjs";

/** Where pictures go: ignored by git, so that a person can look after a run. */
export const OUT = fileURLToPath(new URL("../out/", import.meta.url));

/**
 * What makes the page itself scroll sideways at its present width: empty when nothing does.
 * What stands in a region that scrolls by itself (a wide table in its wrapper) does not count.
 */
export function sidewaysScroll(page) {
  return page.evaluate(() => {
    const root = document.documentElement;
    const room = root.clientWidth;
    if (Math.max(root.scrollWidth, document.body.scrollWidth) <= room) return [];
    const contained = (element) => {
      for (let up = element.parentElement; up && up !== document.body; up = up.parentElement) {
        if (getComputedStyle(up).overflowX !== "visible") return true;
      }
      return false;
    };
    const wide = [...document.body.querySelectorAll("*")]
      .filter((element) => element.getBoundingClientRect().right > room + 0.5)
      .filter((element) => !contained(element))
      .map((element) => {
        const right = Math.round(element.getBoundingClientRect().right);
        const name = [element.localName, ...element.classList].join(".");
        return `${name} ends at ${right} of ${room} px`;
      });
    if (wide.length > 0) return wide.slice(0, 5);
    return [`the page is ${root.scrollWidth} of ${room} px wide`];
  });
}

/** Runs `work` with the window at `viewport`, and puts the window back. */
export async function atWidth(page, viewport, work) {
  const before = page.viewportSize();
  await page.setViewportSize(viewport);
  try {
    return await work();
  } finally {
    await page.setViewportSize(before);
  }
}

/** Fails when the page scrolls sideways at 320 px (WCAG 2.2, 1.4.10 Reflow). */
export async function fitsNarrow(page) {
  const wide = await atWidth(page, NARROW, () => sidewaysScroll(page));
  assert.deepEqual(wide, [], `${page.url()} scrolls sideways at 320 px:\n${wide.join("\n")}`);
}

/** Keeps the page as `out/NAME-1280.png`, `out/NAME-320.png` and `out/NAME-print.pdf` (A4). */
export async function screenshots(page, name) {
  await mkdir(OUT, { recursive: true });
  const path = (ending) => join(OUT, `${name.replace(/[^a-z0-9.-]+/gi, "-")}-${ending}`);
  for (const viewport of [DESKTOP, NARROW]) {
    await atWidth(page, viewport, () =>
      page.screenshot({ path: path(`${viewport.width}.png`), fullPage: true }),
    );
  }
  const pdf = await page.pdf({ path: path("print.pdf"), format: "A4", printBackground: true });
  assert.ok(pdf.length > 0, `${page.url()} prints nothing`);
}

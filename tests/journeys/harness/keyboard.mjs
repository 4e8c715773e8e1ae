// Using a page with the keyboard alone.

import assert from "node:assert/strict";

/** More stops than any of our pages has between two things a person wants. */
const STOPS_MAX = 300;

/** Presses Tab until `locator` has the focus, which must be visible; fails when it never has. */
export async function tabTo(page, locator) {
  for (let stop = 0; stop < STOPS_MAX; stop += 1) {
    if (await hasFocus(locator)) {
      assert.ok(await focusIsVisible(page), `focus on ${locator} cannot be seen`);
      return;
    }
    await page.keyboard.press("Tab");
  }
  assert.fail(`Tab never reaches ${locator} on ${page.url()}`);
}

/** Reaches a link or button that opens a page by Tab, presses Enter, and waits for that page. */
export async function pressOn(page, locator) {
  await tabTo(page, locator);
  await Promise.all([page.waitForNavigation({ waitUntil: "load" }), page.keyboard.press("Enter")]);
}

/** Reaches a field by Tab, empties it and types. */
export async function typeInto(page, locator, text) {
  await tabTo(page, locator);
  await page.keyboard.press("Control+A");
  await page.keyboard.type(text);
}

/** Reaches a drop-down by Tab and chooses the option whose words are `label`, by typing them. */
export async function chooseFrom(page, locator, label) {
  await tabTo(page, locator);
  await page.keyboard.type(label);
  const chosen = await locator.evaluate((select) => select.selectedOptions[0]?.textContent.trim());
  assert.equal(chosen, label, `${locator} on ${page.url()}`);
}

/** Reaches a checkbox or a group of radios by Tab and chooses with the space bar or the arrows. */
export async function tick(page, locator) {
  const group = await locator.evaluate(({ type, name }) => ({ type, name }));
  if (group.type !== "radio") {
    await tabTo(page, locator);
    if (!(await locator.isChecked())) await page.keyboard.press("Space");
  } else {
    // Tab stops once in a group of radios; the arrow keys move inside it.
    await tabTo(page, page.locator(`input[type=radio][name="${group.name}"]:focus`));
    const radios = await page.locator(`input[type=radio][name="${group.name}"]`).count();
    await page.keyboard.press("Space");
    for (let turn = 0; turn < radios && !(await locator.isChecked()); turn += 1) {
      await page.keyboard.press("ArrowDown");
    }
  }
  assert.ok(await locator.isChecked(), `${locator} on ${page.url()} cannot be chosen by keyboard`);
}

/**
 * Walks the whole page by Tab.
 *
 * @returns every stop in order, in words; fails on a trap (focus that does not move on) and on a
 *   stop whose focus cannot be seen
 */
export async function tabThrough(page) {
  await page.evaluate(() => {
    document.activeElement?.blur();
    window.scrollTo(0, 0);
  });
  const stops = [];
  let before = null;
  let parts = 0;
  for (let stop = 0; stop < STOPS_MAX; stop += 1) {
    await page.keyboard.press("Tab");
    const here = await page.evaluate(describeFocus);
    if (here === null || (stops.length > 0 && here.mark === stops[0].mark)) break;
    // A browser's own control of a date is one element with several stops: day, month, year …
    if (here.mark === before && parts < here.partsMax) {
      parts += 1;
      continue;
    }
    parts = 0;
    assert.notEqual(here.mark, before, `focus is trapped on ${here.words} of ${page.url()}`);
    assert.ok(await focusIsVisible(page), `focus on ${here.words} of ${page.url()} cannot be seen`);
    before = here.mark;
    stops.push(here);
  }
  return stops.map(({ words }) => words);
}

/** Whether the element with the focus looks different from itself without it. */
export function focusIsVisible(page) {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (!element || element === document.body) return false;
    // GOV.UK draws the focus of a checkbox or radio on the label beside it.
    const parts = [
      [element, null],
      [element, "::before"],
      ...[...(element.labels ?? [])].flatMap((label) => [
        [label, "::before"],
        [label, "::after"],
      ]),
    ];
    const look = () =>
      parts
        .map(([part, pseudo]) => {
          const style = getComputedStyle(part, pseudo);
          const outline =
            style.outlineStyle === "none" ? "none" : `${style.outlineWidth} ${style.outlineColor}`;
          return [outline, style.boxShadow, style.backgroundColor, style.borderColor].join("|");
        })
        .join("\n");
    const focused = look();
    element.blur();
    const resting = look();
    element.focus({ preventScroll: true, focusVisible: true });
    return focused !== resting;
  });
}

async function hasFocus(locator) {
  if ((await locator.count()) === 0) return false;
  return locator.first().evaluate((element) => element === document.activeElement);
}

/** Runs in the page: the element with the focus, marked so that it is known again. */
function describeFocus() {
  const element = document.activeElement;
  if (!element || element === document.body || element === document.documentElement) return null;
  window.journeyMarks ??= new Map();
  const marks = window.journeyMarks;
  if (!marks.has(element)) marks.set(element, marks.size + 1);
  const name = element.getAttribute("aria-label") ?? element.textContent.trim().slice(0, 60);
  const words = `${element.localName} "${name || element.name || ""}"`;
  const partsMax = /^(date|datetime-local|month|time|week)$/.test(element.type) ? 7 : 0;
  return { mark: marks.get(element), words, partsMax };
}

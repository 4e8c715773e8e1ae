// Visits every page a person can reach by links, and judges each the same way.

import { NARROW, withPage } from "./browser.mjs";
import { violations } from "./axe.mjs";
import { atWidth, screenshots, sidewaysScroll } from "./layout.mjs";

/**
 * Visits pages from `start`, nearest first, following links of the same origin.
 *
 * Many addresses are one page with other contents: `/actions/1.1` and `/actions/1.2`, or one list
 * with other filters. Of each such shape `perShape` are visited, so that a crawl ends.
 *
 * @param {{ start?: string, pagesMax?: number, perShape?: number, pictures?: boolean,
 *   shape?: (address: string) => string }} options `shape` says which addresses are one page
 * @returns `visited` (addresses of pages), `downloads` (addresses of everything else) and
 *   `problems`, each naming its page and the page that linked there
 */
export async function crawl(browser, origin, options = {}) {
  const { start = "/", pagesMax = 200, perShape = 3, pictures = false, shape = shapeOf } = options;
  const found = { visited: [], downloads: [], problems: [] };
  const queue = [{ address: origin + start, from: "the start" }];
  const known = new Set([origin + start]);
  const shapes = new Map();

  await withPage(browser, {}, async (page) => {
    await withPage(browser, { script: "off" }, async (plain) => {
      while (queue.length > 0) {
        const { address, from } = queue.shift();
        if (found.visited.length >= pagesMax) {
          found.problems.push(`more than ${pagesMax} pages: raise pagesMax or look for a loop`);
          break;
        }
        const say = (problem) => found.problems.push(`${address} (from ${from}): ${problem}`);
        if (!(await isPage(page, address, say, found.downloads))) continue;
        found.visited.push(address);
        for (const problem of await judge(page, address)) say(problem);
        for (const problem of await compareWithoutScript(page, plain, address)) say(problem);
        if (pictures) await screenshots(page, `page${new URL(address).pathname}`);
        for (const link of await linksOf(page, origin)) {
          const seen = shapes.get(shape(link)) ?? 0;
          if (known.has(link) || seen >= perShape) continue;
          known.add(link);
          shapes.set(shape(link), seen + 1);
          queue.push({ address: link, from: address });
        }
      }
    });
  });
  return found;
}

/**
 * Opens `address` and says everything that is wrong with the page there: status, title, language,
 * heading, axe at both widths, sideways scroll, dead fragments, and what the browser complained of.
 */
export async function judge(page, address, { status = 200 } = {}) {
  page.problems.length = 0;
  const response = await page.goto(address, { waitUntil: "load" });
  const problems = [];
  if (response.status() !== status) problems.push(`answers ${response.status()}, not ${status}`);
  problems.push(...(await page.evaluate(headAndHeadings)));
  problems.push(...(await violations(page)));
  await atWidth(page, NARROW, async () => {
    const wide = await sidewaysScroll(page);
    problems.push(...wide.map((place) => `scrolls sideways at 320 px: ${place}`));
    problems.push(...(await violations(page)).map((violation) => `at 320 px: ${violation}`));
  });
  problems.push(...page.problems);
  return [...new Set(problems)];
}

/**
 * Asks for `address` outside the page first: a file to download is no page, but must answer.
 */
async function isPage(page, address, say, downloads) {
  const response = await page.request.get(address, { maxRedirects: 5 });
  const type = response.headers()["content-type"] ?? "";
  const attached = /^attachment/.test(response.headers()["content-disposition"] ?? "");
  if (/^text\/html/.test(type) && !attached) return true;
  downloads.push(address);
  if (response.status() !== 200) say(`answers ${response.status()}`);
  if (type === "") say("does not say what it is (no Content-Type)");
  if ((await response.body()).length === 0) say("is empty");
  return false;
}

/** Runs in the page. */
function headAndHeadings() {
  const problems = [];
  const headings = document.querySelectorAll("h1");
  if (headings.length !== 1) problems.push(`has ${headings.length} h1 headings, not one`);
  else if (headings[0].textContent.trim() === "") problems.push("has an empty h1 heading");
  if (document.title.trim() === "") problems.push("has no title");
  if (!/^en\b/.test(document.documentElement.lang)) problems.push("does not say it is in English");
  for (const link of document.querySelectorAll('a[href^="#"]')) {
    const id = decodeURIComponent(link.getAttribute("href").slice(1));
    if (id !== "" && !document.getElementById(id)) {
      problems.push(`links to #${id}, which is not there`);
    }
  }
  return problems;
}

/** Everything a page offers with JavaScript it offers without: its heading, links and fields. */
async function compareWithoutScript(page, plain, address) {
  plain.problems.length = 0;
  await plain.goto(address, { waitUntil: "load" });
  const [rich, poor] = [await page.evaluate(offers), await plain.evaluate(offers)];
  const there = new Set(poor);
  // The page of who looked at what grows with every look: where its next part begins moves on.
  const moves = (offer) => offer.includes("/accounts/access?before=");
  const lost = rich.filter((offer) => !there.has(offer) && !moves(offer));
  return lost.map((offer) => `without JavaScript lacks ${offer}`);
}

/** Runs in the page. Values a form makes afresh for every visit do not count. */
function offers() {
  const visible = (element) => element.checkVisibility?.() ?? true;
  const all = (selector) => [...document.querySelectorAll(selector)].filter(visible);
  return [
    ...all("h1").map((heading) => `heading ${heading.textContent.trim()}`),
    ...all("a[href]").map((link) => `link ${link.getAttribute("href")}`),
    ...all("form [name]").map((field) => `field ${field.name}`),
  ];
}

async function linksOf(page, origin) {
  const links = await page.$$eval("a[href]", (anchors) => anchors.map(({ href }) => href));
  return links
    .filter((link) => link.startsWith(`${origin}/`) || link === origin)
    .map((link) => link.replace(/#.*$/, ""));
}

/**
 * The address with what identifies one thing taken out: a piece of the path that holds a digit
 * (`/actions/1.2`, a UUID), and the values of the query.
 */
export function shapeOf(address) {
  const { searchParams } = new URL(address);
  return `${pageOf(address)}?${[...new Set(searchParams.keys())].sort().join("&")}`;
}

/** The address without its query, and with what identifies one thing taken out. */
export function pageOf(address) {
  return new URL(address).pathname.replace(/[^/]*\d[^/]*/g, "*");
}

// Starts the machine's own Chromium and opens pages that notice what goes wrong on them.

import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "playwright-core";

const PROGRAMS = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

const FLAGS = [
  // A gate often runs as root in a container, where Chromium's own sandbox cannot start.
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  // No page of ours needs another server: one that asks for it fails at once instead of waiting.
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
];

export const DESKTOP = { width: 1280, height: 900 };
export const NARROW = { width: 320, height: 640 };

/** The Chromium to use, or an error that says what to install. */
export function findChromium(environment = process.env) {
  const candidates = environment.CHROMIUM
    ? [environment.CHROMIUM]
    : (environment.PATH ?? "")
        .split(delimiter)
        .filter((folder) => folder !== "")
        .flatMap((folder) => PROGRAMS.map((program) => join(folder, program)));
  const found = candidates.find(isProgram);
  if (found) return found;
  throw new Error(
    environment.CHROMIUM
      ? `CHROMIUM names ${environment.CHROMIUM}, which is not a program that can be run`
      : "no Chromium found: install the package chromium (Debian: apt-get install chromium), " +
        "or set CHROMIUM to the program",
  );
}

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Launches Chromium without a window. Close it with `browser.close()`. */
export function launch() {
  return chromium.launch({ executablePath: findChromium(), args: FLAGS, headless: true });
}

/**
 * Opens a page of its own context, in British English and London time.
 *
 * @param {{ script?: "on" | "off", viewport?: { width: number, height: number } }} options
 *   `script: "off"` is a visitor without JavaScript.
 * @returns the page, and `page.problems`: every console error, failed or refused resource, breach
 *   of the content security policy and request to another server so far, in words
 */
export async function openPage(browser, { script = "on", viewport = DESKTOP } = {}) {
  const context = await browser.newContext({
    // Whoever is signed in from the beginning: see signed-in.mjs.
    storageState: browser.signedIn,
    javaScriptEnabled: script === "on",
    viewport,
    locale: "en-GB",
    timezoneId: "Europe/London",
    acceptDownloads: true,
  });
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  page.problems = [];
  page.script = script;
  watch(page);
  return page;
}

/** Opens a page, hands it to `work`, and closes its context whatever happens. */
export async function withPage(browser, options, work) {
  const page = await openPage(browser, options);
  try {
    return await work(page);
  } finally {
    await page.context().close();
  }
}

function watch(page) {
  const note = (problem) => page.problems.push(problem);
  page.on("console", (message) => {
    // Chromium logs a failed page load as a console error too; whether a page's status is the
    // right one is judged where the page is opened, so only its resources count here.
    const isPage = message.location().url === page.url();
    if (message.type() === "error" && !(isPage && /Failed to load resource/.test(message.text()))) {
      note(`console error: ${message.text()} (${message.location().url})`);
    }
  });
  page.on("pageerror", (error) => note(`script error: ${error.message}`));
  page.on("requestfailed", (request) => {
    const reason = request.failure()?.errorText ?? "no reason given";
    // A page left while loading, and a download, both end as an aborted request.
    if (!/ERR_ABORTED/.test(reason)) note(`request failed: ${request.url()}: ${reason}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400 && !response.request().isNavigationRequest()) {
      note(`resource answered ${response.status()}: ${response.url()}`);
    }
  });
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (!/^https?:$/.test(url.protocol)) return;
    const loopback = ["127.0.0.1", "localhost", "[::1]"].includes(url.hostname);
    if (!loopback) note(`asked another server: ${request.url()}`);
  });
}

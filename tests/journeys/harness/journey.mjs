// What every journey begins and ends with.

import { after, before } from "node:test";
import { launch } from "./browser.mjs";

/**
 * Starts the product and a browser before the tests of a file, and stops both after them.
 *
 * @param {() => Promise<{ origin: string, stop: () => Promise<void> }>} begin
 * @param prepare is called with both before the first test
 * @returns an object whose `product` and `browser` are there once tests run
 */
export function journey(begin, prepare = async () => {}) {
  const here = { product: undefined, browser: undefined };
  before(async () => {
    here.product = await begin();
    here.browser = await launch();
    await prepare(here);
  });
  after(async () => {
    await here.browser?.close();
    await here.product?.stop();
  });
  return here;
}

// Sending a form, and what the server answered.

/** Presses `button` and gives the status of the answer: 303 where it was recorded. */
export async function send(page, button) {
  const sent = page.waitForResponse((response) => response.request().method() === "POST");
  await button.click();
  const status = (await sent).status();
  await page.waitForLoadState("load");
  return status;
}

/** The id of the thing a page, or the trail it leads to, is about. */
export function idIn(page, kind) {
  const found = new RegExp(`${kind}(?:/|%2F)([0-9a-f-]{36})`).exec(page.url());
  if (found) return found[1];
  throw new Error(`${page.url()} is about no ${kind}`);
}

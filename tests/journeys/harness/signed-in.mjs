// Setting a partnership up in a browser, as its first administrator does, and staying signed in.

import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { withPage } from "./browser.mjs";

export const PERSON = {
  partnership: "Exshire Safeguarding Children Partnership",
  area: "Exshire",
  name: "Robin Example",
  address: "robin@exshire.example",
  password: "kettle orbit mustard lantern",
};

/** The six digits an authenticator shows for a secret, `ahead` steps of 30 seconds from now. */
export function totp(secret, ahead = 0) {
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + ahead));
  const hash = createHmac("sha1", fromBase32(secret)).update(step).digest();
  const at = hash[hash.length - 1] & 15;
  return String((hash.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

function fromBase32(text) {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  let bits = "";
  for (const letter of text.toUpperCase().replace(/[^A-Z2-7]/g, "")) {
    bits += letters.indexOf(letter).toString(2).padStart(5, "0");
  }
  return Buffer.from(bits.match(/.{8}/g).map((byte) => Number.parseInt(byte, 2)));
}

const main = (page) => page.getByRole("main");

/** Fills the set-up page in. */
export async function fillSetUp(page, person = PERSON) {
  await main(page).getByLabel("Name of the partnership").fill(person.partnership);
  await main(page).getByLabel("Area it serves").fill(person.area);
  await main(page).getByLabel("Your name").fill(person.name);
  await main(page).getByLabel("Your e-mail address").fill(person.address);
  await main(page).getByLabel("Password", { exact: true }).fill(person.password);
  await main(page).getByLabel("The same password again").fill(person.password);
}

/** Sets the second step up on its page; gives the secret and the recovery codes. */
export async function enrol(page) {
  const secret = await main(page).locator("code").first().innerText();
  await main(page).getByLabel("Code", { exact: true }).fill(totp(secret));
  await main(page).getByRole("button", { name: "Go on" }).click();
  const codes = await main(page).getByRole("listitem").allInnerTexts();
  assert.ok(codes.length >= 10, "there are recovery codes");
  return { secret, codes };
}

/** Gives the password, and `code` where it is asked for; `code` may be a recovery code. */
export async function signIn(page, { address, password }, code) {
  await main(page).getByLabel("E-mail address").fill(address);
  await main(page).getByLabel("Password").fill(password);
  await main(page).getByRole("button", { name: "Sign in", exact: true }).click();
  if (code === undefined) return;
  await main(page).getByLabel("Code", { exact: true }).fill(code);
  await main(page).getByRole("button", { name: "Go on" }).click();
}

/** Chooses in which of one's roles one works. */
export async function workAs(page, role) {
  await page.getByLabel("Working as", { exact: true }).selectOption({ label: role });
  await page.getByRole("button", { name: "Change", exact: true }).click();
  await page.waitForLoadState("load");
}

/**
 * Sets the partnership up as its administrator and business manager; every page that is opened
 * later in this browser is signed in.
 */
export async function setUp(here) {
  await withPage(here.browser, { script: "off" }, async (page) => {
    await page.goto(here.product.setUp);
    await fillSetUp(page);
    await main(page).getByLabel("I am also the business manager").check();
    await main(page).getByRole("button", { name: "Set up" }).click();
    await main(page).getByRole("button", { name: /put it away/ }).click();
    here.secondStep = await enrol(page);
    await main(page).getByRole("button", { name: /kept them/ }).click();
    here.browser.signedIn = await page.context().storageState();
  });
}

/** Adds an agency that is a member already, as who is signed in; gives its id. */
export async function addAgency(here, name) {
  return withPage(here.browser, { script: "off" }, async (page) => {
    await page.goto(`${here.product.origin}/settings`);
    await main(page).getByRole("link", { name: "Add an agency" }).click();
    await main(page).getByLabel("Its name").fill(name);
    await main(page).getByRole("radio", { name: "Local authority" }).check();
    const from = main(page).getByRole("group", { name: "From when?" });
    for (const [part, value] of [["Day", "1"], ["Month", "4"], ["Year", "2025"]]) {
      await from.getByLabel(part, { exact: true }).fill(value);
    }
    await main(page).getByRole("button", { name: "Add the agency" }).click();
    const change = main(page).getByRole("row", { name }).getByRole("link").first();
    return new URL(await change.getAttribute("href"), page.url()).searchParams.get("agency");
  });
}

/**
 * Opens an account as the administrator who is signed in on `page`, with its first role; gives
 * the link of the invitation, which is then on the page.
 */
export async function openAccount(page, { name, address, role, post, agency }) {
  await page.goto(new URL("/accounts/new", page.url()).href);
  await main(page).getByLabel("Name", { exact: true }).fill(name);
  await main(page).getByLabel("E-mail address").fill(address);
  await main(page).getByLabel("First role").selectOption({ label: role });
  await main(page).getByLabel("Their post").fill(post);
  if (agency) await main(page).getByLabel(/^Agency they work for/).selectOption({ label: agency });
  await main(page).getByLabel("Invite them now, by a link shown once").check();
  await main(page).getByRole("button", { name: "Open the account" }).click();
  return main(page).locator("code.gt-secret").innerText();
}

/** Chooses a password by the link of an invitation. */
export async function choosePassword(page, link, password) {
  await page.goto(link);
  await main(page).getByLabel("Password", { exact: true }).fill(password);
  await main(page).getByLabel("The same password again").fill(password);
  await main(page).getByRole("button", { name: "Go on" }).click();
}

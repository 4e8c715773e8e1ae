// Signing in with an organisation's own account: a real OpenID provider says who somebody is, and
// their groups say what they may do.

import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, test } from "node:test";
import { axe } from "../harness/axe.mjs";
import { openPage, withPage } from "../harness/browser.mjs";
import { journey } from "../harness/journey.mjs";
import { fitsNarrow, screenshots } from "../harness/layout.mjs";
import { startServe } from "../harness/product.mjs";
import { CLIENT_ID, CLIENT_SECRET, TENANT, startProvider } from "../harness/provider.mjs";
import { PERSON, addAgency, setUp, signIn, workAs } from "../harness/signed-in.mjs";

const AGENCY = "Northshire Council";
const WAY_IN = `Sign in with ${AGENCY}`;

const main = (page) => page.getByRole("main");
const heading = (page) => page.getByRole("heading", { level: 1 }).innerText();

let provider;
const here = journey(() => startServe(), configured);
after(() => provider?.stop());

/**
 * The partnership with one agency, served with a provider for it. To a browser the provider is
 * another site, as it is in life: a cookie that does not survive that lets nobody in.
 */
async function configured() {
  const { product, browser } = here;
  await setUp(here);
  const agency = await addAgency(here, AGENCY);
  const back = `${product.origin}/sign-in/return/northshire`;
  provider = await startProvider({ redirectUris: [back], host: "localhost" });
  const secret = join(product.home, "secret");
  await writeFile(secret, CLIENT_SECRET, { mode: 0o600 });
  const file = join(product.home, "golden-thread.toml");
  await writeFile(
    file,
    `[[provider]]
name = "northshire"
label = "${AGENCY}"
issuer = "${provider.issuer}"
tenant = "${TENANT}"
client_id = "${CLIENT_ID}"
client_secret = { file = "${secret}" }
agency = "${agency}"
groups = [{ group = "leads", role = "agency_lead", post = "Head of Early Help" }]
`,
  );
  await product.restart(["--config", file]);
  // Sessions ended with the server, and everybody below begins as nobody.
  browser.signedIn = undefined;
}

/** Sets out from the sign-in page to the provider, and signs in there unless they are known. */
async function comeIn(page, login, path = "/sign-in") {
  await page.goto(here.product.origin + path);
  await main(page).getByRole("button", { name: WAY_IN }).click();
  if (new URL(page.url()).origin !== provider.issuer) return;
  await page.getByLabel("Login name").fill(login);
  await page.getByRole("button", { name: "Sign in" }).click();
}

/** Signs out at both: the next sign-in asks who it is again. */
async function leave(page) {
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByText("You are signed out.").waitFor();
}

/** Nobody came in, and the page says why. */
async function refused(page, words, name) {
  assert.equal(await heading(page), "You could not be signed in");
  assert.match(await main(page).innerText(), words);
  if (page.script === "on") {
    await axe(page);
    await fitsNarrow(page);
    await screenshots(page, name);
  }
  assert.deepEqual(page.problems, []);
  await page.goto(`${here.product.origin}/account`);
  assert.equal(new URL(page.url()).pathname, "/sign-in", "nobody is signed in");
}

/** Does `work` as the administrator. */
async function asAdministrator(work) {
  await withPage(here.browser, {}, async (page) => {
    await page.goto(`${here.product.origin}/sign-in`);
    await signIn(page, PERSON, here.secondStep.codes.shift());
    await workAs(page, "Administrator");
    await page.goto(`${here.product.origin}/accounts`);
    await work(page);
    assert.deepEqual(page.problems, []);
  });
}

/** Takes one of the steps of an account's page, with a reason. */
async function takeStep(page, name) {
  await main(page).getByRole("button", { name }).click();
  await main(page).getByLabel("Reason").fill("She has moved to another team.");
  await main(page).getByRole("button", { name }).click();
  assert.ok(await page.getByRole("alert").filter({ hasText: "Recorded" }).isVisible());
}

test("who comes for the first time gets an account, with the role of their groups", async () => {
  await withPage(here.browser, {}, async (page) => {
    await page.goto(`${here.product.origin}/actions`);
    await axe(page);
    await fitsNarrow(page);
    await screenshots(page, "oidc-sign-in");
    await comeIn(page, "ann", new URL(page.url()).pathname + new URL(page.url()).search);
    assert.equal(new URL(page.url()).pathname, "/actions", "where she wanted to go");
    const who = page.getByText("Signed in as Ann Example, Agency lead");
    assert.ok(await who.isVisible());
    await page.goto(`${here.product.origin}/account`);
    const account = await main(page).innerText();
    assert.match(account, new RegExp(`Agency lead, Head of Early Help, ${AGENCY}, from`));
    assert.match(account, /None: a provider signs you in/);
    await axe(page);
    await fitsNarrow(page);
    await screenshots(page, "oidc-account");
    const settings = await page.goto(`${here.product.origin}/accounts`);
    assert.equal(settings.status(), 403, "a lead administers nobody");
    await leave(page);
    await page.goto(`${here.product.origin}/actions`);
    assert.match(page.url(), /\/sign-in/);
    assert.deepEqual(page.problems, []);
  });
});

test("whom their groups give no role is told so", async () => {
  for (const script of ["on", "off"]) {
    await withPage(here.browser, { script }, async (page) => {
      await comeIn(page, "bob");
      await refused(page, /in no group that has a role here/, "oidc-no-role");
    });
  }
});

test("another tenant's account is refused, though its object id is the same", async () => {
  await withPage(here.browser, {}, async (page) => {
    await comeIn(page, "mallory");
    await refused(page, /belongs to another organisation/, "oidc-other-tenant");
  });
});

test("whose groups do not fit into a token is told what to ask for", async () => {
  await withPage(here.browser, {}, async (page) => {
    await comeIn(page, "olga");
    await refused(page, /more groups than .* ask an administrator/, "oidc-too-many-groups");
  });
});

test("who cancels at the provider is told so, and can start again", async () => {
  await withPage(here.browser, {}, async (page) => {
    await page.goto(`${here.product.origin}/sign-in`);
    await main(page).getByRole("button", { name: WAY_IN }).click();
    await page.getByRole("button", { name: "Cancel" }).click();
    assert.match(await main(page).innerText(), /was cancelled/);
    await main(page).getByRole("link", { name: "Go to the sign-in page" }).click();
    await comeIn(page, "ann");
    assert.ok(await page.getByText("Signed in as Ann Example").isVisible());
  });
  await withPage(here.browser, {}, async (page) => {
    await page.goto(`${here.product.origin}/sign-in`);
    await main(page).getByRole("button", { name: WAY_IN }).click();
    await page.getByRole("button", { name: "Cancel" }).click();
    await refused(page, /was cancelled/, "oidc-cancelled");
  });
});

test("what a provider answers is worth nothing in another browser, or twice", async () => {
  const page = await openPage(here.browser);
  let answer;
  page.on("request", (request) => {
    if (request.url().includes("/sign-in/return/")) answer = request.url();
  });
  await comeIn(page, "ann");
  await page.getByText("Signed in as Ann Example").waitFor();
  await leave(page);
  await page.goto(answer);
  await refused(page, /did not begin in this browser, or took too long/, "oidc-answered-twice");
  await page.context().close();
  await withPage(here.browser, {}, async (elsewhere) => {
    await elsewhere.goto(answer);
    await refused(elsewhere, /did not begin in this browser/, "oidc-other-browser");
  });
});

test("nobody is led to another site after signing in", async () => {
  for (const next of ["https://evil.example/", "//evil.example/", "/\\evil.example/"]) {
    const query = new URLSearchParams({ next });
    await withPage(here.browser, { script: "off" }, async (page) => {
      await comeIn(page, "ann", `/sign-in?${query}`);
      assert.equal(page.url(), `${here.product.origin}/`, next);
      assert.ok(await page.getByText("Signed in as Ann Example").isVisible());
    });
    await withPage(here.browser, { script: "off" }, async (page) => {
      await page.goto(`${here.product.origin}/sign-in/with/northshire?${query}`);
      await page.getByLabel("Login name").fill("ann");
      await page.getByRole("button", { name: "Sign in" }).click();
      assert.equal(page.url(), `${here.product.origin}/`, next);
      assert.deepEqual(page.problems, []);
    });
  }
});

test("an administrator sees who signs them in, suspends them and restores them", async () => {
  const ann = await openPage(here.browser);
  await comeIn(ann, "ann");
  await asAdministrator(async (page) => {
    const names = await main(page).getByRole("table").getByRole("link").allInnerTexts();
    assert.deepEqual(names, ["Ann Example", PERSON.name], "the refused have no account");
    const row = main(page).getByRole("row", { name: "Ann Example" });
    assert.match(await row.innerText(), /Agency lead, Head of Early Help.*Left to the provider/s);
    assert.match(await row.innerText(), new RegExp(AGENCY));
    await screenshots(page, "oidc-accounts");
    await row.getByRole("link").click();
    const account = await main(page).innerText();
    assert.match(account, /Signed in by\s+northshire/);
    assert.match(account, /None: a provider signs them in/);
    await axe(page);
    await fitsNarrow(page);
    await screenshots(page, "oidc-one-account");
    await takeStep(page, "Suspend the account");
  });
  await ann.goto(`${here.product.origin}/actions`);
  assert.match(ann.url(), /\/sign-in/, "her session ended at once");
  await comeIn(ann, "ann");
  await refused(ann, /account is suspended/, "oidc-suspended");
  await asAdministrator(async (page) => {
    await main(page).getByRole("link", { name: "Ann Example" }).click();
    await takeStep(page, "Restore the account");
  });
  await comeIn(ann, "ann");
  assert.ok(await ann.getByText("Signed in as Ann Example").isVisible());
  await ann.context().close();
});

test("a role ends on the record when its group is left, and comes back with it", async () => {
  await withPage(here.browser, { script: "off" }, async (page) => {
    await comeIn(page, "ann");
    await leave(page);
    provider.join("ann", ["everybody"]);
    await comeIn(page, "ann");
    assert.match(await main(page).innerText(), /in no group that has a role here/);
    await asAdministrator(async (administrator) => {
      await main(administrator).getByRole("link", { name: "Ann Example" }).click();
      const role = main(administrator).getByRole("row", { name: /Agency lead/ });
      assert.match(await role.innerText(), /from (\d+ \w+ \d{4}) to \1/, "ended today");
      assert.equal(await role.getByRole("link", { name: /^End/ }).count(), 0);
      assert.doesNotMatch(await role.innerText(), /by Administrator/, "it is the provider's doing");
    });
    await page.context().clearCookies();
    provider.join("ann", ["leads"]);
    await comeIn(page, "ann");
    assert.ok(await page.getByText("Signed in as Ann Example, Agency lead").isVisible());
  });
});

test("whom a provider signs in can open every page of their own account", async () => {
  await withPage(here.browser, {}, async (page) => {
    await comeIn(page, "ann");
    await page.goto(`${here.product.origin}/account`);
    assert.match(await main(page).innerText(), /Left to the provider/);
    const parts = ["password", "second-step", "recovery-codes", "sessions", "tokens", "tokens/new"];
    for (const part of [...parts, "calendar", "digest", "access"]) {
      const answer = await page.goto(`${here.product.origin}/account/${part}`);
      assert.equal(answer.status(), 200, part);
      await axe(page);
      await fitsNarrow(page);
    }
    assert.deepEqual(page.problems, []);
  });
});

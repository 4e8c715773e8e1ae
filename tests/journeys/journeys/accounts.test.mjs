// The administrator's pages and one's own account, as they look and as axe judges them; and one
// account from its invitation to its last day.

import assert from "node:assert/strict";
import { test } from "node:test";
import { axe } from "../harness/axe.mjs";
import { openPage, withPage } from "../harness/browser.mjs";
import { journey } from "../harness/journey.mjs";
import { pressOn, typeInto } from "../harness/keyboard.mjs";
import { fitsNarrow, screenshots } from "../harness/layout.mjs";
import { startServe } from "../harness/product.mjs";
import {
  PERSON,
  addAgency,
  choosePassword,
  enrol,
  openAccount,
  setUp,
  signIn,
  workAs,
} from "../harness/signed-in.mjs";
import { everywhere, importing } from "../selectors.mjs";

const AGENCY = "Northshire Council";
const LEAD = {
  name: "Kim Example",
  address: "kim@northshire.example",
  password: "marble ticket yonder fern",
  role: "Agency lead",
  post: "Head of Early Help",
  agency: AGENCY,
};
const OWN_WORK = "Agree one neglect tool for every agency";
const OTHER_WORK = "Train team managers in the neglect tool";
const PLAN = `Ref,Outcome,Action,Lead,Due,Progress,Evidence,Impact,RAG
1,Children at risk of neglect are seen earlier,,,,,,,
1.1,,${OWN_WORK},"Head of Early Help, ${AGENCY}",30 June 2027,Two tools compared,,,Green
1.2,,${OTHER_WORK},"Named Nurse, Exshire Health",30 June 2027,,,,White
`;

const PAGES = ["/accounts", "/accounts/new", "/accounts/access", "/hand-over", "/account",
  "/account/password", "/account/second-step", "/account/recovery-codes", "/account/sessions",
  "/account/tokens", "/account/tokens/new", "/account/calendar", "/account/digest",
  "/account/access"];

const here = journey(() => startServe(), prepared);
const main = (page) => page.getByRole("main");
const press = (page, name) => main(page).getByRole("button", { name }).click();
const banner = (page) => page.getByRole("alert").filter({ hasText: "Recorded" });

/** Two agencies, and a plan with an action of each. */
async function prepared() {
  await setUp(here);
  await addAgency(here, AGENCY);
  await addAgency(here, "Exshire Health");
  await withPage(here.browser, { script: "off" }, async (page) => {
    await page.goto(`${here.product.origin}/import`);
    const buffer = Buffer.from(PLAN);
    await importing.file(page).setInputFiles({ name: "plan.csv", mimeType: "text/csv", buffer });
    await importing.upload(page).click();
    await importing.tables(page).first().check();
    for (let step = 0; step < 3; step += 1) await importing.proceed(page).click();
    await importing.confirm(page).click();
  });
}

async function look(page, name) {
  await axe(page);
  await fitsNarrow(page);
  await screenshots(page, name);
  assert.deepEqual(page.problems, []);
}

/** Does `work` as the administrator. */
function asAdministrator(work, options = {}) {
  return withPage(here.browser, options, async (page) => {
    await page.goto(`${here.product.origin}/account`);
    await workAs(page, "Administrator");
    await work(page);
    assert.deepEqual(page.problems, []);
    // Choosing a role gives the session a new cookie.
    here.browser.signedIn = await page.context().storageState();
  });
}

/** Does `work` as somebody who is not signed in. */
async function asNobody(options, work) {
  const page = await openPage(here.browser, options);
  await page.context().clearCookies();
  try {
    return await work(page);
  } finally {
    await page.context().close();
  }
}

/** Opens the account of the lead, among all. */
async function openLead(page, name = LEAD.name) {
  await page.goto(`${here.product.origin}/accounts`);
  await main(page).getByRole("table").getByRole("link", { name, exact: true }).click();
}

/** The lead signs in in `page`, which is nobody's, with the next of their recovery codes. */
async function leadSignsIn(page, password = LEAD.password) {
  await page.goto(`${here.product.origin}/sign-in`);
  await signIn(page, { ...LEAD, password }, here.lead.codes.shift());
}

test("every page of accounts is accessible, narrow or wide", async () => {
  await asAdministrator(async (page) => {
    for (const path of PAGES) {
      const answer = await page.goto(`${here.product.origin}${path}`);
      assert.equal(answer.status(), 200, path);
      await look(page, path.slice(1).replaceAll("/", "-"));
    }
  });
});

test("a lead is invited, chooses a password and sees the work of their agency alone", async () => {
  let link;
  await asAdministrator(async (page) => {
    await page.goto(`${here.product.origin}/accounts/new`);
    await press(page, "Open the account");
    assert.ok(await everywhere.problems(page).isVisible(), "nothing was filled in");
    await look(page, "accounts-new-refused");
    link = await openAccount(page, LEAD);
    await look(page, "accounts-invited");
    await main(page).getByRole("link", { name: "Go to the account" }).click();
    assert.match(await main(page).innerText(), /Invited, not signed in yet/);
    await look(page, "accounts-one");
  });
  await asNobody({}, async (page) => {
    await page.goto(link);
    await look(page, "invitation");
    await choosePassword(page, link, "password");
    assert.ok(await everywhere.problems(page).isVisible(), "a password anybody guesses");
    await look(page, "invitation-refused");
    await choosePassword(page, link, LEAD.password);
    await look(page, "invitation-second-step");
    here.lead = await enrol(page);
    await press(page, /kept them/);
    const who = page.getByText(`Signed in as ${LEAD.name}, ${LEAD.role}, ${AGENCY}`);
    assert.ok(await who.isVisible());
    await page.goto(`${here.product.origin}/actions`);
    assert.match(await main(page).innerText(), new RegExp(OWN_WORK));
    assert.doesNotMatch(await main(page).innerText(), new RegExp(OTHER_WORK));
    for (const path of ["/accounts", "/settings", "/import", "/hand-over"]) {
      const answer = await page.goto(here.product.origin + path);
      assert.equal(answer.status(), 403, path);
    }
    const again = await page.goto(link);
    assert.equal(again.status(), 410, "an invitation works once");
    assert.deepEqual(page.problems, []);
  });
});

test("every step of one account is accessible, and what is missing is told", async () => {
  await asAdministrator(async (page) => {
    await openLead(page);
    const account = page.url();
    const end = await main(page).getByRole("link", { name: /^End/ }).getAttribute("href");
    const steps = ["correct", "roles/new", "suspend", "remove-second-step", "invite", "hand-over"];
    const paths = steps.map((step) => `${new URL(account).pathname}/${step}`);
    for (const path of [...paths, end]) {
      const name = `accounts-one-${path.split("/").slice(3).join("-").replace(/[\da-f-]{36}/, "")}`;
      const answer = await page.goto(here.product.origin + path);
      assert.equal(answer.status(), 200, path);
      await look(page, name);
      if (/invite|hand-over/.test(path)) continue;
      // None of these is recorded without a reason, or, for a role, without saying which.
      await main(page).getByRole("button").first().click();
      assert.ok(await everywhere.problems(page).isVisible(), path);
      await look(page, `${name}-refused`);
    }
    const nothing = await page.goto(`${account}/delete`);
    assert.equal(nothing.status(), 404, "no account is ever deleted");
  });
});

test("by keyboard alone: a suspended account is of no use until it is restored", async () => {
  const lead = await openPage(here.browser);
  await lead.context().clearCookies();
  await leadSignsIn(lead);
  await asAdministrator(async (page) => {
    await page.goto(`${here.product.origin}/accounts`);
    await pressOn(page, main(page).getByRole("link", { name: LEAD.name, exact: true }));
    await pressOn(page, main(page).getByRole("button", { name: "Suspend the account" }));
    await typeInto(page, main(page).getByLabel("Reason"), "A laptop was stolen.");
    await pressOn(page, main(page).getByRole("button", { name: "Suspend the account" }));
    assert.ok(await banner(page).isVisible());
    assert.match(await main(page).innerText(), /Suspended since/);
    await look(page, "accounts-one-suspended");

    await lead.goto(`${here.product.origin}/actions`);
    assert.match(lead.url(), /\/sign-in/, "whoever was signed in is signed out");
    await signIn(lead, LEAD);
    assert.ok(await lead.getByRole("alert").filter({ hasText: "not right" }).isVisible());

    await pressOn(page, main(page).getByRole("button", { name: "Restore the account" }));
    await typeInto(page, main(page).getByLabel("Reason"), "It was found again.");
    await pressOn(page, main(page).getByRole("button", { name: "Restore the account" }));
    assert.ok(await banner(page).isVisible());
  });
  await leadSignsIn(lead);
  assert.ok(await lead.getByText(`Signed in as ${LEAD.name}`).isVisible());
  await lead.context().close();
});

test("corrected details are what somebody signs in with from then on", async () => {
  const before = LEAD.address;
  const after = "kim.example@northshire.example";
  await asAdministrator(async (page) => {
    await openLead(page);
    await press(page, "Correct the details");
    await main(page).getByLabel("E-mail address").fill(PERSON.address);
    await main(page).getByLabel("Reason").fill("The address was misspelt.");
    await press(page, "Correct the details");
    const taken = everywhere.problems(page).filter({ hasText: "Another account" });
    assert.ok(await taken.isVisible(), "two accounts never share an address");
    assert.equal(await main(page).getByLabel("Reason").inputValue(), "The address was misspelt.");
    await main(page).getByLabel("E-mail address").fill(after);
    await press(page, "Correct the details");
    assert.ok(await banner(page).isVisible());
    assert.match(await main(page).innerText(), new RegExp(after));
  }, { script: "off" });
  await asNobody({ script: "off" }, async (page) => {
    await page.goto(`${here.product.origin}/sign-in`);
    await signIn(page, { ...LEAD, address: before });
    assert.ok(await page.getByRole("alert").filter({ hasText: "not right" }).isVisible());
    LEAD.address = after;
    await leadSignsIn(page);
    assert.ok(await page.getByText(`Signed in as ${LEAD.name}`).isVisible());
  });
});

test("a lost telephone: the second step is taken away, and set up anew at the door", async () => {
  await asAdministrator(async (page) => {
    await openLead(page);
    await press(page, "Take the second step away");
    await main(page).getByLabel("Reason").fill("Lost on the train; asked in person.");
    await press(page, "Take the second step away");
    assert.match(await main(page).innerText(), /Second step\s+Not set up/);
  }, { script: "off" });
  await asNobody({ script: "off" }, async (page) => {
    await page.goto(`${here.product.origin}/sign-in`);
    await signIn(page, LEAD);
    await page.goto(`${here.product.origin}/actions`);
    assert.match(page.url(), /\/sign-in/, "a password alone opens nothing");
    await page.goto(`${here.product.origin}/sign-in/second-step`);
    here.lead = await enrol(page);
    await press(page, /kept them/);
    assert.ok(await page.getByText(`Signed in as ${LEAD.name}`).isVisible());
  });
});

test("a new link lets somebody choose a new password, and their second step stays", async () => {
  const before = LEAD.password;
  let links;
  await asAdministrator(async (page) => {
    await openLead(page);
    const account = page.url();
    const invite = async () => {
      await page.goto(account);
      await press(page, "Let them choose a new password");
      await press(page, "Show a new link");
      return main(page).locator("code.gt-secret").innerText();
    };
    links = [await invite(), await invite()];
  }, { script: "off" });
  await asNobody({ script: "off" }, async (page) => {
    const earlier = await page.goto(links[0]);
    assert.equal(earlier.status(), 410, "an earlier link stops working");
    LEAD.password = "velvet harbour seven owls";
    await choosePassword(page, links[1], LEAD.password);
    await main(page).getByLabel("Code", { exact: true }).fill(here.lead.codes.shift());
    await press(page, "Go on");
    assert.ok(await page.getByText(`Signed in as ${LEAD.name}`).isVisible());
    await page.context().clearCookies();
    await page.goto(`${here.product.origin}/sign-in`);
    await signIn(page, { ...LEAD, password: before });
    assert.ok(await page.getByRole("alert").filter({ hasText: "not right" }).isVisible());
  });
});

test("a second role is given and worked in, and the first ended with its work", async () => {
  await asAdministrator(async (page) => {
    await openLead(page);
    await press(page, "Give a role");
    const agency = main(page).getByLabel(/^Agency they work for/);
    const chosen = await agency.evaluate((list) => list.selectedOptions[0].label);
    assert.equal(chosen, AGENCY, "the agency of the account stands there already");
    await main(page).getByLabel("Role", { exact: true }).selectOption({ label: "Inspector" });
    await main(page).getByLabel("Their post").fill("Inspector of schools");
    await press(page, "Give the role");
    assert.ok(await everywhere.problems(page).filter({ hasText: "the request" }).isVisible());
    const contributor = { label: "Agency contributor" };
    await main(page).getByLabel("Role", { exact: true }).selectOption(contributor);
    await main(page).getByLabel("Their post").fill("Audit officer");
    await press(page, "Give the role");
    assert.ok(await banner(page).isVisible());
    const held = main(page).getByRole("table", { name: "Roles held now or later" });
    assert.equal(await held.getByRole("row").count(), 3, "a heading and two roles");
    await look(page, "accounts-one-two-roles");
  });
  const lead = await openPage(here.browser);
  await lead.context().clearCookies();
  await leadSignsIn(lead);
  await workAs(lead, `Agency contributor, ${AGENCY}`);
  assert.ok(await lead.getByText(`Signed in as ${LEAD.name}, Agency contributor`).isVisible());
  await lead.context().close();
  await asAdministrator(async (page) => {
    await openLead(page);
    await main(page).getByRole("link", { name: /What they would leave/ }).click();
    const left = await main(page).innerText();
    assert.match(left, /Agreed|[Aa]ction/);
    assert.ok(!left.includes(OWN_WORK), "an administrator sees how much it is, not what it is");
    await look(page, "accounts-one-leaves");
    await openLead(page);
    await main(page).getByRole("link", { name: "End the role Agency lead" }).click();
    await main(page).getByLabel("Reason").fill("They change to audit.");
    await press(page, "End the role");
    assert.ok(await banner(page).isVisible());
    const row = main(page).getByRole("row", { name: /Agency lead/ });
    assert.match(await row.innerText(), /from (\d+ \w+ \d{4}) to \1/, "it ends with this day");
    assert.equal(await row.getByRole("link", { name: /^End/ }).count(), 0);
  });
});

test("nobody takes the last administrator away", async () => {
  await asAdministrator(async (page) => {
    await openLead(page, PERSON.name);
    await press(page, "Suspend the account");
    await main(page).getByLabel("Reason").fill("To see what happens.");
    await press(page, "Suspend the account");
    assert.ok(await everywhere.problems(page).filter({ hasText: "administrator" }).isVisible());
    assert.equal(await main(page).getByLabel("Reason").inputValue(), "To see what happens.");
    await look(page, "accounts-last-administrator");
  });
});

test("a long name and a token that is shown fit a telephone", async () => {
  await asAdministrator(async (page) => {
    const name = "Wolfeschlegelsteinhausenbergerdorff";
    await openAccount(page, { ...LEAD, name, address: "wolfe@northshire.example" });
    await fitsNarrow(page);
    await openLead(page, name);
    const account = page.url();
    for (const step of ["", "/correct", "/suspend", "/invite", "/roles/new", "/hand-over"]) {
      await page.goto(account + step);
      await fitsNarrow(page);
    }
    await page.goto(`${here.product.origin}/account/tokens/new`);
    await main(page).getByLabel("What is it for?").fill("The monthly spreadsheet");
    await main(page).getByLabel("Your password").fill(PERSON.password);
    await press(page, "Make the token");
    await look(page, "account-token-made");
  });
});

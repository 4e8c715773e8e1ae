// How pages are worded: the only place that changes when a page says something differently.
// Everything is found as a person finds it, by role and name.

/** The sections of the navigation: name and address. */
export const SECTIONS = {
  Home: "/",
  Plan: "/plan",
  Actions: "/actions",
  Recommendations: "/recommendations",
  Audits: "/audits",
  Reviews: "/reviews",
  Reviews: "/practice-reviews",
  Learning: "/learning",
  Deadlines: "/deadlines",
  Gaps: "/gaps",
  Trail: "/trail",
  Search: "/search",
  "RAG round": "/rag-round",
  Import: "/import",
  Settings: "/settings",
};

const main = (page) => page.getByRole("main");
const button = (page, name) => main(page).getByRole("button", { name });

export const everywhere = {
  heading: (page) => page.getByRole("heading", { level: 1 }),
  section: (page, name) =>
    page.getByRole("navigation").getByRole("link", { name, exact: true }).first(),
  problems: (page) => page.getByRole("alert").filter({ hasText: "There is a problem" }),
  success: (page) => page.getByRole("alert").filter({ hasText: "Success" }),
  training: (page) => page.getByText(/training data/i).first(),
};

/** Whom one acts as, until there is sign-in. */
export async function actAs(page, role, agency) {
  await page.getByLabel("Acting as", { exact: true }).selectOption({ label: role });
  await page.getByLabel("For", { exact: true }).selectOption({ label: agency });
  await page.getByRole("button", { name: /^Change( and keep what you typed)?$/ }).click();
  await page.waitForLoadState("load");
}

/** What stands under the navigation of every page. */
export const tools = {
  role: (page) =>
    page.getByLabel("Acting as", { exact: true }).evaluate((list) => list.selectedOptions[0].label),
  asAt: (page) => page.getByLabel("As at", { exact: true }),
  show: (page) => page.getByRole("button", { name: /^Show/ }).first(),
};

/** A form of a command: what it asks, by its label. */
export const form = {
  field: (page, label) => main(page).getByRole("textbox", { name: label }),
  button: (page, name) => button(page, name),
  group: (page, label) => main(page).getByRole("group", { name: label }),
};

/** The search, and what it found. */
export const search = {
  words: (page) => main(page).getByRole("searchbox", { name: "Words to search for" }),
  search: (page) => main(page).getByRole("button", { name: "Search", exact: true }),
  count: (page) => main(page).getByRole("heading", { level: 2 }).first(),
  results: (page) => main(page).locator("ol > li"),
  marked: (page) => main(page).locator("mark"),
  kinds: (page) => page.getByRole("navigation", { name: "Results by kind" }).getByRole("link"),
  narrow: (page) => main(page).getByText("Narrow the results").first(),
  agency: (page) => main(page).getByRole("combobox", { name: "Agency" }),
  apply: (page) => button(page, "Apply filters"),
};
/**
 * Answers questions of a form, each by its label: words, a choice of a list, the choices of a group
 * (radios and boxes), or a day (`2027-03-01`) in its three fields. `within` narrows to a group.
 */
export async function answer(page, answers, within = main(page)) {
  for (const [label, value] of Object.entries(answers)) {
    const choices = [value].flat();
    const words = within.getByRole("textbox", { name: label });
    const list = within.getByRole("combobox", { name: label });
    if ((await words.count()) > 0) await words.first().fill(value);
    else if ((await list.count()) > 0) await list.first().selectOption({ label: value });
    else if (/^\d{4}-\d\d-\d\d$/.test(value)) await typeDay(within, label, value);
    else {
      const group = within.getByRole("group", { name: label });
      for (const choice of choices) await group.getByLabel(choice).first().check();
    }
  }
}

async function typeDay(within, label, value) {
  const [year, month, day] = value.split("-");
  const group = within.getByRole("group", { name: label });
  for (const [part, typed] of Object.entries({ Day: day, Month: month, Year: year })) {
    await group.getByLabel(part, { exact: true }).fill(typed);
  }
}

export const importing = {
  file: (page) => main(page).locator("input[type=file]"),
  upload: (page) => button(page, /upload/i),
  /** The tables found in the document, one checkbox each. */
  tables: (page) => main(page).getByRole("checkbox"),
  proceed: (page) => main(page).getByRole("button", { name: /continue/i }),
  /** The drop-down that says what one of the document's columns holds. */
  column: (page, heading) => main(page).getByRole("combobox", { name: heading }),
  columns: (page) => main(page).getByRole("combobox"),
  problem: (page, words) => main(page).getByText(words).first(),
  confirm: (page) => button(page, /confirm and import/i),
};

export const plan = {
  /** The first plan in the list of plans. */
  first: (page) => main(page).getByRole("row").locator('a[href^="/plan/"]').first(),
  row: (page, words) => main(page).getByRole("row").filter({ hasText: words }),
};

export const ragRound = {
  rows: (page) => main(page).getByRole("row").filter({ has: page.getByRole("link") }),
  challenge: (page, reference) =>
    main(page).getByRole("link", { name: `Challenge action ${reference}`, exact: true }),
  rate: (page) => main(page).getByRole("link", { name: /rate/i }).first(),
  rating: (page, name) => main(page).getByRole("radio", { name }),
  commentary: (page) => main(page).getByRole("textbox", { name: /commentary/i }),
  save: (page) => button(page, /save|record|rate/i),
};

export const action = {
  first: (page) => main(page).locator('a[href^="/action/"]').first(),
  happened: (page) => main(page).getByText(/happened/i).first(),
  recorded: (page) => main(page).getByText(/recorded/i).first(),
};

export const trail = {
  events: (page) => main(page).locator("time"),
  /** The rows of what happened, by what it was. */
  row: (page, what) =>
    main(page)
      .getByRole("row")
      .filter({ has: page.getByRole("link", { name: what, exact: true }) }),
  /** What opens the filters. */
  filters: (page) => main(page).getByText("Filter the trail"),
  filter: (page) => button(page, /apply/i),
  agency: (page) => main(page).getByLabel("For agency"),
};

/** A golden thread: its drawing and its story. */
export const thread = {
  /** From the page of a thing. */
  walk: (page) =>
    main(page)
      .getByRole("link", { name: /^(Walk the thread|What led to it|What came of)/ })
      .first(),
  /** From a single finding or learning point. */
  finding: (page) => main(page).locator("a[href^='/thread/finding/']").first(),
  title: (page, words) => page.getByRole("heading", { level: 1, name: words }),
  story: (page) => main(page).locator("#story + ol"),
  knot: (page, name) => thread.story(page).getByRole("link", { name }).first(),
  judgement: (page) => main(page).getByRole("link", { name: /^Only what this judgement/ }).first(),
  drawing: (page) => main(page).getByRole("region", { name: "Drawing of the thread" }),
  described: (page) => thread.drawing(page).locator("desc").textContent(),
};

/** A year's programme: its list, its grid, its entries. */
export const programmes = {
  agree: (page) => button(page, /agree a year.s programme/i),
  year: (page, title) => main(page).getByRole("link", { name: title }).first(),
  grid: (page) => main(page).getByRole("table", { name: /planned audits by quarter/i }),
  row: (page, title) => programmes.grid(page).getByRole("row").filter({ hasText: title }),
  counts: (page) => main(page).getByText(/of a minimum of/).first(),
  /** What may be done with a planned audit. */
  step: (page, name, title) =>
    main(page).getByRole("link", { name }).filter({ hasText: title }).first(),
};

/** What agencies still owe. */
export const chase = {
  rows: (page) =>
    main(page).getByRole("row").filter({ has: page.getByRole("link", { name: /^Case/ }) }),
  /** What may be done about the return of a case. */
  step: (page, name, alias) =>
    main(page).getByRole("link", { name }).filter({ hasText: `case ${alias}` }),
  /** The agency's return in a round of self-assessments. */
  selfAssessment: (page, round) =>
    main(page).getByRole("row").filter({ hasText: round }).getByRole("link").first(),
};

/** A child who is unsafe now, on every page that speaks of the audits. */
export const concerns = {
  banner: (page) => page.getByRole("region", { name: "Immediate concern" }),
  confirm: (page, alias) =>
    concerns
      .banner(page)
      .getByRole("link", { name: /^Confirm what was done/ })
      .filter({ hasText: `case ${alias}` }),
  case: (page, alias) => concerns.banner(page).getByRole("link", { name: `Case ${alias}`, exact: true }),
};

/** The printed report of an audit. */
export const report = {
  link: (page) => main(page).locator('a[href$="/report"]').first(),
  part: (page, name) => main(page).getByRole("heading", { name, exact: true }),
  grades: (page) => main(page).getByRole("table", { name: /Grades before and after/ }),
  compared: (page, measure) =>
    main(page)
      .getByRole("table", { name: /Compared with/ })
      .getByRole("row")
      .filter({ hasText: measure }),
};

/** What was seen before a finding. */
export const seenBefore = {
  /** What opens the short list beside the finding. */
  opens: (page, finding) =>
    main(page)
      .locator("details")
      .filter({ has: page.locator(`a[href="/finding/${finding}"]`) })
      .locator("summary"),
  link: (page, finding) => main(page).locator(`a[href="/finding/${finding}"]`).first(),
};

/** Scores of a round, agencies down and standards across. */
export const heatMap = {
  link: (page) => main(page).getByRole("link", { name: /heat map/i }).first(),
  row: (page, agency) =>
    main(page)
      .getByRole("table", { name: /Self score and moderated score/ })
      .getByRole("row")
      .filter({ hasText: agency }),
  moved: (page) => main(page).getByRole("table", { name: /Scores that moderation moved/ }),
};

/** A return brought from another board: its answers beside the standards here. */
export const broughtReturn = {
  file: (page) => main(page).locator("input[type=file]"),
  look: (page) => button(page, /look at the answers/i),
  /** The answers that are ticked to be taken over, each in the group of its standard. */
  ticked: (page) =>
    main(page)
      .getByRole("group")
      .filter({ has: page.getByRole("checkbox", { name: "Take this answer over", checked: true }) }),
  record: (page) => button(page, /record the answers that are ticked/i),
};

/** Practice reviews. */
export const practiceReview = {
  late: (page) => main(page).getByRole("link", { name: /past six months$/ }),
  gate: (page, name) => main(page).getByRole("link", { name }),
  recommended: (page, reference) =>
    main(page).getByRole("link", { name: new RegExp(`${reference}\\b`) }).first(),
  person: (page, alias) => main(page).getByRole("link", { name: alias, exact: true }).first(),
  says: (page, alias) => main(page).getByRole("link", { name: new RegExp(`^Record what they said\\s*: ${alias}$`) }),
  comesFrom: (page, name) => main(page).getByRole("link", { name }).first(),
  backToReview: (page, reference) =>
    main(page).getByRole("link", { name: `Practice review ${reference}`, exact: true }).first(),
};

/** Inspections, and what an inspector reads first. */
export const inspection = {
  open: (page, name) => main(page).getByRole("link", { name: `Inspection ${name}`, exact: true }).first(),
  recommended: (page, reference) =>
    main(page).getByRole("link", { name: new RegExp(`${reference}\\b`) }).first(),
  answer: (page, number) =>
    main(page).getByRole("link", { name: `Answer request ${number}`, exact: true }),
  packFor: (page, number) =>
    main(page).getByRole("link", { name: `Put a pack together for this request (${number})` }),
  begin: (page) =>
    main(page).getByRole("button", { name: "Record that an inspection was notified" })
      .or(main(page).getByRole("link", { name: "Record that an inspection was notified" })).first(),
  orientation: (page) => main(page).getByRole("link", { name: "The partnership on two pages" }),
  link: (page, name) => main(page).getByRole("link", { name }).first(),
};

/** The card of a recommendation, and the register's counts. */
export const recommendationCard = {
  source: (page, name) => main(page).getByRole("link", { name }).first(),
  counted: (page, name) => main(page).getByRole("link", { name }),
};

/** Briefings, activities, and what they did. */
export const learning = {
  counted: (page, name) => main(page).getByRole("link", { name }).first(),
  /** What may be done next with a thing. */
  step: (page, name) => main(page).getByRole("button", { name, exact: true })
    .or(main(page).getByRole("link", { name, exact: true })).first(),
  /** The row of an agency in the table of who passed a briefing on. */
  agency: (page, name) => main(page).getByRole("row").filter({ hasText: name }).first(),
  confirm: (page, reference) =>
    main(page).getByRole("link", { name: /^Confirm/ }).filter({ hasText: `briefing ${reference}` }),
  rows: (page) => main(page).getByRole("row"),
  sourceKind: (page) => main(page).locator('[name="sources-0-kind"]'),
  sourceTitle: (page) => main(page).locator('[name="sources-0-title"]'),
};

/** The page that checks evidence packs. */
export const verifier = {
  pack: (page) => page.getByLabel(/^Evidence pack/),
  verdict: (page) => page.locator("#verdict"),
  /** The verdict without its mark, which is hidden from screen readers. */
  verdictWord: (page) => page.locator("#verdict").evaluate((heading) => heading.lastChild.data),
  said: (page) => page.locator("#said").textContent(),
  /** What is announced once a pack was checked. */
  outcome: (page, words) => page.locator("#said").filter({ hasText: words }),
  table: (page, caption) => page.getByRole("table", { name: caption }),
  key: (page) => page.getByLabel("Key or key fingerprint"),
  checkpoint: (page) => page.getByLabel("Checkpoint", { exact: true }),
  heldFile: (page) => page.getByLabel("Or a checkpoint file"),
  compare: (page) => page.getByRole("button", { name: "Compare", exact: true }),
  result: (page, words) => page.locator("#held-result p").filter({ hasText: words }),
  filter: (page) => page.getByLabel("Show only events with these words"),
};

/** Checkpoints: the list, one of them, and the page that checks what somebody kept. */
export const checkpoints = {
  way: (page) => main(page).getByRole("link", { name: "Checkpoints", exact: true }),
  make: (page) => button(page, "Make a checkpoint now"),
  minutes: (page) => main(page).getByRole("table").first().getByRole("link", { name: /^At \d+ events/ }),
  note: (page) => main(page).getByLabel("The signed note"),
  checkWay: (page) => main(page).getByRole("link", { name: /^Check (a code|what somebody)/ }),
  kept: (page) => main(page).getByRole("textbox", { name: "What was kept" }),
  size: (page) => main(page).getByRole("textbox", { name: "How many events there were" }),
  file: (page) => main(page).getByLabel("Or a file of it"),
  check: (page) => button(page, "Check"),
  found: (page) => main(page).getByRole("status").getByRole("heading", { level: 2 }),
  proof: (page) => main(page).getByRole("link", { name: /^Download the proof/ }),
};

/** Who looked at what. */
export const accesses = {
  way: (page) => main(page).getByRole("link", { name: "Who looked at this" }),
  rows: (page) => main(page).getByRole("table").locator("tbody tr"),
  filters: (page) => main(page).getByText("Filter the accesses").first(),
  kind: (page) => main(page).getByRole("combobox", { name: "Kind" }),
  role: (page) => main(page).getByRole("combobox", { name: "Role" }),
  apply: (page) => button(page, "Apply filters"),
};

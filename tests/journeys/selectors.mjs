// How pages are worded: the only place that changes when a page says something differently.
// Everything is found as a person finds it, by role and name.

/** The sections of the navigation: name and address. */
export const SECTIONS = {
  Home: "/",
  Plan: "/plan",
  Actions: "/actions",
  Recommendations: "/recommendations",
  Deadlines: "/deadlines",
  Gaps: "/gaps",
  Trail: "/trail",
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

export const importing = {
  file: (page) => main(page).locator("input[type=file]"),
  upload: (page) => button(page, /upload/i),
  /** The tables found in the document, one radio each. */
  tables: (page) => main(page).getByRole("radio"),
  proceed: (page) => button(page, /continue/i),
  /** The drop-down that says what one of the document's columns holds. */
  column: (page, heading) => main(page).getByRole("combobox", { name: heading }),
  problem: (page, words) => main(page).getByText(words).first(),
  confirm: (page) => button(page, /confirm|import/i),
};

export const plan = {
  row: (page, words) => main(page).getByRole("row").filter({ hasText: words }),
};

export const ragRound = {
  rows: (page) => main(page).getByRole("row").filter({ has: page.getByRole("link") }),
  rate: (page) => main(page).getByRole("link", { name: /rate/i }).first(),
  rating: (page, name) => main(page).getByRole("radio", { name }),
  commentary: (page) => main(page).getByRole("textbox", { name: /commentary/i }),
  save: (page) => button(page, /save|record|rate/i),
};

export const action = {
  first: (page) => main(page).locator('a[href^="/actions/"]').first(),
  happened: (page) => main(page).getByText(/happened/i).first(),
  recorded: (page) => main(page).getByText(/recorded/i).first(),
};

export const trail = {
  events: (page) => main(page).locator("time"),
  filter: (page) => button(page, /apply|filter/i),
  agency: (page) => main(page).getByLabel("Agency"),
};

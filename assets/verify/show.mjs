// Pieces of the page. What comes out of a pack is only ever put in as text.

/** An element with attributes and children; text becomes text. */
export function el(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(attribute, "");
    else if (value !== false && value !== null) element.setAttribute(attribute, value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

/** A list of terms with what they mean; empty ones are left out. */
export function terms(pairs) {
  const rows = pairs
    .filter(([, value]) => value !== null && value !== "")
    .map(([term, value]) => el("div", {}, el("dt", {}, term), el("dd", {}, value)));
  return el("dl", {}, rows);
}

/** A part of the answer under a heading. */
export function part(id, title, ...children) {
  return el("section", { "aria-labelledby": id }, el("h2", { id }, title), children);
}

/** A table in a region that scrolls by itself where there is no room. */
export function table(caption, columns, rows) {
  const head = columns.map(({ title, kind }) =>
    el("th", { scope: "col", class: kind ?? null }, title),
  );
  const body = rows.map((cells) =>
    el(
      "tr",
      {},
      cells.map((cell, index) => el("td", { class: columns[index].kind ?? null }, cell)),
    ),
  );
  return el(
    "div",
    { class: "scroll", role: "region", tabindex: "0", "aria-label": caption },
    el(
      "table",
      {},
      el("caption", {}, caption),
      el("thead", {}, el("tr", {}, head)),
      el("tbody", {}, body),
    ),
  );
}

const ROWS_ON_A_PAGE = 50;
const ROWS_AT_ONCE_MAX = 2000;

/**
 * A long table, page by page.
 *
 * @param {{ caption: string, columns: object[], items: unknown[],
 *   row: (item: unknown) => unknown[] | Promise<unknown[]> }} what
 * @returns {{ element: HTMLElement, show: (items: unknown[]) => Promise<void> }}
 */
export function pagedTable({ caption, columns, items, row }) {
  const holder = el("div");
  const count = el("p", { role: "status" });
  const before = el("button", { type: "button" }, "Previous page");
  const after = el("button", { type: "button" }, "Next page");
  const all = el("button", { type: "button" }, "Show all on one page");
  const controls = el("div", { class: "pages" }, count, before, after, all);
  let shown = items;
  let from = 0;
  let length = ROWS_ON_A_PAGE;
  const draw = async () => {
    const some = shown.slice(from, from + length);
    const rows = [];
    for (const item of some) rows.push(await row(item));
    holder.replaceChildren(table(caption, columns, rows));
    const to = from + some.length;
    count.textContent =
      shown.length === 0
        ? "None to show."
        : `Showing ${from + 1} to ${to} of ${shown.length.toLocaleString("en-GB")}.`;
    before.hidden = from === 0;
    after.hidden = to >= shown.length;
    all.hidden = shown.length <= length || shown.length > ROWS_AT_ONCE_MAX;
  };
  const turn = async (by) => {
    from += by;
    await draw();
    holder.querySelector("[tabindex]").focus();
  };
  before.addEventListener("click", () => turn(-length));
  after.addEventListener("click", () => turn(length));
  all.addEventListener("click", () => {
    length = ROWS_AT_ONCE_MAX;
    return turn(-from);
  });
  const show = (others) => {
    shown = others;
    from = 0;
    length = ROWS_ON_A_PAGE;
    return draw();
  };
  draw();
  return { element: el("div", {}, holder, controls), show };
}

// What happens on the page: a file is chosen or dropped, checked, and told about.

import { answer } from "./answer.mjs";
import { checkPack } from "./check.mjs";
import { el } from "./show.mjs";
import { VERDICTS, countWords, nameWindow } from "./words.mjs";

const by = (id) => document.getElementById(id);
const form = by("choose");
const input = by("pack");
/** Which check the page is waiting for: a later one takes its place. */
let current = 0;
/** Addresses of what can be saved out of the pack, to be given back. */
let addresses = [];

by("without-script").hidden = true;
form.hidden = false;
input.addEventListener("change", () => {
  if (input.files.length > 0) run(input.files[0], input.files.length);
});
form.addEventListener("submit", (event) => event.preventDefault());

document.addEventListener("dragover", (event) => {
  event.preventDefault();
  form.classList.add("over");
});
document.addEventListener("dragleave", (event) => {
  if (event.relatedTarget === null) form.classList.remove("over");
});
document.addEventListener("drop", (event) => {
  event.preventDefault();
  form.classList.remove("over");
  const { files } = event.dataTransfer;
  if (files.length > 0) run(files[0], files.length);
});

async function run(file, files) {
  current += 1;
  const own = current;
  forget();
  by("working").hidden = false;
  const others = files > 1 ? ` Only the first of ${files} files is checked.` : "";
  by("working-label").textContent = `Checking ${file.name}.${others}`;
  by("said").textContent = `Checking ${file.name}.${others}`;
  try {
    const pack = await checkPack(file, {
      subtle: globalThis.crypto?.subtle,
      onProgress: (part) => {
        if (own === current) by("progress").value = Math.round(part * 100);
      },
    });
    if (own === current) show(pack, file);
  } catch (error) {
    if (own === current) couldNot(file, error);
  }
}

function forget() {
  by("answer").replaceChildren();
  for (const address of addresses) URL.revokeObjectURL(address);
  addresses = [];
  by("progress").value = 0;
}

function show(pack, file) {
  pack.addressOf = (entry) => {
    const bytes = file.slice(entry.at, entry.at + entry.size, "application/octet-stream");
    const address = URL.createObjectURL(bytes);
    addresses.push(address);
    return address;
  };
  by("working").hidden = true;
  by("answer").replaceChildren(...answer(pack));
  const found = pack.problems.list.length + pack.problems.more;
  const problems = found > 0 ? ` ${countWords(found, "problem")} found.` : "";
  by("said").textContent = `${file.name}: ${VERDICTS[pack.verdict].title}.${problems}`;
  nameWindow(pack.verdict, file.name);
  by("verdict").focus();
}

/** The file could not be read to its end, so nothing is known. */
function couldNot(file, error) {
  by("working").hidden = true;
  const words =
    "The file could not be read to its end. Copy it to this computer and choose it again.";
  by("answer").replaceChildren(
    el(
      "section",
      { class: "verdict unchecked", "aria-labelledby": "verdict" },
      el("h2", { id: "verdict", tabindex: "-1" }, VERDICTS.unchecked.title),
      el("p", {}, words),
      el("p", {}, `What the browser says: ${error.name}.`),
    ),
  );
  by("said").textContent = `${file.name}: ${VERDICTS.unchecked.title}. ${words}`;
  by("verdict").focus();
}

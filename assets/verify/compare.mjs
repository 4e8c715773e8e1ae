// The form in which a reader compares a pack with what they kept.

import { checkpointRelation, keyRelation, readHeldCheckpoint, readHeldKey } from "./held.mjs";
import { el, part } from "./show.mjs";
import { KEY_RELATIONS, VERDICTS, relationWords } from "./words.mjs";

const HELD_BYTES_MAX = 1024 * 1024;

/**
 * The form and what came of it.
 *
 * @param {(worse: "not_genuine" | "unchecked" | null) => void} onVerdict hears whether what is
 *   held makes the verdict worse than the pack's own
 */
export function heldPart(pack, onVerdict) {
  const key = el("input", {
    id: "held-key",
    type: "text",
    autocomplete: "off",
    spellcheck: "false",
  });
  const checkpoint = el("textarea", { id: "held-checkpoint", rows: "5", spellcheck: "false" });
  const file = el("input", { id: "held-file", type: "file" });
  const result = el("div", { role: "status", id: "held-result" });
  const form = el(
    "form",
    {},
    field(
      key,
      "Key or key fingerprint",
      "Six groups of four letters, or the key as it is written.",
    ),
    field(
      checkpoint,
      "Checkpoint",
      "The short code from the minutes, with the number of events before it if you " +
        "have it (such as 1204 ABCD-EFGH-…); or a signed checkpoint, pasted whole.",
    ),
    field(
      file,
      "Or a checkpoint file",
      "A signed checkpoint, or a bridge that the partnership made for you.",
    ),
    el("button", { type: "submit", class: "main" }, "Compare"),
  );
  file.addEventListener("change", async () => {
    const chosen = file.files[0];
    if (chosen) checkpoint.value = await chosen.slice(0, HELD_BYTES_MAX).text();
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const { sentences, worse } = await compare(pack, key.value, checkpoint.value);
    result.replaceChildren(...sentences.map((sentence) => el("p", {}, el("strong", {}, sentence))));
    onVerdict(worse);
  });
  return part(
    "held",
    "Compare with what you already hold",
    el(
      "p",
      {},
      "A pack becomes proof through something you were given before, in another way: " +
        "the key, its fingerprint, or a checkpoint such as a short code in the minutes " +
        "of a meeting.",
    ),
    form,
    result,
  );
}

function field(input, label, hint) {
  const hintId = `${input.id}-hint`;
  input.setAttribute("aria-describedby", hintId);
  return el(
    "div",
    { class: "field" },
    el("label", { for: input.id }, label),
    el("span", { class: "hint", id: hintId }, hint),
    input,
  );
}

/** What there is to say of what was pasted. */
async function compare(pack, keyText, checkpointText) {
  const sentences = [];
  const verdicts = [];
  if (keyText.trim() !== "") {
    const held = readHeldKey(keyText);
    const relation = held ? keyRelation(pack, held) : null;
    sentences.push(
      relation
        ? KEY_RELATIONS[relation]
        : "This is neither a key nor a fingerprint. Check that it was copied whole.",
    );
    if (relation === "other") verdicts.push("not_genuine");
  }
  if (checkpointText.trim() !== "") {
    const held = readHeldCheckpoint(checkpointText);
    if (!held) {
      sentences.push(
        "This is neither a short code nor a checkpoint nor a bridge. Check that it was " +
          "copied whole.",
      );
    } else if (held.code && held.code === pack.fingerprint) {
      sentences.push(`This is the fingerprint of a key. ${KEY_RELATIONS.same}`);
    } else {
      const found = await checkpointRelation(pack, held);
      sentences.push(relationWords(found, pack.manifest.size));
      if (found.unchecked) {
        sentences.push("This browser could not check the signature of the checkpoint you hold.");
      }
      if (found.problem === "held_signature") verdicts.push("unchecked");
      else if (found.problem) verdicts.push("not_genuine");
    }
  }
  if (sentences.length === 0)
    sentences.push("Nothing to compare: fill in one of the fields above.");
  const worse = ["not_genuine", "unchecked"].find((verdict) => verdicts.includes(verdict)) ?? null;
  const changed = pack.problems.none ? worse : null;
  if (changed) sentences.unshift(`The verdict is now: ${VERDICTS[changed].title}.`);
  return { sentences, worse: changed };
}

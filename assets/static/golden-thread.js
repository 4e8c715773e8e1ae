// Everything works without script. With it, the GOV.UK components that need to know are told so,
// and started.
import { initAll } from "/assets/govuk-frontend.min.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();

// Two minutes before a session ends its reader is told, and can stay without losing what was typed.
// Without script the time stands at the foot of every page, and what is sent too late is kept.
const WARN_BEFORE_SECONDS = 120;
const signedIn = document.querySelector("[data-session-ends-in]");
if (signedIn) {
  watchSession(Number(signedIn.dataset.sessionEndsIn));
}

function watchSession(endsInSeconds) {
  const wait = Math.max(endsInSeconds - WARN_BEFORE_SECONDS, 0) * 1000;
  setTimeout(async () => {
    // Another tab may have been used meanwhile.
    const left = await ask("/session", "GET");
    if (left > WARN_BEFORE_SECONDS) {
      watchSession(left);
    } else {
      warn(left);
    }
  }, wait);
}

async function ask(address, method) {
  try {
    const answer = await fetch(address, { method, credentials: "same-origin" });
    return answer.ok ? (await answer.json()).ends_in_seconds : 0;
  } catch {
    return 0;
  }
}

function warn(leftSeconds) {
  const box = document.createElement("div");
  box.className = "gt-session-warning";
  box.setAttribute("role", "alertdialog");
  box.setAttribute("aria-labelledby", "session-warning");
  const words = document.createElement("p");
  words.id = "session-warning";
  words.className = "govuk-body";
  const button = document.createElement("button");
  button.type = "button";
  button.className = "govuk-button";
  button.textContent = "Stay signed in";
  box.append(words, button);
  const before = document.activeElement;
  const gone = () => {
    words.textContent =
      "You have been signed out. What you typed on this page is still here: send it, sign in, and it comes back.";
    button.remove();
  };
  words.textContent =
    leftSeconds > 0
      ? "You will be signed out in two minutes, because nothing was done for a while."
      : "";
  if (leftSeconds <= 0) gone();
  const ending = setTimeout(gone, leftSeconds * 1000);
  button.addEventListener("click", async () => {
    const left = await ask("/session/stay", "POST");
    if (left <= 0) return gone();
    clearTimeout(ending);
    box.remove();
    before?.focus?.();
    watchSession(left);
  });
  document.body.append(box);
  button.focus();
}

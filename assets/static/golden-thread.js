// Everything works without script. With it, the GOV.UK components that need to know are told so,
// and started.
import { initAll } from "/assets/govuk-frontend.min.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();

// Prints the browser the journeys will use, or says what to install.

import { findChromium } from "./browser.mjs";

try {
  console.log(`browser: ${findChromium()}`);
} catch (error) {
  console.error(`the journeys need a browser: ${error.message}`);
  process.exitCode = 1;
}

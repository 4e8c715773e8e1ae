// A few pages that are right and a few that are wrong in one way each, to test the harness on.
// Run by itself it is a program that prints its address, as the product does.

import { createServer } from "node:http";
import { fileURLToPath } from "node:url";

const STYLE = `
  body { font: 16px/2 Arial, sans-serif; color: #111; background: #fff; margin: 1rem; }
  .scroll { overflow-x: auto; }
  .wide { width: 900px; }
  a:focus, button:focus, input:focus, select:focus { outline: 3px solid #b25000; }
  .dim:focus { outline: none; }
`;

const page = ({ title = "A page", main, head = "" }) => `<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8"><title>${title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/style.css">${head}</head>
<body><header><a href="#main">Skip to main content</a></header>
<main id="main">${main}</main></body></html>`;

const FORM = `<h1>A form</h1><form method="get" action="/kept">
  <p><label for="words">Words</label> <input id="words" name="words"></p>
  <p><label for="letter">Letter</label>
    <select id="letter" name="letter"><option>Red</option><option>Amber</option></select></p>
  <fieldset><legend>Which</legend>
    <input type="radio" id="first" name="which" value="first"><label for="first">First</label>
    <input type="radio" id="second" name="which" value="second"><label for="second">Second</label>
  </fieldset>
  <p><input type="checkbox" id="sure" name="sure"><label for="sure">Sure</label></p>
  <button>Keep</button></form>`;

const PAGES = {
  "/": page({
    title: "Home",
    main: `<h1>Home</h1><ul>
      <li><a href="/wide-table">A wide table</a></li>
      <li><a href="/things/1">First</a></li><li><a href="/things/2">Second</a></li>
      <li><a href="/things/3">Third</a></li><li><a href="/things/4">Fourth</a></li>
      <li><a href="/list.csv">The list as CSV</a></li><li><a href="/form">A form</a></li></ul>`,
  }),
  "/wide-table": page({
    title: "Wide table",
    main: `<h1>Wide table</h1><div class="scroll" role="region" aria-label="Table" tabindex="0">
      <table class="wide"><caption>Counts</caption><tr><th scope="col">Name</th>
      <th scope="col">Count</th></tr><tr><td>One</td><td>1</td></tr></table></div>`,
  }),
  "/form": page({ title: "Form", main: FORM }),
  "/wrong": page({
    main: `<h1>Wrong</h1><ul>
    ${["heading", "sideways", "script", "elsewhere", "alt", "fragment", "gone", "script-only"]
      .map((name) => `<li><a href="/wrong/${name}">${name}</a></li>`)
      .join("")}</ul>`,
  }),
  "/wrong/heading": page({ title: "", main: "<h1>One</h1><h1>Two</h1>" }),
  "/wrong/sideways": page({ main: `<h1>Wide</h1><p class="wide">Too wide.</p>` }),
  "/wrong/script": page({ main: "<h1>Script</h1>", head: "<script>let x = 1;</script>" }),
  "/wrong/elsewhere": page({
    main: `<h1>Elsewhere</h1><img src="http://other.invalid/picture.png" alt="A picture">`,
  }),
  "/wrong/alt": page({ main: `<h1>Picture</h1><img src="data:,">` }),
  "/wrong/fragment": page({ main: `<h1>Fragment</h1><p><a href="#nowhere">Nowhere</a></p>` }),
  "/wrong/script-only": page({
    main: "<h1>Only with JavaScript</h1>",
    head: `<script src="/add.js" defer></script>`,
  }),
  "/wrong/dim": page({ main: `<h1>Dim</h1><p><a class="dim" href="/">Unseen focus</a></p>` }),
};

for (const number of [1, 2, 3, 4]) {
  PAGES[`/things/${number}`] = page({ title: `Thing ${number}`, main: `<h1>Thing ${number}</h1>` });
}

const FILES = {
  "/style.css": ["text/css", STYLE],
  "/list.csv": ["text/csv; charset=utf-8", "Name,Count\nOne,1\n"],
  "/add.js": [
    "text/javascript",
    `const link = document.createElement("a"); link.href = "/"; link.textContent = "Home";
     document.querySelector("main").append(link);`,
  ],
};

function answer(request, response) {
  const { pathname, search } = new URL(request.url, "http://here");
  const send = (status, type, body) => {
    response.writeHead(status, {
      "content-type": type,
      "content-security-policy": "default-src 'self'; img-src 'self' data:",
    });
    response.end(body);
  };
  if (pathname === "/kept") send(200, "text/html", page({ main: `<h1>Kept ${search}</h1>` }));
  else if (PAGES[pathname]) send(200, "text/html; charset=utf-8", PAGES[pathname]);
  else if (FILES[pathname]) send(200, ...FILES[pathname]);
  else send(404, "text/html; charset=utf-8", page({ main: "<h1>Not found</h1>" }));
}

/** Serves the pages on a free port. */
export function serve() {
  const server = createServer(answer);
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const origin = `http://127.0.0.1:${server.address().port}`;
      const close = () => {
        server.closeAllConnections();
        server.close();
      };
      resolve({ origin, close });
    });
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { origin, close } = await serve();
  console.log(`listening on ${origin}`);
  process.once("SIGTERM", close);
}

// A real OpenID provider on a port of this machine, for journeys and tests: the package
// oidc-provider with one client, some people, and the shortest of sign-in pages.
//
// Run as a program it takes the addresses people may come back to, prints one line of JSON that
// says what to configure, and stops when its standard input ends.

import { generateKeyPairSync } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import { pathToFileURL } from "node:url";
import Provider from "oidc-provider";

export const CLIENT_ID = "golden-thread";
export const CLIENT_SECRET = "known-to-this-test-and-to-nobody-else";

/** The tenant of everybody but mallory, as Microsoft Entra ID would name it. */
export const TENANT = "3f2a9c50-1111-4000-8000-000000000000";

/** Who can sign in, by what they type; none has a password. */
export const PEOPLE = {
  ann: person("ann", { oid: "a-1", groups: ["leads", "everybody"], name: "Ann Example" }),
  bob: person("bob", { oid: "b-2", groups: ["everybody"], name: "Bob Example" }),
  // In too many groups for a token: it says where to ask for them instead.
  olga: person("olga", {
    oid: "o-3",
    name: "Olga Example",
    _claim_names: { groups: "src1" },
    _claim_sources: { src1: { endpoint: "https://graph.example/getMemberObjects" } },
  }),
  mallory: person("mallory", { oid: "a-1", tid: "another-tenant", groups: ["leads"] }),
};

function person(login, claims) {
  const email = `${login}@northshire.example`;
  return { sub: `subject-of-${login}`, tid: TENANT, email, ...claims };
}

/**
 * Starts a provider.
 *
 * @param {{ redirectUris: string[], port?: number, host?: string }} options where people may come
 *   back to, and the name it calls itself by: to a browser `localhost` is another site than
 *   `127.0.0.1`, as an organisation's own provider is
 * @returns `issuer`, and `rotate()`, which changes the key it signs with, `join(login, groups)`,
 *   which puts a person into these groups and no others, and `stop()`
 */
export async function startProvider({ redirectUris, port = 0, host = "127.0.0.1" }) {
  const server = createServer();
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const issuer = `http://${host}:${server.address().port}`;
  const people = structuredClone(PEOPLE);
  let provider = providerOf(issuer, redirectUris, people);
  const rotate = () => {
    provider = providerOf(issuer, redirectUris, people);
  };
  const join = (login, groups) => {
    people[login].groups = groups;
  };
  server.on("request", (request, response) => {
    answer(provider, rotate, request, response).catch((error) => {
      response.writeHead(500, { "content-type": "text/plain" }).end(error.message);
    });
  });
  const stop = async () => {
    server.close();
    server.closeAllConnections();
    await once(server, "close");
  };
  return { issuer, rotate, join, stop };
}

async function answer(provider, rotate, request, response) {
  const { pathname } = new URL(request.url, "http://127.0.0.1");
  if (pathname === "/rotate" && request.method === "POST") {
    rotate();
    response.writeHead(204).end();
  } else if (pathname.startsWith("/interaction/")) {
    await signIn(provider, request, response);
  } else {
    provider.callback()(request, response);
  }
}

/** Who the person is: their login name is asked for, and believed. */
async function signIn(provider, request, response) {
  if (request.method !== "POST") {
    response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(PAGE);
    return;
  }
  let body = "";
  for await (const chunk of request) body += chunk;
  const form = new URLSearchParams(body);
  const login = form.get("login");
  const result =
    form.has("cancel") || !Object.hasOwn(PEOPLE, login)
      ? { error: "access_denied", error_description: "the person did not sign in" }
      : { login: { accountId: login } };
  await provider.interactionFinished(request, response, result);
}

const PAGE = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Sign in to Northshire</title>
<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,"></head>
<body><main><h1>Sign in to Northshire</h1>
<form method="post"><label for="login">Login name</label>
<input id="login" name="login" autocomplete="username">
<button>Sign in</button> <button name="cancel" value="yes">Cancel</button></form></main></body>
</html>
`;

function providerOf(issuer, redirectUris, people) {
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT_ID,
        client_secret: CLIENT_SECRET,
        redirect_uris: redirectUris,
        grant_types: ["authorization_code"],
        response_types: ["code"],
        token_endpoint_auth_method: "client_secret_basic",
      },
    ],
    jwks: { keys: [signingKey()] },
    cookies: { keys: ["for this test only"] },
    pkce: { required: () => true },
    // Entra ID puts all claims into the token itself.
    conformIdTokenClaims: false,
    claims: {
      openid: ["sub", "tid", "oid", "groups", "_claim_names", "_claim_sources"],
      profile: ["name"],
      email: ["email"],
    },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_, login) =>
      Object.hasOwn(people, login)
        ? { accountId: login, claims: () => ({ ...people[login] }) }
        : undefined,
    // Nobody is asked whether they agree: their organisation has agreed for them.
    loadExistingGrant: async (context) => {
      const { client, provider, session } = context.oidc;
      const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
      grant.addOIDCScope("openid profile email");
      await grant.save();
      return grant;
    },
    ttl: { Session: 3600, Interaction: 600, Grant: 3600, AccessToken: 600, IdToken: 600 },
  });
  return provider;
}

function signingKey() {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const key = privateKey.export({ format: "jwk" });
  return { ...key, kid: crypto.randomUUID(), use: "sig", alg: "RS256" };
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { issuer, stop } = await startProvider({ redirectUris: process.argv.slice(2) });
  process.stdout.write(
    `${JSON.stringify({ issuer, clientId: CLIENT_ID, clientSecret: CLIENT_SECRET, tenant: TENANT })}\n`,
  );
  process.stdin.resume();
  await once(process.stdin, "end");
  await stop();
  process.exit(0);
}

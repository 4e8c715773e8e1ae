// Starts the built program, learns its address, and stops it again.

import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const START_SECONDS_MAX = 120;
const STOP_SECONDS_MAX = 20;
const SET_UP = /set-up link \(works once\): (\S+)/;
const ADDRESS = /listening on (http:\/\/(?:127\.0\.0\.1|\[::1\]):\d+)/;

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));

/** The program under test: `GOLDEN_THREAD`, or what `cargo build` makes. */
export function findProgram(environment = process.env) {
  const target = environment.CARGO_TARGET_DIR ?? join(ROOT, "target");
  const program = environment.GOLDEN_THREAD ?? join(target, "debug", "golden-thread");
  if (existsSync(program)) return program;
  throw new Error(`${program} does not exist: run cargo build first, or set GOLDEN_THREAD`);
}

/** `golden-thread demo` on a free port, with its invented partnership. */
export function startDemo() {
  return start(findProgram(), () => ["demo", "--listen", "127.0.0.1:0"]);
}

/**
 * `golden-thread serve` on a free port and an empty folder; `more` are further arguments.
 * `product.setUp` is the address that makes its first administrator.
 */
export function startServe(more = () => []) {
  return start(findProgram(), (home, listen) => [
    "serve",
    "--data",
    join(home, "data"),
    "--listen",
    listen,
    ...more(home),
  ]);
}

/**
 * Starts a program that prints `listening on http://…` and waits for that line.
 *
 * The program gets a home folder of its own, so that it finds and leaves nothing elsewhere.
 *
 * @param argumentsIn makes the arguments from that folder and the address to listen on
 * @returns `origin` without a closing slash, `setUp` (the one-time link, on a new folder), `home`,
 *   `complaints()` (what it printed on standard error), `restart(more)`, which stops it and starts
 *   it again on the same folder and address, with `more` arguments if there are any, and `stop()`;
 *   both fail if the program panicked or did not stop when asked
 */
export async function start(program, argumentsIn) {
  const home = await mkdtemp(join(tmpdir(), "golden-thread-journey-"));
  const gone = () => rm(home, { recursive: true, force: true });
  let running;
  try {
    running = await run(program, argumentsIn(home, "127.0.0.1:0"), home);
  } catch (error) {
    await gone();
    throw error;
  }
  const { origin, setUp } = running;
  const restart = async (more = []) => {
    await running.stop();
    const listen = new URL(origin).host;
    running = await run(program, [...argumentsIn(home, listen), ...more], home);
  };
  const stop = async () => {
    try {
      await running.stop();
    } finally {
      await gone();
    }
  };
  return { origin, setUp, home, complaints: () => running.complaints(), restart, stop };
}

/** Runs a program once, until it says where it listens. */
async function run(program, given, home) {
  const child = spawn(program, given, {
    cwd: home,
    env: { ...process.env, HOME: home, XDG_CONFIG_HOME: home, XDG_DATA_HOME: home, TZ: "UTC" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise((resolve) => {
    child.once("error", (error) => resolve(error.message));
    // Closed comes after exit, when everything it said has been read.
    child.once("close", (code, signal) => resolve(signal ?? `exit code ${code}`));
  });
  let complaints = "";
  child.stderr.setEncoding("utf8").on("data", (text) => {
    complaints += text;
  });

  const stop = async () => {
    child.kill("SIGTERM");
    const how = await within(STOP_SECONDS_MAX, ended, "");
    if (how === "") {
      child.kill("SIGKILL");
      await ended;
      throw new Error(`did not stop within ${STOP_SECONDS_MAX} s of being asked`);
    }
    if (/panicked at/.test(complaints)) throw new Error(`the program panicked:\n${complaints}`);
  };

  const address = new Promise((resolve) => {
    let said = "";
    child.stdout.setEncoding("utf8").on("data", (text) => {
      said += text;
      const found = ADDRESS.exec(said);
      // Both lines are written at once.
      if (found) resolve({ origin: found[1], setUp: SET_UP.exec(said)?.[1] });
    });
    ended.then((how) => resolve({ problem: `ended before it listened: ${how}` }));
  });
  const late = { problem: `printed no address within ${START_SECONDS_MAX} s` };
  const { origin, setUp, problem } = await within(START_SECONDS_MAX, address, late);
  if (!origin) {
    await stop().catch(() => {});
    throw new Error(`${program} ${problem}\n${complaints}`);
  }
  return { origin, setUp, complaints: () => complaints, stop };
}

/** What `promise` gives, or `otherwise` when that takes longer than `seconds`. */
async function within(seconds, promise, otherwise) {
  let timer;
  const late = new Promise((resolve) => {
    timer = setTimeout(() => resolve(otherwise), seconds * 1000);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

// The real program, with data of its own, for as long as a test file runs.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

const REPOSITORY = path.resolve(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), "../../..");
const PROGRAM = process.env.WAYMARK_BIN ?? path.join(process.env.CARGO_TARGET_DIR ?? path.join(REPOSITORY, "target"), "debug/waymark");

/** Whom the demo knows, and the password of all of them. */
export const DEMO = {
  owner: "owner@northwind.example",
  lead: "lead.payments@northwind.example",
  viewer: "viewer@northwind.example",
  password: "seven calm otters under a bridge",
};

/**
 * Starts Waymark on a free port: `demo`, or `serve` for one that nobody has set up.
 *
 * @returns {Promise<{origin: string, stop: () => Promise<void>}>}
 */
export async function start(command) {
  const folder = await mkdtemp(path.join(tmpdir(), "waymark-browser-"));
  // Its PostgreSQL may run as another user, who has to get there.
  await chmod(folder, 0o755);
  const server = spawn(PROGRAM, [command, "--listen", "127.0.0.1:0", "--data-dir", path.join(folder, "data")], {
    env: { PATH: process.env.PATH, HOME: folder, WAYMARK_DEMO_PASSWORD: DEMO.password, WAYMARK_LOG: "error" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const stopWithUs = () => server.kill("SIGTERM");
  process.once("exit", stopWithUs);
  return {
    origin: await address(server),
    async stop() {
      process.off("exit", stopWithUs);
      const stopped = once(server, "exit");
      if (server.exitCode === null && server.kill("SIGTERM")) await stopped;
      await rm(folder, { recursive: true });
    },
  };
}

/** Where it says that it is. */
async function address(server) {
  let said = "";
  for await (const chunk of server.stdout.setEncoding("utf8").iterator({ destroyOnReturn: false })) {
    said += chunk;
    const found = said.match(/Waymark is at (\S+)\n/);
    if (found) {
      server.stdout.resume();
      return found[1];
    }
  }
  throw new Error(`${PROGRAM} does not start:\n${said}`);
}

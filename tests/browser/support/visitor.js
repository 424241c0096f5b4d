// Somebody in front of a real Chromium, watched while they are there.
import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";

import { chromium } from "playwright-core";

import { watch } from "./watch.js";

const QUIET = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const HEIGHTS = { 360: 740, 820: 1180, 1280: 800 };
/** How long anything may take, in ms, on a busy machine. */
const PATIENCE = 10_000;

/** Starts the browser that the system has. */
export function startChromium() {
  return chromium.launch({
    executablePath: process.env.WAYMARK_CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", ...QUIET],
  });
}

/**
 * Lets somebody visit `origin` and do what `visit` says, in a browser that knows nothing but
 * `session` (what `signIn` keeps). Fails when the page misbehaves meanwhile: see `watch`.
 *
 * A visit that fails leaves a picture in `failures/`.
 */
export async function visiting(browser, origin, { width = 1280, theme = "light", script = true, session, name = "visit" }, visit) {
  const context = await browser.newContext({
    baseURL: origin,
    viewport: { width, height: HEIGHTS[width] },
    colorScheme: theme,
    javaScriptEnabled: script,
    hasTouch: width < 1000,
    storageState: session,
  });
  context.setDefaultTimeout(PATIENCE);
  const page = await context.newPage();
  const complaints = watch(page, origin);
  try {
    await visit(page);
  } catch (error) {
    await mkdir("failures", { recursive: true });
    await page.screenshot({ path: `failures/${name.replace(/\W+/g, "-")}.png`, fullPage: true }).catch(() => {});
    throw error;
  } finally {
    await context.close();
  }
  assert.deepEqual(complaints, [], name);
}

/** Signs somebody in, and keeps the session for other visits. */
export async function signIn(browser, origin, email, password) {
  let session;
  await visiting(browser, origin, { name: `signing in as ${email}` }, async (page) => {
    await page.goto("/login");
    await page.getByLabel("E-mail").fill(email);
    await page.getByLabel("Password").fill(password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("banner").getByText(email).waitFor({ state: "attached" });
    session = await page.context().storageState();
  });
  return session;
}

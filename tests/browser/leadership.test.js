// Leadership reads the overview and opens a dimension.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { sidewaysScroll } from "./support/checks.js";
import { COMBINATIONS } from "./support/combinations.js";
import { signIn, startChromium, visiting } from "./support/visitor.js";
import { DEMO, start } from "./support/waymark.js";

let waymark, chromium, session;

before(async () => {
  [waymark, chromium] = await Promise.all([start("demo"), startChromium()]);
  session = await signIn(chromium, waymark.origin, DEMO.viewer, DEMO.password);
});

after(() => Promise.all([chromium?.close(), waymark?.stop()]));

describe("leadership reads the overview and opens a dimension", { concurrency: 2 }, () => {
  for (const combination of COMBINATIONS) {
    test(combination.name, () => visiting(chromium, waymark.origin, { ...combination, session }, journey));
  }
});

async function journey(page) {
  await page.goto("/");

  await page.getByRole("heading", { level: 1, name: "Northwind" }).waitFor();
  assert.match(await page.getByRole("main").innerText(), /\d+ of \d+ teams reporting/);
  await page.getByRole("img", { name: /Level 2/ }).first().waitFor();
  assert.deepEqual(await sidewaysScroll(page), []);

  await page.getByRole("rowheader", { name: "Payments" }).getByRole("link").click();
  await page.getByRole("heading", { level: 1, name: "Payments" }).waitFor();
  assert.deepEqual(await sidewaysScroll(page), []);
}

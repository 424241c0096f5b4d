// A report is made in two clicks, shared by a link, and read by somebody who has no account.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { openDetails, sidewaysScroll, violations, violationsAbove } from "./support/checks.js";
import { COMBINATIONS } from "./support/combinations.js";
import { signIn, startChromium, visiting } from "./support/visitor.js";
import { DEMO, start } from "./support/waymark.js";

const PASSPHRASE = "velvet anchor noon";

let waymark, chromium, session, report, link, locked;

before(async () => {
  [waymark, chromium] = await Promise.all([start("demo"), startChromium()]);
  session = await signIn(chromium, waymark.origin, DEMO.owner, DEMO.password);
  await visiting(chromium, waymark.origin, { session, name: "making a report" }, async (page) => {
    await page.goto("/o/northwind");
    await page.getByRole("link", { name: "Make a report" }).click();
    await page.getByRole("button", { name: "Freeze the report" }).click();
    await page.getByRole("status").waitFor();
    report = new URL(page.url()).pathname;
    link = await linkTo(page, {});
    locked = await linkTo(page, { passphrase: PASSPHRASE });
  });
});

after(() => Promise.all([chromium?.close(), waymark?.stop()]));

/** Makes a link to the report; tells its path. */
async function linkTo(page, { passphrase = "" }) {
  await page.goto(`${report}/links`);
  await page.getByLabel("For whom").fill("The board");
  await page.getByLabel("Passphrase").fill(passphrase);
  await page.getByRole("button", { name: "Make the link" }).click();
  return new URL(await page.locator(".secret").innerText()).pathname;
}

describe("a stakeholder reads a report", { concurrency: 2 }, () => {
  for (const combination of COMBINATIONS) {
    test(combination.name, () => visiting(chromium, waymark.origin, combination, (page) => reading(page, combination)));
  }
});

async function reading(page, { script }) {
  await page.goto(link);

  assert.match(page.url(), /\/r\/[\w-]+$/, "the token is not in the address");
  await page.getByRole("heading", { level: 1, name: "Northwind is 96 % of the way to Level 2." }).waitFor();
  await page.getByRole("img", { name: /Level 2/ }).first().waitFor();
  await page.getByText("As table").first().click();
  await page.getByRole("columnheader", { name: "Policy" }).first().waitFor();
  assert.deepEqual(await sidewaysScroll(page), []);
  if (script) {
    await openDetails(page);
    assert.deepEqual(await violations(page), []);
  }
}

test("a passphrase lets the stakeholder in", () =>
  visiting(chromium, waymark.origin, { width: 360, script: false }, async (page) => {
    await page.goto(locked);
    await page.getByLabel("Passphrase").fill(PASSPHRASE);
    await page.getByRole("button", { name: "Read the report" }).click();
    await page.getByRole("heading", { level: 1, name: /^Northwind/ }).waitFor();
  }));

test("every page of a report is without faults, in both themes, narrow and wide", () =>
  visiting(chromium, waymark.origin, { session }, async (page) => {
    const found = [];
    for (const path of [report, `${report}?revision=1`, `${report}/words`, `${report}/renewal`, `${report}/links`, "/o/northwind/reports", locked]) {
      await page.goto(path);
      await openDetails(page);
      for (const [width, theme] of [[1280, "light"], [360, "dark"]]) {
        await page.setViewportSize({ width, height: 800 });
        await page.emulateMedia({ colorScheme: theme });
        for (const check of [violations, violationsAbove, sidewaysScroll]) {
          found.push(...(await check(page)).map((fault) => `${path} at ${width} px, ${theme}: ${fault}`));
        }
      }
    }
    assert.deepEqual(found, []);
  }));

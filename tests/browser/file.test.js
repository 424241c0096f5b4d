// Lines of a spreadsheet come from a file, are looked at, and are entered.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { sidewaysScroll, violations } from "./support/checks.js";
import { signIn, startChromium, visiting } from "./support/visitor.js";
import { DEMO, start } from "./support/waymark.js";

let waymark, chromium, session;

before(async () => {
  [waymark, chromium] = await Promise.all([start("demo"), startChromium()]);
  session = await signIn(chromium, waymark.origin, DEMO.owner, DEMO.password);
});

after(() => Promise.all([chromium?.close(), waymark?.stop()]));

const file = (name, content) => ({ name, mimeType: "text/csv", buffer: Buffer.from(content, "latin1") });

test("a file that a spreadsheet has written fills the field, and a wrong line stays ready to be mended", () =>
  visiting(chromium, waymark.origin, { session, width: 360 }, async (page) => {
    await page.goto("/o/northwind/roi/import");
    // In the bytes of Windows, where ü is one.
    await page.getByLabel("Or take them from a file").setInputFiles(file("costs.csv", "quarter;kind;category;amount;note\n2026-Q4;cost;team;12.50;für uns\n2026-Q4;cost;team;x;\n"));
    await page.getByText("costs.csv is in the field above.").waitFor();
    assert.match(await page.getByLabel("Lines").inputValue(), /12\.50;für uns/);
    assert.deepEqual([...(await violations(page)), ...(await sidewaysScroll(page))], []);

    await page.getByRole("button", { name: "Read the lines" }).click();
    await page.getByRole("alert").getByText("Line 3").waitFor();
    assert.match(await page.getByLabel("Lines").inputValue(), /für uns/);
  }));

test("a file that is too large is refused with a sentence", () =>
  visiting(chromium, waymark.origin, { session }, async (page) => {
    await page.goto("/o/northwind/kpis/import");
    await page.getByLabel("Or take them from a file").setInputFiles(file("large.csv", "x".repeat(900_001)));
    await page.getByText("large.csv is too large").waitFor();
    assert.equal(await page.getByLabel("Lines").inputValue(), "");
  }));

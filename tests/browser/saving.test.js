// Each answer is saved as soon as it is given, however fast somebody is.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { found, submittedTeam } from "./support/given.js";
import { openQuarter, quarterBefore } from "./support/quarter.js";
import { startChromium, visiting } from "./support/visitor.js";
import { start } from "./support/waymark.js";

let waymark, chromium;

before(async () => {
  [waymark, chromium] = await Promise.all([start("serve"), startChromium()]);
});

after(() => Promise.all([chromium?.close(), waymark?.stop()]));

test("an answer that is changed while the one before is being saved is saved, too", () =>
  visiting(chromium, waymark.origin, {}, async (page) => {
    await found(page);
    await submittedTeam(page, "payments", quarterBefore(openQuarter()));
    await page.goto(`/o/northwind/teams/payments/assessments/${openQuarter()}/people`);
    const choices = page.locator("fieldset.answer").first().getByRole("radio");
    // What the server answers is read only once it is let go.
    await page.evaluate(() => {
      const { json } = Response.prototype;
      const held = new Promise((resolve) => (window.letGo = resolve));
      Response.prototype.json = async function () {
        await held;
        return json.call(this);
      };
    });
    const saved = page.waitForResponse((response) => response.request().method() === "POST");
    await choices.nth(1).check();
    await saved;
    await choices.nth(2).check();
    await page.evaluate(() => new Promise((later) => setTimeout(later, 10)));
    const again = page.waitForResponse((response) => response.request().method() === "POST");
    await page.evaluate(() => window.letGo());

    assert.equal((await again).status(), 200);
    await page.reload();
    assert.ok(await choices.nth(2).isChecked());
  }));

// A team lead enters a quarter, which begins with the answers of the last one, and submits it.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { sidewaysScroll } from "./support/checks.js";
import { COMBINATIONS } from "./support/combinations.js";
import { PASSWORD, found, invitedLead, submittedTeam } from "./support/given.js";
import { hands } from "./support/hands.js";
import { openQuarter, quarterBefore } from "./support/quarter.js";
import { startChromium, visiting } from "./support/visitor.js";
import { start } from "./support/waymark.js";

/** Everything once more with the keyboard alone. */
const BY_KEYBOARD = [true, false].map((script) => ({
  width: 1280,
  theme: "light",
  script,
  way: "keyboard",
  name: `by keyboard, ${script ? "with" : "without"} script`,
}));
const JOURNEYS = [...COMBINATIONS, ...BY_KEYBOARD].map((combination, at) => ({ ...combination, team: `team-${at + 1}` }));

let waymark, chromium;

/** Each journey has a team of its own, with a quarter submitted before, and an invitation to lead it. */
before(async () => {
  [waymark, chromium] = await Promise.all([start("serve"), startChromium()]);
  await visiting(chromium, waymark.origin, { name: "the owner before" }, async (page) => {
    await found(page);
    for (const journey of JOURNEYS) {
      await submittedTeam(page, journey.team, quarterBefore(openQuarter()));
      journey.invitation = await invitedLead(page, journey.team, `lead.${journey.team}@northwind.example`);
    }
  });
});

after(() => Promise.all([chromium?.close(), waymark?.stop()]));

describe("a lead enters and submits a quarter", { concurrency: 2 }, () => {
  for (const journey of JOURNEYS) {
    test(journey.name, () => visiting(chromium, waymark.origin, journey, (page) => enterAndSubmit(page, journey)));
  }
});

async function enterAndSubmit(page, { team, invitation, way, script }) {
  const quarter = openQuarter();
  const { press, fill, choose } = hands(page, way);
  const button = (name) => page.getByRole("button", { name });
  const steady = async () => assert.deepEqual(await sidewaysScroll(page), []);

  await page.goto(invitation);
  await fill(page.getByLabel("Your name"), "Lee Lead");
  await fill(page.getByLabel("A password"), PASSWORD);
  await press(button("Join"));
  await page.getByRole("status").filter({ hasText: "You are a member now" }).waitFor();
  await steady();

  await page.goto(`/o/northwind/teams/${team}`);
  await press(page.getByRole("link", { name: `Answer ${quarter}` }));

  await page.getByRole("heading", { level: 1, name: "People" }).waitFor();
  await steady();
  const criterion = page.locator("fieldset.answer").first();
  await choose(criterion.getByRole("radio", { name: "some" }).or(criterion.getByRole("radio", { name: "partly" })));
  if (script) await page.getByRole("status").filter({ hasText: /^Saved \d\d:\d\d$/ }).waitFor();

  for (let dimension = "People"; dimension !== "the review"; ) {
    await page.getByRole("heading", { level: 1, name: dimension }).waitFor();
    await steady();
    // What its levels newly ask was not asked last time.
    const asked = page.locator("fieldset.answer").filter({ hasNot: page.locator(":checked") });
    const names = await asked.getByRole("radio").evaluateAll((choices) => choices.map((choice) => choice.name));
    for (const name of new Set(names)) await choose(page.locator(`[name="${name}"]`).first());
    const goOn = button(/^All of this still holds, go on to/).first();
    dimension = (await goOn.innerText()).replace(/^.* go on to /, "");
    await press(goOn);
  }

  await page.getByRole("heading", { level: 1, name: "Review" }).waitFor();
  await steady();
  await page.getByRole("region", { name: "Changed answers" }).waitFor();
  await press(button(`Submit ${quarter}`).first());
  const question = page.getByRole("dialog");
  await question.getByText("The answers are fixed").waitFor();
  await press(question.getByRole("button", { name: "Submit" }));

  await page.getByRole("status").filter({ hasText: "The assessment is submitted" }).waitFor();
  await page.getByRole("img", { name: /Level 2/ }).first().waitFor();
  await page.getByRole("link", { name: `See the answers of ${quarter}` }).waitFor();
  await steady();
}

// A newcomer goes from the first start to the first chart.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { sidewaysScroll } from "./support/checks.js";
import { COMBINATIONS } from "./support/combinations.js";
import { PASSWORD } from "./support/given.js";
import { openQuarter } from "./support/quarter.js";
import { startChromium, visiting } from "./support/visitor.js";
import { start } from "./support/waymark.js";

let chromium;

before(async () => {
  chromium = await startChromium();
});

after(() => chromium?.close());

/** Answers what the page of a dimension asks: Level 1 is in place, the rest is not. */
async function answer(page) {
  const inPlace = page.getByRole("button", { name: /All of Level 1 is in place/ }).first();
  const group = await inPlace.getAttribute("value");
  await inPlace.click();
  // The press brings the page anew, without the button; what is asked last stands at its end.
  await page.locator(`button[value="${group}"]`).waitFor({ state: "detached" });
  await page.waitForLoadState();

  const asked = page.getByRole("main").getByRole("group").filter({ has: page.getByRole("radio") });
  const open = asked.filter({ hasNot: page.getByRole("radio", { checked: true }) });
  if ((await open.count()) > 0) await open.first().getByRole("radio").first().check();
  // A person would go on like this; a test has not the time.
  await open.evaluateAll((groups) => {
    for (const group of groups) {
      const choices = [...group.querySelectorAll(".seg input")];
      const isOfLevelOne = group.closest("[data-criterion]")?.dataset.criterion.includes(".l1.");
      choices.at(isOfLevelOne ? -1 : 0)?.click();
    }
  });
}

describe("a newcomer goes from the first start to the first chart", { concurrency: 2 }, () => {
  for (const combination of COMBINATIONS) {
    test(combination.name, async () => {
      const waymark = await start("serve");
      try {
        await visiting(chromium, waymark.origin, combination, (page) => journey(page));
      } finally {
        await waymark.stop();
      }
    });
  }
});

async function journey(page) {
  const quarter = openQuarter();
  const press = (role, name) => page.getByRole(role, { name }).first().click();
  const steady = async () => assert.deepEqual(await sidewaysScroll(page), []);

  await page.goto("/");
  await page.getByLabel("Your organization").fill("Contoso");
  await page.getByLabel("Your name").fill("Nora New");
  await page.getByLabel("Your e-mail address").fill("nora@contoso.example");
  await page.getByLabel("A password").fill(PASSWORD);
  await steady();
  await press("button", "Set up Waymark");

  await page.getByRole("heading", { level: 1, name: "Contoso has no figures yet" }).waitFor();
  await steady();
  await press("link", "Add the teams");
  await page.getByLabel("Name").fill("Checkout");
  await page.getByLabel("Applications").fill("3");
  await press("button", "Add the team");

  await page.getByRole("status").waitFor();
  await press("link", "Checkout");
  await press("link", "See its figures");
  await page.getByText("Nothing submitted yet").waitFor();
  await steady();
  await press("link", `Answer ${quarter}`);

  for (let dimension = "People"; dimension !== "Review"; ) {
    await page.getByRole("heading", { level: 1, name: dimension }).waitFor();
    await steady();
    await answer(page);
    const goOn = page.getByRole("button", { name: /^Save(, go on to| and review)/ });
    dimension = (await goOn.innerText()).replace(/^Save, go on to /, "").replace("Save and review", "Review");
    await goOn.click();
  }

  await page.getByRole("heading", { level: 1, name: "Review" }).waitFor();
  await steady();
  await press("button", `Submit ${quarter}`);
  await page.getByRole("dialog").getByRole("button", { name: "Submit" }).click();

  await page.getByRole("heading", { level: 1, name: /Checkout/ }).waitFor();
  await page.getByRole("img", { name: /Level 2/ }).first().waitFor();
  await steady();
}

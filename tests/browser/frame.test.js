// What stands around every page: menus, questions, the theme, and forms that are sent once.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { hands } from "./support/hands.js";
import { signIn, startChromium, visiting } from "./support/visitor.js";
import { DEMO, start } from "./support/waymark.js";

let waymark, chromium, session;

before(async () => {
  [waymark, chromium] = await Promise.all([start("demo"), startChromium()]);
  session = await signIn(chromium, waymark.origin, DEMO.owner, DEMO.password);
});

after(() => Promise.all([chromium?.close(), waymark?.stop()]));

for (const script of [true, false]) {
  const how = `${script ? "with" : "without"} script`;

  test(`the account menu opens, and closes with Escape and a click beside it, ${how}`, async () => {
    await visiting(chromium, waymark.origin, { session, script, name: `menu ${how}` }, async (page) => {
      await page.goto("/o/northwind/plan");
      const button = page.getByRole("button", { name: "Account menu" });
      const entry = page.getByRole("link", { name: "Your account" });

      await button.click();
      await entry.waitFor();
      await page.keyboard.press("Escape");
      await entry.waitFor({ state: "hidden" });
      await button.click();
      await entry.waitFor();
      await page.getByRole("heading", { level: 1 }).click();
      await entry.waitFor({ state: "hidden" });
    });
  });

  test(`on a phone the places are behind a button that says where one is, ${how}`, async () => {
    await visiting(chromium, waymark.origin, { session, script, width: 360, name: `places ${how}` }, async (page) => {
      await page.goto("/o/northwind/plan");
      await page.getByRole("button", { name: "Menu: Plan" }).click();
      await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Teams" }).click();

      await page.getByRole("heading", { level: 1, name: "Teams" }).waitFor();
    });
  });

  test(`a theme is chosen and stays, ${how}`, async () => {
    await visiting(chromium, waymark.origin, { session, script, name: `theme ${how}` }, async (page) => {
      await page.goto("/o/northwind/plan");
      const theme = (name) => page.getByRole("contentinfo").getByRole("button", { name, pressed: true });
      await theme("System").waitFor();

      await page.getByRole("contentinfo").getByRole("button", { name: "Dark" }).click();
      await theme("Dark").waitFor();
      await page.goto("/account");

      await theme("Dark").waitFor();
      assert.equal(await page.locator("html").getAttribute("data-theme"), "dark");
    });
  });

  test(`nobody is removed without being asked, and the keyboard leads back, ${how}`, async () => {
    await visiting(chromium, waymark.origin, { session, script, name: `question ${how}` }, async (page) => {
      const { press } = hands(page, "keyboard");
      await page.goto("/o/northwind/settings/members");
      const remove = page.getByRole("button", { name: /^Remove / }).first();
      const whom = await remove.textContent();
      await press(remove);

      const question = page.getByRole("dialog", { name: `${whom}?` });
      await question.waitFor();
      await page.keyboard.press("Enter"); // on "Leave it as it is", where the focus is
      await question.waitFor({ state: "hidden" });

      assert.equal(await page.getByRole("button", { name: whom }).count(), 1);
    });
  });

  test(`what was done is said, and the keyboard goes on from there, ${how}`, async () => {
    await visiting(chromium, waymark.origin, { session, script, name: `done ${how}` }, async (page) => {
      await page.goto("/account");
      await page.getByRole("button", { name: "Save" }).click();
      const said = page.getByRole("status");

      await said.filter({ hasText: "Your name is saved." }).waitFor();
      await said.and(page.locator(":focus")).waitFor();
      assert.equal(new URL(page.url()).search, script ? "" : "?done=name-saved");
    });
  });
}

test("the skip link leads past the navigation", async () => {
  await visiting(chromium, waymark.origin, { session, name: "skip" }, async (page) => {
    await page.goto("/o/northwind/plan");
    await page.keyboard.press("Tab");
    await page.getByRole("link", { name: "Skip to the content" }).and(page.locator(":focus")).waitFor();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");

    const isInMain = await page.evaluate(() => document.querySelector("main").contains(document.activeElement));
    assert.ok(isInMain);
  });
});

test("a form that is pressed twice is sent once", async () => {
  await visiting(chromium, waymark.origin, { session, name: "twice" }, async (page) => {
    await page.goto("/account");
    const sent = [];
    page.on("request", (request) => request.method() === "POST" && sent.push(request.url()));
    const save = page.getByRole("button", { name: "Save" });

    await save.evaluate((button) => {
      button.click();
      button.click();
    });
    await page.getByRole("status").waitFor();

    assert.equal(sent.length, 1);
  });
});

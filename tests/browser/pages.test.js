// Every page, as each role finds it: in both themes, narrow and wide, with whatever it can open.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { contrastViolations, openDetails, sidewaysScroll, unseenFocus, violations, violationsAbove } from "./support/checks.js";
import { pages, patternOf } from "./support/routes.js";
import { openQuarter } from "./support/quarter.js";
import { signIn, startChromium, visiting } from "./support/visitor.js";
import { DEMO, start } from "./support/waymark.js";

/** How many addresses of a kind are looked at: those of one route, with the same questions. */
const OF_A_KIND = 2;

/** Pages that no link leads to. */
const ENTRANCES = {
  owner: ["/", "/o/northwind/invented"],
  lead: ["/", "/o/northwind/settings/members"],
  viewer: ["/", "/o/invented"],
  nobody: ["/login", "/invitations/invented", "/methodology"],
};

/** Forms that come back with something to mend: where they stand, and the button that sends them empty. */
const TO_MEND = [
  ["nobody", "/login", "Sign in"],
  ["owner", "/account", "Save"],
  ["owner", "/account", "Change the password"],
  ["owner", "/o/northwind/settings/teams", "Add the team"],
  ["owner", "/o/northwind/settings/members", "Make the invitation"],
  ["owner", "/o/northwind/settings/organization", "Save"],
  ["owner", "/o/northwind/plan", "Hold it"],
  ["owner", "/o/northwind/kpis/new", "Add the KPI"],
  ["owner", "/o/northwind/kpis/readings", "Enter them"],
  ["owner", "/o/northwind/kpis/import", "Look at them first"],
  ["owner", "/o/northwind/kpis/lead-time-for-change/readings", "Add it"],
  ["owner", "/o/northwind/kpis/lead-time-for-change/baseline", "Change the baseline"],
  ["lead", "/o/northwind/applications/new", "Add it"],
  ["lead", "/o/northwind/patterns/new", "Add it"],
  ["owner", "/o/northwind/applications/checkout", "Note it"],
  ["lead", "/o/northwind/teams/payments/actions", "Note it"],
  ["lead", "/o/northwind/teams/payments/assessments/2026-Q3", "Reopen 2026-Q3"],
];

let waymark, chromium, patterns;
const sessions = {};
const looked = new Set();

before(async () => {
  [waymark, chromium, patterns] = await Promise.all([start("demo"), startChromium(), pages()]);
  for (const role of ["owner", "lead", "viewer"]) {
    sessions[role] = await signIn(chromium, waymark.origin, DEMO[role], DEMO.password);
  }
});

after(() => Promise.all([chromium?.close(), waymark?.stop()]));

/** What a page is made of, without its words and addresses: a page like it has the same faults. */
function structure(html) {
  return html.replace(/>[^<]+</g, "><").replace(/ (href|id|value|name|for|action|content|src|points|d|[xy][12]?|c[xy]|datetime|data-\w+|aria-\w+by)="[^"]*"/g, "");
}

/** What is wrong with the page as it stands, each with where and in which theme. */
async function faults(page) {
  const found = [];
  const look = async (width, theme, checks) => {
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme: theme });
    for (const check of checks) {
      found.push(...(await check(page)).map((fault) => `${page.url()} at ${width} px, ${theme}: ${fault}`));
    }
  };
  await look(1280, "light", [violations, violationsAbove]);
  await look(1280, "dark", [contrastViolations]);
  await look(360, "dark", [violations, violationsAbove, sidewaysScroll, unseenFocus]);
  await look(360, "light", [contrastViolations]);
  return found;
}

/** The kind of an address: its route, the questions it asks, and whether its quarter is open. */
function kindOf(address, open) {
  const { pathname, searchParams } = new URL(address);
  const route = patternOf(patterns, pathname) ?? pathname;
  const when = pathname.includes(open) ? "open" : "";
  return [route, [...searchParams.keys()].sort(), when].join(" ");
}

/** Follows every kind of link from `entrances`; tells the routes that were reached. */
async function crawl(page, entrances, found) {
  const open = openQuarter();
  const seen = new Map();
  const reached = new Set();
  const queue = entrances.map((path) => new URL(path, waymark.origin).href);
  while (queue.length > 0) {
    const address = queue.shift();
    const kind = kindOf(address, open);
    if ((seen.get(kind) ?? 0) >= OF_A_KIND) continue;
    seen.set(kind, (seen.get(kind) ?? 0) + 1);
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.goto(address);
    reached.add(patternOf(patterns, new URL(page.url()).pathname));
    const links = await page.evaluate(() => [...document.querySelectorAll("a[href]:not([download])")].map((link) => new URL(link.getAttribute("href"), location.href).href.split("#")[0]));
    queue.push(...links.filter((link) => new URL(link).origin === waymark.origin));
    const made = structure(await page.content());
    if (looked.has(made)) continue;
    looked.add(made);
    await openDetails(page);
    found.push(...(await faults(page)));
  }
  return reached;
}

describe("every page", { concurrency: 2 }, () => {
  for (const [role, entrances] of Object.entries(ENTRANCES)) {
    test(`as ${role}, can be used by everybody, in both themes, narrow and wide`, async () => {
      const found = [];
      await visiting(chromium, waymark.origin, { session: sessions[role], name: `crawl-${role}` }, async (page) => {
        const reached = await crawl(page, entrances, found);
        if (role === "owner") {
          const signedOut = ["/login", "/invitations/{token}"];
          assert.deepEqual(patterns.filter((path) => !reached.has(path) && !signedOut.includes(path)), [], "linked from nowhere");
        }
      });
      assert.deepEqual(found, []);
    });
  }
});

describe("every form that comes back", { concurrency: 2 }, () => {
  for (const [role, path, button] of TO_MEND) {
    test(`${path}, ${button}, can be mended by everybody`, async () => {
      const name = `mend ${path} ${button}`;
      await visiting(chromium, waymark.origin, { session: sessions[role], name }, async (page) => {
        await page.goto(path);
        await openDetails(page);
        await sendEmpty(page, button);
        await page.getByRole("alert").waitFor();
        await openDetails(page);
        assert.deepEqual(await faults(page), []);
      });
    });
  }

  test("/setup can be used and mended by everybody", async () => {
    const fresh = await start("serve");
    try {
      await visiting(chromium, fresh.origin, { name: "mend setup" }, async (page) => {
        await page.goto("/setup");
        assert.deepEqual(await faults(page), []);
        await sendEmpty(page, "Set up Waymark");
        await page.getByRole("alert").waitFor();
        assert.deepEqual(await faults(page), []);
      });
    } finally {
      await fresh.stop();
    }
  });
});

/** Sends the form of a button with nothing in its fields, past what the browser itself would refuse. */
async function sendEmpty(page, button) {
  const pressed = page.getByRole("main").getByRole("button", { name: button, exact: true }).first();
  await pressed.evaluate(({ form }) => {
    form.noValidate = true;
    for (const field of form.querySelectorAll("input:not([type=hidden], [type=radio]), textarea")) field.value = "";
  });
  await pressed.click();
}

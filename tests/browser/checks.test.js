// The checks themselves: each finds the fault that it is there for, in a page that has it.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, describe, test } from "node:test";

import { contrastViolations, openDetails, sidewaysScroll, unseenFocus, violations, violationsAbove } from "./support/checks.js";
import { startChromium } from "./support/visitor.js";
import { watch } from "./support/watch.js";

/** A page that is in order, with `body` in it. */
function page(body, style = "") {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Page</title>
    <link rel="icon" href="data:,"><style>:focus-visible { outline: 2px solid #00f } ${style}</style></head><body><main><h1>Page</h1>${body}</main></body></html>`;
}

/** A fault, what finds it, and words of what is found. */
const FAULTS = [
  ["a field without a label", "<input>", violations, /label/],
  ["a field without a label in closed details", "<details><summary>More</summary><input></details>", violations, /label/],
  ["letters that are too pale", `<p>Pale</p>`, contrastViolations, /color-contrast/, "p { color: #ccc }"],
  ["a field without a label in a menu", `<div id="menu" popover><input></div>`, violationsAbove, /label/],
  ["a menu that sticks out of the window", `<div id="menu" popover>Menu</div>`, violationsAbove, /sticks out/, "#menu { left: 300px; width: 300px; margin: 0 }"],
  ["something wider than the window", `<p class="wide">Wide</p>`, sidewaysScroll, /140 px wider.*class="wide"/, "body { margin: 0 } .wide { width: 500px }"],
  ["a link whose focus is not seen", `<a href="/">Home</a>`, unseenFocus, /focus cannot be seen/, "a:focus-visible { outline: none }"],
  ["a button that Tab passes over", `<button tabindex="-1">Go</button>`, unseenFocus, /not reached by Tab/],
  ["a button below something else", `<button>Go</button><p>Words</p><div class="veil"></div>`, unseenFocus, /hidden below/, ".veil { position: fixed; inset: 0 }"],
];

/** What a page does that it may not, and the complaint. */
const DEEDS = [
  ["an error on the console", `<script>console.error("Oh no")</script>`, /^console: Oh no/],
  ["an uncaught error", `<script>throw new Error("Oh no")</script>`, /^uncaught: Error: Oh no/],
  ["a request to another host", `<img alt="" src="http://127.0.0.1:9/picture.png">`, /^asks another host/],
  ["something that is missing", `<img alt="" src="/missing.png">`, /^404 for/],
];

const bodies = new Map();
let server, origin, chromium;

before(async () => {
  server = createServer(({ url }, response) => {
    const body = bodies.get(url);
    response.writeHead(body ? 200 : 404, { "content-type": "text/html" });
    response.end(body ?? "");
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  origin = `http://127.0.0.1:${server.address().port}`;
  chromium = await startChromium();
});

after(async () => {
  await chromium?.close();
  server?.close();
});

/** Shows a page with `body` to `look`, and what was complained of meanwhile. */
async function shown(body, style, look) {
  const path = `/${bodies.size}`;
  bodies.set(path, page(body, style));
  const context = await chromium.newContext({ viewport: { width: 360, height: 700 } });
  const tab = await context.newPage();
  const complaints = watch(tab, origin);
  await tab.goto(origin + path, { waitUntil: "networkidle" });
  await openDetails(tab);
  const found = await look(tab);
  await context.close();
  return { found, complaints };
}

describe("the checks", () => {
  const CHECKS = { violations, contrastViolations, violationsAbove, sidewaysScroll, unseenFocus };

  test("find nothing in a page that is in order", async () => {
    const order = `<p>Words</p><label>Name <input></label> <a href="/">Home</a><button>Go</button>`;
    for (const [name, check] of Object.entries(CHECKS)) {
      const { found, complaints } = await shown(order, "", check);
      assert.deepEqual([found, complaints], [[], []], name);
    }
  });

  for (const [fault, body, check, words, style] of FAULTS) {
    test(`find ${fault}`, async () => {
      const { found } = await shown(body, style, check);
      assert.match(found.join("\n"), words);
    });
  }

  test("measure a page only once its style sheets are there", async () => {
    const path = "/late";
    bodies.set(path, page(`<p class="wide">Wide</p><link rel="stylesheet" href="/late.css">`, ".wide { width: 500px }"));
    const tab = await chromium.newPage({ viewport: { width: 360, height: 700 } });
    let arrive;
    const late = new Promise((resolve) => (arrive = resolve));
    await tab.route("**/late.css", async (route) => {
      await late;
      await route.fulfill({ contentType: "text/css", body: ".wide { width: auto !important }" });
    });
    await tab.goto(origin + path, { waitUntil: "commit" });

    await tab.getByText("Wide").waitFor({ state: "attached" });
    const measured = sidewaysScroll(tab);
    // Who does not wait has measured by then.
    for (let turn = 0; turn < 20; turn++) await tab.title();
    arrive();

    assert.deepEqual(await measured, []);
    await tab.close();
  });

  for (const [deed, body, words] of DEEDS) {
    test(`find ${deed}`, async () => {
      const { complaints } = await shown(body, "", () => []);
      assert.match(complaints.join("\n"), new RegExp(words, "m"));
    });
  }
});

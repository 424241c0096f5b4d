// What the overview may weigh, and how soon it can be read.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { signIn, startChromium, visiting } from "./support/visitor.js";
import { DEMO, start } from "./support/waymark.js";

const AT_MOST = 30 * 1024; // bytes, compressed, of the document and its styles

let waymark, chromium, session;

before(async () => {
  [waymark, chromium] = await Promise.all([start("demo"), startChromium()]);
  session = await signIn(chromium, waymark.origin, DEMO.viewer, DEMO.password);
});

after(() => Promise.all([chromium?.close(), waymark?.stop()]));

test("without script the overview is there after the document and its styles", async () => {
  await visiting(chromium, waymark.origin, { session, script: false, name: "requests" }, async (page) => {
    const asked = [];
    page.on("request", (request) => asked.push(request.resourceType()));

    await page.goto("/o/northwind");

    assert.deepEqual(asked.filter((kind) => kind !== "other"), ["document", "stylesheet"]);
  });
});

test("the overview weighs at most 30 KB with its styles", async () => {
  await visiting(chromium, waymark.origin, { session, name: "weight" }, async (page) => {
    const sizes = [];
    page.on("requestfinished", (request) => {
      if (["document", "stylesheet"].includes(request.resourceType())) sizes.push(request.sizes());
    });

    await page.goto("/o/northwind", { waitUntil: "networkidle" });

    const bodies = (await Promise.all(sizes)).map((size) => size.responseBodySize);
    assert.equal(bodies.length, 2);
    const weight = bodies.reduce((sum, body) => sum + body);
    assert.ok(weight <= AT_MOST, `${bodies.join(" + ")} = ${weight} bytes`);
  });
});

test("nothing of the overview moves once it is drawn", async () => {
  await visiting(chromium, waymark.origin, { session, name: "layout shift" }, async (page) => {
    await page.goto("/o/northwind", { waitUntil: "networkidle" });

    const shifts = await page.evaluate(
      () =>
        new Promise((resolve) => {
          new PerformanceObserver((list) => resolve(list.getEntries().map((entry) => entry.value))).observe({ type: "layout-shift", buffered: true });
          requestAnimationFrame(() => requestAnimationFrame(() => resolve([])));
        }),
    );
    assert.deepEqual(shifts, []);
  });
});

// What holds of every page, in every theme and at every width.
import axe from "axe-core";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Opens whatever a page has closed: details, so that what is in them is looked at, too. */
export async function openDetails(page) {
  await page.evaluate(() => {
    for (const details of document.querySelectorAll("main details, footer details")) details.open = true;
  });
}

/** What axe-core finds, a line each. */
export function violations(page) {
  return run(page, { type: "tag", values: RULES });
}

/** The same of colors alone: what another theme can change. */
export function contrastViolations(page) {
  return run(page, { type: "rule", values: ["color-contrast", "link-in-text-block"] });
}

/**
 * The same of everything that opens above the page, each by itself: menus, questions, help. Of
 * those that a table repeats in every row, the first.
 */
export async function violationsAbove(page) {
  const found = [];
  const kinds = new Set();
  for (const popover of await page.locator("[popover]").all()) {
    const kind = await popover.evaluate((element) => `${element.className} ${element.id.replace(/[.][^]*/, "")}`);
    const opens = await popover.evaluate((element) => getComputedStyle(element).position !== "static");
    if (kinds.has(kind) || !opens) continue;
    kinds.add(kind);
    await popover.evaluate((element) => element.showPopover());
    found.push(...(await run(page, { type: "tag", values: RULES }, await popover.getAttribute("id"))));
    const sticksOut = await popover.evaluate((element) => {
      const { left, right } = element.getBoundingClientRect();
      return left < 0 || right > document.documentElement.clientWidth;
    });
    if (sticksOut) found.push(`${kind} sticks out of the window`);
    await popover.evaluate((element) => element.hidePopover());
  }
  return found;
}

async function run(page, runOnly, within) {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe.source);
  const found = await page.evaluate(
    ([runOnly, within]) => {
      const looked = within ? document.getElementById(within) : document;
      return window.axe.run(looked, { runOnly, resultTypes: ["violations"] });
    },
    [runOnly, within],
  );
  return found.violations.flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${help}: ${node.html.slice(0, 200)}`));
}

/** How far the page itself can be scrolled sideways once it is loaded, and what sticks out. Works without script. */
export async function sidewaysScroll(page) {
  await page.waitForLoadState();
  const client = await page.context().newCDPSession(page);
  const { cssLayoutViewport, cssContentSize } = await client.send("Page.getLayoutMetrics");
  await client.detach();
  const over = cssContentSize.width - cssLayoutViewport.clientWidth;
  if (over <= 0) return [];
  const wide = await page.evaluate((width) => {
    const sticksOut = (element) => element.getBoundingClientRect().right > width + 1 && !element.closest(".scroll");
    return [...document.body.querySelectorAll("*")].filter(sticksOut).map((element) => element.outerHTML.slice(0, 120));
  }, cssLayoutViewport.clientWidth);
  return [`the page is ${over} px wider than the window: ${wide.slice(-1)}`];
}

/** Links and controls that the keyboard does not reach, or whose focus cannot be seen. */
export function unseenFocus(page) {
  return page.evaluate(() => {
    const CONTROLS = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']";
    const isShown = (element) => element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length > 0;
    const problems = [];
    const complain = (element, what) => problems.push(`${what}: ${element.outerHTML.slice(0, 160)}`);
    const hasRing = (element) => {
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
    };
    for (const control of document.querySelectorAll(CONTROLS)) {
      if (!isShown(control) || control.disabled || control.getAttribute("aria-hidden") === "true") continue;
      if (control.tabIndex < 0) complain(control, "not reached by Tab");
      control.focus({ focusVisible: true });
      if (document.activeElement !== control) {
        complain(control, "takes no focus");
        continue;
      }
      // A choice drawn by its label shows its focus there.
      if (!hasRing(control) && !(control.nextElementSibling && hasRing(control.nextElementSibling))) complain(control, "focus cannot be seen");
      const { left, top, width, height } = control.getClientRects()[0];
      const above = document.elementFromPoint(left + width / 2, top + height / 2);
      const isCovered = above && !control.contains(above) && !above.contains(control) && !above.closest("label")?.contains(control) && above !== control.nextElementSibling;
      if (isCovered) complain(control, `hidden below ${above.outerHTML.slice(0, 60)}`);
    }
    document.activeElement?.blur();
    scrollTo(0, 0);
    return problems;
  });
}

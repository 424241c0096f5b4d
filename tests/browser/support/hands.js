// How somebody works a page: with a pointer, or with the keyboard alone.
import assert from "node:assert/strict";

const MOST_STOPS = 400;

/** Somebody who clicks. */
function pointer() {
  return {
    press: (control) => control.click(),
    fill: (field, text) => field.fill(text),
    choose: (choice) => choice.check(),
  };
}

/** Somebody who has nothing but keys: Tab, Enter, Space and the arrows. */
function keys(page) {
  async function reach(control) {
    await control.waitFor();
    for (let stop = 0; stop < MOST_STOPS; stop += 1) {
      if (await control.evaluate((element) => element === document.activeElement)) return;
      await page.keyboard.press("Tab");
    }
    assert.fail(`the keyboard does not reach ${control}`);
  }
  return {
    async press(control) {
      await reach(control);
      await page.keyboard.press("Enter");
    },
    async fill(field, text) {
      await reach(field);
      await page.keyboard.press("Control+A");
      await page.keyboard.type(text);
    },
    /** The Tab key stops at the choice made so far; the arrows lead to the others. */
    async choose(choice) {
      const others = page.locator(`[name="${await choice.getAttribute("name")}"]`);
      const checked = others.and(page.locator(":checked"));
      await reach((await checked.count()) > 0 ? checked : others.first());
      await page.keyboard.press("Space");
      for (let step = 0; !(await choice.isChecked()); step += 1) {
        assert.ok(step < 10, `the arrows do not reach ${choice}`);
        await page.keyboard.press("ArrowRight");
      }
    },
  };
}

export function hands(page, way) {
  return way === "keyboard" ? keys(page) : pointer();
}

// What no page may do, whatever else is asked of it.

/**
 * Notes every error on the console (a content security policy that is broken is one), every
 * uncaught error, every request to another host, and everything a page needs and does not get.
 *
 * @returns {string[]} the complaints, which grow while the page is used
 */
export function watch(page, origin) {
  const complaints = [];
  page.on("console", (message) => {
    // Of its own answer, a page speaks itself: what its status shall be is for the test to say.
    const isItsOwnStatus = message.text().startsWith("Failed to load resource") && message.location().url === page.url();
    if (message.type() === "error" && !isItsOwnStatus) complaints.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => complaints.push(`uncaught: ${error}`));
  page.on("request", (request) => {
    const { protocol, origin: asked } = new URL(request.url());
    if (protocol !== "data:" && asked !== origin) complaints.push(`asks another host: ${request.url()}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400 && !response.request().isNavigationRequest()) {
      complaints.push(`${response.status()} for ${response.url()}`);
    }
  });
  return complaints;
}

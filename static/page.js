// Comfort on every page: what was just done leaves the address, and a form is sent once.
(() => {
  const PATIENCE = 10_000; // ms

  const address = new URL(location.href);
  if (address.searchParams.has("done")) {
    // A reload would say it again.
    address.searchParams.delete("done");
    history.replaceState(history.state, "", address);
  }

  /** The button of every form that is under way, with what it says otherwise. */
  const underWay = new Map();

  document.addEventListener("submit", (event) => {
    const { target: form, submitter: button } = event;
    if (event.defaultPrevented || form.method !== "post") return;
    if (underWay.has(form)) {
      event.preventDefault();
      return;
    }
    underWay.set(form, button && { button, words: [...button.childNodes] });
    if (!button) return;
    // Not disabled: its name and value shall be sent, and the focus shall stay.
    button.setAttribute("aria-disabled", "true");
    // Whoever stops waiting may send it again: the server does it once.
    setTimeout(release, PATIENCE);
    button.replaceChildren(form.dataset.underWay ?? "Saving…");
  });

  function release() {
    for (const pressed of underWay.values()) {
      pressed?.button.removeAttribute("aria-disabled");
      pressed?.button.replaceChildren(...pressed.words);
    }
    underWay.clear();
  }

  // Back from the next page, which the browser may have kept as it was.
  addEventListener("pageshow", release);
})();

// Light, dark or as the system has it: kept in a cookie, so that the server can draw the page in it.
(() => {
  const root = document.documentElement;
  // An error before any page was reached is drawn without the cookie.
  root.dataset.theme = document.cookie.match(/(?:^|; )waymark_theme=(light|dark)(?:;|$)/)?.[1] ?? root.dataset.theme;

  function show(theme) {
    root.dataset.theme = theme;
    for (const button of document.querySelectorAll(".themes button")) {
      button.setAttribute("aria-pressed", button.value === theme);
    }
  }

  document.addEventListener("DOMContentLoaded", () => {
    show(root.dataset.theme);
    // Without the script, the form does it, and the page is loaded anew.
    document.querySelector(".themes")?.form.addEventListener("submit", (event) => {
      const theme = event.submitter?.value ?? "system";
      const secure = location.protocol === "https:" ? "; secure" : "";
      event.preventDefault();
      document.cookie = `waymark_theme=${theme}; path=/; max-age=31536000; samesite=lax${secure}`;
      show(theme);
    });
  });
})();

// Light, dark or as the system has it: kept in a cookie, so that the server can draw the page in it.
(() => {
  const root = document.documentElement;
  const kept = document.cookie.match(/(?:^|; )waymark_theme=(light|dark)(?:;|$)/)?.[1] ?? root.dataset.theme;
  root.dataset.theme = kept;

  document.addEventListener("DOMContentLoaded", () => {
    const themes = document.querySelector(".themes");
    if (!themes) return;
    themes.hidden = false;
    themes.querySelector(`[value="${kept}"]`).checked = true;
    themes.addEventListener("change", ({ target }) => {
      const secure = location.protocol === "https:" ? "; secure" : "";
      root.dataset.theme = target.value;
      document.cookie = `waymark_theme=${target.value}; path=/; max-age=31536000; samesite=lax${secure}`;
    });
  });
})();

// In what every journey is made: narrow to wide, light and dark, with and without script.

const WIDTHS = [360, 820, 1280];
const THEMES = ["light", "dark"];

/** All combinations, each with its name. */
export const COMBINATIONS = WIDTHS.flatMap((width) =>
  THEMES.flatMap((theme) =>
    [true, false].map((script) => ({
      width,
      theme,
      script,
      name: `${width} px, ${theme}, ${script ? "with" : "without"} script`,
    })),
  ),
);

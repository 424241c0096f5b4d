// The map of the site, as `tests/it/access.rs` holds it.
import { readFile } from "node:fs/promises";

/** The paths of all pages: every route that somebody gets with GET, parameters in braces. A file is none. */
export async function pages() {
  const table = await readFile(new URL("../../it/access.rs", import.meta.url), "utf8");
  const rows = [...table.matchAll(/^ +((?:\d{3} )+) GET +(\S+)$/gm)];
  return rows.filter(([, statuses, path]) => statuses.includes("200") && !/\{file\}$|\.csv$/.test(path)).map(([, , path]) => path);
}

/** Which of `patterns` the path fits; the one with most words of its own, if several do. */
export function patternOf(patterns, path) {
  const fits = patterns.filter((pattern) => new RegExp(`^${pattern.replace(/\{\w+\}/g, "[^/]+")}$`).test(path));
  const ownWords = (pattern) => pattern.split("/").filter((word) => !word.startsWith("{")).length;
  return fits.sort((a, b) => ownWords(b) - ownWords(a))[0];
}

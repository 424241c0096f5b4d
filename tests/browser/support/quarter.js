/** The quarter that is open today, as Waymark writes it. */
export function openQuarter(now = new Date()) {
  return `${now.getUTCFullYear()}-Q${Math.floor(now.getUTCMonth() / 3) + 1}`;
}

/** The quarter before. */
export function quarterBefore(quarter) {
  const [year, number] = quarter.split("-Q").map(Number);
  return number === 1 ? `${year - 1}-Q4` : `${year}-Q${number - 1}`;
}

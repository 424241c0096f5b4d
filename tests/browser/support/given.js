// What there is before a journey begins, made by the forms of the site but without looking at them.

/** The password of everybody who is given. */
export const PASSWORD = "seven calm otters under a bridge";

/** Sends a form as the page's visitor; tells where it led, and the page there. */
export function post(page, path, fields) {
  return page.evaluate(
    async ([path, fields]) => {
      const answer = await fetch(path, { method: "POST", body: new URLSearchParams(fields) });
      return { status: answer.status, path: new URL(answer.url).pathname, html: await answer.text() };
    },
    [path, fields],
  );
}

/** Founds Northwind, and leaves its owner on its overview. */
export async function found(page) {
  await page.goto("/setup");
  const owner = { organization: "Northwind", name: "Maria Keller", email: "maria@northwind.example", password: PASSWORD };
  await post(page, "/setup", owner);
  await page.goto("/o/northwind");
}

/** Lets the owner on `page` add a team, and answer and submit a quarter of it. */
export async function submittedTeam(page, team, quarter) {
  await post(page, "/o/northwind/settings/teams", { name: team, applications: "2" });
  const assessment = `/o/northwind/teams/${team}/assessments/${quarter}`;
  const dimensions = await page.evaluate(async (review) => {
    const sheet = new DOMParser().parseFromString(await (await fetch(review)).text(), "text/html");
    return [...sheet.querySelectorAll(".rail li a")].map((link) => link.getAttribute("href"));
  }, `${assessment}/review`);
  for (const dimension of dimensions) {
    const answers = await page.evaluate(async (path) => {
      const form = new DOMParser().parseFromString(await (await fetch(path)).text(), "text/html");
      const criteria = [...form.querySelectorAll("[data-criterion]")].map((item) => item.dataset.criterion);
      return Object.fromEntries(criteria.map((criterion) => [`answer.${criterion}`, criterion.includes(".l1.") ? "4" : "0"]));
    }, dimension);
    await post(page, dimension, answers);
  }
  return post(page, `${assessment}/submission`, {});
}

/** Lets the owner on `page` invite somebody to lead `team`; tells the link's path. */
export async function invitedLead(page, team, email) {
  const { html } = await post(page, "/o/northwind/settings/invitations", { email, role: "lead", team });
  return html.match(/\/invitations\/[^<"\s]+/)[0];
}

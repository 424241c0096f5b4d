//! A Waymark with a database of its own and a stopped clock.

use std::path::Path;

use argon2::Params;
use axum::Router;
use axum::http::StatusCode;
use chrono::{DateTime, Utc};
use sqlx::PgPool;
use waymark::access::founding::{self, NewOrg};
use waymark::access::{
    Db, OutsideTx, PersonId, SecretAttempts, SessionCookie, SetupCode, TrustedProxies,
};
use waymark::clock::Clock;
use waymark::demo::{self, DemoPassword};
use waymark::password::{Hasher, NewPassword};
use waymark::paths::OrgSlug;
use waymark::router::router;
use waymark::state::{App, Mailing, Site};

use super::browser::Browser;
use super::database::TestDatabase;

/// Everybody's password.
pub const PASSWORD: &str = "copper lantern drifts";

/// The set-up code on the console.
pub const SETUP_CODE: &str = "abcd-efgh-jkmn-pqrs";

/// The settings of the organization that [`Waymark::founded`] founds.
pub const SETTINGS: &str = "/o/northwind/settings";

/// A running Waymark.
pub struct Waymark {
    /// What its handlers ask for.
    pub app: App,
    /// Its clock, to be set.
    router: Router,
    database: TestDatabase,
}

impl Waymark {
    /// A Waymark that nobody has set up, on 12 November 2026.
    pub async fn start() -> Self {
        let database = TestDatabase::new().await;
        let now: DateTime<Utc> = "2026-11-12T09:00:00Z".parse().unwrap();
        let clock = Clock::stopped_at(now);
        let cheap = Params::new(16, 1, 1, None).unwrap();
        let app = App {
            db: Db::new(database.pool().clone()),
            clock,
            cookie: SessionCookie { secure: true },
            site: Site::at("https://waymark.example"),
            mailing: Mailing::of(Some("Waymark <waymark@waymark.example>")),
            hasher: Hasher::new(cheap, 2),
            setup_code: SetupCode::known(SETUP_CODE),
            attempts: SecretAttempts::new(),
            trusted_proxies: TrustedProxies(["10.0.0.0/8".parse().unwrap()].into()),
        };
        Self { router: router(app.clone()), app, database }
    }

    /// A Waymark with the example organization, Northwind.
    pub async fn with_demo() -> Self {
        let waymark = Self::start().await;
        let password = DemoPassword::of(Path::new("/nonexistent"), Some(PASSWORD)).unwrap();
        demo::load(&waymark.app, &password).await.unwrap();
        waymark
    }

    /// The database as its owner sees it: past every boundary.
    pub fn pool(&self) -> &PgPool {
        self.database.pool()
    }

    /// A browser on another machine, in which nobody is signed in.
    pub fn browser(&self) -> Browser {
        Browser::new(self.router.clone())
    }

    /// A browser on the machine that Waymark runs on.
    pub fn browser_at_home(&self) -> Browser {
        Browser::at_home(self.router.clone())
    }

    /// Founds Northwind with its owner Maria Keller, `maria@northwind.example`.
    pub async fn founded(&self) -> Browser {
        let owner = self.browser_at_home();
        let form = owner.get("/setup").await.form("/setup");
        let answer = owner
            .submit(
                &form
                    .with("organization", "Northwind")
                    .with("name", "Maria Keller")
                    .with("email", "maria@northwind.example")
                    .with("password", PASSWORD),
            )
            .await;
        assert_eq!(
            answer.location.as_deref(),
            Some("/o/northwind?done=founded"),
            "{}",
            answer.html
        );
        owner
    }

    /// Founds another organization beside Northwind, with an owner `owner@<slug>.example`.
    pub async fn another_org(&self, slug: &str) -> Browser {
        let slug: OrgSlug = slug.parse().unwrap();
        let email = format!("owner@{slug}.example");
        let password = NewPassword::parse(PASSWORD, &[]).unwrap();
        let hash = self.app.hasher.hash(password).await.unwrap();
        let owner = PersonId::fresh();
        sqlx::query("insert into person (id, email, name, password_hash) values ($1, $2, $3, $4)")
            .bind(owner)
            .bind(&email)
            .bind(format!("Owner of {slug}"))
            .bind(hash)
            .execute(self.pool())
            .await
            .unwrap();
        let tx = OutsideTx::begin(&self.app.db).await.unwrap();
        let org = NewOrg { slug: &slug, name: slug.as_str(), model: "cncf-cnmm-2" };
        founding::found(tx, org, owner).await.unwrap().commit().await.unwrap();
        self.signed_in(&email).await
    }

    /// The browser of somebody who has an account.
    pub async fn signed_in(&self, email: &str) -> Browser {
        let browser = self.browser();
        let answer = browser.post("/login", &[("email", email), ("password", PASSWORD)]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.html);
        browser
    }

    /// Lets `owner` add a team to Northwind; `slug` is also its name.
    pub async fn given_team(&self, owner: &Browser, slug: &str) {
        let teams = format!("{SETTINGS}/teams");
        let answer = owner.post(&teams, &[("name", slug), ("applications", "1")]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.html);
    }

    /// Lets `owner` invite somebody to Northwind; tells the path of the link.
    pub async fn invite(&self, owner: &Browser, email: &str, role: &str, team: &str) -> String {
        let invitation = [("email", email), ("role", role), ("team", team)];
        let answer = owner.post(&format!("{SETTINGS}/invitations"), &invitation).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.html);
        let link = answer.text_of(".secret");
        link.strip_prefix("https://waymark.example").unwrap().to_owned()
    }

    /// The browser of somebody who joins Northwind as `role`: `<name>@northwind.example`. A lead
    /// leads `team`; it is empty for everybody else.
    pub async fn joined(&self, owner: &Browser, name: &str, role: &str, team: &str) -> Browser {
        let link = self.invite(owner, &format!("{name}@northwind.example"), role, team).await;
        let browser = self.browser();
        let answer = browser.post(&link, &[("name", name), ("password", PASSWORD)]).await;
        assert_eq!(answer.location.as_deref(), Some("/o/northwind?done=joined"), "{}", answer.html);
        browser
    }
}

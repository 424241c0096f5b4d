use std::fmt;

use askama::Template;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::{Done, PageError, assets};

/// A rendered page.
#[derive(Debug)]
pub struct Page {
    html: String,
    status: StatusCode,
}

impl Page {
    /// Renders a template.
    pub fn render(template: &impl Template) -> Result<Self, PageError> {
        Ok(Self { html: template.render()?, status: StatusCode::OK })
    }

    /// The same page under another status.
    pub fn with_status(self, status: StatusCode) -> Self {
        Self { status, ..self }
    }

    /// The same page, as the answer to a form that has to be mended (422).
    pub fn unprocessable(self) -> Self {
        self.with_status(StatusCode::UNPROCESSABLE_ENTITY)
    }
}

impl IntoResponse for Page {
    fn into_response(self) -> Response {
        let headers = [(header::CONTENT_TYPE, "text/html; charset=utf-8")];
        (self.status, headers, self.html).into_response()
    }
}

/// What stands around every page: who is visiting, where, and in which theme.
#[derive(Clone, Debug, Default)]
pub struct Shell {
    /// Who is signed in, if anybody.
    pub visitor: Option<Visitor>,
    /// Light or dark, by the system or by choice.
    pub theme: Theme,
    /// What was just done, if the page is where a form has led.
    pub done: Option<Done>,
    /// Whether the connection is neither encrypted nor local, which a banner says.
    pub plain_http: bool,
}

impl Shell {
    /// The address of a static file, which changes with its content.
    pub fn asset(&self, file: &str) -> String {
        assets::address(file)
    }

    /// The themes to choose from.
    pub const fn themes(&self) -> [Theme; 3] {
        [Theme::System, Theme::Light, Theme::Dark]
    }
}

/// The person for whom a page is made.
#[derive(Clone, Debug)]
pub struct Visitor {
    pub name: String,
    pub email: String,
    /// At most two letters, for the avatar.
    pub initials: String,
    /// The organizations that they belong to, by name.
    pub organizations: Vec<NavLink>,
    /// The organization that the page is about, if it is about one.
    pub org: Option<ShellOrg>,
}

impl Visitor {
    /// What the switch between organizations shows: the one that the page is about, if it is
    /// about one. `None` for whoever has nothing to switch between.
    pub fn place(&self) -> Option<&str> {
        let here = self.org.as_ref().map_or("Organizations", |org| &org.name);
        (self.organizations.len() > 1).then_some(here)
    }
}

/// What the frame shows of an organization.
#[derive(Clone, Debug)]
pub struct ShellOrg {
    pub name: String,
    pub links: Vec<NavLink>,
    /// Settings, for those who manage the organization.
    pub settings: Vec<NavLink>,
}

impl ShellOrg {
    /// The name of the place that the page belongs to.
    pub fn here(&self) -> &str {
        self.links.iter().find(|link| link.current).map_or("Menu", |link| &link.label)
    }
}

/// A link of the navigation.
#[derive(Clone, Debug)]
pub struct NavLink {
    pub label: String,
    pub href: String,
    /// Whether it leads to where the visitor is.
    pub current: bool,
}

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the system says.
    #[default]
    System,
    Light,
    Dark,
}

impl Theme {
    /// The theme that a cookie's value names; anything else is the system's.
    pub fn named(name: &str) -> Self {
        match name {
            "light" => Self::Light,
            "dark" => Self::Dark,
            _ => Self::System,
        }
    }

    /// As a button says it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::System => "System",
            Self::Light => "Light",
            Self::Dark => "Dark",
        }
    }
}

impl fmt::Display for Theme {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        })
    }
}

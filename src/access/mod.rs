//! Who is asking, what they may do, and the one road to an organization's rows.
//!
//! A handler asks for access in its signature, and is not called without it:
//!
//! | extractor              | who gets it                                       | may               |
//! |------------------------|---------------------------------------------------|-------------------|
//! | [`Anyone`]             | everyone                                          | sign in           |
//! | [`Actor`]              | everyone who is signed in                         | own account       |
//! | [`OrgAccess<View>`]    | every member of the organization                  | read              |
//! | [`OrgAccess<Manage>`]  | its owners and admins                             | write, administer |
//! | [`TeamAccess<View>`]   | every member of the team's organization           | read              |
//! | [`TeamAccess<Edit>`]   | the team's leads, the organization's owners, admins | write           |
//! | [`RecordAccess<View>`] | every member of the organization                  | read              |
//! | [`RecordAccess<Edit>`] | whoever may write a record: of all teams, or of their own | write those |
//! | [`ReportAccess`]       | the organization's viewers, owners and admins     | make reports      |
//! | [`Shown`]              | whoever shows the token of a live link            | read its report   |
//!
//! The accesses to an organization carry a [`TenantTx`]. A function that runs SQL on an
//! organization's rows takes one and says in its type parameter which permission it needs, so
//! a query that writes cannot be called from a handler that may only read. What happens before
//! an organization is known (sign-in, first start, the look-up of a token) takes an
//! [`OutsideTx`], which sees the few tables that this needs.

mod actor;
mod attempts;
mod audit;
mod error_frame;
pub mod founding;
mod id;
pub mod invitation;
pub mod membership;
mod org;
mod permission;
mod record;
mod remote;
mod report;
mod sent_form;
mod session;
mod setup_code;
pub mod share_link;
mod shared_report;
mod store;
mod team;
mod tx;
mod visit;

pub use actor::{Actor, Anyone, Membership, visitor_shell};
pub use attempts::SecretAttempts;
pub use audit::AuditKind;
pub use error_frame::frame_errors;
pub(crate) use id::id;
pub use id::{InvitationId, OrgId, PersonId, SessionId, ShareLinkId, TeamId};
pub use membership::Owner;
pub use org::{Org, OrgAccess};
pub use permission::{Action, Allows, Edit, Manage, Permission, Role, View};
pub use record::{Editor, RecordAccess};
pub use remote::{Remote, TrustedProxies};
pub use report::ReportAccess;
pub use session::{SessionCookie, Token, TokenHash};
pub use setup_code::SetupCode;
pub use shared_report::{LinkCookie, SharedReport, Shown};
pub use store::{choose_currency, has_amounts, rename_org, teams, teams_and_leads};
pub use team::{LedTeam, Team, TeamAccess};
pub use tx::{Db, OutsideTx, TenantTx};
pub use visit::{Section, Setting, Visit};

//! An organization's settings: its name, its members and what they are, invitations.

mod invitation;
mod member;
mod pages;
mod store;

pub use pages::routes;

use invitation::{InvitationForm, OpenInvitation};
use member::{Change, Member, Refusal};

//! People: first start, sign-in and sign-out, passwords, sessions, invitations.

mod first_start;
mod invitation;
mod password;
mod session;
mod sign_in;
mod typed;

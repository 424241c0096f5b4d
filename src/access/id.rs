//! What organizations, people and teams are known by.

use std::fmt;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, sqlx::Type,
        )]
        #[serde(transparent)]
        #[sqlx(transparent)]
        pub struct $name(pub Uuid);

        impl $name {
            /// An id that nothing has yet. Ids made later sort later.
            pub fn fresh() -> Self {
                Self(Uuid::now_v7())
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    };
}

id!(
    /// An organization's id: the `org_id` of all that belongs to it.
    OrgId
);
id!(
    /// A person's id, the same in every organization.
    PersonId
);
id!(
    /// A team's id.
    TeamId
);
id!(
    /// A session's id, by which its owner may end it. It is not the token.
    SessionId
);
id!(
    /// An invitation's id. It is not the token.
    InvitationId
);

//! What organizations, people and teams are known by.

/// An id that is a UUID of its own type.
macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize,
            serde::Deserialize, sqlx::Type,
        )]
        #[serde(transparent)]
        #[sqlx(transparent)]
        pub struct $name(pub uuid::Uuid);

        impl $name {
            /// An id that nothing has yet. Ids made later sort later.
            pub fn fresh() -> Self {
                Self(uuid::Uuid::now_v7())
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                std::fmt::Display::fmt(&self.0, f)
            }
        }
    };
}
pub(crate) use id;

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
id!(
    /// A share link's id. It is neither its token nor what stands in its address.
    ShareLinkId
);

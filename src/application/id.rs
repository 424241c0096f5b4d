use crate::access::id;

id!(
    /// An application's id.
    ApplicationId
);
id!(
    /// A pattern's id.
    PatternId
);

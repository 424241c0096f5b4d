//! What is chosen of an application from a few words.

use std::fmt;
use std::str::FromStr;

/// The text is none of the words to choose from.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("choose one of the words on offer")]
pub struct NotAChoice;

/// Makes an enumeration, its written words and what they mean from one table.
macro_rules! choice {
    ($(#[$doc:meta])* $name:ident { $($variant:ident, $word:literal, $meaning:literal;)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, sqlx::Type)]
        #[sqlx(type_name = "text")]
        pub enum $name {
            $(
                #[doc = $meaning]
                #[sqlx(rename = $word)]
                $variant,
            )*
        }

        impl $name {
            /// All of them, in the order in which they are offered.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// As it is stored and sent.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)*
                }
            }

            /// What it means, in a few words.
            pub const fn meaning(self) -> &'static str {
                match self {
                    $(Self::$variant => $meaning,)*
                }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl FromStr for $name {
            type Err = NotAChoice;

            fn from_str(text: &str) -> Result<Self, NotAChoice> {
                Self::ALL.iter().copied().find(|it| it.as_str() == text).ok_or(NotAChoice)
            }
        }
    };
}

choice!(
    /// What is done with an application.
    MoveAction {
        Rehost, "rehost", "moved as it is";
        Replatform, "replatform", "moved with small changes";
        Refactor, "refactor", "changed for the new platform";
        Repurchase, "repurchase", "replaced by a product that is bought";
        Retire, "retire", "switched off";
        Retain, "retain", "stays where it is";
        Later, "later", "to be decided again later";
    }
);

choice!(
    /// How far an application is, what is under way first.
    MoveState {
        Moving, "moving", "the move is under way";
        Planned, "planned", "the move is decided";
        Considered, "considered", "nothing is decided yet";
        Live, "live", "moved, and in use";
        Evaluated, "evaluated", "moved, and its benefit looked at";
        Stays, "stays", "decided to stay as it is";
    }
);

choice!(
    /// How large an application is, by what moving it takes.
    Size {
        S, "S", "small";
        M, "M", "twice S";
        L, "L", "four times S";
        Xl, "XL", "eight times S";
    }
);

choice!(
    /// Whose work a pattern takes part in.
    Discipline {
        Dev, "dev", "development";
        Sec, "sec", "security";
        Ops, "ops", "operations";
    }
);

impl MoveState {
    /// Whether the move is done.
    pub const fn is_live(self) -> bool {
        matches!(self, Self::Live | Self::Evaluated)
    }
}

impl Size {
    /// How many small ones it counts for: 1, 2, 4 or 8.
    pub const fn points(self) -> i64 {
        match self {
            Self::S => 1,
            Self::M => 2,
            Self::L => 4,
            Self::Xl => 8,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_reads_back_as_it_was_written() {
        for action in MoveAction::ALL {
            assert_eq!(action.to_string().parse(), Ok(*action));
        }
        for state in MoveState::ALL {
            assert_eq!(state.to_string().parse(), Ok(*state));
        }
        for size in Size::ALL {
            assert_eq!(size.to_string().parse(), Ok(*size));
        }
        for text in ["", "Rehost", "LIVE", "xl"] {
            assert_eq!(text.parse::<MoveAction>(), Err(NotAChoice));
            assert_eq!(text.parse::<MoveState>(), Err(NotAChoice));
            assert_eq!(text.parse::<Size>(), Err(NotAChoice));
        }
    }

    #[test]
    fn a_size_counts_twice_the_one_below() {
        assert_eq!([Size::S, Size::M, Size::L, Size::Xl].map(Size::points), [1, 2, 4, 8]);
    }
}

//! What the words on the pages mean, in a sentence or two: where a word stands a page may explain
//! it, and the page on how the score is computed lists them all.

/// A word of the model or of its figures.
#[derive(Clone, Copy, Debug)]
pub struct Word {
    /// Names it in an address: `held-back`.
    pub id: &'static str,
    /// As pages write it at the beginning of a line.
    pub name: &'static str,
    /// What it means, in whole sentences.
    pub meaning: &'static str,
}

/// Makes the words, and the list of all of them, from one table.
macro_rules! words {
    ($($word:ident, $id:literal, $name:literal, $meaning:literal;)*) => {
        $(pub const $word: Word = Word { id: $id, name: $name, meaning: $meaning };)*

        /// All of them, in the order in which they build on each other.
        pub const ALL: &[Word] = &[$($word),*];
    };
}

words! {
    LEVEL, "level", "Level",
        "How mature something is, from 1 to 5; below that it is before Level 1. A dimension \
         stands at the level of its lowest category.";
    SCORE, "score", "Score", "From 0.00 to 5.00. Its whole part is the level.";
    TOWARD, "toward", "Toward Level 2",
        "How much of the way to Level 2 is done. It is 100 % exactly when Level 2 is reached.";
    THROUGH, "through", "Through Level 2",
        "How much of Level 2 is done. It is 100 % exactly when Levels 1 and 2 are complete.";
    POINT, "point", "Point", "A hundredth of the way: from 40 % to 46 % is 6 points.";
    CORE, "core", "Core and supporting",
        "A core criterion weighs twice as much as a supporting one. While it is answered with \
         nothing, its level cannot be complete.";
    NOT_APPLICABLE, "not-applicable", "n/a",
        "Does not apply. It is left out of every sum, for a reason that you give.";
    EVIDENCE, "evidence", "Evidence",
        "A note or a link that shows why an answer is right. Figures are shown for all answers, \
         and once more for those with evidence alone.";
    CARRIED_OVER, "carried-over", "Carried over",
        "As it was submitted last. Say that it still holds, or change it: both make it reviewed.";
    COVERAGE, "coverage", "Coverage", "How many of the teams are counted in a quarter's figures.";
    STALE, "stale", "Stale",
        "Not reported in this quarter, so that the answers of the quarter before are counted once \
         more. After that they drop out.";
    HELD_BACK, "held-back", "Held back by",
        "What stands at the lowest level, and so keeps the whole there.";
    VERDICT, "verdict", "Verdict",
        "Whether somebody moves, in a word: advancing, stalling, on a plateau, slipping and so \
         on, by what the last quarters have changed.";
    PLATEAU, "plateau", "Plateau",
        "Hardly anything has moved for several quarters, before Level 2 or in it.";
    TARGET, "target", "Target", "How far a dimension shall come, and by when.";
    HOLD, "hold", "Hold",
        "A decision that a dimension stays where it is until a review, for a reason. It is no \
         plateau.";
}

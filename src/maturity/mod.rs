//! The maturity model, and the one formula that turns answers into figures.
//!
//! A [`Model`] is read from a TOML file. [`Answers`] are what one respondent said of its criteria;
//! [`PooledAnswers`] are what an organization's teams said together. [`score_team`],
//! [`score_own`] and [`score_organization`] turn them into [`Figures`], which are stored with the
//! assessment. [`score_case`] does the same for a file, on the command line. [`judge`] says of
//! stored figures whether somebody moves.

mod answers;
mod criterion;
mod criterion_check;
mod explanation;
mod figures;
mod formula;
mod fraction;
mod ladder;
mod leverage;
mod model;
mod model_check;
mod model_file;
mod next_best;
mod points;
mod score;
mod verdict;
pub mod words;
mod workings;
mod worksheet;

pub use answers::{Answer, Answers, Pooled, PooledAnswers};
pub use criterion::{
    AnswerKind, Basis, Choice, Criterion, CriterionId, Level, NotQuarters, Quarters, Scope,
};
pub use explanation::{Explanation, Moved, explain};
pub use figures::{Figure, Figures, FiguresError, Hundredths, Tenths};
pub use fraction::Fraction;
pub use ladder::{Rung, ladders};
pub use model::{Attribution, Category, Dimension, LevelText, Model, Scoring, VerdictThresholds};
pub use model_file::{ModelError, ModelProblem};
pub use next_best::{NextBest, next_best};
pub use points::Points;
pub use score::{CategoryDetail, category_details, score_organization, score_own, score_team};
pub use verdict::{Assessed, Judgment, Place, Verdict, judge};
pub use workings::{
    CategoryWorkings, ChildWorkings, CriterionWorkings, LevelWorkings, ParentWorkings, ScorePart,
    Workings, workings,
};
pub use worksheet::{WorksheetError, score_case};

pub mod store;

use super::{Effort, MoveAction, MoveState, Size, TradeOffs};
use crate::period::Period;

/// All that is said of an application, as a line of a table to keep.
#[derive(Clone, Debug)]
pub struct ExportedApplication {
    pub name: String,
    /// The team's name; `None` when it is of the organization as a whole.
    pub team: Option<String>,
    pub owner: String,
    pub reason: String,
    pub action: MoveAction,
    pub state: MoveState,
    pub since: Period,
    /// The period in which it went live, if it has.
    pub live: Option<Period>,
    pub expected_benefit: String,
    pub measured_benefit: String,
    pub trade_offs: TradeOffs,
    pub effort: Option<Effort>,
    pub size: Option<Size>,
    /// The names of the patterns that it uses.
    pub patterns: Vec<String>,
}

impl ExportedApplication {
    /// What stands above the columns.
    pub fn heads() -> Vec<String> {
        let heads = [
            "Application",
            "Team",
            "Owner",
            "Reason",
            "Action",
            "State",
            "Since",
            "Live since",
            "Size",
            "Effort in days",
            "Expected benefit",
            "Measured benefit",
            "Patterns",
        ];
        let trade_offs = TradeOffs::FIELDS.iter().map(|(_, name)| *name);
        heads.into_iter().chain(trade_offs).map(str::to_owned).collect()
    }

    /// Its cells, one for each of the heads; empty where there is nothing.
    pub fn cells(&self) -> Vec<String> {
        let cells = [
            self.name.clone(),
            self.team.clone().unwrap_or_default(),
            self.owner.clone(),
            self.reason.clone(),
            self.action.to_string(),
            self.state.to_string(),
            self.since.to_string(),
            self.live.map_or_else(String::new, |live| live.to_string()),
            self.size.map_or_else(String::new, |size| size.to_string()),
            self.effort.map_or_else(String::new, Effort::typed),
            self.expected_benefit.clone(),
            self.measured_benefit.clone(),
            self.patterns.join(", "),
        ];
        cells.into_iter().chain(self.trade_offs.texts().map(str::to_owned)).collect()
    }
}

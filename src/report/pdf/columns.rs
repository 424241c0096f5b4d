/// How `room` is shared among columns, each of which would like to be as wide as its longest line, and
/// should be as wide as its longest word.
///
/// Together they are exactly as wide as the room.
pub(super) fn shares(room: f32, liked: &[f32], least: &[f32]) -> Vec<f32> {
    let (all_liked, all_least): (f32, f32) = (liked.iter().sum(), least.iter().sum());
    if all_liked <= 0.0 {
        return vec![0.0; liked.len()];
    }
    if all_liked <= room {
        return liked.iter().map(|wide| room * wide / all_liked).collect();
    }
    if all_least >= room {
        return least.iter().map(|wide| room * wide / all_least).collect();
    }
    let (left, wanted) = (room - all_least, all_liked - all_least);
    let wider = liked.iter().zip(least);
    wider.map(|(liked, least)| least + left * (liked - least) / wanted).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_fill_the_room_and_hold_their_longest_words_where_they_can() {
        assert_eq!(shares(100.0, &[10.0, 40.0], &[5.0, 5.0]), [20.0, 80.0]);
        assert_eq!(shares(100.0, &[50.0, 150.0], &[50.0, 30.0]), [50.0, 50.0]);
        assert_eq!(shares(100.0, &[300.0, 300.0], &[150.0, 50.0]), [75.0, 25.0]);
        assert_eq!(shares(100.0, &[0.0], &[0.0]), [0.0]);
        assert!(shares(100.0, &[], &[]).is_empty());
    }
}

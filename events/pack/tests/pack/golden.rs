//! A pack that was written once and is never to be edited: what is handed over stays readable.

use super::sample::sample;
use super::zipped::check;

const GOLDEN: &[u8] = include_bytes!("../golden/pack-v1.zip");

#[test]
fn a_pack_that_was_handed_over_long_ago_is_genuine() {
    let report = check(GOLDEN);
    assert_eq!(report.problems, vec![]);
    assert!(report.genuine);
}

#[test]
fn the_same_request_gives_the_bytes_that_it_always_gave() {
    assert!(
        sample() == GOLDEN,
        "the format changed: that needs a new number"
    );
}

//! The part of a thread that runs through one knot: what led to it, and what came of it.

use super::{Knot, Stage, Thread};
use crate::Models;
use crate::reference::TextRef;
use events::ids::{FindingId, InspectionFindingId, LearningPointId, ReviewFindingId, StreamId};
use std::collections::BTreeSet;
use uuid::Uuid;

impl Models {
    /// The thread of what an audit, a review or an inspection found, with the thing it was found in; none where there is no such finding or learning point.
    pub fn thread_of_finding(&self, id: Uuid) -> Option<(StreamId, Thread)> {
        if let Some((audit, finding)) = self.audits.finding(FindingId(id)) {
            return self.thread_of_words(audit.id.into(), &finding.now.statement);
        }
        if let Some((review, finding)) = self.practice_reviews.finding(ReviewFindingId(id)) {
            return self.thread_of_words(review.id.into(), &finding.statement);
        }
        if let Some((review, point)) = self.rapid_reviews.point(LearningPointId(id)) {
            return self.thread_of_words(review.id.into(), &point.statement);
        }
        let (inspection, finding) = self.inspections.finding(InspectionFindingId(id))?;
        self.thread_of_words(inspection.id.into(), &finding.statement)
    }

    fn thread_of_words(&self, stream: StreamId, words: &TextRef) -> Option<(StreamId, Thread)> {
        let source = |knot: &Knot| {
            let same = knot.label.stream == stream && knot.label.words.as_ref() == Some(words);
            knot.stage == Stage::Source && same
        };
        Some((stream, self.thread(stream).through(source)?))
    }

    /// The thread of a judgement of the difference made, which the event at a position told, with
    /// the recommendation or action it is of; all of that one's thread where it was judged again
    /// since, and none where that event told no judgement.
    pub fn thread_of_judgement(&self, position: u64) -> Option<(StreamId, Thread)> {
        let row = self.trail_row(position)?;
        if !row.type_name.ends_with("impact_judged") {
            return None;
        }
        let stream = row.thing.stream;
        let judged = |knot: &Knot| {
            let at = knot.at.is_some_and(|at| at.position == position);
            knot.stage == Stage::Impact && at
        };
        let part = self.thread(stream).through(judged);
        Some((stream, part.unwrap_or_else(|| self.thread(stream))))
    }
}

impl Thread {
    /// What leads to a knot and what comes of it, and nothing beside those; none where there is no
    /// such knot.
    pub fn through(self, is: impl Fn(&Knot) -> bool) -> Option<Self> {
        let here = self.knots.iter().find(|knot| is(knot))?.number;
        let mut kept = self.walked(here, |link| (link.from, link.to));
        kept.extend(self.walked(here, |link| (link.to, link.from)));
        let keeps = |number: usize| kept.contains(&number);
        let mut part = self;
        part.links.retain(|link| keeps(link.from) && keeps(link.to));
        part.breaks.retain(|found| keeps(found.at));
        part.knots.retain(|knot| keeps(knot.number));
        Some(part.numbered())
    }

    /// Every knot that is reached from one by links, each read as from one end to the other.
    fn walked(
        &self,
        here: usize,
        ends: impl Fn(&super::Link) -> (usize, usize),
    ) -> BTreeSet<usize> {
        let mut reached = BTreeSet::from([here]);
        let mut waiting = vec![here];
        while let Some(at) = waiting.pop() {
            for link in &self.links {
                let (from, to) = ends(link);
                if from == at && reached.insert(to) {
                    waiting.push(to);
                }
            }
        }
        reached
    }

    /// Numbers the knots anew by where they stand, and points links and breaks at those numbers.
    fn numbered(mut self) -> Self {
        let old: Vec<usize> = self.knots.iter().map(|knot| knot.number).collect();
        let new = |number: usize| old.iter().position(|known| *known == number);
        for link in &mut self.links {
            link.from = new(link.from).unwrap_or(link.from);
            link.to = new(link.to).unwrap_or(link.to);
        }
        for found in &mut self.breaks {
            found.at = new(found.at).unwrap_or(found.at);
        }
        for (number, knot) in self.knots.iter_mut().enumerate() {
            knot.number = number;
        }
        self
    }
}

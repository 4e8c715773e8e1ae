//! What one row of a document gives: its recommendation, its action, and what is said of it.

use super::Intake;
use super::words::{
    cut_at, distinct, joined, owners_words, precision, self_words, single_words, unnamed,
    unread_reference, word_of,
};
use crate::import::{ActionDraft, Proposal, RagRead, RecommendationDraft, find_dates};
use events::action::{self, Impact, Measure, Owner, Parent};
use events::evidence::{self, Claim};
use events::ids::RecommendationId;
use events::ids::{ActionId, AgencyId, EvidenceId, MeasureId, MilestoneId, PriorityId};
use events::recommendation::{self, Level, Source, SourceKind};
use events::text::Text;

impl Intake<'_> {
    pub(super) fn recommendation(&mut self, draft: &RecommendationDraft, priority: PriorityId) {
        let id = RecommendationId((self.ids)());
        let place = draft.at.first().cloned().unwrap_or_default();
        let details = draft.details.as_deref();
        let mut addressees: Vec<AgencyId> = Vec::new();
        for owner in details.map(|d| d.owners.as_slice()).unwrap_or_default() {
            let owner = self.owner(owner, &place);
            if let Some(agency) = owner.agency
                && !addressees.contains(&agency)
            {
                addressees.push(agency);
            }
        }
        let outcome = details.and_then(|d| joined(d.outcomes.iter().map(|o| o.text.as_str())));
        let measure = details.and_then(|d| joined(d.measures.iter().map(String::as_str)));
        let command = recommendation::Command::MakeRecommendation {
            reference: self.label(&draft.reference, "reference", &place),
            plan: Some(self.done.plan),
            priority: Some(priority),
            theme: None,
            sources: vec![Source {
                kind: SourceKind::Document,
                id: Some(self.choices.evidence.0),
                title: self.label(&self.choices.title, "title", "Title"),
            }],
            text: self.words(&draft.text, &place),
            addressees,
            outcome: outcome.map(|words| self.words(&words, &place)),
            measure: measure.map(|words| self.words(&words, &place)),
            level: Level::Local,
            due: details.and_then(|d| d.due),
        };
        self.push(id, command);
        self.recommendations.insert(draft.reference.clone(), id);
        self.keep(&place, draft.theme.as_deref());
        if let Some(details) = details {
            self.keep(&place, unread_reference(details));
            self.keep(&place, Some(&details.owner_text));
            self.keep(&place, Some(&details.timescale));
            self.keep(&place, details.rag.as_ref().map(|rag| rag.text.as_str()));
            let more = [&details.resources, &details.commentary, &details.start_text];
            let most = [&details.progress, &details.evidence, &details.impact];
            for words in more.into_iter().chain(most) {
                self.keep(&place, words.as_deref());
            }
        }
    }

    #[expect(clippy::too_many_lines, reason = "a list, one entry after another")]
    pub(super) fn action(&mut self, draft: &ActionDraft, priority: PriorityId) {
        let id = ActionId((self.ids)());
        let place = draft.at.first().cloned().unwrap_or_default();
        let owners: Vec<Owner> = draft.owners.iter().map(|o| self.owner(o, &place)).collect();
        let recommendation = draft
            .recommendation
            .as_ref()
            .and_then(|r| self.recommendations.get(r))
            .copied();
        let outcome = draft
            .outcomes
            .first()
            .and_then(|outcome| self.outcomes.get(&(priority, outcome.text.clone())))
            .copied();
        let parent = match (recommendation, outcome) {
            (Some(recommendation), _) => Parent::Recommendation(recommendation),
            (None, Some(outcome)) => Parent::Outcome(outcome),
            (None, None) => Parent::Priority(priority),
        };
        let mut measures = Vec::new();
        for words in &draft.measures {
            let measure = MeasureId((self.ids)());
            measures.push(Measure {
                measure,
                text: self.words(words, &place),
            });
        }
        let start = draft
            .start
            .filter(|start| draft.due.is_none_or(|due| *start <= due));
        if draft.start.is_some() && start.is_none() {
            self.report(
                &place,
                "start",
                "start_after_due",
                draft.start_text.as_deref(),
            );
        }
        let command = action::Command::AgreeAction {
            reference: self.label(&draft.reference, "reference", &place),
            plan: self.done.plan,
            priority,
            parent,
            text: self.words(&draft.text, &place),
            owners: distinct(&owners),
            start,
            due: draft.due,
            due_precision: precision(draft.due_precision),
            timescale: self.optional(&draft.timescale, &place),
            measures,
            baseline: None,
            resources: draft
                .resources
                .as_deref()
                .and_then(|r| self.optional(r, &place)),
        };
        self.push(id, command);
        self.actions.insert(draft.reference.clone(), id);
        self.keep(&place, draft.theme.as_deref());
        self.keep_outcomes(draft, priority, &place);
        let all_said = |w: &&str| start.is_some() && is_only_a_date(w);
        let more = draft.start_text.as_deref().filter(|w| !all_said(w));
        self.keep(&place, more);
        self.keep(&place, unread_reference(draft));
        self.keep(
            &place,
            unnamed(&draft.owner_text, &owners_words(draft)).as_deref(),
        );
        for milestone in &draft.milestones {
            let owner = milestone.owner.and_then(|index| owners.get(index)).cloned();
            let command = action::Command::SetMilestone {
                milestone: MilestoneId((self.ids)()),
                text: self.words(&milestone.text, &place),
                owner,
                due: milestone.due,
                due_precision: precision(milestone.precision),
                beyond_plan: milestone.due.is_some_and(|due| due > self.choices.to),
            };
            self.push(id, command);
        }
        self.said_about(draft, id, &place);
    }

    /// A horizon alone ("Within 6 months") is no outcome of the priority: it is listed as unplaced,
    /// unless it stands for the action.
    fn keep_outcomes(&mut self, draft: &ActionDraft, priority: PriorityId, place: &str) {
        for outcome in &draft.outcomes {
            let recorded = self
                .outcomes
                .contains_key(&(priority, outcome.text.clone()));
            if !recorded && !draft.text.contains(&outcome.text) {
                self.keep(place, Some(&outcome.text));
            }
        }
    }

    /// What the document says of the action so far: progress, evidence, impact, rating.
    fn said_about(&mut self, draft: &ActionDraft, id: ActionId, place: &str) {
        let commentary = draft.commentary.as_deref().filter(|w| !w.trim().is_empty());
        let code = draft.rag.as_ref().and_then(|rag| self.code_of(rag));
        let rating = code.map(|code| action::Command::RateAction {
            code,
            commentary: commentary.map(self_words),
            as_at: self.given.occurred_on,
            external_cause: None,
        });
        let refused = rating
            .as_ref()
            .and_then(|rating| self.would_refuse(id, rating));
        // What is said beside a rating explains it; without one it is progress as any other.
        let explains = rating.is_some() && refused.is_none();
        let said = [draft.progress.as_deref(), commentary.filter(|_| !explains)];
        let said = joined(said.into_iter().flatten());
        if let Some(text) = said.and_then(|words| self.optional(&words, place)) {
            self.push(id, action::Command::ReportProgress { text });
        }
        if let Some(words) = draft.evidence.as_deref().filter(|w| !w.trim().is_empty()) {
            let evidence = EvidenceId((self.ids)());
            self.push(
                evidence,
                evidence::Command::LodgeEvidence {
                    file: None,
                    reference: Some(self_words(words)),
                    evidence_date: self.given.occurred_on,
                    source: None,
                    describes: Text::plain("Evidence named in the document"),
                },
            );
            let claim = Claim::Action(id);
            self.push(evidence, evidence::Command::LinkEvidence { claim });
            self.keep(place, words.get(cut_at(words)..));
        }
        if let Some(words) = draft.impact.as_deref().filter(|w| !w.trim().is_empty()) {
            self.impact(words, id, place);
        }
        let Some(rag) = &draft.rag else { return };
        let place = if rag.at.is_empty() { place } else { &rag.at };
        match (rating, refused) {
            (Some(rating), None) => self.push(id, rating),
            (Some(_), Some(rule)) => self.report(place, "rating", rule, Some(&rag.text)),
            (None, _) => self.report(place, "rating", "rating_not_in_key", Some(&rag.text)),
        }
    }

    /// The letter of a colour in the key of the plan, if the key has it.
    fn code_of(&self, rag: &RagRead) -> Option<String> {
        let word = word_of(&rag.word);
        let plan = self.scratch.plans.get(&self.done.plan)?;
        let key = self.scratch.partnership.rag_scheme(plan.rag_scheme)?;
        let code = key
            .codes
            .iter()
            .find(|code| code.word.eq_ignore_ascii_case(&word))?;
        Some(code.letter.clone())
    }

    /// "Some: attendance rose" is a judgement; other words are progress.
    fn impact(&mut self, words: &str, id: ActionId, place: &str) {
        let judged = words.split_once(':').and_then(|(judgement, explanation)| {
            let judgement = match judgement.trim().to_lowercase().as_str() {
                "none" => Impact::None,
                "too early" | "too early to tell" => Impact::TooEarly,
                "some" => Impact::Some,
                "sustained" => Impact::Sustained,
                _ => return None,
            };
            Some((judgement, explanation.trim()))
        });
        if let Some((judgement, explanation)) = judged {
            let explanation = self.words(explanation, place);
            let evidence = Vec::new();
            let command = action::Command::JudgeActionImpact {
                judgement,
                evidence,
                explanation,
            };
            if self.try_push(id, command).is_ok() {
                return;
            }
        }
        if let Some(text) = self.optional(&format!("Impact: {words}"), place) {
            self.push(id, action::Command::ReportProgress { text });
        }
    }

    pub(super) fn dependencies(&mut self, proposal: &Proposal) {
        for (_, draft) in proposal.actions() {
            let Some(id) = self.actions.get(&draft.reference).copied() else {
                continue;
            };
            for reference in &draft.depends_on {
                let Some(on) = self.actions.get(reference).copied() else {
                    continue;
                };
                let place = draft.at.first().cloned().unwrap_or_default();
                if let Err(rule) = self.try_push(id, action::Command::DependOnAction { on }) {
                    self.report(&place, "timescale", rule, Some(reference));
                }
            }
        }
    }
}

/// Words beside a date that say nothing of their own: "from the start of May 2024". The end of a
/// month is not its first day, which a start is recorded as.
pub(super) const BESIDE_A_DATE: [&str; 8] =
    ["by", "from", "in", "on", "of", "the", "start", "starts"];

/// Whether words say one date and nothing else.
fn is_only_a_date(words: &str) -> bool {
    let found = find_dates(words, None);
    let [date] = found.as_slice() else {
        return false;
    };
    let before = words.get(..date.range.start).unwrap_or_default();
    let after = words.get(date.range.end..).unwrap_or_default();
    let mut beside = [before, after].into_iter().flat_map(single_words);
    beside.all(|word| BESIDE_A_DATE.contains(&word.as_str()))
}

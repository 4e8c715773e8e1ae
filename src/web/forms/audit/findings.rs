//! The forms about what an audit found.

use super::super::choices;
use super::Ask;
use crate::web::form::{Asked, Choice, CommandForm, Kind, Question};
use events::audit::{Finding, FindingKind, Worked};
use events::ids::{AuditId, FindingId};

/// How many earlier recommendations are offered.
const RECOMMENDATIONS_SHOWN: usize = 40;

const STATEMENT: &str = "A percentage stands beside its numbers, such as 9 of 12.";

/// The kinds of finding, each with what it means.
fn kinds() -> Vec<Choice> {
    let kinds = [
        (FindingKind::Strength, "Strength: practice that is strong"),
        (
            FindingKind::Development,
            "Development: practice that should develop",
        ),
        (
            FindingKind::Improvement,
            "Improvement: practice that has to improve",
        ),
    ];
    kinds
        .map(|(word, label)| (choices::word_value(&word), label.to_owned()))
        .to_vec()
}

const fn kind_word(kind: FindingKind) -> &'static str {
    match kind {
        FindingKind::Strength => "strength",
        FindingKind::Development => "development",
        FindingKind::Improvement => "improvement",
    }
}

impl Ask<'_> {
    /// A finding by its theme, kind and count; its words are in the log.
    fn finding_name(self, finding: &Finding) -> String {
        let themes = &self.reading.view.people.themes;
        let theme = themes.iter().find(|theme| theme.code == finding.theme);
        let theme = theme.map_or(finding.theme.as_str(), |theme| theme.name.as_str());
        let (x, n) = (finding.x, finding.n);
        format!("{theme}: {}, {x} of {n}", kind_word(finding.kind))
    }

    /// Its findings that a form may be about.
    fn findings(self, offered: impl Fn(&Finding) -> bool) -> Vec<Choice> {
        let findings = (1..).zip(&self.state.findings);
        let offered = findings.filter(|(_, (_, finding))| offered(finding));
        offered
            .map(|(number, (id, finding))| {
                let name = format!("Finding {number}, {}", self.finding_name(finding));
                (id.to_string(), name)
            })
            .collect()
    }

    fn which(self, offered: impl Fn(&Finding) -> bool) -> Question {
        let findings = self.findings(offered);
        choices::which(self.reading, "finding", "Which finding?", findings)
    }

    /// A form about one finding: its caption names the one it was opened for.
    fn begin_about(
        self,
        command: &'static str,
        title: &str,
        offered: impl Fn(&Finding) -> bool,
    ) -> CommandForm {
        let mut form = self.begin(command, title).ask(self.which(offered));
        if let Some(finding) = self.asked_finding() {
            form.caption = format!("{}, {}", form.caption, self.finding_name(finding));
        }
        form
    }

    fn asked_finding(&self) -> Option<&Finding> {
        let id: FindingId = self.reading.asked_for("finding")?;
        self.state.findings.get(&id)
    }

    pub(super) fn record_finding(self) -> CommandForm {
        let left = events::audit::sample::left_in_sample(self.id, self.world);
        self.begin("record_finding", "Record a finding")
            .ask(Question::new("finding", "", Kind::FreshId))
            .ask(Question::new(
                "kind",
                "What kind of finding?",
                Kind::Radios(kinds()),
            ))
            .ask(Question::new("statement", "What was found?", Kind::Words).hint(STATEMENT))
            .ask(Question::new("x", "In how many cases?", Kind::Number))
            .ask(
                Question::new("n", "Of how many?", Kind::Number)
                    .hint(format!(
                        "{left} are left in the sample. Left empty, they are counted."
                    ))
                    .optional(),
            )
            .ask(
                Question::new(
                    "theme",
                    "Theme",
                    Kind::Select(choices::themes(self.reading)),
                )
                .answered(self.state.theme.as_str()),
            )
            .ask(
                Question::new("underlying_reason", "Why is practice so?", Kind::Words)
                    .hint("What lies behind it, not who did it.")
                    .optional(),
            )
            .button("Record the finding")
    }

    pub(super) fn correct_finding(self) -> CommandForm {
        self.begin_about("correct_finding", "Correct a finding", |_| true)
            .lead(
                "What is left empty stays as it is. Of how many cases is counted again, so a \
                 finding whose sample changed is put right with a reason alone.",
            )
            .ask(Question::new("kind", "What kind is it?", Kind::Radios(kinds())).optional())
            .ask(
                Question::new("statement", "What was found?", Kind::Words)
                    .hint(STATEMENT)
                    .optional(),
            )
            .ask(Question::new("x", "In how many cases?", Kind::Number).optional())
            .ask(
                Question::new(
                    "theme",
                    "Theme",
                    Kind::Select(choices::themes(self.reading)),
                )
                .optional(),
            )
            .ask(Question::new("underlying_reason", "Why is practice so?", Kind::Words).optional())
            .reason(Asked::Required)
            .button("Correct the finding")
    }

    /// The findings of other audits, those of the same theme first.
    fn earlier_findings(self) -> Vec<Choice> {
        let themes = self.asked_finding().map(|finding| finding.theme.as_str());
        let theme = themes.unwrap_or(self.state.theme.as_str());
        let mut earlier: Vec<(bool, Choice)> = Vec::new();
        for (id, audit) in &self.world.audits {
            let Some(reference) = self.reference(*id) else {
                continue;
            };
            for (finding, known) in &audit.findings {
                let name = format!("{reference}, {}", self.finding_name(known));
                earlier.push((known.theme != theme, (finding.to_string(), name)));
            }
        }
        earlier.sort_by_key(|(is_other_theme, _)| *is_other_theme);
        earlier.into_iter().map(|(_, choice)| choice).collect()
    }

    /// The reference of another audit that the reader may see.
    fn reference(self, other: AuditId) -> Option<String> {
        let known = self.reading.view.audits.audit(other);
        let other = known.filter(|_| other != self.id);
        other.map(|audit| audit.reference.clone())
    }

    pub(super) fn match_to_earlier(self) -> CommandForm {
        let recommendations = self.reading.view.recommendations.all().rev();
        let recommendations = recommendations
            .take(RECOMMENDATIONS_SHOWN)
            .map(|one| {
                let name = choices::recommendation_name(self.reading, one);
                (one.id.to_string(), name)
            })
            .collect();
        let worked = [
            (Worked::Yes, "Yes: practice changed"),
            (Worked::Partly, "Partly, or for a time"),
            (Worked::No, "No"),
            (Worked::NotKnown, "Nobody knows"),
        ];
        let worked = worked.map(|(word, label)| (choices::word_value(&word), label.to_owned()));
        let title = "Record that something like it was found before";
        self.begin_about("match_finding_to_earlier", title, |_| true)
            .ask(
                Question::new(
                    "earlier_findings",
                    "Earlier findings",
                    Kind::Several(self.earlier_findings()),
                )
                .hint("Those of the same theme first.")
                .optional(),
            )
            .ask(
                Question::new(
                    "earlier_recommendations",
                    "Earlier recommendations",
                    Kind::Several(recommendations),
                )
                .hint("The newest first. Choose at least one finding or recommendation.")
                .optional(),
            )
            .ask(Question::new(
                "what_was_done",
                "What was done about it then?",
                Kind::Words,
            ))
            .ask(Question::new(
                "worked",
                "Did that work?",
                Kind::Radios(worked.to_vec()),
            ))
            .button("Record the match")
    }

    pub(super) fn justify(self) -> CommandForm {
        let title = "Say why no recommendation is made";
        let asks = |finding: &Finding| {
            finding.kind.asks_for_recommendation() && !finding.no_recommendation_justified
        };
        self.begin_about("justify_no_recommendation", title, asks)
            .lead("A strength needs none, and is not in the list.")
            .reason(Asked::Required)
            .meeting(Asked::Optional)
            .button("Record the reason")
    }
}

//! The forms about what was learned before, and what is learned now.

use super::super::choices;
use super::{Ask, WITHOUT_NAMES};
use crate::web::form::{Asked, Choice, CommandForm, Kind, Question};
use events::rapid_review::Earlier;

/// How many of each sort of earlier learning are offered.
const EARLIER_SHOWN: usize = 40;

impl<'a> Ask<'a> {
    fn theme_name(self, code: &str) -> &'a str {
        let themes = &self.reading.view.people.themes;
        let theme = themes.iter().find(|theme| theme.code == code);
        theme.map_or("", |theme| theme.name.as_str())
    }

    /// What was found, learned and recommended before, the latest first.
    fn earlier(self) -> Vec<Choice> {
        let view = self.reading.view;
        let mut findings: Vec<_> = view
            .audits
            .all()
            .flat_map(|audit| audit.findings.iter().map(move |one| (audit, one)))
            .collect();
        findings.sort_by_key(|(_, one)| std::cmp::Reverse(one.recorded.position));
        let findings = findings
            .into_iter()
            .take(EARLIER_SHOWN)
            .map(|(audit, one)| {
                let theme = self.theme_name(&one.now.theme);
                let name = format!("Finding of audit {}: {theme}", audit.reference);
                (choices::json_value(&Earlier::Finding(one.id)), name)
            });
        let others = view.rapid_reviews.reviews();
        let others = others.filter(|one| one.id != self.known.id);
        let mut points: Vec<_> = others
            .flat_map(|review| review.points.iter().map(move |one| (review, one)))
            .collect();
        points.sort_by_key(|(_, one)| std::cmp::Reverse(one.recorded.position));
        let points = points.into_iter().take(EARLIER_SHOWN).map(|(review, one)| {
            let theme = self.theme_name(&one.theme);
            let name = format!(
                "Learning point of rapid review {}: {theme}",
                review.reference
            );
            (choices::json_value(&Earlier::LearningPoint(one.id)), name)
        });
        let mut made: Vec<_> = view.recommendations.all().collect();
        made.sort_by_key(|one| std::cmp::Reverse(one.made.position));
        let made = made.into_iter().take(EARLIER_SHOWN).map(|one| {
            let name = choices::recommendation_name(self.reading, one);
            let value = choices::json_value(&Earlier::Recommendation(one.id));
            (value, format!("Recommendation {name}"))
        });
        findings.chain(points).chain(made).collect()
    }

    pub(super) fn check_learning(self) -> CommandForm {
        self.begin(
            "check_previous_learning",
            "Say whether this was learned before",
        )
        .ask(
            Question::new(
                "matches",
                "Which of these is this case like?",
                Kind::Several(self.earlier()),
            )
            .hint("Leave empty where nothing like it was learned before.")
            .optional(),
        )
        .ask(
            Question::new("words", "What does that say about this case?", Kind::Words)
                .hint(WITHOUT_NAMES),
        )
        .button("Record it")
    }

    pub(super) fn record_point(self) -> CommandForm {
        let themes = Kind::Select(choices::themes(self.reading));
        self.begin("record_learning_point", "Record a learning point")
            .ask(Question::new("point", "", Kind::FreshId))
            .ask(Question::new("statement", "What was learned?", Kind::Words).hint(WITHOUT_NAMES))
            .ask(Question::new("theme", "Theme", themes))
            .button("Record the learning point")
    }

    pub(super) fn correct_point(self) -> CommandForm {
        let points = (1..).zip(&self.known.points);
        let points: Vec<Choice> = points
            .map(|(number, one)| {
                let name = format!("Learning point {number}: {}", self.theme_name(&one.theme));
                (one.id.to_string(), name)
            })
            .collect();
        let asked = self.reading.asked("point");
        let mut all = self.known.points.iter();
        let opened = all.find(|one| Some(one.id.to_string().as_str()) == asked);
        let said = opened.map(|one| self.reading.plain(&one.statement));
        let themes = Kind::Select(choices::themes(self.reading));
        self.begin("correct_learning_point", "Put a learning point otherwise")
            .ask(choices::which(
                self.reading,
                "point",
                "Which learning point?",
                points,
            ))
            .ask(
                Question::new("statement", "What was learned?", Kind::Words)
                    .hint(WITHOUT_NAMES)
                    .answered_where(said),
            )
            .ask(
                Question::new("theme", "Theme", themes)
                    .answered_where(opened.map(|one| one.theme.clone())),
            )
            .reason(Asked::Required)
            .button("Correct it")
    }
}

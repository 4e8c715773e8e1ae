//! The partnership's money: contributions, spending, and whether the totals add up.

use super::Settings;
use crate::web::components::{Cell, Table, Tag, TagColour};
use events::ids::AgencyId;
use maud::{Markup, html};
use projections::people::Money;

/// An amount in pounds: "£12,500.00".
pub(crate) fn pounds(pence: u64) -> String {
    let (pounds, pence) = (pence / 100, pence % 100);
    let digits = pounds.to_string();
    let mut grouped = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("£{grouped}.{pence:02}")
}

impl Settings<'_> {
    pub(super) fn budget(self) -> Markup {
        let money = &self.reading.view.people.money;
        html! {
            @if money.is_empty() {
                p class="govuk-body" { "No budget is agreed yet. Set the reporting year first." }
            }
            @for (year, money) in money.iter().rev() { (self.of_year(year, money)) }
            (self.steps(&[
                ("agree_budget", "", "Agree a budget"),
                ("record_contribution", "", "Record a contribution"),
                ("record_expenditure", "", "Record spending"),
                ("report_year_end_position", "", "Report the year end"),
            ]))
        }
    }

    fn of_year(self, year: &str, money: &Money) -> Markup {
        let people = &self.reading.view.people;
        let mut agencies: Vec<AgencyId> = money.agreed.iter().map(|(agency, _)| *agency).collect();
        agencies.extend(money.received.iter().map(|(agency, _)| *agency));
        agencies.sort_by_key(|agency| people.agency_name(*agency).to_owned());
        agencies.dedup();
        let of = |list: &[(AgencyId, u64)], agency: AgencyId| -> u64 {
            list.iter()
                .filter(|(of, _)| *of == agency)
                .map(|(_, pence)| *pence)
                .sum()
        };
        let id = format!("money-{}", year.replace(' ', "-"));
        let caption = format!("Contributions of {year}");
        let mut table = Table::new(&id, &caption, ["Agency", "Agreed", "Received"]);
        for agency in agencies {
            table.rows.push(vec![
                people.agency_name(agency).into(),
                Cell::number(pounds(of(&money.agreed, agency))),
                Cell::number(pounds(of(&money.received, agency))),
            ]);
        }
        table.rows.push(vec![
            "Total".into(),
            Cell::number(pounds(money.agreed_pence())),
            Cell::number(pounds(money.received_pence())),
        ]);
        let spent_id = format!("{id}-spent");
        let spent_caption = format!("Spending of {year}");
        let mut spent = Table::new(&spent_id, &spent_caption, ["Heading", "Spent"]);
        for (heading, pence) in &money.spent {
            spent
                .rows
                .push(vec![heading.as_str().into(), Cell::number(pounds(*pence))]);
        }
        spent.rows.push(vec![
            "Total".into(),
            Cell::number(pounds(money.spent_pence())),
        ]);
        html! {
            h3 class="govuk-heading-s" { (year) }
            (table)
            (adds_up(money))
            @if !money.spent.is_empty() { (spent) }
            (year_end(money))
        }
    }
}

fn adds_up(money: &Money) -> Markup {
    html! {
        @if let Some(stated) = money.stated_total_pence {
            p class="govuk-body" {
                "Stated total " (pounds(stated)) ". "
                @if stated == money.agreed_pence() { (Tag::new("Adds up", TagColour::Green)) }
                @else { (Tag::new("Does not add up", TagColour::Red)) }
            }
        }
    }
}

fn year_end(money: &Money) -> Markup {
    let Some((income, spending)) = money.year_end else {
        return html! {};
    };
    let (word, difference) = if income >= spending {
        ("left over", income - spending)
    } else {
        ("overspent", spending - income)
    };
    let differs = spending != money.spent_pence() || income != money.received_pence();
    html! {
        p class="govuk-body" {
            "Year end as reported: income " (pounds(income)) ", spending " (pounds(spending)) ", "
            (pounds(difference)) " " (word) ". "
            @if differs { (Tag::new("Differs from what was recorded", TagColour::Yellow)) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::pounds;

    #[test]
    fn an_amount_is_shown_in_pounds_and_pence() {
        assert_eq!(pounds(1_250_000), "£12,500.00");
        assert_eq!(pounds(99), "£0.99");
        assert_eq!(pounds(123_456_789), "£1,234,567.89");
    }
}

//! Signing off and handing in.

use super::*;

#[test]
fn whoever_compiled_the_return_does_not_sign_it_off() {
    let world = answered();
    accepted(&world, step(sign_off(), lead()));
    let steps = vec![step(assess(VOICE, "partly_met", &[]), lead())];
    let world = then(world, steps);
    let compiler = step(sign_off(), lead());
    refused(&world, compiler, &["signed_off_by_compiler"]);
    accepted(&world, step(sign_off(), second_lead()));
}

#[test]
fn the_product_by_itself_signs_nothing_off() {
    let product = crate::world::Given {
        actor: crate::envelope::Actor::System,
        ..lead()
    };
    let signs = step(sign_off(), product);
    let nobody = &["not_for_the_product", "signed_off_by_nobody"];
    refused(&answered(), signs, nobody);
}

#[test]
fn only_an_agency_lead_signs_off_and_submits() {
    let signs = step(sign_off(), contributor());
    refused(
        &answered(),
        signs,
        &["role_may_not", "signed_off_by_compiler"],
    );
    for other in [contributor(), coordinator()] {
        let submits = step(Command::SubmitReturn {}, other);
        refused(&signed_off(), submits, &["role_may_not"]);
    }
    let foreign = step(Command::SubmitReturn {}, other_lead());
    refused(&signed_off(), foreign, &["not_your_agency"]);
}

#[test]
fn a_return_is_signed_off_once_as_it_stands() {
    let again = step(sign_off(), second_lead());
    refused(&signed_off(), again, &["already_signed_off"]);
    let changed = step(assess(VOICE, "partly_met", &[]), contributor());
    let world = then(signed_off(), vec![changed]);
    assert_eq!(state(&world).phase, Phase::InProgress);
    let unsigned = step(Command::SubmitReturn {}, lead());
    refused(&world, unsigned, &["return_not_signed_off"]);
    accepted(&world, step(sign_off(), second_lead()));
}

#[test]
fn a_return_with_a_standard_unanswered_is_neither_signed_off_nor_submitted() {
    let half = step(assess(VOICE, "not_met", &[]), contributor());
    let world = then(started(), vec![half]);
    let signs = step(sign_off(), lead());
    refused(&world, signs, &["standards_unanswered"]);
    let submits = step(Command::SubmitReturn {}, lead());
    refused(
        &world,
        submits,
        &["return_not_signed_off", "standards_unanswered"],
    );
    accepted(&answered(), step(sign_off(), lead()));
}

#[test]
fn a_carried_answer_is_reaffirmed_before_it_is_submitted() {
    let mut world = answered();
    let carried = Event::AnswersCarriedForward {
        from: id(EARLIER_RETURN),
        answers: vec![super::super::CarriedAnswer {
            standard: VOICE.to_owned(),
            score: "not_met".to_owned(),
            evidence: Vec::new(),
            words_in: id(EARLIER_RETURN),
        }],
    };
    happened(&mut world, the_return(), Any::ServiceReturn(carried));
    let signs = step(sign_off(), lead());
    refused(&world, signs, &["answers_not_reaffirmed"]);
    let submits = step(Command::SubmitReturn {}, lead());
    refused(
        &world,
        submits,
        &["return_not_signed_off", "answers_not_reaffirmed"],
    );
    let reaffirm = Command::ReaffirmAnswer {
        standard: VOICE.to_owned(),
    };
    let world = then(world, vec![step(reaffirm, second_lead())]);
    // Whoever re-affirmed an answer compiled the return.
    let compiler = step(sign_off(), second_lead());
    refused(&world, compiler, &["signed_off_by_compiler"]);
    accepted(&world, step(sign_off(), lead()));
}

#[test]
fn evidence_that_fell_since_shows_nothing() {
    let world = then(signed_off(), vec![reject(EVIDENCE)]);
    let submits = step(Command::SubmitReturn {}, lead());
    refused(&world, submits, &["met_evidence_fell"]);
    let world = then(answered(), vec![reject(EVIDENCE)]);
    refused(&world, step(sign_off(), lead()), &["met_evidence_fell"]);
}

#[test]
fn a_receipt_is_issued_with_the_return_and_numbered_in_its_month() {
    let events = accepted(&signed_off(), step(Command::SubmitReturn {}, lead()));
    let receipt = |number: &str| Event::ReceiptIssued {
        number: number.to_owned(),
    };
    let expected = [Event::ReturnSubmitted {}, receipt("S11-2026-06-001")];
    assert_eq!(told(events), expected);
    // The other agency's, in the same month, has the next number.
    let stream = id::<ReturnId>(OTHER_RETURN).into();
    let of = |command: Command, given| (stream, command.into(), given);
    let mut second = other_lead();
    second.actor = crate::envelope::Actor::Person {
        user: "other-contributor".to_owned(),
        role: crate::envelope::Role::AgencyContributor,
        agency: Some(id(OTHER_AGENCY)),
    };
    let steps = vec![
        of(Command::StartReturn {}, second.clone()),
        of(assess(LEADERSHIP, "not_met", &[]), second.clone()),
        of(assess(VOICE, "not_met", &[]), second),
        of(sign_off(), other_lead()),
    ];
    let world = then(submitted(), steps);
    let submits = (stream, Command::SubmitReturn {}, other_lead());
    let events = told(accepted(&world, submits));
    assert_eq!(events.last(), Some(&receipt("S11-2026-06-002")));
    // A new month begins anew.
    let mut next_month = other_lead();
    next_month.today = day("2026-07-01");
    let submits = (stream, Command::SubmitReturn {}, next_month);
    let events = told(accepted(&world, submits));
    assert_eq!(events.last(), Some(&receipt("S11-2026-07-001")));
}

#[test]
fn after_the_campaign_closed_a_return_is_late_with_a_reason() {
    let mut steps = vec![given_up(AGENCY), given_up(OTHER_AGENCY), close()];
    steps.push(step(Command::StartReturn {}, contributor()));
    steps.push(step(sign_off(), lead()));
    let world = then(answered(), steps);
    let submit = |given| step(Command::SubmitReturn {}, given);
    refused(&world, submit(lead()), &["submitted_after_close"]);
    refused(&world, submit(late(lead())), &["reason_required"]);
    accepted(&world, submit(late(with_reason(lead()))));
    // While the campaign is open nothing is late in this sense.
    refused(&signed_off(), submit(late(lead())), &["not_late"]);
    // And the flag is for handing in alone.
    let answers = step(
        assess(VOICE, "not_met", &[]),
        late(with_reason(contributor())),
    );
    refused(&world, answers, &["not_late"]);
}

#[test]
fn a_return_is_submitted_once() {
    let again = step(Command::SubmitReturn {}, lead());
    refused(&submitted(), again, &["return_already_submitted"]);
    let signs = step(sign_off(), second_lead());
    refused(&submitted(), signs, &["already_signed_off"]);
}

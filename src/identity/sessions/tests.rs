use super::*;

fn account(number: u128) -> AccountId {
    AccountId::from(Uuid::from_u128(number))
}

fn start() -> DateTime<Utc> {
    "2026-03-02T09:00:00Z".parse().unwrap()
}

fn after(minutes: i64) -> DateTime<Utc> {
    start() + TimeDelta::minutes(minutes)
}

fn sessions() -> Sessions {
    Sessions::new(Limits::default())
}

fn browser() -> UserAgent {
    UserAgent::read(Some("Firefox/140.0 (Windows)"))
}

fn sign_in(sessions: &Sessions, number: u128, now: DateTime<Utc>) -> Secret {
    sessions
        .begin(account(number), Stage::Full, browser(), now)
        .unwrap()
}

fn going(standing: Standing) -> Option<Session> {
    match standing {
        Standing::Going(session) => Some(session),
        Standing::Lapsed(_) | Standing::Unknown => None,
    }
}

#[test]
fn a_cookie_is_worth_its_session_and_another_is_worth_nothing() {
    let sessions = sessions();
    let cookie = sign_in(&sessions, 1, start());
    let session = going(sessions.touch(&cookie, after(1))).unwrap();
    assert_eq!(session.account, account(1));
    assert_eq!(session.stage, Stage::Full);
    assert_eq!(session.user_agent.to_string(), "Firefox on Windows");
    let other = Secret::fresh().unwrap();
    assert_eq!(sessions.touch(&other, after(1)), Standing::Unknown);
}

#[test]
fn a_session_ends_after_thirty_minutes_without_use() {
    let sessions = sessions();
    let cookie = sign_in(&sessions, 1, start());
    assert!(going(sessions.touch(&cookie, after(29))).is_some());
    assert_eq!(
        going(sessions.look(&cookie, after(29))).unwrap().ends,
        after(59)
    );
    assert!(going(sessions.touch(&cookie, after(58))).is_some());
    assert!(going(sessions.touch(&cookie, after(88))).is_none());
}

#[test]
fn what_a_page_asks_by_itself_is_no_use() {
    let sessions = sessions();
    let cookie = sign_in(&sessions, 1, start());
    assert!(going(sessions.look(&cookie, after(29))).is_some());
    assert!(going(sessions.look(&cookie, after(30))).is_none());
}

#[test]
fn a_session_ends_after_twelve_hours_whatever_is_done() {
    let sessions = sessions();
    let cookie = sign_in(&sessions, 1, start());
    for minutes in (0..12 * 60).step_by(20) {
        assert!(
            going(sessions.touch(&cookie, after(minutes))).is_some(),
            "{minutes}"
        );
    }
    assert!(going(sessions.touch(&cookie, after(12 * 60))).is_none());
}

#[test]
fn a_new_cookie_does_not_make_a_session_longer() {
    let sessions = sessions();
    let mut cookie = sign_in(&sessions, 1, start());
    for minutes in (0..12 * 60).step_by(20) {
        cookie = sessions
            .choose(&cookie, HoldingId(Uuid::nil()), after(minutes))
            .unwrap()
            .unwrap();
    }
    assert!(going(sessions.touch(&cookie, after(12 * 60))).is_none());
}

#[test]
fn whose_an_expired_session_was_is_remembered_for_two_hours() {
    let sessions = sessions();
    let cookie = sign_in(&sessions, 1, start());
    let lapsed = Lapsed {
        holding: None,
        account: account(1),
        ended: after(30),
    };
    assert_eq!(
        sessions.touch(&cookie, after(30)),
        Standing::Lapsed(lapsed.clone())
    );
    sessions.sweep(after(149));
    assert_eq!(
        sessions.touch(&cookie, after(149)),
        Standing::Lapsed(lapsed)
    );
    assert_eq!(sessions.touch(&cookie, after(150)), Standing::Unknown);
}

#[test]
fn an_expired_session_does_not_come_back_by_a_change() {
    let sessions = sessions();
    let cookie = sign_in(&sessions, 1, start());
    let holding = HoldingId(Uuid::nil());
    assert!(
        sessions
            .choose(&cookie, holding, after(30))
            .unwrap()
            .is_none()
    );
    assert!(
        sessions
            .promote(&cookie, Stage::Full, after(30))
            .unwrap()
            .is_none()
    );
}

#[test]
fn an_unfinished_sign_in_has_ten_minutes_and_never_lapses() {
    for stage in [Stage::AwaitingSecondStep, Stage::AwaitingEnrolment] {
        let sessions = sessions();
        let cookie = sessions
            .begin(account(1), stage, browser(), start())
            .unwrap();
        assert_eq!(
            going(sessions.touch(&cookie, after(9))).unwrap().stage,
            stage
        );
        assert_eq!(sessions.touch(&cookie, after(10)), Standing::Unknown);
    }
}

#[test]
fn every_change_of_privilege_gives_another_cookie() {
    let sessions = sessions();
    let first = sessions
        .begin(account(1), Stage::AwaitingSecondStep, browser(), start())
        .unwrap();
    let second = sessions
        .promote(&first, Stage::Full, after(1))
        .unwrap()
        .unwrap();
    assert_eq!(sessions.touch(&first, after(1)), Standing::Unknown);
    assert_eq!(
        going(sessions.touch(&second, after(1))).unwrap().stage,
        Stage::Full
    );

    let holding = HoldingId(Uuid::from_u128(5));
    let third = sessions
        .choose(&second, holding, after(2))
        .unwrap()
        .unwrap();
    assert_eq!(sessions.touch(&second, after(2)), Standing::Unknown);
    let session = going(sessions.touch(&third, after(2))).unwrap();
    assert_eq!(session.holding, Some(holding));
    assert_eq!(session.created, start());
}

#[test]
fn a_role_is_chosen_only_when_signed_in_fully() {
    let sessions = sessions();
    let cookie = sessions
        .begin(account(1), Stage::AwaitingSecondStep, browser(), start())
        .unwrap();
    let chosen = sessions
        .choose(&cookie, HoldingId(Uuid::nil()), start())
        .unwrap();
    assert!(chosen.is_none());
    assert_eq!(
        going(sessions.look(&cookie, start())).unwrap().holding,
        None
    );
}

#[test]
fn signing_out_ends_this_session_only() {
    let sessions = sessions();
    let (one, other) = (
        sign_in(&sessions, 1, start()),
        sign_in(&sessions, 1, start()),
    );
    sessions.end(&one);
    assert_eq!(sessions.touch(&one, start()), Standing::Unknown);
    assert!(going(sessions.touch(&other, start())).is_some());
}

#[test]
fn signing_out_everywhere_may_spare_the_session_that_asks() {
    let sessions = sessions();
    let cookies: Vec<Secret> = (0..3).map(|_| sign_in(&sessions, 1, start())).collect();
    let stranger = sign_in(&sessions, 2, start());
    assert_eq!(sessions.end_all(account(1), Some(&cookies[0])), 2);
    assert!(going(sessions.touch(&cookies[0], start())).is_some());
    assert_eq!(sessions.touch(&cookies[1], start()), Standing::Unknown);
    assert_eq!(sessions.end_all(account(1), None), 1);
    assert!(going(sessions.touch(&stranger, start())).is_some());
}

#[test]
fn somebody_sees_and_ends_their_own_sessions_only() {
    let sessions = sessions();
    let (old, new) = (
        sign_in(&sessions, 1, start()),
        sign_in(&sessions, 1, after(5)),
    );
    sign_in(&sessions, 2, after(5));
    let list = sessions.list(account(1), after(6));
    assert_eq!(
        list.iter().map(|s| s.created).collect::<Vec<_>>(),
        [after(5), start()]
    );

    assert!(!sessions.end_one(account(2), list[1].id));
    assert!(sessions.end_one(account(1), list[1].id));
    assert_eq!(sessions.touch(&old, after(6)), Standing::Unknown);
    assert!(going(sessions.touch(&new, after(6))).is_some());
    assert!(sessions.list(account(1), after(60)).is_empty());
}

#[test]
fn beyond_twenty_sessions_of_an_account_the_oldest_goes() {
    let sessions = sessions();
    let cookies: Vec<Secret> = (0..20).map(|i| sign_in(&sessions, 1, after(i))).collect();
    let stranger = sign_in(&sessions, 2, start());
    // The first is used again, so the second is the one used longest ago.
    sessions.touch(&cookies[0], after(20));
    sign_in(&sessions, 1, after(21));
    assert_eq!(sessions.list(account(1), after(21)).len(), 20);
    assert!(going(sessions.look(&cookies[0], after(21))).is_some());
    assert_eq!(sessions.look(&cookies[1], after(21)), Standing::Unknown);
    assert!(going(sessions.look(&stranger, after(21))).is_some());
}

/// The password alone, tried again and again, used to push the owner's own session out.
#[test]
fn sign_ins_that_are_not_finished_push_out_none_that_is() {
    let sessions = sessions();
    let owner: Vec<Secret> = (0..20).map(|i| sign_in(&sessions, 1, after(i))).collect();
    let stage = Stage::AwaitingSecondStep;
    let begin = |_| {
        let begun = sessions.begin(account(1), stage, browser(), after(20));
        begun.unwrap()
    };
    let unfinished: Vec<Secret> = (0..50).map(begin).collect();
    let goes_on = |cookie: &&Secret| going(sessions.look(cookie, after(20))).is_some();
    assert_eq!(owner.iter().filter(goes_on).count(), 20);
    assert_eq!(unfinished.iter().filter(goes_on).count(), 20);
    // Once one is finished, the one used longest ago makes room for it.
    let last = unfinished.iter().find(goes_on).unwrap();
    let promoted = sessions.promote(last, Stage::Full, after(20)).unwrap();
    assert!(going(sessions.look(&promoted.unwrap(), after(20))).is_some());
    assert_eq!(sessions.look(&owner[0], after(20)), Standing::Unknown);
    assert_eq!(owner.iter().filter(goes_on).count(), 19);
}

#[test]
fn where_there_is_no_room_at_all_those_not_finished_go_first() {
    let limits = Limits {
        overall_max: 3,
        ..Limits::default()
    };
    let sessions = Sessions::new(limits);
    let full = sign_in(&sessions, 1, start());
    let begin = |number, minutes| {
        let stage = Stage::AwaitingEnrolment;
        let begun = sessions.begin(account(number), stage, browser(), after(minutes));
        begun.unwrap()
    };
    let unfinished = [begin(2, 1), begin(3, 2), begin(4, 3)];
    assert!(going(sessions.look(&full, after(3))).is_some());
    assert_eq!(sessions.look(&unfinished[0], after(3)), Standing::Unknown);
}

#[test]
fn a_session_is_worth_nothing_once_its_account_was_signed_out() {
    let position = std::sync::Arc::new(std::sync::atomic::AtomicU64::new(0));
    let known = std::sync::Arc::clone(&position);
    let sessions = Sessions::under(Limits::default(), move |of| {
        let stranger = of != account(1);
        let known = known.load(std::sync::atomic::Ordering::SeqCst);
        if stranger { 0 } else { known }
    });
    let begin = |number| sign_in(&sessions, number, start());
    let (one, two, three) = (begin(1), begin(1), begin(1));
    let stranger = begin(2);
    position.store(7, std::sync::atomic::Ordering::SeqCst);
    assert!(sessions.list(account(1), start()).is_empty());
    assert_eq!(sessions.touch(&one, start()), Standing::Unknown);
    let promoted = sessions.promote(&two, Stage::Full, start());
    assert!(promoted.unwrap().is_none());
    sessions.sweep(start());
    position.store(0, std::sync::atomic::Ordering::SeqCst);
    assert_eq!(sessions.look(&three, start()), Standing::Unknown);
    position.store(7, std::sync::atomic::Ordering::SeqCst);
    let later = begin(1);
    assert!(going(sessions.touch(&later, start())).is_some());
    assert!(going(sessions.touch(&stranger, start())).is_some());
}

#[test]
fn there_are_only_so_many_sessions_in_all() {
    let limits = Limits {
        overall_max: 3,
        ..Limits::default()
    };
    let sessions = Sessions::new(limits);
    let cookies: Vec<Secret> = (0..5_u8)
        .map(|i| sign_in(&sessions, u128::from(i), after(i64::from(i))))
        .collect();
    assert_eq!(sessions.going(after(5)), 3);
    assert_eq!(sessions.look(&cookies[1], after(5)), Standing::Unknown);
    assert!(going(sessions.look(&cookies[2], after(5))).is_some());
}

#[test]
fn a_clock_set_back_takes_nothing_from_a_session() {
    let sessions = sessions();
    let cookie = sign_in(&sessions, 1, after(10));
    assert_eq!(
        going(sessions.touch(&cookie, start())).unwrap().ends,
        after(40)
    );
}

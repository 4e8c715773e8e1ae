use super::*;
use proptest::prelude::*;
use std::net::IpAddr;
use uuid::Uuid;

fn start() -> DateTime<Utc> {
    "2026-03-02T09:00:00Z".parse().unwrap()
}

fn after(minutes: i64) -> DateTime<Utc> {
    start() + TimeDelta::minutes(minutes)
}

fn throttle() -> Throttle {
    Throttle::new([9; 32])
}

fn address(number: u16) -> Origin {
    let address: IpAddr = format!("2001:db8:0:{number:x}::1").parse().unwrap();
    Origin::Address(Peer::from(address))
}

fn account(number: u128) -> AccountId {
    AccountId::from(Uuid::from_u128(number))
}

fn minutes(minutes: u64) -> Verdict {
    Verdict::Wait(Duration::from_mins(minutes))
}

/// Fails until the place has to wait, at one moment.
fn fail(throttle: &Throttle, name: NameDigest, origin: Origin, now: DateTime<Utc>, times: u32) {
    for _ in 0..times {
        assert!(!matches!(
            throttle.attempt(name, origin, now),
            Verdict::Wait(_)
        ));
    }
}

#[test]
fn after_five_failures_a_place_waits_longer_each_time_up_to_a_quarter_of_an_hour() {
    let throttle = throttle();
    let name = throttle.name("ann");
    fail(&throttle, name, address(1), start(), FREE_TRIES);
    let mut now = start();
    for wait in [1, 2, 4, 8, 15, 15, 15] {
        assert_eq!(throttle.attempt(name, address(1), now), minutes(wait));
        now += TimeDelta::minutes(i64::try_from(wait).unwrap());
        assert_eq!(throttle.attempt(name, address(1), now), Verdict::Go);
    }
}

#[test]
fn a_right_password_forgets_what_its_place_failed() {
    let throttle = throttle();
    let name = throttle.name("ann");
    fail(&throttle, name, address(1), start(), FREE_TRIES);
    throttle.succeeded(name, address(1), start());
    fail(&throttle, name, address(1), start(), FREE_TRIES);
    assert_eq!(throttle.attempt(name, address(1), start()), minutes(1));
}

#[test]
fn a_right_password_forgets_nothing_for_other_names_and_places() {
    let throttle = throttle();
    let (ann, bob) = (throttle.name("ann"), throttle.name("bob"));
    fail(&throttle, ann, address(1), start(), FREE_TRIES);
    throttle.succeeded(bob, address(1), start());
    throttle.succeeded(ann, address(2), start());
    assert_eq!(throttle.attempt(ann, address(1), start()), minutes(1));
}

#[test]
fn failures_are_forgotten_after_a_day() {
    let throttle = throttle();
    let name = throttle.name("ann");
    fail(&throttle, name, address(1), start(), FREE_TRIES);
    let next_day = start() + TimeDelta::hours(24);
    fail(&throttle, name, address(1), next_day, FREE_TRIES);
    assert_eq!(throttle.attempt(name, address(1), next_day), minutes(1));
}

#[test]
fn a_name_is_the_same_however_it_is_typed() {
    let throttle = throttle();
    assert_eq!(
        throttle.name(" Ann@Example.org "),
        throttle.name("ann@example.org")
    );
    assert_ne!(throttle.name("ann"), throttle.name("bob"));
    assert_ne!(throttle.name("ann"), Throttle::new([8; 32]).name("ann"));
}

#[test]
fn one_place_that_tries_many_names_waits_and_others_do_not() {
    let throttle = throttle();
    for number in 0..ADDRESS_TRIES_AN_HOUR {
        let name = throttle.name(&format!("name {number}"));
        assert_eq!(throttle.attempt(name, address(1), start()), Verdict::Go);
    }
    let fresh = throttle.name("another");
    assert_eq!(throttle.attempt(fresh, address(1), after(20)), minutes(40));
    assert_eq!(throttle.attempt(fresh, address(2), after(20)), Verdict::Go);
    assert_eq!(throttle.attempt(fresh, address(1), after(60)), Verdict::Go);
}

#[test]
fn right_passwords_do_not_use_up_what_an_address_may_fail() {
    let throttle = throttle();
    for number in 0..ADDRESS_TRIES_AN_HOUR * 3 {
        let name = throttle.name(&format!("name {number}"));
        assert_eq!(throttle.attempt(name, address(1), start()), Verdict::Go);
        throttle.succeeded(name, address(1), start());
    }
}

#[test]
fn a_name_tried_from_everywhere_is_slowed_for_unknown_places_only() {
    let throttle = throttle();
    let name = throttle.name("ann");
    let cookie = throttle.device_cookie(&name, start()).unwrap();
    for number in 0..200 {
        throttle.attempt(name, address(number), start());
    }
    let slow = |seconds| Verdict::Delay(Duration::from_secs(seconds));
    assert_eq!(throttle.attempt(name, address(1_000), start()), slow(3));
    let device = throttle.origin(&name, Peer::V4([192, 0, 2, 1]), Some(&cookie), start());
    assert_eq!(throttle.attempt(name, device, start()), Verdict::Go);
    assert_eq!(
        throttle.attempt(throttle.name("bob"), address(1_000), start()),
        Verdict::Go
    );
    assert_eq!(
        throttle.attempt(name, address(1_001), after(60)),
        Verdict::Go
    );
}

#[test]
fn a_known_device_is_not_held_up_by_its_neighbour_behind_the_same_address() {
    let throttle = throttle();
    let name = throttle.name("ann");
    let peer = Peer::V4([192, 0, 2, 1]);
    let cookie = throttle.device_cookie(&name, start()).unwrap();
    fail(&throttle, name, Origin::Address(peer), start(), FREE_TRIES);
    let device = throttle.origin(&name, peer, Some(&cookie), start());
    assert_eq!(throttle.attempt(name, device, start()), Verdict::Go);
    // A known device that fails waits too.
    fail(&throttle, name, device, start(), FREE_TRIES - 1);
    assert_eq!(throttle.attempt(name, device, start()), minutes(1));
}

#[test]
fn a_device_is_known_to_the_name_it_signed_in_with_across_restarts() {
    let issued_by = throttle();
    let name = issued_by.name("ann");
    let cookie = issued_by.device_cookie(&name, start()).unwrap();
    let peer = Peer::V4([192, 0, 2, 1]);
    let known = |throttle: &Throttle, sign_in: &str, cookie: &str, now| {
        let origin = throttle.origin(&throttle.name(sign_in), peer, Some(cookie), now);
        matches!(origin, Origin::Device(_))
    };
    assert!(known(&throttle(), "ann", &cookie, start()));
    assert!(!known(&throttle(), "bob", &cookie, start()));
    assert!(!known(&Throttle::new([8; 32]), "ann", &cookie, start()));
    assert!(known(
        &throttle(),
        "ann",
        &cookie,
        start() + TimeDelta::days(179)
    ));
    assert!(!known(
        &throttle(),
        "ann",
        &cookie,
        start() + TimeDelta::days(180)
    ));
    for forged in [
        "",
        "AAAA",
        &cookie[1..],
        &format!("{cookie}AAAA"),
        &"A".repeat(75),
    ] {
        assert!(!known(&throttle(), "ann", forged, start()), "{forged}");
    }
}

#[test]
fn ten_wrong_codes_an_hour_end_the_sign_in_wherever_they_come_from() {
    let throttle = throttle();
    for number in 0..10_u16 {
        let left = 9 - u32::from(number);
        let verdict = throttle.attempt_code(account(1), address(number), start());
        assert_eq!(verdict, CodeVerdict::Go { left });
    }
    let ended = CodeVerdict::End(Duration::from_mins(50));
    assert_eq!(
        throttle.attempt_code(account(1), address(99), after(10)),
        ended
    );
    let go = CodeVerdict::Go { left: 9 };
    assert_eq!(
        throttle.attempt_code(account(2), address(99), after(10)),
        go
    );
    assert_eq!(
        throttle.attempt_code(account(1), address(99), after(60)),
        go
    );
}

#[test]
fn codes_from_a_known_device_are_counted_by_themselves_and_a_right_one_forgets() {
    let throttle = throttle();
    let device = Origin::Device([1; 16]);
    for _ in 0..10 {
        throttle.attempt_code(account(1), address(1), start());
    }
    let go = CodeVerdict::Go { left: 9 };
    assert_eq!(throttle.attempt_code(account(1), device, start()), go);
    throttle.code_succeeded(account(1), device);
    assert_eq!(throttle.attempt_code(account(1), device, start()), go);
    let still = throttle.attempt_code(account(1), address(1), start());
    assert!(matches!(still, CodeVerdict::End(_)));
}

#[test]
fn a_clock_set_back_holds_nobody_up() {
    let throttle = throttle();
    let name = throttle.name("ann");
    let wrong = start() + TimeDelta::days(365);
    fail(&throttle, name, address(1), wrong, FREE_TRIES);
    for number in 0..ADDRESS_TRIES_AN_HOUR {
        throttle.attempt(throttle.name(&format!("{number}")), address(1), wrong);
    }
    assert_eq!(throttle.attempt(name, address(1), start()), Verdict::Go);
}

#[test]
fn keys_are_not_printed() {
    assert!(!format!("{:?}", throttle()).contains('9'));
}

#[derive(Debug, Clone, Copy)]
struct Failure {
    name: u8,
    place: u16,
    device: bool,
    seconds: i64,
}

fn failures() -> impl Strategy<Value = Vec<Failure>> {
    let failure = (0..3_u8, 0..6_u16, any::<bool>(), 0..120_i64);
    let failure = failure.prop_map(|(name, place, device, seconds)| Failure {
        name,
        place,
        device,
        seconds,
    });
    proptest::collection::vec(failure, 0..400)
}

proptest! {
    /// What others fail, however often and for whichever names, never refuses somebody else.
    #[test]
    fn no_failures_of_others_make_somebody_wait(failures in failures()) {
        let throttle = throttle();
        let names = ["ann", "bob", "cat"].map(|name| throttle.name(name));
        let mut now = start();
        for Failure { name, place, device, seconds } in failures {
            now += TimeDelta::seconds(seconds);
            let origin = if device {
                Origin::Device([u8::try_from(place).unwrap(); 16])
            } else {
                address(place)
            };
            throttle.attempt(names[usize::from(name)], origin, now);
        }
        for uninvolved in [address(100), Origin::Device([100; 16])] {
            for name in names {
                match throttle.attempt(name, uninvolved, now) {
                    Verdict::Go => {}
                    Verdict::Delay(delay) => prop_assert!(delay <= Duration::from_secs(3)),
                    Verdict::Wait(wait) => prop_assert!(false, "waits {wait:?}"),
                }
            }
        }
    }

    /// One place gets no more than its free tries and then one a wait, whatever it does.
    #[test]
    fn one_place_gets_few_tries_for_one_name(pauses in proptest::collection::vec(0..60_i64, 0..300)) {
        let throttle = throttle();
        let name = throttle.name("ann");
        let mut now = start();
        let mut judged = 0_i64;
        for pause in pauses {
            now += TimeDelta::seconds(pause);
            if !matches!(throttle.attempt(name, address(1), now), Verdict::Wait(_)) {
                judged += 1;
            }
        }
        let minutes = (now - start()).num_minutes();
        prop_assert!(judged <= 5 + 4 + minutes / 15 + 1, "{judged} in {minutes} minutes");
    }
}

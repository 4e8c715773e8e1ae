//! What is an identifier and what is only the language of the field.

use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::*;

/// Every match as its kind and text.
fn found(text: &str) -> Vec<(IdentifierKind, &str)> {
    find(text)
        .iter()
        .map(|found| (found.kind, found.of(text)))
        .collect()
}

fn only(kind: IdentifierKind, text: &str, identifier: &str) {
    assert_eq!(found(text), [(kind, identifier)], "{text:?}");
}

fn nothing(text: &str) {
    assert_eq!(found(text), [], "{text:?}");
}

#[test]
fn an_nhs_number_with_its_check_digit_is_found_however_it_is_grouped() {
    for number in [
        "9434765919",
        "943 476 5919",
        "943-476-5919",
        "943\u{a0}476\u{a0}5919",
        "943 – 476 – 5919",
        "943\u{2011}476\u{2011}5919",
        "4857773457",
        "401 023 2137",
    ] {
        only(
            IdentifierKind::NhsNumber,
            &format!("Child A (NHS {number}), seen twice."),
            number,
        );
        only(IdentifierKind::NhsNumber, number, number);
    }
    let two = "9434765919,4857773457";
    assert_eq!(found(two).len(), 2, "a pasted column of numbers");
}

#[test]
fn ten_digits_without_the_check_digit_are_no_nhs_number() {
    for text in [
        "9434765918",
        "943 476 5910",
        "0000000000",
        "94347659190",
        "x9434765919",
        "£9434765919",
        "9434765919.50",
        "9434765919%",
        "94 34 76 59 19",
        "943\n476\n5919",
        "1.9434765919",
    ] {
        nothing(text);
    }
}

#[test]
fn a_unique_pupil_number_with_its_check_letter_is_found() {
    for number in [
        "B801200005001",
        "P207000016049",
        "p207000016049",
        "B 801 2000 05001",
    ] {
        only(IdentifierKind::Upn, &format!("UPN: {number}."), number);
    }
    let temporary = "801200005";
    let letters = "ABCDEFGHJKLMNPQRTUVWXYZ";
    let valid = letters
        .chars()
        .filter(|check| find(&format!("{check}{temporary}01A")).len() == 1)
        .count();
    assert_eq!(valid, 1, "one check letter fits a temporary number");
}

#[test]
fn thirteen_characters_without_the_check_letter_are_no_unique_pupil_number() {
    for text in [
        "A801200005001",
        "B80120000500",
        "B8012000050011",
        "S801200005001",
        "REF801200005001",
    ] {
        nothing(text);
    }
}

#[test]
fn a_full_date_announced_as_a_birth_is_a_date_of_birth() {
    for (text, date) in [
        ("DOB 12/03/2011", "12/03/2011"),
        ("DoB: 12.3.11", "12.3.11"),
        ("D.O.B. 12-03-2011", "12-03-2011"),
        ("d.o.b 2011-03-12", "2011-03-12"),
        ("Date of birth\t12 March 2011", "12 March 2011"),
        ("Date of Birth:\n12th March 2011", "12th March 2011"),
        (
            "She was born on 3rd of Sept 2014 at term",
            "3rd of Sept 2014",
        ),
        ("born in Redbridge on March 3, 2014.", "March 3, 2014"),
        ("his date of birth is 30 09 2016", "30 09 2016"),
        ("He was seen on 12/03/2011 (DOB)", "12/03/2011"),
        ("mother (b. 12/03/1985)", "12/03/1985"),
        ("Child A (12/03/2011) and a sibling", "12/03/2011"),
        ("young person JS2 (1 May 2009)", "1 May 2009"),
        ("Her birthday is 29.2.2012", "29.2.2012"),
        ("(DOB 12/03/2011)", "12/03/2011"),
        ("DOB=12/03/2011", "12/03/2011"),
        ("date of birth (12/03/2011)", "12/03/2011"),
        ("born on the 12th of March, 2011", "12th of March, 2011"),
        ("born: 12 Mar 11", "12 Mar 11"),
        ("DOB 12/3/2011 seen by social worker", "12/3/2011"),
    ] {
        only(IdentifierKind::DateOfBirth, text, date);
    }
    assert_eq!(found("Twins born 3.5.15 and 4.5.15").len(), 2);
}

#[test]
fn a_business_date_is_no_date_of_birth() {
    for text in [
        "Complete profile by 31.8.16. Report to LSCB January 2017",
        "Implementation completed by 30.6.16.",
        "30 09 2016",
        "31.03.2017",
        "31/03/2017",
        "2017-03-31",
        "Board of 12 March 2011",
        "(12/03/2011)",
        "Review of Child A 12/03/2016",
        "Meeting (12/03/2016)",
        "born abroad; plan agreed 31.8.16",
        "He was born abroad. The plan of 31.8.16 stands",
        "Newborn pathway 31.8.16",
        "pathway for children born early reviewed by 31.8.16",
        "DOB recorded in every return: audit complete 31.8.16",
        "date of birth missing in 3 of 12 cases",
        "born in July 2016",
        "born 31.2.2016",
        "Dobson 12/03/2011",
        "Implemented within 3 months of publication",
        "1.2.3.4.5",
    ] {
        nothing(text);
    }
}

#[test]
fn a_full_postcode_is_found() {
    for code in [
        "IG1 1DD", "E15 4BQ", "SW1A 1AA", "EC1A1BB", "M1 1AE", "B33 8TH", "CR2 6XH", "dn55 1pt",
    ] {
        let expected: &[_] = &[(IdentifierKind::UkPostcode, code)];
        let text = format!("The family moved to {code}, then away");
        assert_eq!(
            found(&text),
            if code == "dn55 1pt" { &[] } else { expected },
            "{code}"
        );
    }
    only(
        IdentifierKind::UkPostcode,
        "at ig1\u{a0}1dd",
        "ig1\u{a0}1dd",
    );
    only(IdentifierKind::UkPostcode, "DN55 1PT", "DN55 1PT");
}

#[test]
fn codes_and_part_postcodes_are_no_postcode() {
    for text in [
        "KS2 4",
        "KS2 4AB",
        "CP1 2",
        "CP1 2AB",
        "IG1",
        "IG1 1",
        "S11 2016",
        "s47 2nd enquiry",
        "s17 1st visit",
        "S11 5wd",
        "Section 11 2AB",
        "E01 2AB",
        "IG1 1DDX",
        "IG1 1CD",
        "Q1 2nd",
        "M1A 1AA",
        "E09000026",
        "Y6 4AB",
        "IG1\n1DD",
        "reg 11(2)(a)",
        "CSE1 2",
        "Level 3 4AB",
    ] {
        nothing(text);
    }
}

#[test]
fn a_united_kingdom_telephone_number_is_found() {
    for number in [
        "020 7946 0958",
        "(0113) 496 0000",
        "0113 496 0000",
        "0113-496-0000",
        "07700 900123",
        "07700900123",
        "+44 7700 900123",
        "+44 (0)20 7946 0958",
        "00441134960000",
        "0300 123 4567",
        "0808 800 5000",
        "01204 12345",
        "077\u{a0}00\u{a0}900\u{a0}123",
        "+44(0)7700 900 123",
    ] {
        only(
            IdentifierKind::Phone,
            &format!("Ring {number} first."),
            number,
        );
    }
    only(IdentifierKind::Phone, "(07700 900123)", "07700 900123");
    assert_eq!(found("07700 900123/0113 496 0000").len(), 2);
}

#[test]
fn other_numbers_are_no_telephone_number() {
    for text in [
        "0800 1111",
        "999",
        "101",
        "01 09 2016 12",
        "01.09.2016 02.10.2016",
        "012345",
        "05600 123456",
        "0113 496 00001",
        "+33 1 23 45 67 89",
        "0.1134960000",
        "£0113 496 0000",
        "2016 0113 49",
        "A07700900123",
    ] {
        nothing(text);
    }
}

#[test]
fn an_email_address_is_found() {
    for (text, address) in [
        (
            "Write to jane.smith@council.gov.uk.",
            "jane.smith@council.gov.uk",
        ),
        ("<o'brien+lscp@nelft.nhs.uk>", "o'brien+lscp@nelft.nhs.uk"),
        ("mailto:a@b.org,", "a@b.org"),
        ("zoë@example.org", "zoë@example.org"),
        ("07700900123@example.org", "07700900123@example.org"),
    ] {
        only(IdentifierKind::Email, text, address);
    }
}

#[test]
fn an_at_sign_alone_is_no_email_address() {
    for text in [
        "@RedbridgeLSCB",
        "10 @ 5",
        "a@b",
        "a@.org",
        "@b.org",
        "a.@b.org",
        "a@b.1",
        "a @ b.org",
    ] {
        nothing(text);
    }
}

#[test]
fn the_language_of_the_field_is_left_alone() {
    for text in [
        "1.2",
        "6.2",
        "2016/17",
        "15/16 baseline",
        "2015-17",
        "Section 11",
        "s11",
        "s47",
        "s175/157",
        "reg 11(2)(a)",
        "Working Together 2018, chapter 4, paragraph 12",
        "CSE",
        "MASE",
        "KS2",
        "Y6",
        "£1,250,000",
        "£12.50",
        "45.6%",
        "12 of 20 cases (60%)",
        "0-5 year olds",
        "24/7",
        "1:1 support",
        "within 3 months of publication",
        "by 31.8.16 and 31.3.17",
        "in Q1 2016",
        "SI 2018/789",
        "Operation MakeSafe 2",
        "LSCP/2023/014",
        "Ref: CSPR-2021-03",
        "Grade: White",
        "DfE 341/2016",
        "Children Act 2004 s16C(1)",
        "1,234,567,890",
        "5 working days; 15 working days",
        "Minimum of four meetings, 30.6.16, 31.12.16, 31.3.17",
    ] {
        nothing(text);
    }
}

#[test]
fn the_real_plans_hold_no_identifier() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/real-documents/");
    for name in [
        "redbridge-business-plan-2016-17.csv",
        "newham-business-plan-2015-17.csv",
        "newham-recommendations-2022-23.csv",
    ] {
        let Ok(bytes) = std::fs::read(format!("{folder}{name}")) else {
            eprintln!("skipped: ../shared/real-documents/{name} is absent");
            continue;
        };
        nothing(&String::from_utf8_lossy(&bytes));
    }
}

#[test]
fn only_names_on_the_list_are_found() {
    let names = [
        "Jane Smith".to_owned(),
        "Sinéad O'Brien".to_owned(),
        "X".to_owned(),
    ];
    for (text, name) in [
        ("jane  SMITH's review", "jane  SMITH"),
        ("Smith, Jane was seen", "Smith, Jane"),
        ("by Sinéad O’Brien.", "Sinéad O’Brien"),
    ] {
        let found = find_with_names(text, &names);
        let found: Vec<_> = found
            .iter()
            .map(|found| (found.kind, found.of(text)))
            .collect();
        assert_eq!(found, [(IdentifierKind::FullName, name)], "{text:?}");
    }
    for text in [
        "Jane Smithson",
        "Jane and Smith",
        "Jane\nSmith",
        "John Jones",
        "Smith",
        "X",
    ] {
        assert_eq!(find_with_names(text, &names), [], "{text:?}");
    }
    nothing("Jane Smith");
}

#[test]
fn several_identifiers_come_in_the_order_of_the_text() {
    let text = "B801200005001, DOB 12/03/2011, IG1 1DD, a@b.org, 07700 900123, 943 476 5919";
    let kinds: Vec<_> = find(text).iter().map(|found| found.kind).collect();
    let expected = [
        IdentifierKind::Upn,
        IdentifierKind::DateOfBirth,
        IdentifierKind::UkPostcode,
        IdentifierKind::Email,
        IdentifierKind::Phone,
        IdentifierKind::NhsNumber,
    ];
    assert_eq!(kinds, expected);
}

#[test]
fn kinds_are_stored_in_snake_case() {
    let stored = serde_json::to_string(&IdentifierKind::DateOfBirth).unwrap();
    assert_eq!(stored, r#""date_of_birth""#);
}

/// The texts that make the patterns look furthest, each 64 KiB long.
fn long_texts() -> Vec<String> {
    [
        "0",
        "0 ",
        "a@",
        "a.",
        "@",
        "1/1/11 ",
        "born 1.1.11 ",
        "(",
        "jane ",
        "child a (1/1/11) ",
        "+44 ",
        "é",
        "Visit by 31.8.16 to IG1 1DD. ",
    ]
    .iter()
    .map(|piece| piece.repeat(65_536 / piece.len()))
    .collect()
}

#[test]
fn sixty_four_kibibytes_of_any_text_are_searched_in_a_moment() {
    let names = ["Jane Jane Jane Smith".to_owned()];
    for text in long_texts() {
        let begun = Instant::now();
        let count = find_with_names(&text, &names).len();
        let took = begun.elapsed();
        let piece: String = text.chars().take(20).collect();
        println!("{piece:?}: {count} matches in {took:?}");
        assert!(took < Duration::from_secs(5), "{piece:?} took {took:?}");
    }
}

fn sound(text: &str, names: &[String]) -> Result<(), TestCaseError> {
    let mut free_from = 0;
    for found in find_with_names(text, names) {
        prop_assert!(
            text.get(found.start..found.end)
                .is_some_and(|piece| !piece.is_empty())
        );
        prop_assert!(found.start >= free_from, "matches overlap");
        free_from = found.end;
    }
    Ok(())
}

proptest! {
    #[test]
    fn any_text_gives_ranges_on_character_boundaries(
        text in any::<String>(),
        name in any::<String>(),
    ) {
        sound(&text, &[name])?;
    }

    #[test]
    fn text_of_numbers_and_marks_gives_ranges_on_character_boundaries(
        text in "([0-9]{1,4}|[ /.@(),+-]|born|dob|[A-Z]{1,2}[0-9]|é|\u{a0}|\u{ad}|may|İ){0,40}",
    ) {
        sound(&text, &["é may".to_owned()])?;
    }

    #[test]
    fn a_right_check_digit_is_found_and_a_wrong_one_is_not(
        digits in 100_000_000_u64..999_999_999,
    ) {
        let weighted = digits.to_string().bytes().zip((2..=10).rev())
            .map(|(digit, weight)| u64::from(digit - b'0') * weight).sum::<u64>();
        let check = (11 - weighted % 11) % 11;
        for last in 0..10 {
            let is_nhs = find(&format!("no {digits}{last}.")).iter()
                .any(|found| found.kind == IdentifierKind::NhsNumber);
            prop_assert_eq!(is_nhs, last == check);
        }
    }
}

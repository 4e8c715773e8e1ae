use super::*;
#[test]
fn dump() {
    for f in std::fs::read_dir("../shared/real-documents").unwrap() {
        let f = f.unwrap();
        let name = f.file_name().into_string().unwrap();
        let bytes = std::fs::read(f.path()).unwrap();
        let d = read_document(&name, &bytes).unwrap();
        let m = guess_matching(&d);
        let p = propose(&d, &m, None);
        println!(
            "##### {name} title={:?} period={:?}",
            p.title_guess, p.period_guess
        );
        for t in &m.tables {
            println!(
                "  {:?} {:?} {:?}",
                t.usage,
                t.header_row,
                t.columns.iter().map(|c| c.means).collect::<Vec<_>>()
            );
        }
        for pr in &p.priorities {
            println!(
                "P {} parent={:?} [{}] stmt={:?}",
                pr.number,
                pr.parent_number,
                pr.title,
                pr.statement
                    .as_deref()
                    .map(|s| s.chars().take(60).collect::<String>())
            );
            for a in &pr.actions {
                println!("{a:#?}");
            }
            for a in &pr.recommendations {
                println!("  REC {} {} {:?}", a.reference, a.text, a.theme);
            }
        }
        for p in &p.problems {
            println!(
                "PROBLEM {:?} {} {:?} {}",
                p.code, p.at, p.reference, p.message
            );
        }
        for p in &p.unplaced {
            println!("UNPLACED {:?}", p);
        }
    }
}

//! An invented plan, and how it gets into a server.

use super::server::{MANAGER, Server};
use serde_json::{Value, json};
use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// An invented plan as a .csv.
pub const PLAN_CSV: &str = "\
Lanterndale Safeguarding Children Plan 2021 - 2022,,,,,\n\
Ref,Action,Lead,Timescale,Outcome,RAG\n\
PRIORITY 1: Children who care for a relative are known,,,,,\n\
1.1,Ask every school how many young carers it knows,Head of Schools,By 30/09/2021,Numbers are \
known,White\n\
1.2,Agree one referral form,Designated Nurse,By 31/07/2021,The form is in use,White\n\
PRIORITY 2: Practice is good and we know it,,,,,\n\
2.1,Run four audits,Chair of the Audit Group,By 31/03/2022,Four reports,White\n";

/// The same plan as a Word document.
pub fn plan_docx() -> Vec<u8> {
    let cell = |text: &str| {
        format!("<w:tc><w:tcPr/><w:p><w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p></w:tc>")
    };
    let mut rows = String::new();
    let mut lines = PLAN_CSV.lines();
    let title = lines.next().unwrap().trim_end_matches(',');
    for line in lines {
        let cells: Vec<&str> = line.split(',').collect();
        if cells[1..].iter().all(|cell| cell.is_empty()) {
            rows.push_str(&format!(
                "<w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"6\"/></w:tcPr><w:p><w:r><w:t>{}</w:t></w:r>\
                 </w:p></w:tc></w:tr>",
                cells[0]
            ));
        } else {
            let cells: String = cells.iter().map(|text| cell(text)).collect();
            rows.push_str(&format!("<w:tr>{cells}</w:tr>"));
        }
    }
    let document = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document xmlns:w=\"http://schemas.\
         openxmlformats.org/wordprocessingml/2006/main\"><w:body><w:p><w:pPr><w:pStyle \
         w:val=\"Heading1\"/></w:pPr><w:r><w:t>{title}</w:t></w:r></w:p><w:tbl>{rows}</w:tbl>\
         </w:body></w:document>"
    );
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, data) in
        [("[Content_Types].xml", "<Types/>"), ("word/document.xml", document.as_str())]
    {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(data.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// Imports the invented plan, and gives its id.
pub fn imported(server: &Server) -> String {
    let answer = server.multipart(
        "/api/v1/imports",
        &[("Golden-Thread-Acting-As", MANAGER)],
        &[("confirm", "yes")],
        Some(("plan.csv", PLAN_CSV.as_bytes())),
    );
    let told = answer.is(201).json();
    told["plan"].as_str().unwrap().to_owned()
}

/// The action with a reference, as the list tells it.
pub fn action(server: &Server, reference: &str) -> Value {
    let found = server.read(&format!("/actions?reference={reference}")).is(200).json();
    found["rows"][0].clone()
}

/// The path of a command to the action with a reference.
pub fn to_action(server: &Server, reference: &str, command: &str) -> String {
    let id = action(server, reference)["id"].as_str().unwrap().to_owned();
    format!("/improvement_action/{id}/{command}")
}

/// A rating, today.
pub fn rating(code: &str, commentary: &str) -> Value {
    json!({ "data": { "code": code, "commentary": commentary, "as_at": "2021-06-01" } })
}

//! Form controls against the fixtures.

use golden_thread::web::components::{
    Affix, Button, ButtonKind, CharacterCount, Checkbox, CheckboxItem, Checkboxes, Content,
    CountLimit, DateInput, DatePart, ErrorItem, ErrorMessage, ErrorSummary, Fieldset, FileUpload,
    Hint, Input, Label, Legend, Radio, RadioItem, Radios, Select, SelectOption, Textarea,
};
use maud::{Markup, PreEscaped, Render};

use crate::because::{ATTRIBUTES, CLASSES, ENGLISH, FOCUS, HOLES};
use crate::fixtures::{Options, check};

fn label(options: &Options) -> Label<'static> {
    let given = options.at("label");
    Label {
        content: given.content("text", "html").unwrap_or_default(),
        classes: given.or_empty("classes"),
        is_page_heading: given.is("isPageHeading"),
    }
}

fn legend(options: &Options) -> Legend<'static> {
    let given = options.at("legend");
    Legend {
        content: given.content("text", "html").unwrap_or_default(),
        classes: given.or_empty("classes"),
        is_page_heading: given.is("isPageHeading"),
    }
}

fn affix(options: &Options, key: &str) -> Option<Affix<'static>> {
    let given = options.maybe(key)?;
    let content = given.content("text", "html")?;
    Some(Affix {
        content,
        classes: given.or_empty("classes"),
    })
}

#[test]
fn buttons_are_those_of_govuk_frontend() {
    check("button", &[("attributes.*", ATTRIBUTES)], 30, |o| {
        let kind = match o.text("type") {
            Some("button") => ButtonKind::Button,
            Some("reset") => ButtonKind::Reset,
            Some(_) | None => ButtonKind::Submit,
        };
        let button = Button {
            content: o.content("text", "html").unwrap_or_default(),
            href: o.text("href"),
            kind,
            name: o.text("name"),
            value: o.text("value"),
            form: None,
            disabled: o.is("disabled"),
            prevent_double_click: o.flag("preventDoubleClick"),
            is_start: o.is("isStartButton"),
            id: o.text("id"),
            classes: o.or_empty("classes"),
        };
        button.render()
    });
}

#[test]
fn text_inputs_are_those_of_govuk_frontend() {
    let left_out = &[
        ("attributes.*", ATTRIBUTES),
        ("prefix.attributes.*", ATTRIBUTES),
        ("suffix.attributes.*", ATTRIBUTES),
        ("inputWrapper.*", CLASSES),
    ];
    check("input", left_out, 40, |o| {
        let input = Input {
            id: o.text("id"),
            hint: o.words("hint"),
            error: o.words("errorMessage"),
            value: o.text("value"),
            kind: o.text("type").unwrap_or("text"),
            prefix: affix(o, "prefix"),
            suffix: affix(o, "suffix"),
            inputmode: o.text("inputmode"),
            autocomplete: o.text("autocomplete"),
            autocapitalize: o.text("autocapitalize"),
            pattern: o.text("pattern"),
            spellcheck: o.flag("spellcheck"),
            disabled: o.is("disabled"),
            described_by: o.or_empty("describedBy"),
            classes: o.or_empty("classes"),
            group_classes: o.at("formGroup").or_empty("classes"),
            ..Input::new(o.or_empty("name"), label(o))
        };
        input.render()
    });
}

fn textarea(o: &Options) -> Textarea<'static> {
    Textarea {
        id: o.text("id"),
        hint: o.words("hint"),
        error: o.words("errorMessage"),
        value: o.or_empty("value"),
        rows: o.number("rows").unwrap_or(5),
        spellcheck: o.flag("spellcheck"),
        classes: o.or_empty("classes"),
        group_classes: o.at("formGroup").or_empty("classes"),
        ..Textarea::new(o.or_empty("name"), label(o))
    }
}

#[test]
fn textareas_are_those_of_govuk_frontend() {
    check("textarea", &[("attributes.*", ATTRIBUTES)], 16, |o| {
        let described_by = o.or_empty("describedBy");
        Textarea {
            described_by,
            autocomplete: o.text("autocomplete"),
            ..textarea(o)
        }
        .render()
    });
}

#[test]
fn character_counts_are_those_of_govuk_frontend() {
    const SERVER: &str = "the server sets the limit, never script";
    let left_out = &[
        ("attributes.*", ATTRIBUTES),
        ("countMessage.classes", CLASSES),
        ("charactersUnderLimitText.*", ENGLISH),
        ("charactersAtLimitText", ENGLISH),
        ("charactersOverLimitText.*", ENGLISH),
        ("wordsUnderLimitText.*", ENGLISH),
        ("wordsAtLimitText", ENGLISH),
        ("wordsOverLimitText.*", ENGLISH),
        ("textareaDescriptionText", ENGLISH),
        (
            "countType",
            "a limit in words or characters says itself how it is counted",
        ),
        ("\"to configure in JavaScript\"", SERVER),
        ("\"with neither maxlength*", SERVER),
    ];
    check("character-count", left_out, 15, |o| {
        let characters = o.number("maxlength").map(CountLimit::Characters);
        let words = o.number("maxwords").map(CountLimit::Words);
        let count = CharacterCount {
            textarea: textarea(o),
            limit: words.or(characters).unwrap_or(CountLimit::Characters(0)),
            threshold_percent: o.number("threshold"),
        };
        count.render()
    });
}

#[test]
fn selects_are_those_of_govuk_frontend() {
    let left_out = &[
        ("attributes.*", ATTRIBUTES),
        ("items[].attributes.*", ATTRIBUTES),
        ("items[]", HOLES),
    ];
    check("select", left_out, 14, |o| {
        let option = |item: &Options| SelectOption {
            value: item.value("value"),
            text: item.or_empty("text"),
            selected: item.flag("selected"),
            disabled: item.is("disabled"),
        };
        let options = o.list("items").iter().map(option).collect();
        let select = Select {
            id: o.text("id"),
            hint: o.words("hint"),
            error: o.words("errorMessage"),
            value: o.text("value"),
            described_by: o.or_empty("describedBy"),
            classes: o.or_empty("classes"),
            group_classes: o.at("formGroup").or_empty("classes"),
            ..Select::new(o.or_empty("name"), label(o), options)
        };
        select.render()
    });
}

fn conditional(item: &Options) -> Option<Markup> {
    item.at("conditional")
        .text("html")
        .map(|html| PreEscaped(html.to_owned()))
}

fn radio(item: &Options) -> RadioItem<'static> {
    if let Some(word) = item.text("divider") {
        return RadioItem::Divider(word);
    }
    RadioItem::Choice(Radio {
        value: item.value("value").unwrap_or_default(),
        content: item.content("text", "html").unwrap_or_default(),
        hint: item.words("hint"),
        id: item.text("id"),
        checked: item.flag("checked"),
        disabled: item.is("disabled"),
        conditional: conditional(item),
    })
}

#[test]
fn radios_are_those_of_govuk_frontend() {
    let left_out = &[
        ("attributes.*", ATTRIBUTES),
        ("fieldset.attributes.*", ATTRIBUTES),
        ("items[].attributes.*", ATTRIBUTES),
        ("items[].label.attributes.*", ATTRIBUTES),
        ("items[].label.classes", CLASSES),
        ("items[]", HOLES),
    ];
    check("radios", left_out, 35, |o| {
        let fieldset = o.maybe("fieldset");
        let below = o.at("fieldset");
        let radios = Radios {
            id_prefix: o.text("idPrefix"),
            legend: fieldset.as_ref().map(legend),
            hint: o.words("hint"),
            error: o.words("errorMessage"),
            items: o.list("items").iter().map(radio).collect(),
            value: o.text("value"),
            described_by: below.or_empty("describedBy"),
            classes: o.or_empty("classes"),
            fieldset_classes: below.or_empty("classes"),
            group_classes: o.at("formGroup").or_empty("classes"),
            ..Radios::new(o.or_empty("name"), "", [])
        };
        radios.render()
    });
}

fn checkbox(item: &Options) -> CheckboxItem<'static> {
    if let Some(word) = item.text("divider") {
        return CheckboxItem::Divider(word);
    }
    CheckboxItem::Choice(Checkbox {
        value: item.value("value").unwrap_or_default(),
        content: item.content("text", "html").unwrap_or_default(),
        name: item.text("name"),
        hint: item.words("hint"),
        id: item.text("id"),
        checked: item.flag("checked"),
        disabled: item.is("disabled"),
        exclusive: item.text("behaviour") == Some("exclusive"),
        conditional: conditional(item),
    })
}

#[test]
fn checkboxes_are_those_of_govuk_frontend() {
    let left_out = &[
        ("attributes.*", ATTRIBUTES),
        ("fieldset.attributes.*", ATTRIBUTES),
        ("items[].attributes.*", ATTRIBUTES),
        ("items[].label.attributes.*", ATTRIBUTES),
        ("items[].label.classes", CLASSES),
        ("items[]", HOLES),
    ];
    check("checkboxes", left_out, 34, |o| {
        let fieldset = o.maybe("fieldset");
        let below = o.at("fieldset");
        let own = o.or_empty("describedBy");
        let checkboxes = Checkboxes {
            id_prefix: o.text("idPrefix"),
            legend: fieldset.as_ref().map(legend),
            hint: o.words("hint"),
            error: o.words("errorMessage"),
            items: o.list("items").iter().map(checkbox).collect(),
            values: o.list("values").iter().map(Options::own_text).collect(),
            described_by: below.text("describedBy").unwrap_or(own),
            classes: o.or_empty("classes"),
            fieldset_classes: below.or_empty("classes"),
            group_classes: o.at("formGroup").or_empty("classes"),
            ..Checkboxes::new(o.or_empty("name"), "", [])
        };
        checkboxes.render()
    });
}

#[test]
fn date_inputs_are_those_of_govuk_frontend() {
    const THREE: &str = "a date is always asked as day, month and year, in this order";
    const KEPT: &str = "what was typed is given box by box";
    let left_out = &[
        ("attributes.*", ATTRIBUTES),
        ("items[].*", THREE),
        ("day.label", ENGLISH),
        ("month.label", ENGLISH),
        ("year.label", ENGLISH),
        ("day.name", THREE),
        ("month.name", THREE),
        ("year.name", THREE),
        ("day.classes", CLASSES),
        ("month.classes", CLASSES),
        ("year.classes", CLASSES),
        ("values.dob-*", KEPT),
        ("\"day and month\"", THREE),
        ("\"month and year\"", THREE),
        (
            "\"with error on single field by omission\"",
            "boxes are called wrong, never right",
        ),
    ];
    check("date-input", left_out, 15, |o| {
        let part = |key: &str| {
            let kept = o.at("values").text(key);
            let given = o.maybe(key);
            let value = given.as_ref().and_then(|given| given.text("value"));
            DatePart {
                value: value.or(kept),
                error: given.is_some_and(|given| given.is("error")),
            }
        };
        let fieldset = o.maybe("fieldset");
        let input = DateInput {
            id: o.or_empty("id"),
            legend: fieldset.as_ref().map(legend),
            hint: o.words("hint"),
            error: o.words("errorMessage"),
            day: part("day"),
            month: part("month"),
            year: part("year"),
            described_by: o.at("fieldset").or_empty("describedBy"),
            classes: o.or_empty("classes"),
            group_classes: o.at("formGroup").or_empty("classes"),
            ..DateInput::new(o.or_empty("namePrefix"), "")
        };
        input.render()
    });
}

#[test]
fn file_uploads_are_those_of_govuk_frontend() {
    const PLAIN: &str = "the browser's own control does the same with and without script";
    let left_out = &[
        ("javascript", PLAIN),
        ("wrapper*", PLAIN),
        ("chooseFilesButtonText", PLAIN),
        ("dropInstructionText", PLAIN),
        ("noFileChosenText", PLAIN),
        ("multipleFilesChosenText.*", PLAIN),
        ("enteredDropZoneText", PLAIN),
        ("leftDropZoneText", PLAIN),
        ("value", "no browser takes a file's name from the page"),
    ];
    check("file-upload", left_out, 14, |o| {
        let upload = FileUpload {
            id: o.text("id"),
            hint: o.words("hint"),
            error: o.words("errorMessage"),
            accept: o.at("attributes").text("accept"),
            multiple: o.is("multiple"),
            disabled: o.is("disabled"),
            described_by: o.or_empty("describedBy"),
            classes: o.or_empty("classes"),
            group_classes: o.at("formGroup").or_empty("classes"),
            ..FileUpload::new(o.or_empty("name"), label(o))
        };
        upload.render()
    });
}

#[test]
fn fieldsets_are_those_of_govuk_frontend() {
    check("fieldset", &[("attributes.*", ATTRIBUTES)], 16, |o| {
        let fieldset = Fieldset {
            legend: legend(o),
            content: o.content("text", "html").unwrap_or_default(),
            described_by: o.or_empty("describedBy"),
            role: o.text("role"),
            classes: o.or_empty("classes"),
        };
        fieldset.render()
    });
}

#[test]
fn labels_are_those_of_govuk_frontend() {
    check("label", &[("attributes.*", ATTRIBUTES)], 15, |o| {
        let label = Label {
            content: o.content("text", "html").unwrap_or_default(),
            classes: o.or_empty("classes"),
            is_page_heading: o.is("isPageHeading"),
        };
        label.for_control(o.text("for"))
    });
}

#[test]
fn hints_are_those_of_govuk_frontend() {
    check("hint", &[("attributes.*", ATTRIBUTES)], 5, |o| {
        let content = o.content("text", "html").unwrap_or_default();
        Hint {
            id: o.text("id"),
            content,
            classes: o.or_empty("classes"),
        }
        .render()
    });
}

#[test]
fn error_messages_are_those_of_govuk_frontend() {
    check("error-message", &[("attributes.*", ATTRIBUTES)], 6, |o| {
        let prefix = match o.value("visuallyHiddenText") {
            Some("false") => "",
            Some(word) => word,
            None => "Error",
        };
        let message = ErrorMessage {
            id: o.text("id"),
            content: o.content("text", "html").unwrap_or_default(),
            hidden_prefix: prefix,
            classes: o.or_empty("classes"),
        };
        message.render()
    });
}

#[test]
fn error_summaries_are_those_of_govuk_frontend() {
    let left_out = &[
        ("attributes.*", ATTRIBUTES),
        ("errorList[].attributes.*", ATTRIBUTES),
        ("disableAutoFocus", FOCUS),
    ];
    check("error-summary", left_out, 12, |o| {
        let item = |item: &Options| ErrorItem {
            content: item.content("text", "html").unwrap_or_default(),
            href: item.text("href"),
        };
        let summary = ErrorSummary {
            title: o.content("titleText", "titleHtml").unwrap_or_default(),
            description: o.content("descriptionText", "descriptionHtml"),
            items: o.list("errorList").iter().map(item).collect(),
            classes: o.or_empty("classes"),
        };
        summary.render()
    });
}

#[test]
fn an_error_is_tied_to_its_control_by_ids_made_from_one_name() {
    let error: Option<Content<'_>> = Some("Enter a lead".into());
    let input = Input {
        error,
        hint: Some("A role".into()),
        ..Input::new("lead", "Lead")
    };
    let text = input.render().into_string();
    for tied in [
        r#"for="lead""#,
        r#"id="lead""#,
        r#"id="lead-hint""#,
        r#"id="lead-error""#,
        r#"aria-describedby="lead-hint lead-error""#,
    ] {
        assert!(text.contains(tied), "{tied} is missing from {text}");
    }
}

//! The accessibility statement: what the settings say was found, and nothing more.

use crate::{
    diag::Diagnostic,
    render::{page::Page, view::StatementView},
    sink::{Href, Html},
};

pub(super) fn html(page: &Page<'_>) -> Result<Vec<u8>, Vec<Diagnostic>> {
    let mut frame = page.view("statement", page.t.get("accessibility-title"));
    frame.title =
        format!("{} – {}", page.t.get("accessibility-title"), page.words.portal());
    frame.alternates = page.alternates(&["accessibility"]);
    let record = &page.site.settings.record;
    let contact = record.text("contact").unwrap_or("");
    let mut view = StatementView {
        state: page.t.get("accessibility-none").to_owned(),
        contact: contact.to_owned(),
        contact_url: Href::mail(contact),
        ..StatementView::default()
    };
    let audit = record.map("accessibility");
    if let Some((audit, day)) =
        audit.as_ref().and_then(|it| Some((it, it.date("audited")?)))
    {
        let state = match audit.text("status") {
            Some("full") => "accessibility-full",
            Some("partial") => "accessibility-partial",
            _ => "accessibility-not",
        };
        page.t.get(state).clone_into(&mut view.state);
        view.audited = Some(page.date(day));
        let date = page.t.date(day);
        let rate = audit.text("rate").map(|it| page.t.decimals(it));
        // Without a rate there is no sentence about it.
        let key = match rate {
            Some(_) => "accessibility-audited",
            None => "accessibility-audited-only",
        };
        let values = [
            ("date", date.as_str()),
            ("standard", audit.text("standard").unwrap_or("RGAA")),
            ("rate", rate.as_deref().unwrap_or("")),
        ];
        view.audit = page.t.fill(key, &values);
        view.auditor = page.words.setting(audit, "auditor").unwrap_or_default();
    }
    if let Some(audit) = audit {
        view.issues = page.words.setting_list(&audit, "issues");
    }
    frame.description.clone_from(&view.state);
    page.html("accessibility.html", &frame, "statement", &view, &Html::new())
}

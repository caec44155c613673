//! Templates that would never end, or fill all memory: each is an error of its page.

use std::time::Instant;

use parvis::{
    diag::write::short,
    render::{Output, render},
};

use crate::diagnostics::portal;

const HOME: &str = "=== themes/parvis/templates/home.html\n<p>\n";

/// What the home page is with a template of its own.
fn home(template: &str) -> Result<String, String> {
    let snapshot = portal(&format!("{HOME}{template}\n"));
    let Some(site) = &snapshot.site else {
        return Err(snapshot.diagnostics.iter().map(short).collect());
    };
    match render(site, "/") {
        Ok(Output::Bytes(bytes)) => Ok(String::from_utf8(bytes).unwrap()),
        Ok(other) => panic!("{other:?}"),
        Err(found) => Err(found.iter().map(short).collect()),
    }
}

#[test]
fn a_template_of_any_kind_ends() {
    let nested = |inner: &str| {
        format!(
            "{{% set r = range(end=100000) %}}{{% for a in r %}}{{% for b in r %}}{inner}{{% endfor %}}{{% endfor %}}"
        )
    };
    let again = |set: &str| {
        format!(
            "{{% set x = \"aaaaaaaaaaaaaaaa\" %}}{{% for i in range(end=90) %}}{set}{{% endfor %}}"
        )
    };
    let calls = |count: usize| "{{ <c /> }}".repeat(count);
    let straight = "{% set x = x ~ x %}".repeat(60);
    for template in [
        nested(""),
        nested("{{ page.title }}"),
        nested("{{ site }}"),
        nested("{{ page.title | upper }}"),
        format!("{{% set y %}}{}{{% endset %}}", nested("{{ site }}")),
        format!("{{% set y %}}{}{{% endset %}}", nested("{{ r }}")),
        format!("{{% filter upper %}}{}{{% endfilter %}}", nested("aaaaaaaaaaaaaaaa")),
        again("{% set_global x = x ~ x %}"),
        again("{% set_global x = [x, x] %}"),
        again("{% set_global x = {\"a\": x, \"b\": x} %}"),
        again("{% set_global x %}{{ x }}{{ x }}{% endset %}"),
        again("{% set_global x = x | replace(from=\"a\", to=\"aaaaaaaa\") %}"),
        again("{% set_global x = [x, x, x] | join(sep=x) %}"),
        again("{% set_global x = [x, x] | str %}"),
        again(
            "{% set_global x = x | split(pat=\"\") %}{% set_global x = x | join(sep=\"aaaaaaaa\") %}",
        ),
        format!("{{% set x = \"aaaaaaaa\" %}}{straight}"),
        format!(
            "{{% set x = \"aaaaaaaa\" {} %}}",
            "| replace(from=\"a\", to=\"aaaaaaaaaa\")".repeat(30)
        ),
        format!("{}{{% component c() %}}{}{{% endcomponent c %}}", calls(1), calls(10)),
        "{{ [a for a in range(end=100000)] }}".to_owned(),
        "{% set x = [a for a in range(end=100000)] %}".to_owned(),
        "{% for x in [a for a in range(end=9)] %}{% endfor %}".to_owned(),
    ] {
        let start = Instant::now();
        let memory = allocation_counter::measure(|| {
            let found = home(&template).map(|it| it.len()).unwrap_err();
            assert!(found.contains("error[template]"), "{found}");
        });
        let peak = memory.bytes_max / 1_000_000;
        let taken = start.elapsed();
        assert!(
            peak < 300 && taken.as_secs() < 20,
            "{peak} MB, {taken:?}: {template:.200}"
        );
    }
}

#[test]
fn files_that_include_each_other_ever_more_end() {
    let file = |it: usize| {
        let next = format!("{{% include \"t{}.html\" %}}", it + 1).repeat(10);
        format!("=== themes/parvis/templates/t{it}.html\n{next}\n")
    };
    let files: String = (0..12).map(file).collect();
    let found = home(&format!(
        "{{% include \"t0.html\" %}}\n{files}=== themes/parvis/templates/t12.html\na"
    ));
    assert!(found.unwrap_err().contains("go on and on"));
}

#[test]
fn what_a_theme_does_still_works() {
    let html = home(
        "{# {% for %} #}{% raw %}{% for x %}{% endraw %}{% set a = \"%}\" -%}  {{ a }}\n\
         {% set b %}<b>{{ a | replace(from=\"%\", to=\"&\") }}</b>{% endset %}{{ b }}\n\
         {% for it in [\"x\", 'y', `z`] %}{{ it | upper }}{{ [it, it] | join(sep=\"-\") }}{% endfor %}\n\
         {% set_global n = {\"k\": [1, 2]} %}{{ n.k | length }}",
    )
    .unwrap();
    assert_eq!(html.trim(), "<p>\n{% for x %}%}\n<b>&amp;}</b>\nXx-xYy-yZz-z\n2");
}

#[test]
fn what_fails_is_said_where_it_was_written() {
    for (template, place) in [
        ("{% for a in [1] %}{{ page.titel }}{% endfor %}", "2:27"),
        (
            "{% set a = 1 %}{% set b = 2 -%} {% for a in [1] %}{% for b in [1] %}\n{{ b }}{{ page.titel }}",
            "3:16",
        ),
    ] {
        let template = format!(
            "{template}{}",
            "{% endfor %}".repeat(
                template.matches("[1]").count() - template.matches("endfor").count()
            )
        );
        let found = home(&template).unwrap_err();
        let start = format!(
            "themes/parvis/templates/home.html:{place}: error[template]: field `titel`"
        );
        assert!(found.starts_with(&start), "{found}");
    }
}

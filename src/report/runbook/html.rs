//! A page of Markdown as one file for a browser; what looks like HTML in it is text.

use pulldown_cmark::{Event, Options, Parser, html};

const STYLE: &str = "\
body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 50rem; padding: 0 1rem; }
code, pre { background: #8882; border-radius: 4px; font-family: ui-monospace, monospace; }
code { overflow-wrap: anywhere; padding: 0 .2em; }
pre { overflow-x: auto; padding: .7em; }
table { border-collapse: collapse; }
td, th { border: 1px solid #8886; padding: .2em .6em; text-align: left; }
:root { color-scheme: light dark; }";

/// The whole document.
pub(super) fn document(title: &str, markdown: &str) -> String {
    let events = Parser::new_ext(markdown, Options::ENABLE_TABLES).map(|event| match event {
        Event::Html(text) | Event::InlineHtml(text) => Event::Text(text),
        other => other,
    });
    let mut body = String::new();
    html::push_html(&mut body, events);
    let mut head = String::new();
    html::push_html(&mut head, [Event::Text(title.into())].into_iter());
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>{head}</title>\n\
         <style>\n{STYLE}\n</style>\n</head>\n<body>\n{body}</body>\n</html>\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_like_html_is_text() {
        let page = document("A & B", "# Title\n\na <b>bold</b> `List<Item>`\n\n<script>x</script>\n");
        assert!(page.contains("<title>A &amp; B</title>") && page.contains("<h1>Title</h1>"), "{page}");
        assert!(page.contains("&lt;b&gt;bold") && page.contains("<code>List&lt;Item&gt;</code>"), "{page}");
        assert!(!page.contains("<script>"), "{page}");
    }
}

//! The markup of our own pages, read: every tag closed or void, attributes in double quotes or bare.

const VOID: [&str; 6] = ["br", "hr", "img", "input", "link", "meta"];

/// An element.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Element {
    /// Its name.
    pub name: String,
    /// Its attributes; a bare one has the empty value.
    pub attributes: Vec<(String, String)>,
    /// The text in it and in what it holds, on one line.
    pub text: String,
    /// The places, in the page, of what it holds.
    holds: (usize, usize),
}

impl Element {
    /// The value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Whether it has an attribute.
    pub fn has(&self, name: &str) -> bool {
        self.attribute(name).is_some()
    }

    /// Whether it is of that class.
    pub fn is_of(&self, class: &str) -> bool {
        self.attribute("class").is_some_and(|classes| classes.split(' ').any(|one| one == class))
    }
}

/// A page's elements, in its order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Markup {
    elements: Vec<Element>,
}

impl Markup {
    /// Reads a page.
    pub fn read(page: &str) -> Self {
        let mut elements: Vec<Element> = Vec::new();
        let mut open: Vec<usize> = Vec::new();
        for piece in page.split('<').skip(1) {
            let (tag, text) = piece.split_once('>').unwrap_or((piece, ""));
            if let Some(name) = tag.strip_prefix('/') {
                close(&mut elements, &mut open, name);
            } else if !tag.starts_with('!') {
                let at = elements.len();
                let element = element(tag, at);
                if !VOID.contains(&element.name.as_str()) {
                    open.push(at);
                }
                elements.push(element);
            }
            for at in &open {
                if let Some(element) = elements.get_mut(*at) {
                    element.add_text(&plain(text));
                }
            }
        }
        for element in elements.iter_mut().filter(|element| !element.keeps_text()) {
            element.text.truncate(element.text.trim_ascii_end().len());
        }
        Self { elements }
    }

    /// Every element of that name.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Element> {
        self.elements.iter().filter(move |element| element.name == name)
    }

    /// The first element of that name.
    pub fn first(&self, name: &str) -> Option<&Element> {
        self.elements.iter().find(|element| element.name == name)
    }

    /// The element with that id.
    pub fn with_id(&self, id: &str) -> Option<&Element> {
        self.elements.iter().find(|element| element.attribute("id") == Some(id))
    }

    /// What `element`, one of this page's, holds at any depth.
    pub fn inside(&self, element: &Element) -> &[Element] {
        self.elements.get(element.holds.0..element.holds.1).unwrap_or_default()
    }
}

fn element(tag: &str, at: usize) -> Element {
    let (name, mut rest) = tag.split_once(' ').unwrap_or((tag, ""));
    let mut attributes = Vec::new();
    while let Some((name, value, after)) = attribute(rest) {
        attributes.push((name.to_owned(), plain(value)));
        rest = after;
    }
    Element { name: name.to_owned(), attributes, text: String::new(), holds: (at + 1, at + 1) }
}

/// The first attribute, its value, and what comes after.
fn attribute(text: &str) -> Option<(&str, &str, &str)> {
    let text = text.trim_ascii_start();
    let end = text.find([' ', '=']).unwrap_or(text.len());
    let (name, rest) = text.split_at_checked(end).filter(|(name, _)| !name.is_empty())?;
    match rest.strip_prefix("=\"").and_then(|rest| rest.split_once('"')) {
        Some((value, after)) => Some((name, value, after)),
        None => Some((name, "", rest)),
    }
}

fn close(elements: &mut [Element], open: &mut Vec<usize>, name: &str) {
    let end = elements.len();
    while let Some(at) = open.pop() {
        if let Some(element) = elements.get_mut(at) {
            element.holds.1 = end;
            if element.name == name {
                return;
            }
        }
    }
}

impl Element {
    /// Whether white space in it is what was typed.
    fn keeps_text(&self) -> bool {
        self.name == "textarea"
    }

    /// Runs of white space are one space, and none stands in front.
    fn add_text(&mut self, more: &str) {
        if self.keeps_text() {
            return self.text.push_str(more);
        }
        for c in more.chars() {
            if !c.is_ascii_whitespace() {
                self.text.push(c);
            } else if !self.text.is_empty() && !self.text.ends_with(' ') {
                self.text.push(' ');
            }
        }
    }
}

fn plain(escaped: &str) -> String {
    escaped.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::Markup;

    #[test]
    fn a_page_is_read_with_what_each_element_holds() {
        let page = "<!DOCTYPE html><main data-page=\"a\"><p class=\"x y\">One &amp; <b>two</b>\n three</p>\
                    <form action=\"/?a=1&amp;b=2\" novalidate><input name=\"n\" value=\"&quot;&gt;\" required></form></main>";
        let page = Markup::read(page);
        let paragraph = page.first("p").unwrap();
        assert_eq!(paragraph.text, "One & two three");
        assert!(paragraph.is_of("y") && !paragraph.is_of("z"));
        let form = page.first("form").unwrap();
        assert_eq!(form.attribute("action"), Some("/?a=1&b=2"));
        assert!(form.has("novalidate"));
        let [input] = page.inside(form) else { panic!("{page:?}") };
        assert_eq!((input.attribute("value"), input.has("required")), (Some("\">"), true));
        assert_eq!(page.inside(page.first("main").unwrap()).len(), 4);
        let typed = Markup::read("<label>About <textarea>One &lt;\n  two\n</textarea></label>");
        assert_eq!(typed.first("textarea").unwrap().text, "One <\n  two\n");
    }
}

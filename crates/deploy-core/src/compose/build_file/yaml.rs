//! YAML as a tree with the text of each scalar and the place of each node.
//!
//! A scalar stays the text that it was: the tag `6063e25` is a number to some readers and a name to others, and the commit
//! that it names is neither.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use granit_parser::{Event, Parser, ScalarStyle, ScanError, Span, StrInput, StructureStyle};
use serde_json::{Map, Value};

/// A node of a document.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub(super) content: Content,
    /// From 1.
    pub(super) line: usize,
    /// In bytes.
    pub(super) range: Range<usize>,
}

#[derive(Clone, Debug)]
pub(super) enum Content {
    Scalar { text: String, plain: bool },
    List(Vec<Arc<Node>>),
    Map(Vec<(Arc<Node>, Arc<Node>)>),
}

/// The first document of a text; none if it is empty.
pub(super) fn parse(text: &str) -> Result<Option<Arc<Node>>, ScanError> {
    let mut reader = Reader { events: Parser::new_from_str(text), anchors: HashMap::new() };
    loop {
        match reader.next()? {
            (Event::StreamStart | Event::DocumentStart(..), _) => {}
            (Event::StreamEnd | Event::DocumentEnd, _) => return Ok(None),
            (event, span) => return reader.node(event, span).map(Some),
        }
    }
}

/// The document as JSON. All scalars are strings, but for `null`, `true` and `false`.
pub(super) fn to_json(node: &Node) -> Value {
    match &node.content {
        Content::Scalar { text, plain: true } => match text.as_str() {
            "" | "~" | "null" => Value::Null,
            "true" => Value::Bool(true),
            "false" => Value::Bool(false),
            text => Value::from(text),
        },
        Content::Scalar { text, plain: false } => Value::from(text.as_str()),
        Content::List(items) => items.iter().map(|item| to_json(item)).collect(),
        Content::Map(entries) => {
            let entries =
                entries.iter().filter_map(|(key, value)| Some((key.text()?.to_owned(), to_json(value))));
            Value::Object(entries.collect::<Map<_, _>>())
        }
    }
}

impl Node {
    /// The text of a scalar.
    pub(super) fn text(&self) -> Option<&str> {
        match &self.content {
            Content::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }

    /// The entry of a map, with its key. A key that is merged in (`<<`) counts where the map has none of its own.
    pub(super) fn entry(&self, key: &str) -> Option<(&Self, &Self)> {
        let Content::Map(entries) = &self.content else { return None };
        let own = entries.iter().rev().find(|(name, _)| name.text() == Some(key));
        let merged = || entries.iter().filter(|(name, _)| name.text() == Some("<<"));
        own.map(|(name, value)| (name.as_ref(), value.as_ref()))
            .or_else(|| merged().find_map(|(_, maps)| maps.items().find_map(|map| map.entry(key))))
    }

    /// The value of an entry of a map.
    pub(super) fn get(&self, key: &str) -> Option<&Self> {
        self.entry(key).map(|(_, value)| value)
    }

    /// The entries of a map, by their keys.
    pub(super) fn entries(&self) -> impl Iterator<Item = (&str, &Self)> {
        let entries = if let Content::Map(entries) = &self.content { entries.as_slice() } else { &[] };
        entries.iter().filter_map(|(key, value)| Some((key.text()?, value.as_ref())))
    }

    /// The items of a list; any other node is its only item.
    pub(super) fn items(&self) -> Box<dyn Iterator<Item = &Self> + '_> {
        match &self.content {
            Content::List(items) => Box::new(items.iter().map(Arc::as_ref)),
            _ => Box::new(std::iter::once(self)),
        }
    }

    /// The texts of all scalars in it, but for keys.
    pub(super) fn texts(&self) -> Vec<&str> {
        match &self.content {
            Content::Scalar { text, .. } => vec![text],
            Content::List(items) => items.iter().flat_map(|item| item.texts()).collect(),
            Content::Map(entries) => entries.iter().flat_map(|(_, value)| value.texts()).collect(),
        }
    }
}

struct Reader<'a> {
    events: Parser<'a, StrInput<'a>>,
    anchors: HashMap<usize, Arc<Node>>,
}

impl<'a> Reader<'a> {
    fn next(&mut self) -> Result<(Event<'a>, Span), ScanError> {
        self.events.next().unwrap_or_else(|| Ok((Event::StreamEnd, Span::default())))
    }

    /// The node that begins with an event.
    fn node(&mut self, event: Event<'a>, span: Span) -> Result<Arc<Node>, ScanError> {
        let (anchor, content, end) = match event {
            Event::Alias(anchor) => {
                return Ok(self.anchors.get(&anchor).map_or_else(|| empty(span), Arc::clone));
            }
            Event::Scalar(text, style, anchor, _) => {
                let plain = style == ScalarStyle::Plain;
                (anchor, Content::Scalar { text: text.into_owned(), plain }, bytes(span))
            }
            Event::SequenceStart(style, anchor, _) => {
                let (nodes, end) = self.nodes_to_end()?;
                let end = end_of(style, nodes.last(), end);
                (anchor, Content::List(nodes), end)
            }
            Event::MappingStart(style, anchor, _) => {
                let (nodes, end) = self.nodes_to_end()?;
                let end = end_of(style, nodes.last(), end);
                let pairs = nodes.chunks_exact(2).map(|pair| (Arc::clone(&pair[0]), Arc::clone(&pair[1])));
                (anchor, Content::Map(pairs.collect()), end)
            }
            _ => return Ok(empty(span)),
        };
        let start = bytes(span);
        let range = start.start..end.end.max(start.end);
        let node = Arc::new(Node { content, line: span.start.line(), range });
        self.anchors.insert(anchor, Arc::clone(&node));
        Ok(node)
    }

    /// The nodes of a list or a map (keys and values in turn), and where it ends.
    fn nodes_to_end(&mut self) -> Result<(Vec<Arc<Node>>, Span), ScanError> {
        let mut nodes = Vec::new();
        loop {
            match self.next()? {
                (Event::SequenceEnd | Event::MappingEnd | Event::StreamEnd, span) => {
                    return Ok((nodes, span));
                }
                (event, span) => nodes.push(self.node(event, span)?),
            }
        }
    }
}

/// A list or a map in blocks ends with its last node; its own end is where the next line begins.
fn end_of(style: StructureStyle, last: Option<&Arc<Node>>, end: Span) -> Range<usize> {
    match (style, last) {
        (StructureStyle::Block, Some(last)) => last.range.clone(),
        _ => bytes(end),
    }
}

fn empty(span: Span) -> Arc<Node> {
    let content = Content::Scalar { text: String::new(), plain: true };
    Arc::new(Node { content, line: span.start.line(), range: bytes(span) })
}

fn bytes(span: Span) -> Range<usize> {
    span.byte_range().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn json(text: &str) -> String {
        to_json(&parse(text).unwrap().unwrap()).to_string()
    }

    #[test]
    fn scalars_stay_the_text_that_they_were() {
        let text = "{a: 6063e25, b: 0123, c: 1e3, d: 0x1F, e: yes, f: 2020-01-02, g: .inf, h: 1_0, i: 1:30, j: '', k: '~'}";
        assert_eq!(
            json(text),
            r#"{"a":"6063e25","b":"0123","c":"1e3","d":"0x1F","e":"yes","f":"2020-01-02","g":".inf","h":"1_0","i":"1:30","j":"","k":"~"}"#
        );
        assert_eq!(json("[~, null, true, false]"), "[null,null,true,false]");
    }

    #[test]
    fn aliases_are_the_nodes_that_they_name() {
        assert_eq!(
            json("a: &x {b: 1}\nc: *x\nd: &y [2, *x]\ne: *y\n"),
            r#"{"a":{"b":"1"},"c":{"b":"1"},"d":["2",{"b":"1"}],"e":["2",{"b":"1"}]}"#
        );
    }

    #[test]
    fn entries_of_merged_maps_are_found() {
        let document = parse("x: &x {a: 1, b: 2}\ny: {<<: *x, b: 3}\nz:\n  <<: [*x]\n").unwrap().unwrap();
        let text = |name: &str, key: &str| document.get(name)?.get(key)?.text().map(str::to_owned);
        assert_eq!(
            [text("y", "a"), text("y", "b"), text("z", "b")],
            ["1", "3", "2"].map(|text| Some(text.to_owned()))
        );
        assert_eq!(text("y", "c"), None);
    }

    #[test]
    fn a_node_knows_its_place() {
        let text = "a:\n  - b\n  - c: d\ne: [f,\n g]\n";
        let document = parse(text).unwrap().unwrap();
        let place = |key: &str| document.get(key).map(|node| (node.line, &text[node.range.clone()]));
        assert_eq!(place("a"), Some((2, "- b\n  - c: d")));
        assert_eq!(place("e"), Some((4, "[f,\n g]")));
    }

    #[test]
    fn what_is_empty_has_no_node() {
        assert!(parse("").unwrap().is_none());
        assert!(parse("# nothing\n").unwrap().is_none());
        assert!(parse("a: [").is_err());
    }

    proptest::proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "(?s)([a-c:&*<>|!'\"{}\\[\\],#~ \n-]|\\PC){0,40}") {
            if let Ok(Some(node)) = parse(&text) {
                drop(to_json(&node));
                proptest::prop_assert!(text.get(node.range.clone()).is_some());
            }
        }
    }
}

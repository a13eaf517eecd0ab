//! Which elements of a document are in another namespace than they should be. Reading passes over that, but for the root.

use quick_xml::NsReader;
use quick_xml::events::Event;
use quick_xml::name::{Namespace, ResolveResult};

/// How many are named.
const MOST: usize = 20;

/// The elements of a document outside a namespace, each with its way from the root; of elements within each other the outermost. It is
/// for documents that were read already: what is no XML has none.
pub fn outside(text: &str, namespace: &str) -> Vec<String> {
    let mut reader = NsReader::from_str(text);
    let mut way: Vec<String> = Vec::new();
    // How long the way to the element was that everything is in now.
    let mut outermost = None;
    let mut found = Vec::new();
    while let Ok((resolved, event)) = reader.read_resolved_event() {
        let is_within = resolved == ResolveResult::Bound(Namespace(namespace));
        match event {
            Event::Start(ref element) | Event::Empty(ref element) => {
                way.push(element.local_name().as_ref().to_owned());
                if !is_within && outermost.is_none() && found.len() < MOST {
                    found.push(way.join("."));
                    outermost = Some(way.len());
                }
            }
            Event::End(_) | Event::Text(_) | Event::CData(_) | Event::GeneralRef(_) => {}
            Event::Decl(_) | Event::PI(_) | Event::Comment(_) | Event::DocType(_) => {}
            Event::Eof => break,
        }
        if matches!(event, Event::Empty(_) | Event::End(_)) {
            outermost = outermost.filter(|length| *length < way.len());
            way.pop();
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_outermost_elements_outside_are_named() {
        for (text, expected) in [
            ("<A xmlns='urn:x'><B/><C><D/></C></A>", &[][..]),
            ("<x:A xmlns:x='urn:x'><x:B/></x:A>", &[]),
            ("<A><B/></A>", &["A"]),
            ("<A xmlns='urn:x'><B xmlns=''><C/></B><D/><y:E xmlns:y='urn:y'/></A>", &["A.B", "A.E"]),
            ("<x:A xmlns:x='urn:x'><B><x:C/></B><x:B/></x:A>", &["A.B"]),
            ("no XML <", &[]),
        ] {
            assert_eq!(outside(text, "urn:x"), expected, "{text}");
        }
    }
}

//! Languages, and what names of the company's own are called in them.

use std::collections::BTreeMap;

/// A language that display names are known in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// The one of callers who ask for none that is known, and the one that names are written in.
    #[default]
    English,
    /// German.
    German,
}

impl Language {
    /// Every one of them.
    pub const ALL: &[Self] = &[Self::English, Self::German];

    /// Its tag, as in `Accept-Language`.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
        }
    }
}

/// What names are called in other languages: those of policies, types, places, fields and whatever else a company names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Translations(BTreeMap<Language, BTreeMap<String, String>>);

impl Translations {
    /// Says what a name is called in a language.
    pub fn insert(&mut self, language: Language, name: String, translated: String) {
        self.0.entry(language).or_default().insert(name, translated);
    }

    /// Takes over what others say; of what both say, they are right.
    pub fn extend(&mut self, others: &Self) {
        for (language, names) in &others.0 {
            let names = names.iter().map(|(name, translated)| (name.clone(), translated.clone()));
            self.0.entry(*language).or_default().extend(names);
        }
    }

    /// What names are called in each language of which anything is said, by name.
    pub fn iter(&self) -> impl Iterator<Item = (Language, &BTreeMap<String, String>)> {
        self.0.iter().map(|(language, names)| (*language, names))
    }

    /// A name in a language; the name itself where nobody said what it is called there.
    pub fn of<'a>(&'a self, name: &'a str, language: Language) -> &'a str {
        self.0.get(&language).and_then(|names| names.get(name)).map_or(name, String::as_str)
    }
}

//! Lists, whose items custom fields take their values from.
//!
//! Facts: the pages of Lists v3 and List Item v3. Bounds but for the lengths are inferred.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Bound;
use std::sync::Arc;

use super::{Case, CompanyChange, Refusal};
use crate::core::ids::{ListId, ListItemId};
use crate::core::rejection::{Body, Fault};

/// How many lists a company has at most.
pub const MOST_LISTS: usize = 1_000;
/// How many items all its lists have together at most.
pub const MOST_ITEMS: usize = 200_000;
/// How deep items lie below each other at most.
pub const DEEPEST: usize = 10;

const LONGEST_NAME: usize = 64;
const LONGEST_CODE: usize = 32;
const LONGEST_CONNECTOR: usize = 255;

/// A list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List {
    /// Unique.
    pub id: ListId,
    /// Unique, without regard to case.
    pub name: String,
    /// Whether its items are vendors.
    pub is_vendor_list: bool,
    /// Whether an item's code is shown before its text.
    pub shows_code_first: bool,
    /// What is looked at where one searches it.
    pub searches: Searches,
    /// The connector that brings its items.
    pub connector: Option<String>,
    /// From which level on items come by the connector.
    pub external_threshold: Option<u32>,
}

/// What is looked at where one searches a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Searches {
    /// The codes.
    Code,
    /// The texts.
    Text,
}

impl Searches {
    /// What the API calls it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Code => "CODE",
            Self::Text => "TEXT",
        }
    }
}

/// An item of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListItem {
    /// Unique.
    pub id: ListItemId,
    /// The list that it is in.
    pub list: ListId,
    /// The item that it lies below.
    pub parent: Option<ListItemId>,
    /// Unique below its parent.
    pub code: String,
    /// What it says.
    pub name: String,
}

/// A list to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewList {
    /// As in [`List`].
    pub name: String,
    /// As in [`List`].
    pub is_vendor_list: bool,
    /// As in [`List`].
    pub shows_code_first: bool,
    /// As in [`List`].
    pub searches: Searches,
    /// As in [`List`].
    pub connector: Option<String>,
    /// As in [`List`].
    pub external_threshold: Option<u32>,
}

/// Changes to a list; what is none stays.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListPatch {
    /// As in [`List`].
    pub name: Option<String>,
    /// As in [`List`].
    pub shows_code_first: Option<bool>,
    /// As in [`List`].
    pub searches: Option<Searches>,
}

/// An item to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewListItem {
    /// The list.
    pub list: Option<ListId>,
    /// The codes of all levels, its own the last.
    pub codes: Vec<String>,
    /// What it says.
    pub name: String,
}

/// Changes to an item; what is none stays.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListItemPatch {
    /// The list that it has to be in.
    pub list: Option<ListId>,
    /// Its code.
    pub code: Option<String>,
    /// What it says.
    pub name: Option<String>,
}

/// The lists of a company and their items, found by id, by name and by code.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Lists {
    lists: BTreeMap<ListId, Arc<List>>,
    names: HashMap<String, ListId>,
    items: BTreeMap<ListItemId, Arc<ListItem>>,
    of_list: HashMap<ListId, BTreeSet<ListItemId>>,
    /// By code, what lies below an item, or at the top of a list.
    below: HashMap<(ListId, Option<ListItemId>), BTreeMap<String, ListItemId>>,
}

impl Lists {
    /// A list.
    pub fn get(&self, id: ListId) -> Option<&Arc<List>> {
        self.lists.get(&id)
    }

    /// A list by its name, without regard to case.
    pub fn named(&self, name: &str) -> Option<&Arc<List>> {
        self.get(*self.names.get(&name.to_lowercase())?)
    }

    /// Lists by id, behind this one.
    pub fn behind(&self, id: Option<ListId>) -> impl Iterator<Item = &Arc<List>> {
        self.lists.range((id.map_or(Bound::Unbounded, Bound::Excluded), Bound::Unbounded)).map(|(_, list)| list)
    }

    /// How many items all lists have together.
    pub fn item_count(&self) -> usize {
        self.items.len()
    }

    /// An item.
    pub fn item(&self, id: ListItemId) -> Option<&Arc<ListItem>> {
        self.items.get(&id)
    }

    /// Items by id, behind this one: of one list, or of all.
    pub fn items_behind(
        &self,
        list: Option<ListId>,
        id: Option<ListItemId>,
    ) -> Box<dyn Iterator<Item = &Arc<ListItem>> + '_> {
        let range = (id.map_or(Bound::Unbounded, Bound::Excluded), Bound::Unbounded);
        match list {
            None => Box::new(self.items.range(range).map(|(_, item)| item)),
            Some(list) => {
                let ids = self.of_list.get(&list).into_iter().flat_map(move |ids| ids.range(range));
                Box::new(ids.filter_map(|id| self.items.get(id)))
            }
        }
    }

    /// The item at the end of a path of codes.
    pub fn find(&self, list: ListId, codes: &[String]) -> Option<&Arc<ListItem>> {
        let step = |parent: Option<ListItemId>, code: &String| self.child(list, parent, code).map(Some);
        self.item(codes.iter().try_fold(None, step)??)
    }

    /// The codes of an item's levels, its own the last.
    pub fn codes<'a>(&'a self, item: &'a ListItem) -> Vec<&'a str> {
        let up = |item: &&'a ListItem| item.parent.and_then(|parent| self.item(parent)).map(|parent| &**parent);
        let mut codes: Vec<_> = std::iter::successors(Some(item), up).map(|item| item.code.as_str()).collect();
        codes.reverse();
        codes
    }

    /// An item with those above it, the topmost first, to be taken out and looked at elsewhere.
    pub fn path(&self, item: &Arc<ListItem>) -> Vec<Arc<ListItem>> {
        let up = |item: &Arc<ListItem>| item.parent.and_then(|parent| self.item(parent)).cloned();
        let mut path: Vec<_> = std::iter::successors(Some(Arc::clone(item)), up).collect();
        path.reverse();
        path
    }

    /// Adds or replaces a list.
    pub fn put(&mut self, list: Arc<List>) {
        self.names.insert(list.name.to_lowercase(), list.id);
        if let Some(before) = self.lists.insert(list.id, Arc::clone(&list))
            && before.name.to_lowercase() != list.name.to_lowercase()
        {
            self.names.remove(&before.name.to_lowercase());
        }
    }

    /// Adds or replaces an item. Neither its list nor its parent ever changes.
    pub fn put_item(&mut self, item: Arc<ListItem>) {
        self.remove_item(item.id);
        self.of_list.entry(item.list).or_default().insert(item.id);
        self.below.entry((item.list, item.parent)).or_default().insert(item.code.clone(), item.id);
        self.items.insert(item.id, item);
    }

    /// Takes all items of a list out.
    pub fn clear(&mut self, list: ListId) {
        let items = self.of_list.get(&list).cloned().unwrap_or_default();
        items.into_iter().for_each(|item| self.remove_item(item));
    }

    pub(super) fn remove_item(&mut self, id: ListItemId) {
        let Some(item) = self.items.remove(&id) else { return };
        if let Some(ids) = self.of_list.get_mut(&item.list) {
            ids.remove(&id);
            if ids.is_empty() {
                self.of_list.remove(&item.list);
            }
        }
        let place = (item.list, item.parent);
        if let Some(siblings) = self.below.get_mut(&place) {
            siblings.remove(&item.code);
            if siblings.is_empty() {
                self.below.remove(&place);
            }
        }
    }

    /// Whether there is an item with this code below another, or at the top of a list.
    pub(in crate::core) fn has_below(&self, place: (ListId, Option<ListItemId>), code: &str) -> bool {
        self.child(place.0, place.1, code).is_some()
    }

    /// Whether everything above an item is in its list, and it lies no deeper than items do.
    pub(in crate::core) fn lies_in(&self, item: &ListItem) -> bool {
        let mut above = item.parent;
        for _ in 0..DEEPEST {
            let Some(parent) = above else { return true };
            let Some(parent) = self.item(parent).filter(|parent| parent.list == item.list) else { return false };
            above = parent.parent;
        }
        false
    }

    fn child(&self, list: ListId, parent: Option<ListItemId>, code: &str) -> Option<ListItemId> {
        self.below.get(&(list, parent))?.get(code).copied()
    }

    /// An item and everything below it.
    fn with_all_below(&self, item: &ListItem) -> Vec<ListItemId> {
        let mut found = vec![item.id];
        let mut next = 0;
        while let Some(parent) = found.get(next).copied() {
            found.extend(self.below.get(&(item.list, Some(parent))).into_iter().flat_map(BTreeMap::values));
            next += 1;
        }
        found
    }
}

pub(super) fn add(case: &mut Case<'_>, body: Body<NewList>) -> Result<Vec<CompanyChange>, Refusal> {
    case.is_for_administrators()?;
    let NewList { name, is_vendor_list, shows_code_first, searches, connector, external_threshold } =
        body.map_err(Refusal::Invalid)?;
    let lists = &case.world.lists;
    let mut faults = Vec::new();
    check_name(lists, None, &name, &mut faults);
    if lists.lists.len() >= MOST_LISTS {
        faults.push(Fault::new("Name", format!("there are {MOST_LISTS} lists already, the most there can be")));
    }
    check_text("ConnectorID", connector.as_deref(), LONGEST_CONNECTOR, &mut faults);
    match external_threshold {
        Some(_) if connector.is_none() => {
            faults.push(Fault::new("ExternalThreshold", "goes with a ConnectorID only"));
        }
        Some(level) if level as usize > DEEPEST => {
            faults.push(Fault::new("ExternalThreshold", format!("has to be from 0 to {DEEPEST}")));
        }
        _ => {}
    }
    check(faults)?;
    let id = ListId::from_bytes(case.context.bytes());
    let list = List { id, name, is_vendor_list, shows_code_first, searches, connector, external_threshold };
    Ok(vec![CompanyChange::ListPut(Arc::new(list))])
}

pub(super) fn change(case: &Case<'_>, id: ListId, body: Body<ListPatch>) -> Result<Vec<CompanyChange>, Refusal> {
    case.is_for_administrators()?;
    let list = case.world.lists.get(id).ok_or(Refusal::NotFound("list"))?;
    let ListPatch { name, shows_code_first, searches } = body.map_err(Refusal::Invalid)?;
    let mut faults = Vec::new();
    if let Some(name) = &name {
        check_name(&case.world.lists, Some(id), name, &mut faults);
    }
    check(faults)?;
    let mut list = List::clone(list);
    list.name = name.unwrap_or(list.name);
    list.shows_code_first = shows_code_first.unwrap_or(list.shows_code_first);
    list.searches = searches.unwrap_or(list.searches);
    Ok(vec![CompanyChange::ListPut(Arc::new(list))])
}

pub(super) fn add_item(case: &mut Case<'_>, body: Body<NewListItem>) -> Result<Vec<CompanyChange>, Refusal> {
    case.is_for_administrators()?;
    let NewListItem { list, codes, name } = body.map_err(Refusal::Invalid)?;
    let lists = &case.world.lists;
    let Some(list) = list.filter(|list| lists.get(*list).is_some()) else {
        return Err(Refusal::Invalid(vec![Fault::new("ListID", "names no list")]));
    };
    let mut faults = Vec::new();
    check_text("Name", Some(&name), LONGEST_NAME, &mut faults);
    let Some((code, above)) = codes.split_last() else {
        faults.push(Fault::new("Level1Code", "is required"));
        return Err(Refusal::Invalid(faults));
    };
    let level = codes.len();
    let field = format!("Level{level}Code");
    check_text(&field, Some(code), LONGEST_CODE, &mut faults);
    if level > DEEPEST {
        faults.push(Fault::new(&field, format!("is deeper than {DEEPEST} levels")));
    }
    let parent = lists.find(list, above).map(|parent| parent.id);
    if !above.is_empty() && parent.is_none() {
        faults
            .push(Fault::new(format!("Level{}Code", level - 1), "names no item of the list, with the levels above it"));
    } else if lists.child(list, parent, code).is_some() {
        faults.push(Fault::new(&field, "is another item's already"));
    }
    if lists.items.len() >= MOST_ITEMS {
        faults.push(Fault::new("ListID", format!("there are {MOST_ITEMS} items already, the most there can be")));
    }
    check(faults)?;
    let id = ListItemId::from_bytes(case.context.bytes());
    let item = ListItem { id, list, parent, code: code.clone(), name };
    Ok(vec![CompanyChange::ListItemPut(Arc::new(item))])
}

pub(super) fn change_item(
    case: &Case<'_>,
    id: ListItemId,
    body: Body<ListItemPatch>,
) -> Result<Vec<CompanyChange>, Refusal> {
    case.is_for_administrators()?;
    let lists = &case.world.lists;
    let item = lists.item(id).ok_or(Refusal::NotFound("list item"))?;
    let ListItemPatch { list, code, name } = body.map_err(Refusal::Invalid)?;
    let mut faults = Vec::new();
    if list.is_some_and(|list| list != item.list) {
        faults.push(Fault::new("ListID", "is not the list that the item is in"));
    }
    check_text("Code", code.as_deref(), LONGEST_CODE, &mut faults);
    check_text("Name", name.as_deref(), LONGEST_NAME, &mut faults);
    let holder = code.as_ref().and_then(|code| lists.child(item.list, item.parent, code));
    if holder.is_some_and(|holder| holder != id) {
        faults.push(Fault::new("Code", "is another item's already"));
    }
    check(faults)?;
    let mut item = ListItem::clone(item);
    item.code = code.unwrap_or(item.code);
    item.name = name.unwrap_or(item.name);
    Ok(vec![CompanyChange::ListItemPut(Arc::new(item))])
}

pub(super) fn delete_item(
    case: &Case<'_>,
    id: ListItemId,
    list: Option<ListId>,
) -> Result<Vec<CompanyChange>, Refusal> {
    case.is_for_administrators()?;
    let item = case.world.lists.item(id).ok_or(Refusal::NotFound("list item"))?;
    match list {
        None => Err(Refusal::Invalid(vec![Fault::new("listId", "is required")])),
        Some(list) if list != item.list => {
            Err(Refusal::Invalid(vec![Fault::new("listId", "is not the list that the item is in")]))
        }
        Some(_) => Ok(vec![CompanyChange::ListItemsDeleted(case.world.lists.with_all_below(item))]),
    }
}

fn check_name(lists: &Lists, own: Option<ListId>, name: &str, faults: &mut Vec<Fault>) {
    check_text("Name", Some(name), LONGEST_NAME, faults);
    if lists.named(name).is_some_and(|other| Some(other.id) != own) {
        faults.push(Fault::new("Name", "is another list's already"));
    }
}

fn check_text(field: &str, text: Option<&str>, longest: usize, faults: &mut Vec<Fault>) {
    let Some(text) = text else { return };
    if text.trim().is_empty() {
        faults.push(Fault::new(field, "is empty"));
    } else if text.chars().count() > longest {
        faults.push(Fault::new(field, format!("has more than {longest} characters")));
    }
}

fn check(faults: Vec<Fault>) -> Result<(), Refusal> {
    if faults.is_empty() { Ok(()) } else { Err(Refusal::Invalid(faults)) }
}

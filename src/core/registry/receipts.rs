//! Receipt images: what users upload, kept byte for byte.
//!
//! Facts: the Receipt Image v3 page, and the types and the size of Receipt Image v1. How many there can be is inferred.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Bound;
use std::sync::Arc;

use super::{Case, CompanyChange, Refusal};
use crate::core::Timestamp;
use crate::core::command::Caller;
use crate::core::ids::{ReceiptImageId, UserId};
use crate::core::rejection::{Body, Fault};

/// How many bytes all images of a company have together at most.
pub const MOST_BYTES: usize = 256 * 1024 * 1024;
/// How many images a user has at most.
pub const MOST_IMAGES: usize = 10_000;
/// How often something is appended to an image at most.
pub const MOST_PAGES: usize = 100;

/// A type of image.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MediaType {
    /// A PDF document.
    Pdf,
    /// A JPEG.
    Jpeg,
    /// A PNG.
    Png,
}

impl MediaType {
    /// Every one of them.
    pub const ALL: &[Self] = &[Self::Pdf, Self::Jpeg, Self::Png];

    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
        }
    }

    /// The type that these bytes begin as.
    pub fn of(bytes: &[u8]) -> Option<Self> {
        Self::ALL.iter().copied().find(|media_type| {
            bytes.starts_with(match media_type {
                Self::Pdf => b"%PDF-",
                Self::Jpeg => b"\xff\xd8\xff",
                Self::Png => b"\x89PNG\r\n\x1a\n",
            })
        })
    }
}

/// What is uploaded at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Its type.
    pub media_type: MediaType,
    /// Its bytes, as they came.
    pub bytes: Arc<[u8]>,
}

/// A receipt image.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceiptImage {
    /// Unique.
    pub id: ReceiptImageId,
    /// Whose it is.
    pub owner: UserId,
    /// When it was uploaded.
    pub at: Timestamp,
    /// What was uploaded, and what was appended.
    pub pages: Vec<Page>,
}

/// The receipt images of a company.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Receipts {
    images: HashMap<ReceiptImageId, Arc<ReceiptImage>>,
    owned: BTreeMap<UserId, BTreeSet<ReceiptImageId>>,
    bytes: usize,
}

impl Receipts {
    /// An image.
    pub fn get(&self, id: ReceiptImageId) -> Option<&Arc<ReceiptImage>> {
        self.images.get(&id)
    }

    /// The images of a user by id, behind this one.
    pub fn behind(&self, owner: UserId, id: Option<ReceiptImageId>) -> impl Iterator<Item = &Arc<ReceiptImage>> {
        let range = (id.map_or(Bound::Unbounded, Bound::Excluded), Bound::Unbounded);
        let ids = self.owned.get(&owner).into_iter().flat_map(move |ids| ids.range(range));
        ids.filter_map(|id| self.get(*id))
    }

    /// All of them, in no order.
    pub(in crate::core) fn all(&self) -> impl Iterator<Item = &Arc<ReceiptImage>> {
        self.images.values()
    }

    pub(in crate::core) fn put(&mut self, image: Arc<ReceiptImage>) {
        self.remove(image.id);
        self.bytes += image.bytes();
        self.owned.entry(image.owner).or_default().insert(image.id);
        self.images.insert(image.id, image);
    }

    pub(super) fn remove(&mut self, id: ReceiptImageId) {
        let Some(image) = self.images.remove(&id) else { return };
        self.bytes -= image.bytes();
        if let Some(owned) = self.owned.get_mut(&image.owner) {
            owned.remove(&id);
            if owned.is_empty() {
                self.owned.remove(&image.owner);
            }
        }
    }
}

impl ReceiptImage {
    fn bytes(&self) -> usize {
        self.pages.iter().map(|page| page.bytes.len()).sum()
    }
}

pub(super) fn add(case: &mut Case<'_>, page: Body<Page>) -> Result<Vec<CompanyChange>, Refusal> {
    let owner = owner(case)?;
    let page = page.map_err(Refusal::Invalid)?;
    let receipts = &case.world.receipts;
    if receipts.owned.get(&owner).map_or(0, BTreeSet::len) >= MOST_IMAGES {
        return invalid(format!("there are {MOST_IMAGES} images of the user already, the most there can be"));
    }
    check_room(receipts, &page)?;
    let id = ReceiptImageId::from_bytes(case.context.bytes());
    let image = ReceiptImage { id, owner, at: case.context.now, pages: vec![page] };
    Ok(vec![CompanyChange::ReceiptPut(Arc::new(image))])
}

pub(super) fn append(case: &Case<'_>, id: ReceiptImageId, page: Body<Page>) -> Result<Vec<CompanyChange>, Refusal> {
    let image = find(case, id)?;
    let page = page.map_err(Refusal::Invalid)?;
    if image.pages.len() >= MOST_PAGES {
        return invalid(format!("the image has {MOST_PAGES} parts already, the most there can be"));
    }
    check_room(&case.world.receipts, &page)?;
    let mut image = ReceiptImage::clone(image);
    image.pages.push(page);
    Ok(vec![CompanyChange::ReceiptPut(Arc::new(image))])
}

pub(super) fn delete(case: &Case<'_>, id: ReceiptImageId) -> Result<Vec<CompanyChange>, Refusal> {
    Ok(vec![CompanyChange::ReceiptDeleted(find(case, id)?.id)])
}

/// The image that the caller means, if it is his, or that of the user whom he names as an administrator.
fn find<'a>(case: &Case<'a>, id: ReceiptImageId) -> Result<&'a Arc<ReceiptImage>, Refusal> {
    let owner = owner(case)?;
    let image = case.world.receipts.get(id).filter(|image| image.owner == owner);
    image.ok_or(Refusal::NotFound("receipt image"))
}

/// Whose images the caller works with: his own, or those of the user whom he names as an administrator.
fn owner(case: &Case<'_>) -> Result<UserId, Refusal> {
    let owner = match (case.actor.target, case.actor.caller) {
        (None, Caller::User(user)) => return Ok(user),
        (Some(target), Caller::User(user)) if target == user => return Ok(user),
        (Some(target), _) => target,
        (None, Caller::Company | Caller::Clock) => {
            return Err(Refusal::NotAllowed("name the user whose images are meant"));
        }
    };
    case.is_for_administrators()?;
    match case.world.user(owner) {
        Some(user) => Ok(user.id),
        None => Err(Refusal::Invalid(vec![Fault::new("user", "is the login of nobody")])),
    }
}

fn check_room(receipts: &Receipts, page: &Page) -> Result<(), Refusal> {
    if receipts.bytes + page.bytes.len() > MOST_BYTES {
        return invalid(format!("all images together would have more than {MOST_BYTES} bytes; delete some"));
    }
    Ok(())
}

fn invalid<T>(message: String) -> Result<T, Refusal> {
    Err(Refusal::Invalid(vec![Fault::new("image", message)]))
}

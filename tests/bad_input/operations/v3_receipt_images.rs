//! Those of receipt images of v3.

use reqwest::Method;

use super::Sound;

/// Operations that read an image.
pub const UPLOADS: &[&str] = &["v3.createReceiptImage", "v3.appendToReceiptImage"];
/// The beginning of one.
pub const PNG: &[u8] = b"\x89PNG\r\n\x1a\nand so on";

/// Those of receipt images; `{image}` stands for the ID of one.
pub fn sound() -> Vec<Sound> {
    let row = |operation, method, path, token, body| Sound { operation, method, path, token, body };
    use Method as M;
    vec![
        row("v3.listReceiptImages", M::GET, "/api/v3.0/expense/receiptimages".to_owned(), "traveler-token", None),
        row("v3.getReceiptImage", M::GET, "/api/v3.0/expense/receiptimages/{image}".to_owned(), "traveler-token", None),
        row("v3.createReceiptImage", M::POST, "/api/v3.0/expense/receiptimages".to_owned(), "traveler-token", None),
        row(
            "v3.appendToReceiptImage",
            M::PUT,
            "/api/v3.0/expense/receiptimages/{image}".to_owned(),
            "traveler-token",
            None,
        ),
        row(
            "v3.deleteReceiptImage",
            M::DELETE,
            "/api/v3.0/expense/receiptimages/{image}".to_owned(),
            "traveler-token",
            None,
        ),
        row("v3.getReceiptImageFile", M::GET, "/api/v3.0/expense/receiptimages/{image}/file".to_owned(), "", None),
    ]
}

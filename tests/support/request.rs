//! A request that is awaited for its answer, and the answer.

use std::future::{Future, IntoFuture};
use std::pin::Pin;

use bytes::Bytes;
use reqwest::Method;
use reqwest::header::HeaderMap;
use serde_json::Value;

use super::documents;
use super::emulator::TestApp;
use super::xml::Element;

/// A request to be; awaiting it sends it.
#[derive(Clone)]
pub struct Request<'a> {
    app: &'a TestApp,
    method: Method,
    path: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

/// An answer that keeps to the documents.
#[derive(Debug, Clone)]
pub struct Answer {
    /// What was asked, for messages: method and path.
    pub asked: String,
    /// The status.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Bytes,
}

impl<'a> Request<'a> {
    pub(super) fn new(app: &'a TestApp, method: Method, path: &str) -> Self {
        let path = path.strip_prefix(app.base_url()).unwrap_or(path).to_owned();
        Self { app, method, path, headers: Vec::new(), body: Vec::new() }
    }

    /// With a header.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// With a bearer token.
    pub fn bearer(self, token: &str) -> Self {
        self.header("authorization", &format!("Bearer {token}"))
    }

    /// With a body of JSON.
    pub fn json(self, body: &Value) -> Self {
        self.content("application/json", body.to_string())
    }

    /// With a body of this type; none, where the type is empty.
    pub fn content(mut self, content_type: &str, body: impl Into<Vec<u8>>) -> Self {
        self.headers.retain(|(name, _)| name != "content-type");
        self.body = body.into();
        if content_type.is_empty() { self } else { self.header("content-type", content_type) }
    }

    async fn send(self) -> Answer {
        let asked = format!("{} {}", self.method, self.path);
        let mut request =
            self.app.client().request(self.method.clone(), format!("{}{}", self.app.base_url(), self.path));
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        if !self.body.is_empty() {
            request = request.body(self.body);
        }
        let response = request.send().await.unwrap_or_else(|error| panic!("{asked}: {error:?}"));
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let body = response.bytes().await.unwrap_or_else(|error| panic!("{asked}: {error:?}"));
        let answer = Answer { asked, status, headers, body };
        documents::check(&self.method, &self.path, &answer);
        answer
    }
}

impl<'a> IntoFuture for Request<'a> {
    type Output = Answer;
    type IntoFuture = Pin<Box<dyn Future<Output = Answer> + Send + 'a>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}

impl Answer {
    /// Itself, if it has this status.
    #[track_caller]
    pub fn must(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}: {}", self.asked, self.text());
        self
    }

    /// Itself, if it is a refusal with this status whose `validationErrors` name this field.
    #[track_caller]
    pub fn refused(self, status: u16, field: &str) -> Self {
        let answer = self.must(status);
        let fields = answer.faults();
        assert!(fields.iter().any(|f| f == field), "{}: {fields:?} without {field}: {}", answer.asked, answer.text());
        answer
    }

    /// The fields that `validationErrors` name.
    pub fn faults(&self) -> Vec<String> {
        let errors = self.json()["validationErrors"].clone();
        let sources = errors.as_array().into_iter().flatten().filter_map(|error| error["source"].as_str());
        sources.map(str::to_owned).collect()
    }

    /// A header; empty where there is none.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().expect("a header of text"))
    }

    /// The operation that it says it is.
    pub fn operation(&self) -> &str {
        self.header("x-emulator-operation")
    }

    /// The type of its content, without parameters.
    pub fn media_type(&self) -> &str {
        self.header("content-type").split(';').next().unwrap_or_default().trim()
    }

    /// The body as JSON.
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{}: {error}: {}", self.asked, self.text()))
    }

    /// The body as XML.
    #[track_caller]
    pub fn xml(&self) -> Element {
        Element::read(&self.text()).unwrap_or_else(|error| panic!("{}: {error}: {}", self.asked, self.text()))
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

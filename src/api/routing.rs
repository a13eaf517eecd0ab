//! What a family serves, and which of its operations a request is for.
//!
//! A family lists its handlers once, in `routes!`. From that list come the routes that are served and the document that
//! describes them, so that none is served undescribed. The two come apart again on purpose: a server needs method, path and
//! handler, and carries nothing of the description.

use std::collections::BTreeMap;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use actix_web::dev::Payload;
use actix_web::http::Method;
use actix_web::{FromRequest, Handler, HttpRequest, HttpResponse, Responder};
use utoipa::openapi::HttpMethod;

use super::deprecations::{self, Deprecated};

/// Makes `routes()` and `document()` of a list of handlers, each annotated with `#[utoipa::path]`. Before the list go the types that no
/// handler names by itself, but that what it names refers to: `#[schemas(ErrorBody)]`.
macro_rules! routes {
    ($(#[schemas($($schema:path),+)])? $($module:ident::$handler:ident),+ $(,)?) => {
        /// The family's operations, as they are served.
        pub fn routes() -> Vec<$crate::api::routing::Route> {
            pastey::paste! {
                vec![$($crate::api::routing::Route::of::<$module::[<__path_ $handler>], _, _>($module::$handler)),+]
            }
        }

        /// The family's operations, as they describe themselves.
        pub fn document() -> utoipa::openapi::OpenApi {
            #[derive(utoipa::OpenApi)]
            #[openapi(paths($($module::$handler),+), components(schemas($($($schema),+)?)))]
            struct Described;
            <Described as utoipa::OpenApi>::openapi()
        }
    };
}

pub(crate) use routes;

/// An answer in the making.
pub type Answer = Pin<Box<dyn Future<Output = HttpResponse>>>;

/// What makes answers.
type Answering = dyn Fn(HttpRequest, Payload) -> Answer + Send + Sync;

/// A method and a path, and who answers there.
pub struct Route {
    /// The method.
    pub method: Method,
    /// The path as it is documented, with parameters in braces. A parameter is a whole segment.
    pub path: String,
    /// Since when it is deprecated, if at all.
    pub deprecated: Option<&'static Deprecated>,
    /// Whether the log has told that it is.
    pub is_told: AtomicBool,
    /// Each parameter, and which segment it is.
    parameters: Vec<(String, usize)>,
    handler: Box<Answering>,
}

impl fmt::Debug for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Route").field(&self.to_string()).finish()
    }
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.path)
    }
}

impl Route {
    /// Serves an operation where its description says.
    pub fn of<Described, Arguments, H>(handler: H) -> Self
    where
        Described: utoipa::Path,
        Arguments: FromRequest + 'static,
        H: Handler<Arguments, Output: Responder> + Send + Sync,
    {
        let answer: Box<Answering> = Box::new(move |request, mut payload| {
            let handler = handler.clone();
            Box::pin(async move {
                match Arguments::from_request(&request, &mut payload).await {
                    Ok(arguments) => handler.call(arguments).await.respond_to(&request).map_into_boxed_body(),
                    Err(error) => HttpResponse::from_error(error),
                }
            })
        });
        Self::described(&Described::methods(), Described::path(), answer)
    }

    // From here on nothing is built once for every handler.
    fn described(methods: &[HttpMethod], path: String, handler: Box<Answering>) -> Self {
        Self::boxed(methods.first().map_or(Method::GET, method), path, handler)
    }

    /// Serves a path by this method.
    pub fn new(
        method: Method,
        path: impl Into<String>,
        handler: impl Fn(HttpRequest, Payload) -> Answer + Send + Sync + 'static,
    ) -> Self {
        Self::boxed(method, path.into(), Box::new(handler))
    }

    fn boxed(method: Method, path: String, handler: Box<Answering>) -> Self {
        let numbered = segments(&path).enumerate();
        let parameters =
            numbered.filter_map(|(number, segment)| Some((parameter(segment)?.to_owned(), number))).collect();
        let deprecated = deprecations::of(method.as_str(), &path);
        Self { method, path, deprecated, is_told: AtomicBool::new(false), parameters, handler }
    }

    /// Answers a request.
    pub fn answer(&self, request: HttpRequest, payload: Payload) -> Answer {
        (self.handler)(request, payload)
    }

    /// What stands in a path of this route where a parameter of this name is.
    pub fn parameter<'p>(&self, name: &str, path: &'p str) -> Option<&'p str> {
        let (_, number) = self.parameters.iter().find(|(known, _)| known == name)?;
        segments(path).nth(*number)
    }

    /// What stands in a path of this route where its parameters are.
    pub fn arguments<'p>(&self, path: &'p str) -> impl Iterator<Item = &'p str> {
        self.parameters.iter().filter_map(move |(_, number)| segments(path).nth(*number))
    }
}

/// The segments of a path.
pub fn segments(path: &str) -> impl Iterator<Item = &str> + Clone {
    path.strip_prefix('/').unwrap_or(path).split('/')
}

/// The name of a parameter; none where a segment is meant literally.
pub fn parameter(segment: &str) -> Option<&str> {
    segment.strip_prefix('{')?.strip_suffix('}')
}

fn method(documented: &HttpMethod) -> Method {
    match documented {
        HttpMethod::Get => Method::GET,
        HttpMethod::Post => Method::POST,
        HttpMethod::Put => Method::PUT,
        HttpMethod::Delete => Method::DELETE,
        HttpMethod::Options => Method::OPTIONS,
        HttpMethod::Head => Method::HEAD,
        HttpMethod::Patch => Method::PATCH,
        HttpMethod::Trace => Method::TRACE,
    }
}

/// Routes by the segments of their paths: finding one costs as many steps as its path has segments, however many there are.
#[derive(Debug, Default)]
pub struct Index {
    literals: BTreeMap<String, Self>,
    parameter: Option<Box<Self>>,
    /// Those that end here, one for each method.
    routes: Vec<Arc<Route>>,
}

impl Index {
    /// Adds a route. Of two for one method and one path the first is served.
    pub fn add(&mut self, route: Arc<Route>) {
        self.add_spelt(route, str::to_owned);
    }

    /// Adds a route that is found by its path in lower case.
    pub fn add_in_lower_case(&mut self, route: Arc<Route>) {
        self.add_spelt(route, str::to_ascii_lowercase);
    }

    fn add_spelt(&mut self, route: Arc<Route>, spelling: fn(&str) -> String) {
        let mut here = self;
        for segment in segments(&route.path) {
            here = match parameter(segment) {
                Some(_) => here.parameter.get_or_insert_default(),
                None => here.literals.entry(spelling(segment)).or_default(),
            };
        }
        here.routes.push(route);
    }

    /// The route of a method and a path. Where a segment fits both, what is meant literally comes before a parameter, which
    /// takes any text but none.
    pub fn find(&self, method: &Method, path: &str) -> Option<&Arc<Route>> {
        self.descend(method, segments(path))
    }

    fn descend<'s>(&self, method: &Method, mut rest: impl Iterator<Item = &'s str> + Clone) -> Option<&Arc<Route>> {
        let Some(segment) = rest.next() else {
            return self.routes.iter().find(|route| route.method == *method);
        };
        let literally = self.literals.get(segment).and_then(|next| next.descend(method, rest.clone()));
        literally.or_else(|| self.parameter.as_ref().filter(|_| !segment.is_empty())?.descend(method, rest))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn index(paths: &[&str]) -> Index {
        let mut index = Index::default();
        for path in paths {
            let answer = |_, _| -> Answer { Box::pin(async { HttpResponse::Ok().finish() }) };
            let (method, path) = path.split_once(' ').unwrap();
            index.add(Arc::new(Route::new(method.parse().unwrap(), path, answer)));
        }
        index
    }

    #[test]
    fn a_literal_comes_before_a_parameter_unless_it_leads_nowhere() {
        let index = index(&["GET /a/{x}/c", "GET /a/b/d", "PUT /a/b", "GET /a/{x}"]);
        for (method, path, found) in [
            (Method::GET, "/a/b/c", Some("GET /a/{x}/c")),
            (Method::GET, "/a/b/d", Some("GET /a/b/d")),
            (Method::PUT, "/a/b", Some("PUT /a/b")),
            (Method::GET, "/a/b", Some("GET /a/{x}")),
            (Method::GET, "/a/", None),
            (Method::GET, "/a/b/", None),
            (Method::POST, "/a/b", None),
            (Method::GET, "/", None),
        ] {
            let route = index.find(&method, path).map(ToString::to_string);
            assert_eq!(route.as_deref(), found, "{method} {path}");
        }
    }

    #[test]
    fn a_parameter_is_read_by_its_name() {
        let index = index(&["GET /users/{user}/reports/{report}"]);
        let path = "/users/U/reports/R";
        let route = index.find(&Method::GET, path).unwrap();
        assert_eq!((route.parameter("user", path), route.parameter("report", path)), (Some("U"), Some("R")));
        assert_eq!(route.parameter("users", path), None);
    }
}

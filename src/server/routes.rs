//! Every family that is served, and which documented route a path comes nearest to.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::OnceLock;

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse};
use serde::Deserialize;
use serde::de::IgnoredAny;

use crate::api::families::{EMULATED, Family, REFUSE_UNCLAIMED};
use crate::control;

/// A segment longer than this resembles nothing: comparing it would only cost time.
const COMPARED_BYTES: usize = 64;

/// Segments beyond these are not compared either; no documented path has as many.
const COMPARED_SEGMENTS: usize = 24;

/// What it costs to leave a segment out, or to put one in.
const MISSING: f64 = 1.0;

/// What it costs that a parameter stands where a literal might have been meant.
const PARAMETER: f64 = 0.3;

/// What it costs that the method is another. Less than any slip in the path.
const METHOD: f64 = 0.01;

/// Methods as documents and as requests name them.
const METHODS: [(&str, &str); 5] =
    [("get", "GET"), ("post", "POST"), ("put", "PUT"), ("patch", "PATCH"), ("delete", "DELETE")];

/// The families of a server.
#[derive(Debug)]
pub struct Families {
    families: Vec<&'static Family>,
    /// Every documented route; only a path that matches nothing asks for them.
    routes: OnceLock<Vec<Route>>,
}

/// A documented method and path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Route {
    /// The method.
    pub method: &'static str,
    /// The path, with parameters in braces.
    pub path: String,
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.path)
    }
}

impl Families {
    /// Those that the emulator serves: the emulated ones, and its own control.
    pub fn all() -> Self {
        Self::new(EMULATED.iter().chain([&control::FAMILY]).collect())
    }

    /// These ones.
    pub fn new(families: Vec<&'static Family>) -> Self {
        Self { families, routes: OnceLock::new() }
    }

    /// All of them, in the order in which they are served.
    pub fn iter(&self) -> impl Iterator<Item = &'static Family> {
        self.families.iter().copied()
    }

    /// Refuses a request as the family does whose prefix its path has; as v4 where none has it.
    pub fn refuse(&self, request: &HttpRequest, status: StatusCode, message: String) -> HttpResponse {
        let claims = self.iter().filter_map(|family| Some((family.claim(request.path())?, family.refuse)));
        let refuse = claims.max_by_key(|(length, _)| *length).map_or(REFUSE_UNCLAIMED, |(_, refuse)| refuse);
        refuse(request, status, message)
    }

    /// The path that a variant of it stands for; none where it is written as it should be.
    pub fn canonical(&self, path: &str) -> Option<String> {
        self.iter().find_map(|family| family.canonical(path))
    }

    /// The documented methods of a path; none where the path is not documented.
    pub fn methods_of(&self, path: &str) -> Vec<&'static str> {
        self.routes().iter().filter(|route| route.has_path(path)).map(|route| route.method).collect()
    }

    /// The documented route that comes nearest to a request.
    pub fn nearest(&self, method: &str, path: &str) -> Option<&Route> {
        let by_distance = self.routes().iter().map(|route| (route.distance(method, path), route));
        by_distance.min_by(|(one, _), (other, _)| one.total_cmp(other)).map(|(_, route)| route)
    }

    fn routes(&self) -> &[Route] {
        self.routes.get_or_init(|| self.iter().flat_map(|family| documented(family.document)).collect())
    }
}

/// What is read of a document.
#[derive(Deserialize)]
struct Document {
    /// Operations by method, by path.
    paths: BTreeMap<String, BTreeMap<String, IgnoredAny>>,
}

/// The routes of a document; tests prove that each of them can be read.
fn documented(document: &str) -> Vec<Route> {
    let paths = serde_json::from_str(document).map_or_else(|_| BTreeMap::new(), |document: Document| document.paths);
    let routes = paths.into_iter().flat_map(|(path, operations)| {
        let methods = METHODS.iter().filter(move |(name, _)| operations.contains_key(*name));
        methods.map(move |(_, method)| Route { method, path: path.clone() })
    });
    routes.collect()
}

impl Route {
    /// Whether a path is one of this route's.
    fn has_path(&self, path: &str) -> bool {
        let (mut documented, mut asked) = (segments(&self.path), segments(path));
        loop {
            match (documented.next(), asked.next()) {
                (None, None) => return true,
                (Some(d), Some(a)) if d == a || (is_parameter(d) && !a.is_empty()) => {}
                _ => return false,
            }
        }
    }

    /// How far a request is from this route: 0 where it is the very one, 1 for each segment that is not there at all.
    fn distance(&self, method: &str, path: &str) -> f64 {
        let asked: Vec<&str> = segments(path).take(COMPARED_SEGMENTS).collect();
        let mut row: Vec<f64> = (0_u8..).take(asked.len() + 1).map(|n| f64::from(n) * MISSING).collect();
        for documented in segments(&self.path) {
            let mut diagonal = row[0];
            row[0] += MISSING;
            for (column, asked) in asked.iter().enumerate() {
                let swapped = diagonal + difference(documented, asked);
                diagonal = row[column + 1];
                row[column + 1] = swapped.min(diagonal + MISSING).min(row[column] + MISSING);
            }
        }
        let path = row.last().copied().unwrap_or_default();
        path + if method == self.method { 0.0 } else { METHOD }
    }
}

fn segments(path: &str) -> impl Iterator<Item = &str> {
    path.trim_start_matches('/').split('/')
}

fn is_parameter(segment: &str) -> bool {
    segment.starts_with('{')
}

/// How unlike two segments are, from 0 to [`MISSING`].
fn difference(documented: &str, asked: &str) -> f64 {
    if documented == asked {
        0.0
    } else if is_parameter(documented) {
        PARAMETER
    } else if asked.len() > COMPARED_BYTES {
        MISSING
    } else {
        1.0 - strsim::normalized_damerau_levenshtein(&documented.to_lowercase(), &asked.to_lowercase())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn families(routes: &[(&'static str, &str)]) -> Families {
        let routes: Vec<_> = routes.iter().map(|(method, path)| Route { method, path: (*path).to_owned() }).collect();
        Families { families: Vec::new(), routes: OnceLock::from(routes) }
    }

    fn reports() -> Families {
        families(&[
            ("GET", "/expensereports/v4/reports/{reportId}"),
            ("GET", "/expensereports/v4/users/{userId}/context/{contextType}/reports/{reportId}"),
            ("PATCH", "/expensereports/v4/reports/{reportId}/approve"),
            ("PATCH", "/expensereports/v4/reports/{reportId}/sendBack"),
            ("POST", "/oauth2/v0/token"),
        ])
    }

    #[test]
    fn the_nearest_route_survives_slips_of_spelling_case_and_order() {
        for (method, path, nearest) in [
            ("GET", "/expensereports/v4/report/ABC", "GET /expensereports/v4/reports/{reportId}"),
            ("GET", "/expensereports/reports/ABC", "GET /expensereports/v4/reports/{reportId}"),
            ("PATCH", "/expensereports/v4/reports/ABC/aprove", "PATCH /expensereports/v4/reports/{reportId}/approve"),
            ("POST", "/expensereports/v4/reports/ABC/sendback", "PATCH /expensereports/v4/reports/{reportId}/sendBack"),
            (
                "GET",
                "/expensereports/v4/users/U/contexts/TRAVELER/reports/ABC",
                "GET /expensereports/v4/users/{userId}/context/{contextType}/reports/{reportId}",
            ),
            ("POST", "/oauth2/token", "POST /oauth2/v0/token"),
        ] {
            assert_eq!(reports().nearest(method, path).map(ToString::to_string).as_deref(), Some(nearest), "{path}");
        }
    }

    #[test]
    fn a_path_has_the_methods_of_every_route_that_it_fits() {
        assert_eq!(reports().methods_of("/expensereports/v4/reports/ABC/approve"), ["PATCH"]);
        assert_eq!(reports().methods_of("/expensereports/v4/reports/"), [""; 0]);
        assert_eq!(reports().methods_of("/expensereports/v4/reports/ABC/approve/"), [""; 0]);
    }

    #[test]
    fn an_absurd_path_is_compared_no_further_than_it_makes_sense() {
        let path = format!("/{}{}", "x".repeat(8_000), "/y".repeat(4_000));
        assert!(reports().nearest("GET", &path).is_some());
        assert!(families(&[]).nearest("GET", &path).is_none());
    }
}

//! Every family that is served, and which documented route a path comes nearest to.

use std::sync::Arc;

use actix_web::http::{Method, StatusCode};
use actix_web::{HttpRequest, HttpResponse};

use crate::api::families::{EMULATED, Family, REFUSE_UNCLAIMED};
use crate::api::routing::{Index, Route, parameter, segments};
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

/// Up to how unlike two segments may be, to be one for the other.
const SLIP: f64 = 0.4;

/// The families of a server.
#[derive(Debug)]
pub struct Families {
    families: Vec<&'static Family>,
    /// Every route, ordered by path within each family.
    routes: Vec<Arc<Route>>,
    index: Index,
    /// Those that are found in any case, by their paths in lower case.
    in_any_case: Index,
}

impl Families {
    /// Those that the emulator serves: the emulated ones, and its own control.
    pub fn all() -> Self {
        Self::new(EMULATED.iter().chain([&control::FAMILY]).collect())
    }

    /// These ones.
    pub fn new(families: Vec<&'static Family>) -> Self {
        let routes = families.iter().flat_map(|family| in_order((family.routes)()));
        let mut served = Self::serving(families.clone(), routes.collect());
        let lenient: Vec<_> = families.iter().filter(|family| family.any_case).collect();
        let is_lenient = |route: &&Arc<Route>| lenient.iter().any(|family| family.claim(&route.path).is_some());
        let lenient = served.routes.iter().filter(is_lenient);
        lenient.for_each(|route| served.in_any_case.add_in_lower_case(Arc::clone(route)));
        served
    }

    fn serving(families: Vec<&'static Family>, routes: Vec<Route>) -> Self {
        let routes: Vec<_> = routes.into_iter().map(Arc::new).collect();
        let mut index = Index::default();
        routes.iter().for_each(|route| index.add(Arc::clone(route)));
        Self { families, routes, index, in_any_case: Index::default() }
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

    /// The route that serves a path by a method.
    pub fn find(&self, method: &Method, path: &str) -> Option<&Arc<Route>> {
        self.index.find(method, path).or_else(|| {
            let path = path.strip_suffix('/').unwrap_or(path);
            self.in_any_case.find(method, &path.to_ascii_lowercase())
        })
    }

    /// The documented methods of a path; none where the path is not documented.
    pub fn methods_of(&self, path: &str) -> Vec<&str> {
        self.routes.iter().filter(|route| has_path(route, path)).map(|route| route.method.as_str()).collect()
    }

    /// The documented route that comes nearest to a request. Control's are meant by those only whose path begins like theirs.
    pub fn nearest(&self, method: &str, path: &str) -> Option<&Route> {
        let begin = segments(path).next().unwrap_or_default();
        let (is_controls, may_be) = (control::has(path), difference(&control::PREFIX[1..], begin) < SLIP);
        let meant = |route: &&Arc<Route>| match control::has(&route.path) {
            true => is_controls || may_be,
            false => !is_controls,
        };
        let by_distance = self.routes.iter().filter(meant).map(|route| (distance(route, method, path), route));
        by_distance.min_by(|(one, _), (other, _)| one.total_cmp(other)).map(|(_, route)| &**route)
    }
}

/// The order in which methods of a path are named.
const METHODS: [Method; 5] = [Method::GET, Method::POST, Method::PUT, Method::PATCH, Method::DELETE];

fn in_order(mut routes: Vec<Route>) -> Vec<Route> {
    let rank = |route: &Route| METHODS.iter().position(|method| *method == route.method);
    routes.sort_by(|one, other| (&one.path, rank(one)).cmp(&(&other.path, rank(other))));
    routes
}

/// Whether a path is one of a route's.
fn has_path(route: &Route, path: &str) -> bool {
    let (mut documented, mut asked) = (segments(&route.path), segments(path));
    loop {
        match (documented.next(), asked.next()) {
            (None, None) => return true,
            (Some(d), Some(a)) if d == a || (parameter(d).is_some() && !a.is_empty()) => {}
            _ => return false,
        }
    }
}

/// How far a request is from a route: 0 where it is the very one, 1 for each segment that is not there at all.
fn distance(route: &Route, method: &str, path: &str) -> f64 {
    let asked: Vec<&str> = segments(path).take(COMPARED_SEGMENTS).collect();
    let mut row: Vec<f64> = (0_u8..).take(asked.len() + 1).map(|n| f64::from(n) * MISSING).collect();
    for documented in segments(&route.path) {
        let mut diagonal = row[0];
        row[0] += MISSING;
        for (column, asked) in asked.iter().enumerate() {
            let swapped = diagonal + difference(documented, asked);
            diagonal = row[column + 1];
            row[column + 1] = swapped.min(diagonal + MISSING).min(row[column] + MISSING);
        }
    }
    let path = row.last().copied().unwrap_or_default();
    path + if method == route.method { 0.0 } else { METHOD }
}

/// How unlike two segments are, from 0 to [`MISSING`].
fn difference(documented: &str, asked: &str) -> f64 {
    if documented == asked {
        0.0
    } else if parameter(documented).is_some() {
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
    use crate::api::routing::Answer;

    fn families(routes: &[(&'static str, &str)]) -> Families {
        let answer = |_, _| -> Answer { Box::pin(async { HttpResponse::Ok().finish() }) };
        let route = |(method, path): &(&str, &str)| Route::new(method.parse().unwrap(), *path, answer);
        Families::serving(Vec::new(), routes.iter().map(route).collect())
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

//! `GET …/delegators`, `…/report/Forms`, `…/report/Form/{formId}/Fields` and `…/ExpenseGroupConfiguration`: what a caller finds out
//! beforehand.

use std::sync::Arc;

use actix_web::{HttpRequest, HttpResponse};

use super::convert::FormKind;
use super::error::{self, Problem};
use super::wire::catalogues::{
    Delegator, DelegatorsAsked, DelegatorsList, ExpenseGroupConfiguration, FormData, FormDataList, FormField,
    FormFieldsList, FormType, FormTypesList,
};
use super::{actor, answer, convert, operation, user};
use crate::api::call::Operation;
use crate::api::{path, query};
use crate::core::rejection::{Fault, Rejection};

const DELEGATORS: Operation = operation("v1.listDelegators");
const FORM_TYPES: Operation = operation("v1.listFormTypes");
const FORMS: Operation = operation("v1.listForms");
const FORM_FIELDS: Operation = operation("v1.listFormFields");
const GROUP: Operation = operation("v1.getExpenseGroupConfiguration");

/// List those who made the caller their delegate
#[utoipa::path(
    get,
    path = "/api/expense/expensereport/v1.1/delegators",
    operation_id = DELEGATORS.id,
    params(DelegatorsAsked),
    responses(
        (status = 200, description = "All of them", content(
            (DelegatorsList = "application/json"),
            (Vec<Delegator> = "application/xml"),
        )),
        error::Refusals,
    )
)]
pub async fn delegators(request: HttpRequest) -> HttpResponse {
    answer(&request, &DELEGATORS, |call| {
        let user = user(call)?;
        let DelegatorsAsked { include_inactive } = query::read(&request).map_err(Rejection::Invalid)?;
        if include_inactive.is_some_and(|is| !["Y", "N"].contains(&&*is)) {
            return Err(Rejection::Invalid(vec![Fault::new("includeInactive", "has to be Y or N")]).into());
        }
        let list = DelegatorsList { delegator: call.tenant.store.read(|world| convert::delegators(world, user)) };
        Ok(error::answer_list(&request, &list, "DelegatorsList", &list.delegator))
    })
}

/// List the kinds of form
#[utoipa::path(
    get,
    path = "/api/expense/expensereport/v1.1/report/Forms",
    operation_id = FORM_TYPES.id,
    responses(
        (status = 200, description = "Those that the company has forms of", content(
            (FormTypesList = "application/json"),
            (Vec<FormType> = "application/xml"),
        )),
        error::Refusals,
    )
)]
pub async fn form_types(request: HttpRequest) -> HttpResponse {
    answer(&request, &FORM_TYPES, |_| {
        let form_type = FormKind::ALL.map(|kind| {
            let (form_code, name) = kind.names();
            FormType { name, form_code }
        });
        let list = FormTypesList { form_type: form_type.into() };
        Ok(error::answer_list(&request, &list, "FormTypesList", &list.form_type))
    })
}

/// List the forms of a kind
#[utoipa::path(
    get,
    path = "/api/expense/expensereport/v1.1/report/Forms/{formCode}",
    operation_id = FORMS.id,
    params(("formCode" = String, Path, description = "As in the list of kinds of form")),
    responses(
        (status = 200, description = "All of them", content(
            (FormDataList = "application/json"),
            (Vec<FormData> = "application/xml"),
        )),
        error::Refusals,
    )
)]
pub async fn forms(request: HttpRequest) -> HttpResponse {
    answer(&request, &FORMS, |call| {
        let code = path::part(&request, "formCode");
        let mut kinds = FormKind::ALL.into_iter();
        let kind = kinds.find(|kind| kind.names().0.eq_ignore_ascii_case(&code));
        let kind = kind.ok_or_else(|| Problem::Unknown("the company has no forms with this code".to_owned()))?;
        let company = call.tenant.store.read(|world| Arc::clone(&world.company));
        let list = FormDataList { form_data: convert::forms(&company, kind) };
        Ok(error::answer_list(&request, &list, "FormDataList", &list.form_data))
    })
}

/// List the fields of a form
#[utoipa::path(
    get,
    path = "/api/expense/expensereport/v1.1/report/Form/{formId}/Fields",
    operation_id = FORM_FIELDS.id,
    params(("formId" = String, Path, description = "As in the list of forms")),
    responses(
        (status = 200, description = "All of them", content(
            (FormFieldsList = "application/json"),
            (Vec<FormField> = "application/xml"),
        )),
        error::Refusals,
    )
)]
pub async fn form_fields(request: HttpRequest) -> HttpResponse {
    answer(&request, &FORM_FIELDS, |call| {
        let company = call.tenant.store.read(|world| Arc::clone(&world.company));
        let fields = convert::form_fields(&company, &path::part(&request, "formId"));
        let form_field = fields.ok_or_else(|| Problem::Unknown("the company has no form with this ID".to_owned()))?;
        let list = FormFieldsList { form_field };
        Ok(error::answer_list(&request, &list, "FormFieldsList", &list.form_field))
    })
}

/// Get what the caller's expense group has
#[utoipa::path(
    get,
    path = "/api/expense/expensereport/v1.1/ExpenseGroupConfiguration",
    operation_id = GROUP.id,
    responses(
        (status = 200, description = "Payment types, policies and their expense types", content(
            (ExpenseGroupConfiguration = "application/json"),
            (ExpenseGroupConfiguration = "application/xml"),
        )),
        error::Refusals,
    )
)]
pub async fn group(request: HttpRequest) -> HttpResponse {
    answer(&request, &GROUP, |call| {
        let user = user(call)?;
        let view = call.tenant.store.group_of(&actor(call), user);
        let view = view.map_err(|refusal| Problem::Unknown(refusal.to_string()))?;
        Ok(error::answer(&request, &convert::group_configuration(&view)))
    })
}

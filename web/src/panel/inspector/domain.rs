//! What is said of a domain and its subdomains.

use atoll_core::command::{Add, DomainEdit, EditDomain, EditSubdomain, Remove, SubdomainEdit};
use atoll_core::model::{Classification, DomainId, DomainKind, Subdomain, SubdomainId};
use leptos::prelude::*;

use super::parts::{HeldTexts, Link, class_words, derived, domain, named, place, subdomain, words};
use crate::session::use_session;
use crate::widget::{Button, Field, IconButton, Segments, Sign, Tone};

/// What is said of a domain.
#[component]
pub(super) fn DomainInspector(id: DomainId) -> impl IntoView {
    let session = use_session();
    let domain = domain(session, id);
    let edit = move |label: &str, edit: DomainEdit| {
        session.run(label, EditDomain { id, edit });
    };
    let name = Signal::derive(move || domain.with(|domain| domain.name.clone()));
    let vision = Signal::derive(move || domain.with(|domain| domain.vision.clone()));
    let kind = Signal::derive(move || domain.with(|domain| place(DomainKind::ALL, &domain.kind)));
    let members = derived(session, move |landscape| {
        let of = landscape.contexts.values().filter(|context| landscape.domains_of(context).contains(&id));
        named(landscape, of.map(|context| context.id.into()))
    });
    let subdomains = derived(session, move |landscape| {
        let of = landscape.subdomains.values().filter(|subdomain| subdomain.domain == id);
        of.map(|subdomain| subdomain.id).collect::<Vec<_>>()
    });
    let add = move |()| {
        session.edit(|editor| {
            let name = editor.free_name("Subdomain");
            let record = Subdomain { id: editor.document.ids.fresh(), domain: id, name, ..Subdomain::default() };
            editor.run("Add subdomain", Add::new(record));
        });
    };
    view! {
        <div class="inspector">
            <Field label="Name" id="inspector-first" value=name on_change=move |name| edit("Rename", DomainEdit::Name(name))/>
            <Segments
                label="Kind"
                options=words(DomainKind::ALL, |kind| if kind == DomainKind::Undefined { "–" } else { kind.word() })
                chosen=kind
                on_change=move |index: usize| edit("Change kind", DomainEdit::Kind(DomainKind::ALL[index]))
            />
            <p class="quiet">"A vertical serves customers; a foundation serves the verticals and must not depend on them."</p>
            <Field
                label="Vision"
                is_long=true
                value=vision
                on_change=move |text| edit("Change vision", DomainEdit::Vision(text))
            />
            <div class="field">
                <span>"Subdomains"</span>
                <For each=move || subdomains.get() key=|id| *id let:subdomain>
                    <SubdomainRow id=subdomain/>
                </For>
                <Button label="Add a subdomain" tone=Tone::Quiet on_press=add/>
            </div>
            <div class="field">
                <span>"Contexts"</span>
                <ul class="links">
                    {move || members.get().into_iter().map(|(id, words)| view! { <Link id words/> }).collect_view()}
                </ul>
            </div>
        </div>
    }
}

#[component]
fn SubdomainRow(id: SubdomainId) -> impl IntoView {
    let session = use_session();
    let subdomain = subdomain(session, id);
    let edit = move |label: &str, edit: SubdomainEdit| {
        session.run(label, EditSubdomain { id, edit });
    };
    let name = Signal::derive(move || subdomain.with(|subdomain| subdomain.name.clone()));
    let class =
        Signal::derive(move || subdomain.with(|subdomain| place(Classification::ALL, &subdomain.classification)));
    let remove = move |()| {
        session.run("Delete subdomain", Remove { elements: [id.into()].into() });
    };
    view! {
        <div class="part">
            <Field label="Subdomain" value=name on_change=move |name| edit("Rename", SubdomainEdit::Name(name))/>
            <Segments
                label="Class"
                options=class_words()
                chosen=class
                on_change=move |index: usize| edit("Classify", SubdomainEdit::Classification(Classification::ALL[index]))
            />
            <HeldTexts held=Signal::derive(move || subdomain.with(|subdomain| subdomain.held.clone()))/>
            <IconButton label="Delete this subdomain" sign=Sign::Bin on_press=remove/>
        </div>
    }
}

//! Published Language: the upstream documents the language of exchange.

use super::{PatternPlace, PatternSpec, Role, Spread};

pub(super) const SPEC: PatternSpec = PatternSpec {
    code: "PL",
    name: "Published Language",
    summary: "The language of exchange is documented and stands on its own, apart from the upstream's inner model.",
    advice: "Fits what many consume or what outlives its makers. It costs a translation on the upstream's side and versions.",
    place: PatternPlace::Role(Role::PublishedLanguage),
    spread: Spread::Factor(0.60),
};

//! How much is wrong as one number, how that went, and what it is made of.

use std::fmt::Write as _;
use std::sync::Arc;

use atoll_core::rule::Severity;
use atoll_core::rule::score::default_weight;
use leptos::prelude::*;

use crate::session::judging::Course;
use crate::session::use_session;
use crate::widget::Disclosure;

/// How large the course is drawn, in CSS pixels.
const WIDTH: f64 = 112.0;
const HEIGHT: f64 = 26.0;

/// How far the line stays from the edges, in CSS pixels.
const EDGE: f64 = 3.0;

/// The score and its course; what it is made of is one press away.
#[component]
pub(super) fn ScoreLine() -> impl IntoView {
    let judging = use_session().signals.judging;
    let course = judging.course;
    let label = Signal::derive(move || format!("Score {}", course.with(|course| course.score.points)));
    view! {
        <div class="score">
            <Disclosure label is_open=judging.is_score_open>
                <Made course/>
            </Disclosure>
            <svg
                class="course"
                class:still=move || course.with(|course| course.steps.len() < 2)
                viewBox=format!("0 0 {WIDTH} {HEIGHT}")
                aria-hidden="true"
            >
                <path class="course-area" d=move || course.with(|course| line(course, true))/>
                <path class="course-line" d=move || course.with(|course| line(course, false))/>
            </svg>
        </div>
    }
}

/// What the score is made of, whose it is, and its course in words.
#[component]
fn Made(#[prop(into)] course: Signal<Arc<Course>>) -> impl IntoView {
    let session = use_session();
    let shares = move || {
        let course = course.get();
        let most = course.score.by_rule.iter().map(|(_, points)| *points).max().unwrap_or(1);
        let mut shares = course.score.by_rule.clone();
        atoll_core::order::sort_by_key(&mut shares, |(_, points)| std::cmp::Reverse(*points));
        let share = |(code, points): (&'static str, u64)| {
            let width = format!("{:.1}%", points as f64 * 100.0 / most as f64);
            view! {
                <li>
                    <button
                        type="button"
                        class="share"
                        title="About this rule"
                        on:click=move |_| session.show_rule(code)
                    >
                        <span class="share-bar" style:width=width></span>
                        <span>{code}</span>
                        <span class="figure">{points}</span>
                    </button>
                </li>
            }
        };
        shares.into_iter().map(share).collect_view()
    };
    let [error, warning, info] = [Severity::Error, Severity::Warning, Severity::Info].map(default_weight);
    let ours = format!(
        "What every open or known finding weighs, added up: an error {error}, a warning {warning}, an info {info}, \
         unless a rule below says otherwise. These weights are ours, an assumption: good for watching where it goes, \
         not for comparing two organisations."
    );
    view! {
        <p class="quiet" aria-live="polite">{move || course.with(|course| words(course))}</p>
        <ol class="shares">{shares}</ol>
        <p class="quiet">{ours}</p>
    }
}

/// The course in words.
fn words(course: &Course) -> String {
    let points = course.steps.iter().map(|(_, points)| *points);
    let (Some((_, first)), Some(least), Some(most)) = (course.steps.first(), points.clone().min(), points.max()) else {
        return String::new();
    };
    let now = course.score.points;
    match course.steps.len() {
        1 => format!("{now} points, as when this landscape was opened."),
        _ => format!("{first} points when this landscape was opened, {now} now; between {least} and {most} meanwhile."),
    }
}

/// The course as a line of steps, or the area below it.
fn line(course: &Course, is_area: bool) -> String {
    let Some((start, _)) = course.steps.first() else { return String::new() };
    let most = course.steps.iter().map(|(_, points)| *points).max().unwrap_or(0).max(1) as f64;
    // What is so since the last change is drawn as long as a change.
    let span = course.revision.saturating_sub(*start) as f64 + 1.0;
    let across = |revision: u64| EDGE + (WIDTH - 2.0 * EDGE) * (revision.saturating_sub(*start) as f64 / span);
    let down = |points: u64| HEIGHT - EDGE - (HEIGHT - 2.0 * EDGE) * (points as f64 / most);
    let mut path = String::new();
    for (index, (revision, points)) in course.steps.iter().enumerate() {
        let (x, y) = (across(*revision), down(*points));
        let _ = match index {
            0 => write!(path, "M{x:.1} {y:.1}"),
            _ => write!(path, "H{x:.1}V{y:.1}"),
        };
    }
    let _ = write!(path, "H{:.1}", WIDTH - EDGE);
    if is_area {
        let _ = write!(path, "V{:.1}H{EDGE:.1}Z", HEIGHT - EDGE);
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;
    use atoll_core::rule::score::Score;

    #[test]
    fn a_course_is_told_in_words_and_as_steps() {
        let mut course = Course::default();
        assert_eq!((words(&course), line(&course, true)), (String::new(), String::new()));
        let score = |points| Score { points, ..Score::default() };
        course.steps = vec![(4, 10)];
        (course.score, course.revision) = (score(10), 4);
        assert_eq!(words(&course), "10 points, as when this landscape was opened.");
        assert_eq!(line(&course, false), "M3.0 3.0H109.0");
        course.steps.push((9, 5));
        (course.score, course.revision) = (score(5), 13);
        assert_eq!(words(&course), "10 points when this landscape was opened, 5 now; between 5 and 10 meanwhile.");
        assert_eq!(line(&course, true), "M3.0 3.0H56.0V13.0H109.0V23.0H3.0Z");
    }
}

//! Reduced ordered binary decision diagrams: a statement about what is up, in a form of which probabilities and
//! derivatives can be read off in one pass (Bryant, IEEE Transactions on Computers C-35(8), 1986).
//!
//! It gives up above a limit and never answers otherwise than without one.

/// A node of the diagram.
pub(super) type Reference = u32;
/// The statement that never holds.
pub(super) const NEVER: Reference = 0;
/// The statement that always holds.
pub(super) const ALWAYS: Reference = 1;

/// How many different variables a diagram may have: the depth to which it calls itself.
const VARIABLES_MAX: usize = 600;
const NOTHING: u32 = u32::MAX;

/// "If the variable of this level is up, then `high`, else `low`."
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Branch {
    pub level: u32,
    pub low: Reference,
    pub high: Reference,
}

/// Statements over variables, which are named by their level: lower levels are asked first.
#[derive(Clone, Debug)]
pub(super) struct Diagram {
    branches: Vec<Branch>,
    /// Where each branch stands, by the mix of its parts: equal ones are the same.
    places: Vec<u32>,
    /// What was asked before and what it came to; a later question may take an earlier one's place.
    asked: Vec<[Reference; 4]>,
    /// What is left of each branch where some variables are known to be up, and in which turn that was worked out.
    left: Vec<(u32, Reference)>,
    turn: u32,
    variables: Vec<bool>,
    variable_count: usize,
    steps: usize,
    limit: usize,
}

impl Diagram {
    /// An empty diagram over so many levels that gives up after so many steps.
    pub(super) fn new(levels: usize, limit: usize) -> Self {
        let terminal = |reference| Branch { level: NOTHING, low: reference, high: reference };
        Self {
            branches: vec![terminal(NEVER), terminal(ALWAYS)],
            places: vec![NOTHING; 1 << 10],
            asked: Vec::new(),
            left: Vec::new(),
            turn: 0,
            variables: vec![false; levels],
            variable_count: 0,
            steps: 0,
            limit,
        }
    }

    /// The branches; what one leads to comes before it. The first two are [`NEVER`] and [`ALWAYS`].
    pub(super) fn branches(&self) -> &[Branch] {
        &self.branches
    }

    /// Whether it has given up.
    pub(super) fn is_exhausted(&self) -> bool {
        self.steps > self.limit || self.variable_count > VARIABLES_MAX
    }

    /// Work that was done outside counts as well.
    pub(super) fn charge(&mut self, steps: usize) {
        self.steps = self.steps.saturating_add(steps);
    }

    /// Both hold.
    pub(super) fn and(&mut self, one: Reference, other: Reference) -> Option<Reference> {
        self.choose(one.min(other), one.max(other), NEVER)
    }

    /// One of them holds.
    pub(super) fn or(&mut self, one: Reference, other: Reference) -> Option<Reference> {
        self.choose(one.min(other), ALWAYS, one.max(other))
    }

    /// All variables of these levels, which rise, are up, and the rest holds.
    pub(super) fn all(&mut self, levels: &[usize], rest: Reference) -> Option<Reference> {
        let mut chain = ALWAYS;
        for level in levels.iter().rev() {
            self.meet(*level);
            chain = self.branch(Branch { level: *level as u32, low: NEVER, high: chain })?;
        }
        self.and(chain, rest)
    }

    /// At least so many of these hold.
    pub(super) fn at_least(&mut self, needed: usize, statements: &[Reference]) -> Option<Reference> {
        // `row[k]`: at least k of those from here to the end hold.
        let mut row = vec![NEVER; needed + 1];
        row[0] = ALWAYS;
        for statement in statements.iter().rev() {
            for k in (1..=needed).rev() {
                row[k] = self.choose(*statement, row[k - 1], row[k])?;
            }
        }
        Some(row[needed])
    }

    /// What is left of a statement where these variables are known to be up.
    pub(super) fn given_up(&mut self, statement: Reference, is_up: impl Fn(usize) -> bool) -> Option<Reference> {
        if statement <= ALWAYS {
            return Some(statement);
        }
        self.turn += 1;
        self.left.resize(self.branches.len(), (0, NOTHING));
        let turn = self.turn;
        (self.left[NEVER as usize], self.left[ALWAYS as usize]) = ((turn, NEVER), (turn, ALWAYS));
        let mut open = vec![statement];
        while let Some(top) = open.last().copied() {
            let Branch { level, low, high } = self.branches[top as usize];
            let waits_for = if is_up(level as usize) { [high, high] } else { [low, high] };
            if let Some(next) = waits_for.into_iter().find(|next| self.left[*next as usize].0 != turn) {
                open.push(next);
                continue;
            }
            let [low, high] = waits_for.map(|next| self.left[next as usize].1);
            let after = self.branch(Branch { level, low, high })?;
            self.left[top as usize] = (turn, after);
            open.pop();
        }
        Some(self.left[statement as usize].1)
    }

    /// If the first holds the second, else the third.
    fn choose(&mut self, condition: Reference, then: Reference, otherwise: Reference) -> Option<Reference> {
        match (condition, then, otherwise) {
            (ALWAYS, ..) => return Some(then),
            (NEVER, ..) => return Some(otherwise),
            (_, ALWAYS, NEVER) => return Some(condition),
            _ if then == otherwise => return Some(then),
            _ => {}
        }
        let question = [condition, then, otherwise];
        let place = (mixed(question) as usize) & (ASKED - 1);
        if self.asked.is_empty() {
            self.asked = vec![[NOTHING; 4]; ASKED];
        }
        if let [a, b, c, answer] = self.asked[place]
            && [a, b, c] == question
        {
            return Some(answer);
        }
        self.steps += 1;
        if self.is_exhausted() {
            return None;
        }
        let level = question.map(|part| self.branches[part as usize].level).into_iter().fold(NOTHING, u32::min);
        let part = |diagram: &Self, statement: Reference, is_up: bool| match diagram.branches[statement as usize] {
            branch if branch.level != level => statement,
            branch if is_up => branch.high,
            branch => branch.low,
        };
        let lows = question.map(|statement| part(self, statement, false));
        let highs = question.map(|statement| part(self, statement, true));
        let low = self.choose(lows[0], lows[1], lows[2])?;
        let high = self.choose(highs[0], highs[1], highs[2])?;
        let answer = self.branch(Branch { level, low, high })?;
        self.asked[place] = [condition, then, otherwise, answer];
        Some(answer)
    }

    /// The one branch of this form.
    fn branch(&mut self, branch: Branch) -> Option<Reference> {
        if branch.low == branch.high {
            return Some(branch.low);
        }
        self.steps += 1;
        if self.is_exhausted() {
            return None;
        }
        if self.branches.len() * 2 > self.places.len() {
            self.grow();
        }
        let place = self.place(branch);
        if self.places[place] == NOTHING {
            self.places[place] = self.branches.len() as u32;
            self.branches.push(branch);
        }
        Some(self.places[place])
    }

    /// Where a branch stands, or the empty place where it would have to stand.
    fn place(&self, branch: Branch) -> usize {
        let mask = self.places.len() - 1;
        let mut place = mixed([branch.level, branch.low, branch.high]) as usize & mask;
        while self.places[place] != NOTHING && self.branches[self.places[place] as usize] != branch {
            place = (place + 1) & mask;
        }
        place
    }

    fn grow(&mut self) {
        self.places = vec![NOTHING; self.places.len() * 2];
        for number in 2..self.branches.len() {
            let place = self.place(self.branches[number]);
            self.places[place] = number as u32;
        }
    }

    fn meet(&mut self, level: usize) {
        if let Some(is_met) = self.variables.get_mut(level)
            && !std::mem::replace(is_met, true)
        {
            self.variable_count += 1;
        }
    }
}

/// How many questions are remembered; a power of two.
const ASKED: usize = 1 << 14;

fn mixed(parts: [u32; 3]) -> u64 {
    parts.into_iter().fold(0, |mixed, part| crate::random::mix(mixed ^ (u64::from(part) + 0x9e37_79b9)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether a statement holds when these variables are up.
    fn holds(diagram: &Diagram, mut statement: Reference, up: u32) -> bool {
        while statement > ALWAYS {
            let Branch { level, low, high } = diagram.branches[statement as usize];
            statement = if up >> level & 1 == 1 { high } else { low };
        }
        statement == ALWAYS
    }

    #[test]
    fn statements_hold_when_they_should() {
        let mut diagram = Diagram::new(6, 10_000);
        let variable = |diagram: &mut Diagram, level| diagram.all(&[level], ALWAYS).expect("small");
        let single: Vec<Reference> = (0..6).map(|level| variable(&mut diagram, level)).collect();
        let two_of_four = diagram.at_least(2, &single[..4]).expect("small");
        let both = diagram.all(&[4, 5], two_of_four).expect("small");
        let either = diagram.or(both, single[0]).expect("small");
        let known = diagram.given_up(either, |level| level == 1 || level == 5).expect("small");
        for up in 0_u32..64 {
            let expected = |up: u32| (up & 15).count_ones() >= 2 && up >> 4 == 3 || up & 1 == 1;
            assert_eq!(holds(&diagram, either, up), expected(up), "{up:b}");
            assert_eq!(holds(&diagram, known, up), expected(up | 0b10_0010), "{up:b}");
        }
        let again = diagram.or(single[0], both).expect("small");
        assert_eq!(either, again, "equal statements are the same");
    }

    #[test]
    fn it_gives_up_and_says_so() {
        let mut diagram = Diagram::new(64, 100);
        let single: Vec<Option<Reference>> = (0..64).map(|level| diagram.all(&[level], ALWAYS)).collect();
        let single: Vec<Reference> = single.into_iter().flatten().collect();
        assert_eq!(diagram.at_least(8, &single), None);
        assert!(diagram.is_exhausted());
    }
}

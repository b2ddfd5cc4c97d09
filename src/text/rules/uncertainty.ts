import type { RuleGroup } from "../rule.ts";

/** Honest uncertainty: it says how sure the writer is. Shown, counted, and never held against anybody. */
export const uncertaintyRules: readonly RuleGroup[] = [
  {
    family: "epistemic",
    severity: 1,
    why: "It says how sure the writer is. Keep it where the doubt is real.",
    lines: `
may
might
could
perhaps
maybe
possibly
possible
it is (possible|likely|unlikely|unclear|uncertain|probable) (that)?
possibility^
potential
potentially
probable
probably
probability
likely
likelihood
unlikely
presumably
apparently
apparent
seemingly
seem~
appear~
appear~ to
seem~ to
suggest~
suggest~ that
hypothesize~
hypothesise~
hypothesis
hypotheses
speculate~
speculation
speculative
assumption^
presume~
suspect~
believe~
theoretically
tentative
tentatively
uncertain
uncertainty
unclear
unsure
doubt
doubtful
debatable
controversial
questionable
plausible
plausibly
conceivable
conceivably
feasible
inconclusive
preliminary
putative
ostensibly
(may|might|could) (also|potentially|not|help|even|be|have|need|lead|well)
roughly
estimate~
it is not (yet)? (clear|known|certain)
(not|no) (enough|sufficient) evidence
(additional|further|more|future) (research|studies|study|work|investigation|investigations|data)
(need|needs|require|requires|warrant|warrants) further
still (unclear|unknown|limited|debated|much to learn)
as yet
some (evidence|doubt|researchers|studies)
in my (opinion|view)
i (think|believe|suppose|guess|suspect|doubt|assume)
we (think|believe|suppose|suspect|assume)
to (our|my) knowledge
as far as (i|we) know
not (sure|certain|clear|known)
(additional|further|more|future) (research|studies|study|work|investigation) (is|are|will be) (needed|required|necessary|warranted)
remain~ (unclear|unknown|uncertain|to be)
tend~
tend~ to
disputed
ambiguous
`,
  },
  {
    family: "vague-quantity",
    severity: 1,
    why: "A quantity without a number. Fine where nobody counted; a number is better where somebody did.",
    lines: `
some
many
most
several
various
a few
certain
a variety of
a lot of
lots of
countless
multiple
often
sometimes
usually
generally
commonly
frequently
typically
occasionally
rarely
seldom
mostly
mainly
largely
primarily
partly
partially
somewhat
relatively
fairly
practically
normally
majority of
arguably the
`,
  },
  {
    family: "booster",
    severity: 1,
    why: "It presses where a fact would stand by itself.",
    lines: `
very
truly
undoubtedly
undeniably
clearly
obviously
absolutely
incredibly
extremely
highly
remarkably
exceptionally
extraordinarily
tremendously
immensely
totally
completely
utterly
without (a)? doubt
no doubt
indeed
surely
significantly (more|less|higher|lower|greater|reduced|increased|improved|associated)
strongly
`,
  },
];

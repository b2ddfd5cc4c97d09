import type { RuleGroup } from "../rule.ts";

/** Words that carry nothing: they can go, or fewer do the same. */
export const paddingRules: readonly RuleGroup[] = [
  {
    family: "assistant-voice",
    severity: 3,
    why: "The machine speaks of itself or to its user: no reader of the finished text asked for that.",
    lines: `
as an (ai|ai language model|artificial intelligence)
as a (large)? language model
i (hope|trust) this (helps|message finds you well|email finds you well|finds you well)
(feel free|don't hesitate|do not hesitate) to (ask|reach out|contact|let me know|adjust|modify|share)
let me know if (you|there)
(i'd|i would) be (happy|glad|delighted) to (help|assist|provide|elaborate)
happy to help
great question
(certainly|sure|absolutely) (here|i can|i'd)
(here is|here's|here are) (a|an|the|your|some|my|three|five|ten|several) (draft|version|revised|rewritten|list|summary|example|examples|tips|ideas|ways|breakdown|comprehensive|detailed|quick|brief|few|key|possible|suggestions|steps|overview|guide)?
i (cannot|can't|am unable to) (browse|access|provide) (the internet|real time|personal|specific)
my (knowledge|training) (cutoff|data)
`,
  },
  {
    family: "opener",
    severity: 3,
    why: "A run-up: the reader waits for the first sentence that says something.",
    lines: `
in today's (fast paced|digital|modern|rapidly changing|ever changing|competitive|interconnected|busy|increasingly|rapidly evolving|globalized|complex)? (world|age|era|landscape|society|environment|market|business|economy)?
in (the|this|our) (modern|digital|information|current|contemporary|fast paced) (world|age|era|landscape|society|day)
in (a|an|the) (world|era|age|time) (where|of|when|increasingly)
in the (realm|world|field|landscape|heart|tapestry|annals|vast|ever) of
throughout (history|human history|the ages)
since the (dawn|beginning) of (time|civilization|humanity|mankind)
from time immemorial
when it comes to => for
(have you ever|ever) (wondered|found yourself|thought|felt)
imagine (a world|this|if|being|for a moment)
picture this
(let's|let us) (dive|delve|explore|take a look|take a closer look|break|start|face it|look|get started|unpack|consider)
(we will|we'll|this article will|this essay will|this paper will|this post will|i will) (explore|discuss|examine|delve|look|cover|take|analyze|analyse|highlight|argue|outline)
this (essay|article|paper|post|guide|section|report) (will|aims|seeks|explores|examines|discusses|delves|argues|provides|analyzes)
whether (you're|you are) (a|an|looking|new|just|planning|in)
look no further
welcome to (the|our|a)
(we are|we're) (excited|thrilled|pleased|delighted|proud) to (announce|share|introduce|welcome|present|offer)
(say hello to|introducing|meet) (the|your|our) (new|next|all)
first and foremost => first
to begin with @aside =>
before (we|diving|you) (begin|dive|start|into|delve)
as (we all know|you may know|you know|everyone knows) @aside =>
the (fact|truth|reality) (of the matter)? is (that)? =>
`,
  },
  {
    family: "closer",
    severity: 3,
    why: "It says again what was just said: the reader has already left.",
    lines: `
in conclusion @aside =>
to conclude @aside =>
in summary @aside =>
to summarize @aside =>
to sum up @aside =>
to sum it up @aside =>
in closing @aside =>
in short @aside =>
all in all @aside =>
overall @aside =>
to wrap (up|things up|it up) @aside =>
in a nutshell @aside =>
the bottom line is (that)? =>
(all things considered|when all is said and done) @aside =>
by (following|implementing|understanding|embracing|incorporating|taking|working|adopting|using|applying) (these|this|the|such|a) (steps|tips|strategies|guidelines|practices|principles|approaches|measures|simple|insights|methods)?
(remember|ultimately) (that)? the (key|goal|best|most|journey|choice)
(don't|do not) (wait|miss out|hesitate)
what are you waiting for
the (possibilities|opportunities) are endless
the choice is yours
only by (working|understanding|embracing|recognizing|addressing|doing)
as (we|society|technology|the world) (move|moves|look|looks|continue|continues|evolve|evolves|progress) (forward|toward|towards|to|ahead)
moving forward @aside =>
going forward @aside =>
with (the right|careful|proper|a little) (approach|planning|mindset|tools|guidance|care|strategies|preparation)
(so)? (why not|go ahead and) (give|try|take|start)
happy (cooking|reading|writing|coding|learning|travels)
`,
  },
  {
    family: "doublet",
    severity: 3,
    why: "Two words for one thing: the second says what the first said.",
    lines: `
each and every => each
any and all => all
null and void => void
true and accurate => accurate
basic and fundamental => basic
various and sundry => various
one and only => only
hopes and dreams => hopes
plain and simple => plain
full and complete => full
safe and secure => safe
quick and easy => easy
peace and quiet => quiet
ways and means => ways
over and above => beyond
if and when => when
unless and until => until
past history => history
past experience => experience
future plans => plans
advance (planning|warning|notice) 
end result => result
final outcome => outcome
final result => result
free gift => gift
new innovation^ => innovation
unexpected surprise => surprise
close proximity => near
completely (finished|eliminated|destroyed|full|unique|surrounded)
absolutely (essential|necessary|certain)
very unique => unique
most unique => unique
collaborate together => collaborate
join together => join
merge together => merge
combine together => combine
mix together => mix
gather together => gather
assemble together => assemble
refer back to => refer to
revert back => revert
return back => return
repeat again => repeat
reason why => reason
the reason (is|was) because => because
personal opinion => opinion
general consensus => consensus
basic fundamentals => fundamentals
brief summary => summary
exact same => same
still remain~ => remain~
still continue~ => continue~
continue~ to remain => remain~
first ever => first
at a later date => later
at an earlier date => earlier
large in size => large
small in size => small
few in number => few
red in color => red
round in shape => round
time period => period
(month|year) of (january|february|march|april|may|june|july|august|september|october|november|december)
(12|twelve) (noon|midnight) => noon
and also => and
but however => but
also in addition => also
plus also => and
added bonus => bonus
actual fact => fact
in actual fact =>
regular routine => routine
sum total => total
spell out in detail => spell out
enter into => enter
fill up
start off => start
finish off => finish
off of => off
up until => until
in between => between
`,
  },
  {
    family: "filler",
    severity: 1,
    why: "It fills the mouth in speech; on the page it only takes room.",
    lines: `
basically =>
literally =>
actually =>
really =>
quite =>
just =>
simply =>
essentially =>
honestly @aside =>
frankly @aside =>
in fact @aside =>
in reality @aside =>
in general @aside =>
in particular @aside =>
as such @aside =>
as it were @aside =>
so to speak @aside =>
if you will @aside =>
kind of =>
sort of =>
pretty much =>
you know @aside =>
i mean @aside =>
well @aside =>
anyway @aside =>
certainly =>
definitely =>
virtually =>
to be (honest|fair|sure|clear|frank) @aside =>
as a matter of fact @aside =>
for all intents and purposes =>
for what it's worth @aside =>
at the end of the day @aside =>
the thing is =>
believe it or not @aside =>
in other words @aside =>
that is to say @aside =>
to put it (simply|another way|differently|bluntly) @aside =>
simply put @aside =>
`,
  },
];

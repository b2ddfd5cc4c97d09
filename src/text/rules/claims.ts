import type { RuleGroup } from "../rule.ts";

/** Praise and importance that are claimed instead of shown. */
export const claimRules: readonly RuleGroup[] = [
  {
    family: "praise-adjective",
    severity: 2,
    why: "Praise without proof: the reader believes the number, name or event that would show it.",
    lines: `
robust => strong
robustly
seamless => smooth
seamlessly => smoothly
comprehensive => full
comprehensively
cutting edge => new
state of the art => latest
world class
best in class
innovative => new
groundbreaking => new
game changing
transformative
pivotal => important
crucial => important
crucially
vital => important
unparalleled
unwavering
vibrant
dynamic
holistic => whole
holistically
bespoke => custom
meticulous => careful
meticulously => carefully
intricate => complex
intricately
multifaceted => complex
nuanced
profound => deep
profoundly => deeply
invaluable => valuable
indispensable => necessary
paramount => most important
compelling
enduring => lasting
timeless
rich (history|heritage|tapestry|cultural|culture|tradition|traditions)
ever (evolving|changing|growing|shifting)
fast paced
rapidly (evolving|changing)
forward thinking
next generation
next gen
mission critical
scalable
impactful => effective
actionable
unprecedented
noteworthy
commendable
poignant
poignantly
stark
effortlessly => easily
strategically
strategic
proactive
proactively
data driven
customer centric
tailor made
top notch
one of a kind
second to none
unmatched
industry leading
award winning
turnkey
frictionless
immersive
thought provoking
inclusive
sustainable
meaningful
authentic
essential => needed
integral => needed
instrumental
fundamental
fundamentally
inherent
inherently
overarching => main
underlying
intrinsic
palpable
tangible
deeply rooted
deep seated
well rounded
hard won
relentless
relentlessly
nestled
breathtaking
stunning
steadfast
inextricably (linked|tied)
inextricably
undeniable
ubiquitous => common
diverse
evolving
complex and (nuanced|multifaceted|dynamic)
`,
  },
  {
    family: "significance-claim",
    severity: 3,
    why: "It tells the reader that something matters instead of showing what it did.",
    lines: `
(a|an|as a|is a|stands as a|serves as a|remains a) (powerful|enduring|lasting)? testament to => shows
serve~ as (a|an) (powerful|stark|poignant|constant|crucial|vital|critical|cautionary|valuable|compelling)? (reminder|foundation|cornerstone|catalyst|beacon|tale|testament|bridge|microcosm|lens|example|metaphor|backdrop)
stand~ as (a|an) (powerful|stark|poignant|constant|enduring|lasting)? (reminder|cornerstone|beacon|testament|symbol|example)
stark reminder
powerful reminder
poignant reminder
mark~ (a|an) (significant|pivotal|major|important|new|profound) (milestone|shift|step|turning|chapter|moment|departure)
represent~ (a|an) (significant|fundamental|profound|major|pivotal|paradigm) (milestone|shift|step|departure|advancement|opportunity)
underscore~ the (importance|need|significance|value|complexity|urgency|potential|critical)
leave~ (a|an) (lasting|indelible|enduring) (impact|legacy|impression|mark)
set~ the stage for
speak~ volumes
far reaching (implications|consequences|effects|impact)
raise~ (important|profound|critical|fundamental|significant) questions
the significance of
of (utmost|paramount|critical|great) importance
cannot be (overstated|understated|overemphasized)
can not be overstated
it is (clear|evident|apparent|crucial|imperative|essential|vital|paramount) that
it becomes (clear|evident|apparent|crucial|imperative|essential) that
it's (clear|evident|crucial|imperative|essential|vital) (that|to)
it is (crucial|imperative|essential|vital|paramount) (to|for)
is (crucial|imperative|essential|vital|paramount|critical) (for|to|in)
are (crucial|imperative|essential|vital|paramount|critical) (for|to|in)
in an (increasingly|ever) (changing|evolving|complex|interconnected|digital|globalized|competitive|fragmented|polarized)
increasingly (complex|interconnected|important|digital|globalized|competitive|relevant|vital|diverse)
now more than ever
more than ever (before)?
turning point
new era of
ushering in
the next level
to (new|greater) heights
a (new|whole new) (level|era|chapter) of
the future of
for generations to come
stand the test of time
at (its|their) core
a step in the right direction
one size fits all
more than just (a|an)?
goes beyond
not merely
rather than merely
deeply (personal|rooted|embedded|ingrained|intertwined|connected|felt|human)
profoundly (shaped|impacted|influenced|affected)
continue~ to (shape|evolve|resonate|inspire|influence|grow|thrive|play|captivate|serve)
ultimately
in essence
by (fostering|leveraging|embracing|harnessing|prioritizing|adopting|integrating|understanding|examining|exploring|addressing|incorporating|recognizing)
as we (navigate|move|continue|strive|delve|explore|embark)
(highlighting|underscoring|emphasizing|reflecting|showcasing|reinforcing|illustrating) (the|a|how|its|their)
fostering (a|an|the)
(challenges|opportunities) and (challenges|opportunities)
not only reflects
`,
  },
];

import type { RuleGroup } from "../rule.ts";

/** Big verbs and abstractions: the vocabulary of decks, press releases and model output. */
export const corporateWordRules: readonly RuleGroup[] = [
  {
    family: "inflated-verb",
    severity: 2,
    why: "A big verb for a small act: the reader has to translate it before seeing what happens.",
    lines: `
leverage~ => use~
utilize~ => use~
utilise~ => use~
empower~ => let~
streamline~ => simplify~
foster~ => encourage~
harness~ => use~
spearhead~ => lead~
underscore~ => show~
showcase~ => show~
delve~ (deeper|further)? into => look~ at
delve~
embark~ on => start~
revolutionize~ => change~
revolutionise~ => change~
bolster~ => strengthen~
facilitate~ => help~
supercharge~
reimagine~ => rethink~
unleash~
unlock~ (the|its|their|your|our|new|full) (potential|power|value|possibilities|opportunities|growth|true)
unlock~
elevate~ => raise~
navigate~ (the|these|this|its|such|modern|today's)? (complexities|challenges|landscape|intricacies|world|complex|uncertainties|nuances|path|evolving|ever)
navigate~
drive~ (growth|innovation|results|engagement|success|change|value|progress|impact|transformation|efficiency)
deliver~ (value|results|impact|excellence|outcomes)
bridge~ the (gap|divide)
pave~ the way
shed~ (new)? light on => explain~
play~ (a|an) (crucial|vital|pivotal|key|significant|important|central|essential|critical|instrumental|fundamental|integral) (role|part) => matter~
align~ with
resonate~
resonate~ (deeply)? with
underpin~
exemplify~ => show~
garner~ => get~
encompass~ => include~
envision~ => imagine~
catalyze~ => start~
augment~ => add~ to
orchestrate~ => arrange~
amplify~
curate~ => choose~
boast~ => have~
enhance~ => improve~
optimize~ => improve~
optimise~ => improve~
epitomize~ => show~
embody~
captivate~
transcend~
propel~
cultivate~ (a|an|the|stronger|deeper|meaningful|relationships|trust|culture|sense|resilience|empathy|habits|mindset|lasting|community|genuine)
intertwine~
interweave~
weave~ together
grapple~ with
illuminate~
perpetuate~
mitigate~ => reduce~
prioritize~ => rank~
champion~ (the|a|this|change|diversity|innovation)
stand~ at the (forefront|crossroads|intersection)
at the (forefront|intersection|crossroads|heart) of
hone~
actualize~
operationalize~
incentivize~ => encourage~
ideate~ => think~
circle~ back => come back
touch~ base => talk~
move~ the needle
push~ the (boundaries|envelope) of
raise~ the bar
stay~ ahead of the curve
think outside the box
hit the ground running
transform~ the way
transform~ (lives|industries|businesses|experiences|organizations|workflows)
redefine~
reshape~
democratize~
galvanize~
underline~ the (importance|need|significance|value)
emphasize~ the (importance|need|significance|value)
highlight~ the (importance|need|significance|value|complexity|complexities|interplay|tension|urgent|critical|profound|intricate|broader)
reflect~ (a|the) (broader|deeper|growing|profound)
tailored to
tailor~
instill~
nurture~
thrive~
solidify~
strive~ to => try to
ensure~ that => make~ sure
`,
  },
  {
    family: "abstract-noun",
    severity: 2,
    why: "An abstraction that nobody can picture: say the thing, the person or the number instead.",
    lines: `
synergy^
synergistic
landscape^
tapestry
tapestries
realm^
paradigm^
paradigm shift^
ecosystem^
testament
stakeholder^ => people
touchpoint^
learnings => lessons
deliverable^
value proposition^
value add
thought (leader|leaders|leadership)
core (competency|competencies)
low hanging fruit
pain point^ => problem
best practice^
actionable insight^
interplay
nuance^
intricacy^
complexity^
cornerstone^
beacon^
hallmark^
bedrock
linchpin
underpinnings
endeavor^
endeavour^
facet^
plethora => many
myriad (of)? => many
a (wide|broad|diverse|vast) (range|array|variety|spectrum) of => many
a (rich|complex|delicate|intricate) (array|blend|mix|web|interplay|balance) of
an array of => many
symphony of
mosaic of
resilience
adaptability
inclusivity
authenticity
interconnectedness
empowerment
engagement
sustainability
stewardship
collaboration
dynamics
implications
ramifications
imperative^
catalyst^
trajectory^
cohesion
introspection
self discovery
personal growth
growth mindset
mindset^
lived experience^
sense of (belonging|purpose|community|urgency|agency|wonder|unity|identity|fulfillment|accomplishment|self|connection|camaraderie|responsibility)
guiding principle^
key (takeaway|takeaways|driver|drivers|player|players|pillar|pillars|aspect|aspects|factor|factors|component|components|element|elements)
driving force^
game changer^
win win
silver bullet
deep dive
north star
roadmap^
journey (of|toward|towards)
digital transformation
change agent^
mission statement
center of excellence
end to end
go to market
double edged sword
delicate balance
common thread
broader context
deeper understanding
nuanced understanding
comprehensive understanding
holistic (approach|view|understanding)
multifaceted (approach|nature)
lasting (impact|legacy|impression|change|effects)
profound (impact|impacts|implications|effect|effects|sense|shift|influence)
significant (impact|role|shift|challenges|implications|milestone|strides|contributions)
transformative (power|impact|potential|journey|experience)
power dynamics
complex interplay
ethical considerations
potential pitfalls
the power of
the importance of
the complexities of
the intricacies of
the nuances of
the essence of
the fabric of
the human (condition|experience|spirit)
societal (norms|expectations|pressures|values|change|structures|issues)
emotional (depth|resonance|resilience|landscape|intelligence|weight)
`,
  },
];

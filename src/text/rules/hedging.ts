import type { RuleGroup } from "../rule.ts";

/** Caution that is performed: it protects the writer and tells the reader nothing about what is known. */
export const hedgingRules: readonly RuleGroup[] = [
  {
    family: "performed-hedge",
    severity: 3,
    why: "It announces that something is worth saying instead of saying it; the sentence loses nothing without it.",
    lines: `
(it is|it's|it is also|it's also) (important|worth|crucial|essential|vital|necessary|useful|helpful|good|imperative) to (note|remember|mention|recognize|recognise|understand|consider|acknowledge|realize|realise|emphasize|highlight|point out|keep in mind|bear in mind|be aware|clarify|stress|know|say) that =>
(it is|it's|it is also|it's also) (important|crucial|essential|vital|necessary|useful|helpful|imperative) to (note|remember|mention|recognize|recognise|understand|consider|acknowledge|emphasize|highlight|keep in mind|bear in mind|be aware|stress)
(it is|it's|it is also|it's also) worth (noting|mentioning|remembering|considering|pointing out|highlighting|emphasizing|keeping in mind) that =>
(it is|it's|it is also|it's also) worth (noting|mentioning|remembering|considering|pointing out|highlighting|emphasizing|keeping in mind)
(it should|it must|it can) (also)? be (noted|mentioned|remembered|pointed out|emphasized|stressed|said|argued|acknowledged|borne in mind) that =>
(one|we|you) (should|must) (also)? (note|remember|keep in mind|bear in mind|recognize|consider|be aware) that =>
(please)? (note|keep in mind|bear in mind|be aware|remember) that =>
needless to say @aside =>
it goes without saying that =>
that being said @aside =>
with that (being)? said @aside =>
having said that @aside =>
it is (interesting|worth noting|noteworthy|notable) (to note)? that =>
interestingly @aside =>
importantly @aside =>
notably @aside =>
as (previously|already)? (mentioned|noted|stated|discussed) (above|earlier|before|previously)? @aside =>
in a (sense|way) =>
for the most part @aside =>
more or less @aside =>
by and large @aside =>
generally speaking @aside =>
broadly speaking @aside =>
for (informational|educational) purposes only
on the (one|other) hand @aside =>
that said @aside =>
at the same time @aside =>
of course @aside =>
`,
  },
  {
    family: "performed-hedge",
    severity: 2,
    why: "It softens the claim without saying what the doubt is: say what is known, or what is not and who can tell.",
    lines: `
individual (results|experiences|circumstances|needs) (may|can|will) vary
(results|experiences|effects|outcomes|prices|availability|mileage) (may|can) vary
your mileage may vary
(may|can|might|will) vary (depending|based|from|widely|greatly|significantly|by)
depending on (various|several|many|a number of|your|the specific|individual|specific|multiple|different) (factors|needs|circumstances|situation|preferences|goals|context)?
on a case by case basis
there is no one size fits all
(is|are) (often|generally|typically|usually|widely) (considered|seen|regarded|viewed) (as|to be)?
can (help|often|also|potentially|sometimes|serve|play|lead|vary|range|significantly|provide|offer)
you (might|may) (also)? want to (consider)?
may or may not
to (some|a certain|a large|a great|varying) (extent|degree|degrees)
in (some|many|most|certain) (ways|respects|cases|instances|situations|contexts)
it (really)? depends (on)?
there are (many|several|various|a number of|numerous|multiple|countless) (factors|ways|reasons|aspects|things|options|perspectives|considerations)
(consult|seek|check) (with)? (a|an|your) (qualified|licensed|healthcare|medical|financial|legal|local)? (professional|doctor|lawyer|attorney|advisor|provider|expert|specialist)
not (intended|a substitute) (as|for) (professional|medical|legal|financial) advice
(always)? a good idea to
tends? to be
(seeks|aims|attempts|strives) to
(it|this) (can|could|may|might) be (argued|said|seen|challenging|difficult|beneficial|helpful|useful|tempting) (that|as|to|for)?
while (it is|it's) (true|important|tempting|clear)
while (there|this|these|some) (are|is|may|can|might)
in light of (this|these)
it is (understandable|natural|common|normal|recommended|advisable) (that|to|for)
(can|may) be (a|an) (great|good|useful|valuable|effective|powerful|challenging|helpful)
remains to be seen
only time will tell
`,
  },
  {
    family: "vague-source",
    severity: 2,
    why: "It borrows an authority that the reader cannot check: name who says so, or say it yourself.",
    lines: `
(many|some|most|several|numerous|various|leading|few) (experts|scholars|researchers|critics|observers|scientists|historians|studies|analysts|commentators|sources|authors|writers|believers|economists|theorists|academics|reviewers|philosophers|linguists|sociologists|psychologists|supporters|proponents|opponents)
(many|some|most|several|few) (people|fans|individuals|readers|users|viewers|players|members|doctors|musicians|others) (believe|argue|say|claim|suggest|agree|think|consider|contend|feel|regard|see|would|refer)
(experts|critics|scholars|researchers|observers|historians|supporters|proponents|opponents|detractors|skeptics|commentators|analysts|advocates) (believe|argue|say|claim|suggest|agree|think|consider|contend|have|feel|note|view|point|maintain|assert|contend|allege|charge|warn|question|counter)
(studies|research|evidence|statistics|surveys|reports|data) (has|have)? (shows|show|shown|suggests|suggest|suggested|indicates|indicate|found|finds) (that)?
(it is|it was|it has been) (widely|generally|commonly|often|sometimes|also|popularly)? (believed|thought|said|known|accepted|considered|assumed|argued|claimed|suggested|agreed|held|reported|rumored|speculated|alleged|understood|regarded|recognized|acknowledged|estimated|felt|presumed|supposed|expected) (that)?
(widely|generally|commonly|often|popularly|frequently|universally|sometimes|usually|traditionally) (believed|thought|said|known|accepted|considered|assumed|regarded|recognized|recognised|acknowledged|viewed|seen|held|credited|cited|praised|criticized|criticised|used|called|referred|described|perceived|understood|associated|attributed|quoted|hailed)
(is|are|was|were|been) (believed|thought|said|rumored|rumoured|reputed|reported|alleged|claimed|considered|regarded|known|presumed|supposed|assumed|speculated) (to|by|as)
(some|many|others|most|few|several) (have|has|had)? (argue|argued|claim|claimed|say|said|believe|believed|suggest|suggested|consider|considered|think|thought|feel|felt|view|viewed|regard|regarded|speculate|speculated|criticize|criticized|criticised|contend|see|saw|maintain|note|noted|accused|called|refer|questioned|describe|described|point|interpret|interpreted|object|praised)
according to (some|many|most|several|various|experts|sources|legend|tradition|critics|scholars|popular|one|certain|others)
(some|many|most|others) (would|might|may|could) (say|argue|think|call|consider|claim|suggest)
(in|according to) (popular|common|conventional) (belief|wisdom|opinion|culture)
conventional wisdom
is considered (to be|a|an|one|the|by|as)?
are considered (to be|a|an|one|the|by|as)?
was considered (to be|a|an|one|the|by|as)?
were considered (to be|a|an|one|the|by|as)?
so called
reportedly
allegedly
supposedly
purportedly
reputedly
arguably
`,
  },
  {
    family: "stacked-hedge",
    severity: 3,
    why: "Two hedges on one claim: the reader hears that nobody stands behind it. One is enough.",
    lines: `
(may|might|could|can) (possibly|perhaps|conceivably|arguably|maybe)
(possibly|perhaps|potentially|maybe) (may|might|could)
(seems|appears|seem|appear) to (possibly|potentially|perhaps|suggest|indicate)
(somewhat|rather|fairly) (possible|likely|unlikely|uncertain)
(it seems|it appears) (that)? (it)? (may|might|could)
(i|we) (think|believe|feel) (that)? (it|this|that) (might|may|could|would)
(i|we) (would|might|may) (suggest|argue|say|think|venture) that
(relatively|comparatively) (speaking)
probably (might|may|could)
`,
  },
];

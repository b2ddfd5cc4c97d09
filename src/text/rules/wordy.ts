import type { RuleGroup } from "../rule.ts";

/** Phrases that fewer words replace, and long words with a short twin. Many are in the US plain-language guidelines (CC0). */
export const wordyRules: readonly RuleGroup[] = [
  {
    family: "wordy",
    severity: 2,
    why: "More words than the meaning needs.",
    lines: `
(which|that|who) (is|are|was|were) located (in|at|on|near)?
in order to => to
in order for => for
so as to => to
due to the fact that => because
owing to the fact that => because
because of the fact that => because
in spite of the fact that => although
despite the fact that => although
regardless of the fact that => although
in light of the fact that => because
given the fact that => because
for the purpose of => for
for the purposes of => for
with the purpose of => for
with the aim of => to
in an effort to => to
in an attempt to => to
with a view to => to
as a means of => to
by means of => by
in the event that => if
in the event of => if
on condition that => if
until such time as => until
at this point in time => now
at that point in time => then
at the present time => now
at the current time => now
at this time => now
in this day and age => now
at the time when => when
at all times => always
during the course of => during
in the course of => during
over the course of => during
throughout the course of => throughout
during the time (that|when)? => while
in the process of =>
for a period of => for
for the duration of => during
a period of (time)?
on a (daily|weekly|monthly|yearly|regular) basis
on an (annual|ongoing|hourly|individual) basis
with (regard|regards|respect|reference) to => about
in (regard|regards|respect|reference|relation) to => about
as regards => about
as to whether => whether
the question (as to|of) whether => whether
pertaining to => about
relating to => about
in connection with => about
concerning the matter of => about
in the area of => in
in the vicinity of => near
in close proximity to => near
in the neighborhood of => about
in the amount of => for
in the absence of => without
with the exception of => except
in conjunction with => with
along with => with
as well as => and
in accordance with => by
in compliance with => by
pursuant to => under
following the (completion|conclusion|end) of => after
in lieu of => instead of
in the manner of => like
in a timely manner => promptly
in a (similar|different|safe|careful|consistent|professional) (manner|way|fashion)
in a manner (that|which)?
in such a way (that|as)
in nature =>
by the name of => named
a large number of => many
a great number of => many
a significant number of => many
a small number of => a few
the majority of => most
the vast majority of => most
a large (amount|proportion|portion|majority|part) of => much
a great deal of => much
a total of =>
the vast majority => most
each and every one of => each
all of the => all the
both of the => both
(is|are|was|were) able to => can
has the ability to => can
have the ability to => can
had the ability to => could
has the capacity to => can
has the opportunity to => can
have the opportunity to => can
is unable to => cannot
are unable to => cannot
has been (shown|proven|found|known) to be
(is|are) (considered|deemed|regarded) to be
(is|are|was|were) located (in|at|on|near)
located (in|at|on|near|within|between|along)
which (is|are|was|were) (located|situated)
it is (necessary|important|essential) (that|to) => must
it is the case that =>
is of the opinion that => thinks
are of the opinion that => think
is in possession of => has
is in agreement with => agrees with
is dependent (on|upon) => depends on
is indicative of => shows
is representative of => represents
is reflective of => reflects
is supportive of => supports
are supportive of => support
is inclusive of => includes
is applicable to => applies to
is (made up|comprised|composed) of => is
make~ (a|the) decision (to|about)? => decide~
make~ an (attempt|effort) to => try to
make~ a (recommendation|suggestion) => suggest~
make~ reference to => mention~
make~ improvements to => improve~
make~ changes to => change~
give~ consideration to => consider~
give~ rise to => cause~
give~ an indication of => indicate~
take~ into (account|consideration) => consider~
take~ action to =>
take~ advantage of => use~
come~ to the conclusion (that)? => conclude~
came to the conclusion (that)? => concluded
come~ into contact with => meet~
came into contact with => met
conduct~ (a|an) (review|analysis|investigation|study|survey|assessment|evaluation) (of|into)?
carry~ out (a|an) (review|analysis|investigation|study|survey|assessment|evaluation|series|number) (of|into)?
perform~ (a|an) (review|analysis|investigation|assessment|evaluation) of
provide~ (assistance|help|support) (to|for)? => help~
provide~ (a|an) (overview|description|summary|explanation|indication|example) of
provide~ information (about|on|regarding)
also known as
is referred to as => is called
are referred to as => are called
was referred to as => was called
used in order to => used to
endeavor~ to => try~ to
in addition => also
`,
  },
  {
    family: "long-word",
    severity: 1,
    why: "A long word with a short twin that everybody knows.",
    lines: `
subsequently => later
commence~ => start~
a number of => several
previous to => before
subsequent to => after
prior to => before
terminate~ => end~
initiate~ => start~
ascertain~ => find~ out
necessitate~ => need~
relocate~ => move~
accomplish~ => do
expedite~ => hurry
finalize~ => finish~
notify~ => tell~
procure~ => buy~
remunerate~ => pay~
sufficiently => enough
additionally => also
utilization => use
methodology => method
methodologies => methods
commencement => start
assistance => help
currently => now
presently => now
notwithstanding => despite
demonstrate~ => show~
possess~ => have~
assist~ => help~
reside~ => live~
purchase~ => buy~
attain~ => reach~
whilst => while
amongst => among
approximately => about
numerous => many
sufficient => enough
obtain~ => get~
regarding => about
`,
  },
];

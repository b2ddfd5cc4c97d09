/** English words that carry grammar rather than content. They also tell English from other languages. */
export const stopwords: readonly string[] = (
  "a about above after again against all also am an and any are aren't as at be because been before being below " +
  "between both but by can can't cannot could couldn't did didn't do does doesn't doing don't down during each either " +
  "else ever every few for from further had hadn't has hasn't have haven't having he he's her here hers herself him " +
  "himself his how however i i'd i'll i'm i've if in into is isn't it it's its itself just let's may me might more most " +
  "much must my myself neither no nor not now of off on once one only or other our ours ourselves out over own per quite " +
  "rather really same shall she she's should shouldn't since so some still such than that that's the their theirs them " +
  "themselves then there there's these they they're they've this those though through thus to too toward towards under " +
  "until up upon us very was wasn't we we're we've were weren't what what's when where whether which while who whom " +
  "whose why will with within without won't would wouldn't yet you you'd you'll you're you've your yours yourself"
).split(" ");

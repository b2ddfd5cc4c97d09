/** How each kind of number in a report came about. */
export const methods: readonly { readonly name: string; readonly explanation: string }[] = [
  {
    name: "Right, missed, unsure",
    explanation:
      "A judge answered one question for each element and picture; your own verdicts outrank it. “Unsure” counts as not seen at all, never as a miss. How often the judge is right was measured beforehand and widens every interval.",
  },
  {
    name: "Heard or left to chance",
    explanation:
      "From all pictures of one prompt: whether the words are heard nearly always, hardly ever, or by chance. With four pictures the last two often cannot be told apart; then it says that more seeds would tell.",
  },
  {
    name: "Fixed and broke",
    explanation:
      "Each picture with the change is compared with the picture of the same seed without it; all seeds count, not the best one. The interval holds the true difference with 90 % probability (Dirichlet–multinomial posterior). Suggested means at least 80 % sure of the direction, likely 95 %, confirmed 99 % on at least 8 pairs of which 4 came after the claim.",
  },
];

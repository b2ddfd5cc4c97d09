/** A draft with a little of everything that there is to find. */
export const exampleDraft = `# A new bakery on Mill Street

In today's fast-paced world, finding good bread can feel like a challenge. That is why we are thrilled to announce the opening of Rye & Stone, a cutting-edge bakery on Mill Street.

It is important to note that every loaf is baked on site by Anna Berg, who utilizes a robust sourdough process in order to deliver a seamless experience. The shop opens at 9 on Monday 4 May. We think that the rye keeps for about five days, but we are not sure yet.

We offer a wide variety of breads, rolls and pastries, underscoring our commitment to quality. Due to the fact that the oven is small, there are only fifty loaves a day. Each and every guest on the first morning gets a free roll.

In conclusion, Rye & Stone is not just a bakery, but a destination. Prior to your visit, bring a bag.
`;

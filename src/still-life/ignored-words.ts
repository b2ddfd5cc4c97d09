/** Words of a prompt that say nothing about what is to be seen, or nothing that a small model could follow. */
export const ignoredWords: ReadonlySet<string> = new Set(
  `a an the this that these those it its there here
  of on in at to by with without from into onto under over near next behind beside against between for as off up down
  and or but so very rather quite more less just only also too
  is are be being been was were has have having do does should must can may will would let make made making show shows
  showing
  keep everything same change turn give add use put much bit little lot see seen standing stands sitting sits lying lies placed set lit coming comes falling falls shining entering cast
  casting i me my we our you your please want wants need
  no not never avoid avoiding isn aren non t s don
  photo photograph photography photographic picture image shot still life studio product render rendering scene
  composition object thing professional minimal minimalist simple elegant beautiful lovely nice fine detailed detail
  quality high best 8k 4k hd uhd cinematic realistic photorealistic sharp focus calm mood style`.split(/\s+/u),
);

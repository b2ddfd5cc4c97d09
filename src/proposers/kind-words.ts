import type { ElementKind } from "../core/element.ts";
import type { Clause } from "./clauses.ts";

/** Words that give a clause's kind away, the most telling kinds first: the first kind that matches is taken. */
const tellingWords: readonly (readonly [ElementKind, RegExp])[] = [
  [
    "lettering",
    words("text|lettering|caption|says|saying|reads|reading|inscription|typography|logo|headline|letters|written"),
  ],
  [
    "lighting",
    words(
      "light|lights|lighting|lit|backlit|sunlight|sunlit|moonlight|candlelight|shadow|shadows|golden hour|blue hour|softbox|spotlight|glow|glowing|rim light|chiaroscuro|overcast|neon|dusk|dawn|sunset|sunrise",
    ),
  ],
  ["background", words("background|backdrop|behind|wall|seamless|scenery|skyline")],
  [
    "composition",
    words(
      "close[- ]?up|macro|wide shot|wide angle|centred|centered|off[- ]cent(?:re|er)|thirds?|framing|framed|frame|composition|symmetrical|symmetry|negative space|low angle|high angle|from above|from below|overhead|top[- ]down|aerial|bird's[- ]eye|view|viewpoint|perspective|foreground|depth of field|bokeh|full body|half body|head ?shot",
    ),
  ],
  [
    "quality",
    words(
      "8k|4k|hd|uhd|hdr|high quality|best quality|masterpiece|sharp|sharp focus|detailed|intricate|high resolution|award[- ]winning|crisp|professional",
    ),
  ],
  [
    "style",
    words(
      "style|painting|painted|watercolou?r|oil on canvas|illustration|drawing|sketch|engraving|woodcut|anime|manga|cartoon|comic|photo|photograph|photography|photorealistic|realistic|cinematic|render|rendered|3d|pixel art|minimalist|surreal|impressionist|art deco|art nouveau|film|polaroid|vintage|retro",
    ),
  ],
  [
    "expression",
    words(
      "smiling|smile|laughing|crying|frowning|grinning|angry|sad|happy|cheerful|surprised|serious|calm face|expression|mood|gaze|looking",
    ),
  ],
  ["identity", words("same (?:person|face|woman|man|character|product)|identity|likeness|face of")],
  ["count", words("exactly|pair of|dozen|couple of|(?:two|three|four|five|six|seven|eight|nine|ten|\\d+) \\p{L}+s")],
  [
    "material",
    words(
      "wood|wooden|metal|metallic|steel|copper|brass|gold|silver|chrome|glass|ceramic|porcelain|clay|stone|marble|concrete|leather|silk|velvet|linen|wool|fur|plastic|paper|matte|glossy|shiny|polished|brushed|transparent|translucent",
    ),
  ],
  [
    "colour",
    words(
      "red|orange|yellow|green|blue|purple|violet|pink|brown|black|white|gr[ae]y|beige|teal|turquoise|crimson|navy|pastel|colou?r|colou?rs|colou?red|colou?ful|palette|monochrome|black and white|sepia|saturated|muted",
    ),
  ],
];

/** Joints that name where something is: what follows is the place, not the thing. */
const placeJoints = new Set(["on", "against", "in front of", "under", "beside", "behind", "near"]);

/** What kind of element a clause probably is. The first clause of a prompt is usually its subject. */
export function guessKind(clause: Clause, first: boolean): ElementKind {
  if (/["“«]/u.test(clause.text)) return "lettering";
  const found = tellingWords.find(([, pattern]) => pattern.test(clause.text))?.[0];
  if (first && !(found === "lighting" || found === "background")) return found === "count" ? "count" : "subject";
  if (found === "material" || found === "colour") return placeJoints.has(clause.joint) ? "background" : found;
  return found ?? (placeJoints.has(clause.joint) ? "background" : "subject");
}

function words(alternatives: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${alternatives})(?![\\p{L}\\p{N}])`, "iu");
}

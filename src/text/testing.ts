/** Texts that have broken programs that read text: every instrument must survive them in time with exact offsets. */
export const hostileTexts: readonly (readonly [string, string])[] = [
  ["nothing", ""],
  ["blanks", " \n\t \r\n "],
  ["one word", "Hello"],
  ["one mark", "."],
  ["no punctuation", "we leverage synergy in order to win ".repeat(200)],
  ["only marks", "?!.,;:—…“”()[]{}<>".repeat(300)],
  ["mixed scripts", "Привет мир. 你好。世界！ مرحبا بالعالم. שלום עולם. नमस्ते दुनिया। We leverage it."],
  ["right to left", "في عالم اليوم سريع الخطى، من المهم أن نلاحظ. ".repeat(20)],
  ["emoji", "🚀🚀 In today’s world 👩‍👩‍👧‍👦 we leverage 🇩🇪 synergy! 😀"],
  ["half a surrogate pair", "leverage \uD83D synergy \uDE00"],
  ["code", "Use:\n```js\nconst leverage = synergy; // in order to\n```\nand `leverage` inline."],
  ["table", "| robust | seamless |\n|---|---|\n| leverage | synergy |\n"],
  ["HTML", "<p class='robust'>We <b>leverage</b> synergy</p><script>while(1){}</script>"],
  ["NUL bytes", "We\0leverage\0synergy\0in order to win."],
  ["Windows lines", "We leverage it.\r\n\r\nIn order to win.\r\n"],
  ["names of properties", "constructor __proto__ toString hasOwnProperty $ $& valueOf"],
  ["soft hyphens", "lever\u00adage the syn\u00adergy"],
  ["open quotes", "“".repeat(5_000) + '"'.repeat(5_000)],
  ["open tags", "<a ".repeat(5_000)],
  ["open code", "`".repeat(5_001)],
  ["hyphens", "a-".repeat(10_000)],
  ["stacked hedges", "it is important to ".repeat(3_000)],
  ["digits", "1,".repeat(10_000) + "1.".repeat(10_000)],
  ["capitals", "A ".repeat(10_000)],
];

/** One long line of a megabyte, and ten megabytes in lines. */
export const longLine = (): string => "We utilize data in order to win, and ".repeat(28_000);
export const tenMegabytes = (): string =>
  "It is important to note that we leverage synergy (see page 12).\n".repeat(160_000);

import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { encodePicture } from "../imaging/files/encode.ts";
import { ballPicture } from "../imaging/testing.ts";
import { buildReport } from "./build-report.ts";
import { markup } from "./markup.ts";
import { comparisonScript } from "./pictures.ts";
import type { ReportModel, ReportPicture, ReportTile } from "./report-model.ts";
import { reportPicture } from "./report-picture.ts";

const picture = await reportPicture(await encodePicture(ballPicture(24, 16), "png"), "a ball");

const tile = (changed: Partial<ReportTile> = {}): ReportTile => ({
  picture,
  name: "seed 11",
  state: "",
  picked: false,
  note: "",
  answers: ["present", "absent"],
  ...changed,
});

/** A model in which every text says `text`, every list has two entries and everything that may be there is. */
function modelOf(text: string): ReportModel {
  const shown: ReportPicture = { ...picture, description: text };
  const full = tile({ picture: shown, name: text, state: text, picked: true, note: text });
  const effect = {
    statement: text,
    target: true,
    sentence: text,
    difference: 0.4,
    interval90: [-0.1, 0.8],
    n: 3,
  } as const;
  const arm = {
    heading: text,
    why: text,
    promptDiff: [
      { kind: "same", text },
      { kind: "removed", text },
      { kind: "added", text },
    ],
    parent: full,
    tiles: [
      { ...full, control: { picture: shown, answers: ["absent", null] } },
      tile({ picture: null, note: text, answers: [null, "unsure"] }),
      ...Array.from({ length: 5 }, () => tile()),
    ],
    pair: { before: shown, after: shown, beforeName: text, afterName: text },
    effects: [{ ...effect, target: false, n: 2 }, effect, { ...effect, target: false, n: 0 }],
  } as const;
  return {
    title: text,
    date: text,
    version: text,
    summary: text,
    prompt: text,
    negativePrompt: text,
    elements: [
      { statement: text, importance: "must", answer: "present", sentence: text },
      { statement: text, importance: "nice", answer: null, sentence: text },
    ],
    delivery: { picture: shown, files: [{ name: text, about: text }] },
    before: shown,
    rounds: [{ name: text, sentences: [text, text], arms: [arm, arm] }],
    check: {
      pair: { before: shown, after: shown, beforeName: text, afterName: text },
      findings: [{ name: text, sentence: text }],
      checks: [{ name: text, sentence: text }],
    },
    advice: [{ sentence: text, why: text }],
    recipes: [{ name: text, settings: [{ name: text, value: text }] }],
    methods: [{ name: text, explanation: text }],
  };
}

const bare: ReportModel = {
  ...modelOf("plain"),
  negativePrompt: "",
  elements: [],
  delivery: null,
  before: null,
  rounds: [],
  check: null,
  advice: [],
  recipes: [],
  methods: [],
};

describe("buildReport", () => {
  const hostile = [
    '<script>alert(1)</script><img src=x onerror="alert(1)">',
    `"><svg onload=alert(1)><a href='javascript:alert(1)'>`,
    "</style></script></title><!-- ]]> <iframe src=http://example.org></iframe>",
    "${alert(1)} {{constructor}} &lt;b&gt; \u0000\u001b[31m\ud800\u202e",
  ];

  it.each(hostile)("shows %j as text, wherever it stands", (text) => {
    const tags = tagsOf(buildReport(modelOf(text)));
    const plain = tagsOf(buildReport(modelOf("plain text")));
    expect(tags.map(({ name }) => name)).toEqual(plain.map(({ name }) => name));
    for (const { attributes } of tags) expect(attributes.replaceAll(/"[^"]*"/gu, "")).not.toMatch(/\son|href|[<']/u);
    expect(buildReport(modelOf(text))).not.toMatch(/(?![\n\t])\p{Control}|\p{Surrogate}/u);
  });

  it("keeps a prompt as it was written, for those who copy it", () => {
    const prompt = "a pear,\n   hard <light> & “left”";
    expect(buildReport({ ...modelOf("x"), prompt })).toContain("a pear,\n   hard &lt;light&gt; &amp; “left”");
  });

  it.each([
    ["a full report", modelOf("x")],
    ["an empty one", bare],
    ["one without a delivery", { ...modelOf("x"), delivery: null }],
    ["one without a first picture", { ...modelOf("x"), before: null }],
  ])("nests the tags of %s properly", (_, model) => {
    const open: string[] = [];
    for (const { name, closing, empty } of tagsOf(buildReport(model))) {
      if (closing) expect(open.pop()).toBe(name);
      else if (!empty) open.push(name);
    }
    expect(open).toEqual([]);
  });

  it("loads nothing: all addresses are embedded data", () => {
    const page = buildReport(modelOf("x"));
    expect(page.replaceAll(/base64,[\w+/=]+/gu, "")).not.toMatch(/https?:|\/\/|@import|<link|srcset/u);
    const addresses = [...page.matchAll(/(?:src|href)="(?<to>[^"]*)"|url\((?<url>[^)]*)\)/gu)].map(
      ({ groups }) => groups!["to"] ?? groups!["url"]!,
    );
    expect(addresses.length).toBeGreaterThan(5);
    for (const address of addresses) expect(address).toMatch(/^data:(?:image\/webp|font\/woff2);base64,/u);
  });

  it("allows its own script and no other", () => {
    const page = buildReport(modelOf("x"));
    const [, script] = /<script>(?<script>[^]*?)<\/script>/u.exec(page)!;
    expect(script).toBe(comparisonScript);
    expect(page).toContain(`script-src &#39;sha256-${createHash("sha256").update(script!).digest("base64")}&#39;`);
  });

  it.each([
    "https://example.org/x.png",
    "data:text/html;base64,AAAA",
    'data:image/png;base64,AA" onload="x',
    "data:image/svg+xml;base64,AAAA",
  ])("refuses the picture %s", (source) => {
    expect(() => buildReport({ ...bare, before: { ...picture, source } })).toThrow(/not embedded/u);
  });

  it("says for every effect on how many pairs it rests", () => {
    const page = buildReport(modelOf("x"));
    const rows = page.split('<table class="effects">')[1]!.split("</table>")[0]!.split("<tr").slice(2);
    expect(rows.map((row) => /n = \d/u.exec(row)?.[0])).toEqual(["n = 3", "n = 2", "n = 0"]);
    expect(rows[0]).toContain('class="target"');
    expect(rows[2]).not.toContain("<svg");
  });

  it.each([
    [0.4, "+0.40"],
    [-0.4, "−0.40"],
    [-0.001, "0.00"],
  ])("writes the difference %f as %s", (difference, written) => {
    const model = modelOf("x");
    const effect = { statement: "x", target: true, sentence: "x", difference, interval90: [-1, 1], n: 3 } as const;
    const rounds = model.rounds.map((round) => ({
      ...round,
      arms: round.arms.map((arm) => ({ ...arm, effects: [effect] })),
    }));
    expect(buildReport({ ...model, rounds })).toContain(`${written} (−1.00 to +1.00), n = 3`);
  });

  it("can be read aloud: a language, a title, one main heading and no level left out, words for pictures and signs", () => {
    const page = buildReport(modelOf("x"));
    expect(page).toMatch(/<html lang="en">[^]*<title>x · Samebut<\/title>/u);
    const levels = [...page.matchAll(/<h(\d)/gu)].map(([, level]) => Number(level));
    expect(levels.filter((level) => level === 1)).toEqual([1]);
    expect(Math.max(...levels)).toBeLessThanOrEqual(2);
    for (const [image] of page.matchAll(/<img[^>]*>/gu)) expect(image).toMatch(/alt="[^"]+"/u);
    for (const [mark] of page.matchAll(/<span class="mark[^]*?<\/span><\/span>/gu))
      expect(mark).toMatch(/class="word">\p{L}/u);
    for (const [sign] of page.matchAll(/<svg[^>]*>/gu)) expect(sign).toContain('aria-hidden="true"');
  });

  it("puts the parent before every line of tiles, and all pictures of a long arm on the page", () => {
    const page = buildReport(modelOf("x"));
    const sheets = page.split('class="sheet paired"').slice(1);
    expect(sheets.map((sheet) => sheet.split('<figure class="tile').length - 1)).toEqual([6, 4, 6, 4]);
  });

  it("shows what each picture was without the change, and where the answer turned", () => {
    const page = buildReport(modelOf("x"));
    expect(page.split("Before, same seeds")).toHaveLength(3);
    const pairs = [...page.matchAll(/<td><span class="pair">(?<pair>[^]*?)<\/td>/gu)].map(({ groups }) =>
      groups!
        ["pair"]!.replaceAll(/<[^>]*>/gu, "")
        .replaceAll(/\s+/gu, " ")
        .trim(),
    );
    expect(pairs).toEqual(
      ["missed→ before, now right", "missed→ before, now right"].map((said) => expect.stringContaining(said)),
    );
  });

  it("is the same for the same model", () => expect(buildReport(modelOf("x"))).toBe(buildReport(modelOf("x"))));
});

describe("reportPicture", () => {
  it.each([
    ["a small picture", ballPicture(24, 16), 384, 256],
    ["a large one", ballPicture(960, 320), 480, 160],
  ])("embeds %s at a size that can be looked at", async (_, original, width, height) => {
    const made = await reportPicture(await encodePicture(original, "png"), "x");
    expect(made).toMatchObject({ width, height, description: "x" });
    expect(made.source).toMatch(/^data:image\/webp;base64,/u);
  });
});

it("a template escapes texts and keeps markup", () => {
  expect(markup`<p title="${'"'}">${"<"}${markup`<b>${1}</b>`}${[markup`a`, markup`b`]}</p>`.code).toBe(
    '<p title="&quot;">&lt;<b>1</b>ab</p>',
  );
});

interface Tag {
  readonly name: string;
  readonly attributes: string;
  readonly closing: boolean;
  readonly empty: boolean;
}

const voids: ReadonlySet<string> = new Set(["meta", "img", "input", "col"]);

/** The tags of a page, as a browser would see them: style and script are text. */
function tagsOf(page: string): readonly Tag[] {
  const markup = page.replace(/(?<open><(?:style|script)>)[^]*?(?<close><\/(?:style|script)>)/gu, "$<open>$<close>");
  return [...markup.matchAll(/<(?<slash>\/?)(?<name>[a-z][a-z0-9]*)(?<attributes>[^>]*)>/gu)].map(({ groups }) => {
    const { slash, name, attributes } = groups as {
      slash: string;
      name: string;
      attributes: string;
    };
    return {
      name,
      attributes,
      closing: slash === "/",
      empty: voids.has(name) || attributes.trimEnd().endsWith("/"),
    };
  });
}

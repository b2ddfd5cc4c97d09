import { describe, expect, it } from "vitest";
import { allOperations } from "../operations/index.ts";
import { describeApi } from "./openapi.ts";

type Json = { readonly [key: string]: any };

const document = JSON.parse(JSON.stringify(describeApi(allOperations, "1.2.3"))) as Json;

/** Every object in the document that has this key. */
function holders(value: unknown, key: string): readonly Json[] {
  if (typeof value !== "object" || value === null) return [];
  const own = Object.hasOwn(value, key) ? [value] : [];
  return [...own, ...Object.values(value).flatMap((child) => holders(child, key))];
}

const follow = (reference: string): unknown =>
  reference
    .slice(2)
    .split("/")
    .reduce<any>((value, part) => value?.[part.replaceAll("~1", "/").replaceAll("~0", "~")], document);

describe("the OpenAPI document", () => {
  it("says what it is", () => {
    expect(document["openapi"]).toBe("3.1.0");
    expect(document["info"]).toMatchObject({ title: "Samebut", version: "1.2.3" });
  });

  it.each(allOperations)("describes $name", ({ name, effect }) => {
    const { post, get } = document["paths"][`/api/${name}`];
    const request = follow(post.requestBody.content["application/json"].schema.$ref);
    const answer = follow(post.responses[200].content["application/json"].schema.$ref);
    expect(request).toMatchObject({ type: "object", additionalProperties: false });
    expect(answer).toMatchObject({ type: "object", required: expect.arrayContaining(["summary", "pictures"]) });
    expect(get !== undefined).toBe(effect === "read");
  });

  it("has an id for each thing that can be asked, each its own", () => {
    const ids = holders(document["paths"], "operationId").map((operation) => operation["operationId"]);
    expect(new Set(ids).size).toBe(ids.length);
    for (const operation of holders(document["paths"], "operationId")) {
      expect(Object.keys(operation["responses"])).toEqual(expect.arrayContaining(["200", "default"]));
    }
  });

  it("has no reference that leads nowhere", () => {
    const references = holders(document, "$ref").map((holder) => holder["$ref"] as string);
    expect(references.length).toBeGreaterThan(allOperations.length);
    for (const reference of references) expect([reference, typeof follow(reference)]).toEqual([reference, "object"]);
  });

  it("declares every parameter of a path", () => {
    for (const [path, item] of Object.entries(document["paths"] as Json)) {
      const named = [...path.matchAll(/\{(\w+)\}/gu)].map((match) => match[1]);
      for (const { parameters = [] } of Object.values(item as Json)) {
        const declared = (parameters as Json[]).filter((parameter) => parameter["in"] === "path");
        expect(declared.map((parameter) => [parameter["name"], parameter["required"]])).toEqual(
          named.map((name) => [name, true]),
        );
        for (const parameter of parameters)
          expect(parameter).toMatchObject({ name: expect.any(String), schema: expect.any(Object) });
      }
    }
  });

  it("carries no dialect inside its parts", () => {
    expect(holders(document["components"], "$schema")).toEqual([]);
  });
});

import { describe, expect, it } from "vitest";
import { checkStyle, rules } from "./check";
import { type Bad, type Files, inFolder } from "./example";
import { documentationExamples } from "./examples/documentation";
import { layoutExamples } from "./examples/layout";
import { listExamples } from "./examples/lists";
import { nameExamples } from "./examples/names";
import { provenanceExamples } from "./examples/provenance";
import { referenceExamples } from "./examples/references";
import { textExamples } from "./examples/text";
import { valueExamples } from "./examples/values";

const examples = {
  ...textExamples,
  ...provenanceExamples,
  ...layoutExamples,
  ...documentationExamples,
  ...valueExamples,
  ...listExamples,
  ...nameExamples,
  ...referenceExamples,
};

/** The places, as `file:line`, that a rule reports; `syntax` besides, so that no snippet is silently unread. */
function reported(rule: string, files: Files): string[] {
  const found = inFolder(files, (folder) => checkStyle(folder));
  return found
    .filter((violation) => violation.rule === rule || violation.rule === "syntax")
    .map(({ file, line, rule: id, message }) => (id === rule ? `${file}:${line}` : `${id}: ${message}`));
}

function expected([, ...lines]: Bad): string[] {
  return lines.map((line) => (typeof line === "number" ? `main.tf:${line}` : line));
}

describe("the rules", () => {
  it("each have an id of their own and examples of both kinds", () => {
    const ids = rules.map((rule) => rule.id);

    expect(new Set(ids).size).toBe(ids.length);
    expect(Object.keys(examples).sort()).toEqual([...ids].sort());
    expect(Object.values(examples).filter(({ bad, good }) => bad.length * good.length === 0)).toEqual([]);
  });
});

describe.each(Object.entries(examples))("%s", (rule, { bad, good }) => {
  it.each(bad.map((entry) => [entry[0], entry] as const))("is reported in bad example %#", (files, entry) => {
    expect(reported(rule, files), JSON.stringify(files)).toEqual(expected(entry));
  });

  it.each(good.map((files) => [files]))("is not reported in good example %#", (files) => {
    expect(reported(rule, files), JSON.stringify(files)).toEqual([]);
  });
});

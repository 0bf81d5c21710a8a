import { correctionFor } from "../../plain/providers/aws";
import { mayBeJson } from "../../plain/providers/aws-json";
import { type Json, record } from "../../plan-json/json";
import type { Evidence } from "./evidence";

/** Takes away what the two syntaxes say differently and mean the same; each step with its reason. */
export function normalise(first: Evidence, second: Evidence): readonly [Evidence, Evidence] {
  const each = (evidence: Evidence): Evidence => EACH.reduce((result, step) => step(result), evidence);
  const [a, b] = blocksOfAttributesAreNotListed(...templatesAreNoConstants(first, second));
  return [each(a), each(b)];
}

/**
 * To Terraform every expression of its JSON syntax is a constant, also `"${aws_vpc.main.id}"`: the text before
 * it is evaluated. What it comes to is compared as a planned value.
 */
function templatesAreNoConstants(first: Evidence, second: Evidence): readonly [Evidence, Evidence] {
  const pair = (a: unknown, b: unknown): readonly [unknown, unknown] => {
    const constants = [record(a).constant_value, record(b).constant_value];
    if (constants.some(isTemplate) || (constants.includes(undefined) && constants.some(hasLines)))
      return [isTree(a) ? withoutConstant(a) : a, isTree(b) ? withoutConstant(b) : b];
    if (!isTree(a) || !isTree(b)) return [a, b];
    const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])];
    const pairs = keys.map((key) => [key, pair(a[key], b[key])] as const);
    const side = (index: 0 | 1, own: Json): Json =>
      Object.fromEntries(pairs.filter(([key]) => key in own).map(([key, values]) => [key, values[index]]));
    return [side(0, a), side(1, b)];
  };
  const aspects = ["configuration", "provider configuration"].map(
    (aspect) => [aspect, pair(first[aspect], second[aspect])] as const,
  );
  const changed = (own: Evidence, index: 0 | 1): Evidence => ({
    ...own,
    ...Object.fromEntries(aspects.map(([aspect, values]) => [aspect, record(values[index])])),
  });
  return [changed(first, 0), changed(second, 1)];
}

function isTemplate(constant: unknown): boolean {
  return constant !== undefined && /\$\{|%\{/.test(JSON.stringify(constant));
}

// A text that does not end in a new line is `chomp(<<-EOT …)` in our HCL: a call, which is no constant.
function hasLines(constant: unknown): boolean {
  return constant !== undefined && JSON.stringify(constant).includes("\\n");
}

function withoutConstant({ constant_value: _, ...rest }: Json): Json {
  return rest;
}

function isTree(value: unknown): value is Json {
  return typeof value === "object" && value !== null;
}

/** References are listed in the order of the text, in which JSON has keys sorted and HCL has not. */
function referencesAreSets(evidence: Evidence): Evidence {
  return mapTrees(evidence, ["configuration", "provider configuration"], (tree) =>
    Array.isArray(tree.references)
      ? { ...tree, references: Object.fromEntries(tree.references.map((name) => [String(name), true])) }
      : tree,
  );
}

/** `depends_on` is a set. */
function dependenciesAreSets(evidence: Evidence): Evidence {
  return mapTrees(evidence, ["configuration"], (tree) =>
    Array.isArray(tree.depends_on) ? { ...tree, depends_on: [...tree.depends_on].sort() } : tree,
  );
}

/** cdktf asks for exactly the version its bindings were made from; we bound it, which is the design. */
function versionConstraintsAreOurs(evidence: Evidence): Evidence {
  return mapTrees(evidence, ["provider configuration"], ({ version_constraint: _, ...rest }) => rest);
}

/** A local module is what is in its folder, which is compared; the way to the folder is another one in the tree. */
function localModulesAreTheirContent(evidence: Evidence): Evidence {
  const call = (value: unknown): unknown => {
    const { source } = record(value);
    const isLocal = typeof source === "string" && /^(?:\.{0,2}\/|[A-Za-z]:\\)/.test(source);
    return isLocal ? { ...record(value), source: "a local folder" } : value;
  };
  const configuration = Object.entries(evidence.configuration ?? {}).map(([subject, value]) => [
    subject,
    /(?:^|\.)module\.[\w-]+$/.test(subject) ? call(value) : value,
  ]);
  return { ...evidence, configuration: Object.fromEntries(configuration) };
}

/** A policy, or other JSON, is compared as the document it is: `jsonencode` sorts keys and leaves out white space. */
function jsonIsADocument(evidence: Evidence): Evidence {
  return mapTrees(evidence, ["planned value", "change"], (tree) =>
    Object.fromEntries(
      Object.entries(tree).map(([name, value]) => [name, mayBeJson(name) ? document(value) : value]),
    ),
  );
}

function document(value: unknown): unknown {
  if (typeof value !== "string" || !/^[{[]/.test(value)) return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    // An argument of the same name that holds something else.
    return value;
  }
}

/** A literal document is a constant in JSON and a call of `jsonencode` in HCL, which is no constant to Terraform. */
function jsonIsNoConstant(evidence: Evidence): Evidence {
  return mapTrees(evidence, ["configuration"], (tree) =>
    Object.fromEntries(
      Object.entries(tree).map(([name, value]) => [
        name,
        mayBeJson(name) && isTree(value) ? withoutConstant(value) : value,
      ]),
    ),
  );
}

/** `tags = {}` is left out of our HCL: Terraform takes it for the same as none. */
function emptyMapsSayNothing(evidence: Evidence): Evidence {
  return mapTrees(evidence, ["configuration"], (tree) =>
    Object.fromEntries(Object.entries(tree).filter(([, value]) => !isEmptyMap(value))),
  );
}

function isEmptyMap(expression: unknown): boolean {
  return JSON.stringify(expression) === '{"constant_value":{}}';
}

/**
 * An expression that has neither references nor a constant is listed in the one syntax as `{}`, in the other not. An
 * argument that is null is one that is not set.
 */
function emptyExpressionsSayNothing(evidence: Evidence): Evidence {
  const isEmpty = (value: unknown): boolean =>
    ["{}", '{"constant_value":null}'].includes(JSON.stringify(value) ?? "");
  return mapTrees(evidence, ["configuration", "provider configuration"], (tree) =>
    Object.fromEntries(Object.entries(tree).filter(([, value]) => !isEmpty(value))),
  );
}

/**
 * An argument that takes block syntax although it is an attribute is not listed in the configuration where it
 * has that syntax. Its values are compared in the plan, its references in the graph.
 */
function blocksOfAttributesAreNotListed(first: Evidence, second: Evidence): readonly [Evidence, Evidence] {
  const without = (own: Evidence, other: Evidence): Evidence => ({
    ...own,
    configuration: Object.fromEntries(
      Object.entries(own.configuration ?? {}).map(([address, block]) => {
        const { expressions, ...rest } = record(block);
        if (expressions === undefined) return [address, block];
        const listed = record(record(other.configuration?.[address]).expressions);
        const kept = Object.entries(record(expressions)).filter(
          ([name]) => name in listed || correctionFor(`${rest.type}.${name}`) !== "emptiable",
        );
        return [address, { ...rest, expressions: Object.fromEntries(kept) }];
      }),
    ),
  });
  return [without(first, second), without(second, first)];
}

const EACH: readonly ((evidence: Evidence) => Evidence)[] = [
  referencesAreSets,
  dependenciesAreSets,
  versionConstraintsAreOurs,
  localModulesAreTheirContent,
  jsonIsADocument,
  jsonIsNoConstant,
  emptyMapsSayNothing,
  emptyExpressionsSayNothing,
];

/** Applies a change to every object in some aspects, innermost first. */
function mapTrees(evidence: Evidence, aspects: readonly string[], change: (tree: Json) => Json): Evidence {
  const map = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(map);
    if (typeof value !== "object" || value === null) return value;
    return change(Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, map(inner)])));
  };
  return Object.fromEntries(
    Object.entries(evidence).map(([aspect, subjects]) => [
      aspect,
      aspects.includes(aspect) ? record(map(subjects)) : subjects,
    ]),
  );
}

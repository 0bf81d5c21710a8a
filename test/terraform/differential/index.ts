import {
  compareEvidence,
  type Difference,
  describeDifference,
} from "../../../constructs/convert/verify/difference";
import { type Evidence, evidenceOf, type Planned } from "../../../constructs/convert/verify/evidence";
import { normalise } from "../../../constructs/convert/verify/normalise";
import { copyTree } from "../support/tree";
import type { AuthorCode } from "./author-code";
import { type PlanOptions, planSide } from "./plan-side";
import { addCompanions, type Side, writeByCdktf, writeByPlainform } from "./write-sides";

export type { Difference } from "../../../constructs/convert/verify/difference";
export type { AuthorClass, AuthorCode, AuthorStack } from "./author-code";
export type { PlanOptions } from "./plan-side";

/** What the two sides agreed on, and what not. */
export interface DifferentialResult {
  readonly differences: readonly Difference[];
  /** The differences as a person reads them; empty when there are none. */
  readonly report: string;
  /** Instances of resources and data sources in the plan. */
  readonly resources: number;
  /** Values that were held against each other. */
  readonly compared: number;
  /** What was compared, normalised. */
  readonly evidence: readonly [Evidence, Evidence];
  /** What the two sides are called. */
  readonly names: readonly [string, string];
  /** The two root modules, for a look. */
  readonly roots: readonly [string, string];
}

/**
 * The differential test: the same author code becomes JSON by cdktf's own synth and HCL by ours, the real
 * Terraform plans both, and everything it then says of them (planned values, what is unknown or sensitive,
 * references, checks, the graph) is held against each other.
 *
 * @param code a function that fills a stack, or a class that extends `TerraformStack` or `PlainStack`
 * @example expect((await differential(MyStack)).report).toBe("")
 */
export async function differential(code: AuthorCode, options: PlanOptions = {}): Promise<DifferentialResult> {
  const reference = writeByCdktf(code);
  const plain = writeByPlainform(code);
  addCompanions(reference, plain.companions);
  return compareSides(await plannedSide(reference, options), await plannedSide(plain, options));
}

/** A folder with a root module in it. */
export interface Folder {
  readonly name: string;
  readonly path: string;
  /** The root module below it. @default "." */
  readonly rootModule?: string;
}

/** The same for two trees that are there already: one by hand and one of ours, one before and one after. */
export async function compareFolders(
  first: Folder,
  second: Folder,
  options: PlanOptions = {},
): Promise<DifferentialResult> {
  const side = ({ name, path, rootModule }: Folder): Side => ({
    name,
    root: copyTree(path, rootModule).root,
  });
  return compareSides(await plannedSide(side(first), options), await plannedSide(side(second), options));
}

/** A side, and what Terraform plans of it. */
export interface PlannedSide extends Side {
  readonly planned: Planned;
}

export async function plannedSide(side: Side, options: PlanOptions = {}): Promise<PlannedSide> {
  return { ...side, planned: await planSide(side, options) };
}

/** Holds what Terraform says of two sides against each other. */
export function compareSides(first: PlannedSide, second: PlannedSide): DifferentialResult {
  const [left, right] = normalise(evidenceOf(first.planned), evidenceOf(second.planned));
  const { differences, compared } = compareEvidence(left, right);
  const names = [first.name, second.name] as const;
  const report = differences.map((item) => describeDifference(item, names)).join("\n");
  const resources = Object.keys(left["planned value"] ?? {}).length;
  const evidence = [left, right] as const;
  return { differences, report, resources, compared, evidence, names, roots: [first.root, second.root] };
}

import { isTree, type Values } from "../cdktf/values";
import { type LooseOverride, overrideProblem } from "../check/overrides";
import { PlainformError } from "../errors";
import { type Block, block, flat, valueIn } from "../hcl";
import { Formed } from "../lower/as-block";
import { treesOf } from "../lower/block-values";
import { lowerBody } from "../lower/body";
import type { Environment } from "../lower/contexts";
import { lowerLocals, lowerOutput, lowerVariable } from "../lower/declarations";
import { lowerModule } from "../lower/module-call";
import { lowerCheck, lowerStateChange } from "../lower/untyped";
import { NO_SHAPES } from "../providers/shape";

/** Blocks that are there by an override of the stack alone. */
export interface LooseBlocks {
  readonly fileName: string;
  readonly blocks: readonly Block[];
  /** What is declared by them. */
  readonly addresses: readonly string[];
}

/**
 * Prints what an override of the stack adds to its JSON, where that is whole and it can be told what in it is a block.
 * @throws PlainformError where it cannot
 */
export function looseBlocks(override: LooseOverride, environment: Environment): LooseBlocks {
  const { kind, labels, content } = override;
  const [name = ""] = labels;
  const values = isTree(content) ? content : {};
  const context = { environment, overrides: {} };
  const at = (fileName: string, blocks: readonly Block[], ...addresses: readonly string[]): LooseBlocks => ({
    fileName,
    blocks,
    addresses,
  });
  if (kind === "check" && "assert" in values) {
    const check = lowerCheck(name, requireTold(values, environment), environment, () => NO_SHAPES);
    const addresses = check.body
      .flat()
      .flatMap((item) =>
        item.kind === "block" && item.type === "data" ? `data.${item.labels.join(".")}` : [],
      );
    return at("main.tf", [check], ...addresses);
  }
  if (kind === "ephemeral" && isTree(content)) {
    const told = requireTold(values, environment);
    const body = lowerBody(told, { environment, path: name, shapes: NO_SHAPES });
    return at("main.tf", [block(kind, labels, body)], `ephemeral.${labels.join(".")}`);
  }
  if (kind === "output" && "value" in values)
    return at("outputs.tf", [lowerOutput(labels, values, {}, context)], `output.${name}`);
  if (kind === "variable" && ("type" in values || "default" in values))
    return at("variables.tf", [lowerVariable(labels, values, context)], `var.${name}`);
  if (kind === "module" && "source" in values)
    return at("main.tf", [lowerModule(labels, values, context)], `module.${name}`);
  if (kind === "locals" && isTree(content)) {
    const addresses = Object.keys(content).map((local) => `local.${local}`);
    return at("locals.tf", [block("locals", [], [lowerLocals(content, context)])], ...addresses);
  }
  const fileName = STATE_CHANGES.get(kind);
  if (fileName === undefined) throw new PlainformError(overrideProblem(override, environment.at));
  const blocks = treesOf(content, kind, environment).map((tree) => lowerStateChange(kind, tree, environment));
  return at(fileName, blocks);
}

/** Local names of the providers that blocks use: that of the argument `provider`, else what their type begins with. */
export function providersOf(blocks: readonly Block[]): readonly string[] {
  return blocks.flatMap((item) => {
    const body = item.body.flat();
    const nested = providersOf(body.filter((inner) => inner.kind === "block"));
    if (item.type !== "ephemeral" && item.type !== "data") return nested;
    const said = valueIn(item, "provider");
    const written = said === undefined ? (item.labels[0] ?? "") : flat(said);
    return [written.replace(/[._].*/, ""), ...nested];
  });
}

const STATE_CHANGES: ReadonlyMap<string, string> = new Map([
  ["moved", "moved.tf"],
  ["import", "imports.tf"],
  ["removed", "removed.tf"],
]);

/** Arguments whose form the language itself decides. */
const KNOWN = new Set(["assert", "lifecycle", "depends_on", "data"]);

// Terraform's JSON does not tell a block from an argument that is an object.
function requireTold(values: Values, environment: Environment): Values {
  for (const [name, value] of Object.entries(values)) {
    if (KNOWN.has(name) || value instanceof Formed) continue;
    if (![value].flat().some(isTree)) continue;
    throw new PlainformError({
      at: environment.at,
      what: "an override of the stack does not say whether it is a block or an argument",
      got: `${name} = ${JSON.stringify(value)}`,
      expected: "a value that says which it is",
      fix: "write asBlock({ … }) for a block, or asAttribute({ … }) for an argument",
    });
  }
  return values;
}

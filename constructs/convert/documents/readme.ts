import { flat } from "../../plain/hcl";
import { lowerConstant } from "../../plain/lower/constant";
import { environmentOf } from "../blocks";
import type { ConvertedStack } from "../converted";
import type { Entry } from "../entries";
import { isObject } from "../input/terraform-json";
import { code, document, table } from "./markdown";

/** The README of a converted tree: what it is, what goes in and comes out, and how to plan it. */
export function treeReadme({ stack, entries, table: names, module }: ConvertedStack): string {
  const nameOf = ({ address }: Entry): string => (names.get(address) ?? address).replace(/^[^.]*\./, "");
  const inputs = entries
    .filter(({ kind }) => kind === "variable")
    .map((entry) => [
      code(nameOf(entry)),
      text(entry, "description"),
      code(text(entry, "type") || "any"),
      hasDefault(entry) ? (isSensitive(entry) ? "sensitive" : code(defaultOf(entry))) : "required",
    ]);
  const outputs = entries
    .filter(({ kind }) => kind === "output")
    .map((entry) => [code(nameOf(entry)), text(entry, "description")]);
  const files = [...module.files.keys()].sort().map((file) => `- ${code(file)}`);
  return document(
    `# ${stack.name}`,
    `${summary(entries)}. Plain Terraform, converted from a CDKTF stack; this is the source now.`,
    "```bash\nterraform init\nterraform plan\n```",
    "Commit `.terraform.lock.hcl` with it.",
    inputs.length > 0 ? "## Inputs" : "",
    table(["name", "description", "type", "default"], inputs),
    outputs.length > 0 ? "## Outputs" : "",
    table(["name", "description"], outputs),
    "## Files",
    files.join("\n"),
    module.moved.size > 0
      ? "`moved.tf` keeps the state: it says what each resource was called before. Once every state has been applied with it, it can be deleted."
      : "",
  );
}

function summary(entries: readonly Entry[]): string {
  const parts = [
    count(entries, "resource", "resource", "resources"),
    count(entries, "data", "data source", "data sources"),
    count(entries, "module", "module", "modules"),
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? "No resources" : parts.join(", ");
}

function count(
  entries: readonly Entry[],
  kind: Entry["kind"],
  one: string,
  many: string,
): string | undefined {
  const number = entries.filter((entry) => entry.kind === kind).length;
  return number === 0 ? undefined : `${number} ${number === 1 ? one : many}`;
}

function field({ value }: Entry, name: string): unknown {
  return isObject(value) ? value[name] : undefined;
}

function defaultOf(entry: Entry): string {
  return flat(lowerConstant(field(entry, "default"), environmentOf(entry.address)));
}

function text(entry: Entry, name: string): string {
  const value = field(entry, name);
  return typeof value === "string" ? value : "";
}

function isSensitive(entry: Entry): boolean {
  return field(entry, "sensitive") === true;
}

function hasDefault({ value }: Entry): boolean {
  return isObject(value) && "default" in value;
}

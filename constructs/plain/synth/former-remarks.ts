import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { changedKeys } from "../cdktf/former-keys";
import { isVariable } from "../cdktf/kinds";
import { isTree } from "../cdktf/values";
import { elementsOf, nameOf } from "../check/elements-of";
import { type RootModule, rootModuleFolder } from "../layout/module-kinds";
import { stateLocation } from "./backend";
import { type FormerNames, formerNames, type Renamed } from "./former-names";

/**
 * What becomes of the state of stacks that cdktf wrote before.
 * @param outdir the output directory, in which cdktf wrote too
 */
export function formerRemarks(stacks: readonly RootModule[], outdir: string): readonly string[] {
  return stacks.flatMap((stack) => {
    const places = placesOf(stack, outdir);
    const isAdopted = stack.formerly === "cdktf";
    if (!isAdopted && ![places.json, places.formerState].some(existsSync)) return [];
    const names = formerNames(stack);
    const told = isAdopted ? [...interfaceRemarks(names), ...keyRemarks(stack)] : lossRemarks(names, places);
    return [...told, ...copyRemarks(stack, places)].map((remark) => `${stack.node.id}: ${remark}`);
  });
}

/** Where cdktf left something of a stack, and where its state is looked for now. */
interface Places {
  readonly json: string;
  readonly formerState: string;
  readonly state: string;
}

function placesOf(stack: RootModule, outdir: string): Places {
  const { id } = stack.node;
  // What cdktf's command line says; an app that is started by itself runs beside its cdktf.json.
  const cdktfJson: unknown = stack.node.tryGetContext("cdktfJsonPath");
  const project = typeof cdktfJson === "string" ? dirname(cdktfJson) : "";
  return {
    json: join(outdir, "stacks", id, "cdk.tf.json"),
    formerState: join(project, `terraform.${id}.tfstate`),
    state: join(outdir, rootModuleFolder(stack), "terraform.tfstate"),
  };
}

/** What a plan would do to what cdktf has made. */
function lossRemarks({ moved }: FormerNames, { json, formerState, state }: Places): readonly string[] {
  const evidence = [state, formerState, json].find(existsSync) ?? json;
  const known = evidence === json ? undefined : addressesIn(evidence);
  const lost = moved.filter(({ from }) => known === undefined || known.has(from));
  if (lost.length === 0) return [];
  const [first] = lost;
  const count = lost.length === 1 ? "1 resource or module" : `${lost.length} resources and modules`;
  return [
    `cdktf knew ${count} by another name (${evidence}; ${first?.from} is ${first?.to}), which a plan would destroy and create; formerly: "cdktf" among the properties of the stack moves them`,
  ];
}

function copyRemarks(stack: RootModule, { formerState, state }: Places): readonly string[] {
  if (stateLocation(stack) !== undefined || existsSync(state)) return [];
  return [
    `cdktf kept the state in ${formerState}; copy it to ${state} before the first plan, or declare a backend`,
  ];
}

function interfaceRemarks({ variables, outputs }: FormerNames): readonly string[] {
  const list = (renamed: readonly Renamed[]): string =>
    renamed.map(({ from, to }) => `${nameIn(from)} is ${nameIn(to)}`).join(", ");
  return [
    ...(variables.length === 0 ? [] : [`variables to be set by another name (TF_VAR_…): ${list(variables)}`]),
    ...(outputs.length === 0 ? [] : [`outputs to be read by another name: ${list(outputs)}`]),
  ];
}

/** cdktf wrote every key of a default in snake_case; instances that are repeated over it have those keys in the state. */
function keyRemarks(stack: RootModule): readonly string[] {
  const changed = elementsOf(stack)
    .filter(isVariable)
    .flatMap((variable) =>
      changedKeys(variable).map(
        ([now, then]) => `${nameOf(variable) ?? variable.node.id}: ${now} was ${then}`,
      ),
    );
  if (changed.length === 0) return [];
  return [
    `keys in defaults of variables that cdktf wrote otherwise (${changed.join(", ")}): what is repeated over them would be destroyed and created; write them as cdktf did, or move the instances`,
  ];
}

function nameIn(address: string): string {
  return address.slice(address.indexOf(".") + 1);
}

/** The resources and calls of modules in a state (https://developer.hashicorp.com/terraform/language/state). */
function addressesIn(state: string): ReadonlySet<string> | undefined {
  try {
    const { resources }: { readonly resources?: unknown } = JSON.parse(readFileSync(state, "utf8"));
    if (!Array.isArray(resources)) return undefined;
    return new Set(
      resources
        .filter(isTree)
        .map(({ module, type, name }) =>
          typeof module === "string"
            ? module.split(".").slice(0, 2).join(".").replace(/\[.*$/, "")
            : `${type}.${name}`,
        ),
    );
  } catch {
    return undefined;
  }
}

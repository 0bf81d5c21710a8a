import { ref, TerraformOutput, type TerraformStack } from "cdktf";
import { addressPrefix } from "../cdktf/elements";
import { knownExpression } from "../cdktf/expressions";
import { settledIdentifier } from "../cdktf/settled-names";
import { tokenOfValue } from "../cdktf/tokens";
import type { Values } from "../cdktf/values";
import { elementsOf, nameOf, namesOf } from "../check/elements-of";
import { PlainformError } from "../errors";
import { IDENTIFIER } from "../hcl";
import { isRootModule, type RootModule, rootModuleFolder } from "../layout/module-kinds";
import { snakeCase } from "../layout/name-candidates";
import { outputNames } from "../layout/output-names";
import { foreignState, remoteState, stateLocation } from "./backend";

/** An output that a stack has because others read it. */
export interface LinkedOutput {
  readonly name: string;
  readonly value: unknown;
  /** Ids of the stacks that read it. */
  readonly readers: readonly string[];
}

/** A `terraform_remote_state` data source that a stack has because it reads another one's outputs. */
export interface LinkedState {
  readonly name: string;
  readonly values: Values;
}

interface Output extends LinkedOutput {
  readonly readers: string[];
}

/**
 * The references between stacks. Each becomes an output of the stack that is referred to, and an attribute of a
 * `terraform_remote_state` in the one that refers; the latter depends on the former from then on.
 */
export class StackLinks {
  private readonly outputs = new Map<TerraformStack, Outputs>();
  private readonly states = new Map<RootModule, Map<TerraformStack, LinkedState>>();
  private readonly fresh: LinkedState[] = [];

  /**
   * Translates a reference.
   *
   * @param identifier as the stack that it comes from refers to it: `aws_vpc.main.id`
   * @param origin that stack; it may be one of cdktf's own kind
   * @returns as it is referred to where it is used: `data.terraform_remote_state.network.outputs.vpc_id`
   * @throws PlainformError when the two stacks refer to each other
   */
  reference(identifier: string, origin: TerraformStack, user: RootModule): string {
    const state = this.stateOf(origin, user);
    const output = this.outputOf(identifier, origin);
    if (!output.readers.includes(user.node.id)) output.readers.push(user.node.id);
    return `${REMOTE_STATE}.${state.name}.outputs.${output.name}`;
  }

  /** The data sources that came into being since this was asked last. */
  takeStates(): readonly LinkedState[] {
    return this.fresh.splice(0);
  }

  /** The outputs that a stack has for others, without those that its author declared. */
  outputsOf(stack: RootModule): readonly LinkedOutput[] {
    return [...(this.outputs.get(stack)?.byIdentifier.values() ?? [])].filter(
      ({ value }) => value !== undefined,
    );
  }

  /** The stacks whose states a stack reads. */
  readBy(stack: RootModule): readonly TerraformStack[] {
    return [...(this.states.get(stack)?.keys() ?? [])];
  }

  private stateOf(origin: TerraformStack, user: RootModule): LinkedState {
    const states = this.states.get(user) ?? new Map<TerraformStack, LinkedState>();
    this.states.set(user, states);
    const known = states.get(origin);
    if (known !== undefined) return known;
    requireOneWay(origin, user);
    const values = isRootModule(origin)
      ? remoteState(stateLocation(origin), rootModuleFolder(user), rootModuleFolder(origin))
      : foreignState(origin, user);
    const state = { name: stateName(origin, user, [...states.values()]), values };
    user.addDependency(origin);
    states.set(origin, state);
    this.fresh.push(state);
    return state;
  }

  private outputOf(identifier: string, origin: TerraformStack): Output {
    const outputs = this.outputs.get(origin) ?? outputsIn(origin);
    this.outputs.set(origin, outputs);
    const known = outputs.byIdentifier.get(identifier);
    if (known !== undefined) return known;
    const output = isRootModule(origin)
      ? newOutput(identifier, origin, outputs)
      : foreignOutput(identifier, origin);
    outputs.byIdentifier.set(identifier, output);
    outputs.taken.add(output.name);
    return output;
  }
}

interface Outputs {
  readonly declared: readonly TerraformOutput[];
  readonly taken: Set<string>;
  readonly byIdentifier: Map<string, Output>;
}

function outputsIn(origin: TerraformStack): Outputs {
  const declared = elementsOf(origin).filter(TerraformOutput.isTerraformOutput);
  return { declared, taken: new Set(namesOf(declared)), byIdentifier: new Map() };
}

function newOutput(identifier: string, origin: RootModule, { declared, taken }: Outputs): Output {
  const same = declared.find((output) => isThat(output, identifier, origin));
  const name = (same && nameOf(same)) ?? firstFree(outputNames(identifier), taken);
  return { name, value: same === undefined ? ref(identifier, origin) : undefined, readers: [] };
}

// cdktf writes the stack, with the output in it, after the plain ones.
function foreignOutput(identifier: string, origin: TerraformStack): Output {
  const { friendlyUniqueId: name } = origin.registerOutgoingCrossStackReference(identifier);
  return { name, value: undefined, readers: [] };
}

/** Whether an author's own output has just this value. */
function isThat({ value }: TerraformOutput, identifier: string, origin: RootModule): boolean {
  const token = tokenOfValue(value);
  const known = token && knownExpression(token);
  return (
    known?.kind === "reference" &&
    settledIdentifier(known.identifier, origin) === identifier &&
    known.originStack === origin
  );
}

function requireOneWay(origin: TerraformStack, user: RootModule): void {
  if (origin !== user && !origin.dependsOn(user)) return;
  throw new PlainformError({
    what: "two stacks refer to each other",
    got: `${user.node.path} reads from ${origin.node.path}, which depends on ${user.node.path}`,
    expected: "references in one direction: one of the stacks is applied first",
    fix: "move what both need into one of the stacks, or into a third",
  });
}

const REMOTE_STATE = "data.terraform_remote_state";

function stateName(origin: TerraformStack, user: RootModule, states: readonly LinkedState[]): string {
  const ofTheAuthor = elementsOf(user).filter((element) => addressPrefix(element) === REMOTE_STATE);
  const taken = new Set([...namesOf(ofTheAuthor), ...states.map(({ name }) => name)]);
  return firstFree([origin.node.id, origin.node.path].map(snakeCase), taken);
}

function firstFree(candidates: readonly string[], taken: ReadonlySet<string>): string {
  const names = candidates.map((name) => (IDENTIFIER.test(name) ? name : `_${name}`));
  const longest = names.at(-1) ?? "output";
  let free = names.find((name) => !taken.has(name));
  for (let number = 2; free === undefined; number += 1)
    if (!taken.has(`${longest}_${number}`)) free = `${longest}_${number}`;
  return free;
}

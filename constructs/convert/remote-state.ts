import { win32 } from "node:path";
import type { Values } from "../plain/cdktf/values";
import type { Entry } from "./entries";
import type { StackInput } from "./input/stacks";
import { isObject } from "./input/terraform-json";
import type { AddressTable } from "./names/new-names";
import type { RemoteOutputs } from "./names/rename";
import { defaultStateFile, settingsOf } from "./settings";

/** A stack among those that are converted together, as another one may read its state. */
export interface Sibling {
  readonly stack: StackInput;
  readonly table: AddressTable;
}

/**
 * Finds what a stack reads of the others' states.
 *
 * @returns the address of each `terraform_remote_state` data source with the stack it reads
 */
export function readers(
  entries: readonly Entry[],
  siblings: readonly Sibling[],
): ReadonlyMap<string, Sibling> {
  const found = entries
    .filter(({ kind, type }) => kind === "data" && type === "terraform_remote_state")
    .flatMap((entry) => {
      const sibling = siblings.find((candidate) => reads(entry, candidate));
      return sibling === undefined ? [] : [[entry.address, sibling] as const];
    });
  return new Map(found);
}

/** What the outputs of the stacks that are read are called now. */
export function remoteOutputs(read: ReadonlyMap<string, Sibling>): RemoteOutputs {
  return new Map(
    [...read].map(([address, { table }]) => [
      address,
      new Map(
        [...table]
          .filter(([from]) => from.startsWith("output."))
          .map(([from, to]) => [from.slice("output.".length), to.slice("output.".length)]),
      ),
    ]),
  );
}

/** The state of a stack without a declared backend lies in its tree: the path to it is relative now. */
export function withRelativeState(entry: Entry, read: ReadonlyMap<string, Sibling>): Entry {
  const sibling = read.get(entry.address);
  const config = isObject(entry.value) ? entry.value.config : undefined;
  if (sibling === undefined || !isObject(entry.value) || !isObject(config)) return entry;
  if (settingsOf(sibling.stack.configuration, sibling.stack.name).defaultState === undefined) return entry;
  const path = `\${path.module}/../${sibling.stack.name}/terraform.tfstate`;
  return { ...entry, value: { ...entry.value, config: { ...config, path } } };
}

function reads({ value, name }: Entry, { stack }: Sibling): boolean {
  if (!isObject(value)) return false;
  const { backend } = value;
  const config = isObject(value.config) ? value.config : {};
  if (
    backend === "local" &&
    typeof config.path === "string" &&
    win32.basename(config.path) === defaultStateFile(stack.name)
  )
    return true;
  const declared = [stack.configuration.terraform].flat().find(isObject)?.backend;
  const own =
    isObject(declared) && typeof backend === "string" ? [declared[backend]].flat().find(isObject) : undefined;
  if (own === undefined) return name.endsWith(`cross-stack-reference-input-${stack.name}`);
  return LOCATION.some((key) => key in own) && LOCATION.every((key) => same(own, config, key));
}

/** Arguments of the backends that say where a state lies. */
const LOCATION = [
  "bucket",
  "key",
  "prefix",
  "path",
  "container_name",
  "storage_account_name",
  "address",
  "organization",
  "workspaces",
] as const;

function same(a: Values, b: Values, key: string): boolean {
  return JSON.stringify(a[key] ?? null) === JSON.stringify(b[key] ?? null);
}

import { grouped } from "../grouped";
import { snakeCase } from "./name-candidates";

/** An element as far as the choice of its file goes. */
export interface Placeable {
  /** Ids of the constructs below the stack, outermost first, the element's own last; unknown in JSON of other origin. */
  readonly ids?: readonly string[] | undefined;
  /** Resources make a group worth a file of its own; variables and the like go along. */
  readonly isResource: boolean;
  /** Of a resource or data source, the service that its type belongs to. */
  readonly service?: string | undefined;
}

type FileOf = (element: Placeable) => string | undefined;

// Files with a meaning of their own, and what Terraform merges into others.
const RESERVED = /^(?:variables|outputs|providers|terraform|versions|backend|moved|override|.*_override)$/;

/** What fits into `main.tf`: some two hundred lines. */
const MANY = 20;

/**
 * Which file an element belongs to where the author named none: a top-level construct of the author's own that holds
 * several resources has a file (`network.tf`). A construct around all resources is no group: what is in it counts.
 * When more than twenty resources and data sources are in none, those of one service have a file (`iam.tf`).
 *
 * @param elements everything in the module that has no file of its own
 * @returns for an element the name of its file; undefined where HashiCorp's style guide decides (`main.tf` …)
 */
export function filesFor(elements: readonly Placeable[]): FileOf {
  const byConstruct = filesByConstruct(elements);
  const byService = filesByService(elements.filter((element) => byConstruct(element) === undefined));
  return (element) => byConstruct(element) ?? byService(element);
}

function filesByConstruct(elements: readonly Placeable[]): FileOf {
  const resources = elements.flatMap(({ isResource, ids }) => (isResource && ids !== undefined ? [ids] : []));
  const around = sharedScopes(resources);
  const isWithin = (ids: readonly string[]): boolean => around.every((id, depth) => ids[depth] === id);
  const below = resources.map((ids) => ids.slice(around.length));
  const elementsThemselves = new Set(
    elements.flatMap(({ ids }) => (ids?.length === around.length + 1 && isWithin(ids) ? [ids.at(-1)] : [])),
  );
  const sizes = new Map<string, number>();
  for (const [group, ...rest] of below)
    if (group !== undefined && rest.length > 0) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  return ({ ids }) => {
    const group = ids !== undefined && isWithin(ids) ? ids[around.length] : undefined;
    if (group === undefined || elementsThemselves.has(group) || (sizes.get(group) ?? 0) < 2) return undefined;
    return fileNamed(group);
  };
}

// "Organize resources and data sources in separate files by logical groups" when main.tf becomes hard to maintain
// (https://developer.hashicorp.com/terraform/language/style#file-names).
function filesByService(rest: readonly Placeable[]): FileOf {
  const blocks = rest.filter(({ isResource, service }) => isResource || service !== undefined);
  if (blocks.length <= MANY) return () => undefined;
  const files = new Map(
    [...grouped(blocks, ({ service }) => service)]
      // One file instead of another is no help.
      .filter(([, group]) => group.length > 1 && group.length < blocks.length)
      .filter(([, group]) => group.some(({ isResource }) => isResource))
      .flatMap(([service]) => (service === undefined ? [] : [[service, fileNamed(service)] as const])),
  );
  return ({ service = "" }) => files.get(service);
}

function fileNamed(group: string): string | undefined {
  const name = snakeCase(group);
  return /^[a-z][a-z0-9_]*$/.test(name) && !RESERVED.test(name) ? `${name}.tf` : undefined;
}

/** The constructs around all resources, outermost first. */
function sharedScopes(resources: readonly (readonly string[])[]): readonly string[] {
  const [first = []] = resources;
  const length = first.findIndex((id, depth) =>
    resources.some((ids) => ids[depth] !== id || ids.length < depth + 2),
  );
  return first.slice(0, Math.max(length, 0));
}

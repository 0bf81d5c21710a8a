import { resolve } from "node:path";
import {
  TerraformBackend,
  TerraformDataSource,
  type TerraformElement,
  TerraformOutput,
  TerraformProvider,
  TerraformResource,
} from "cdktf";
import { isVariable } from "./kinds";
import { mergeOverrides } from "./overrides";
import { isTree, type Values } from "./values";

/** The parts of cdktf's elements that are protected in its types. */
interface ElementInternals {
  synthesizeAttributes(): Values;
  readonly rawOverrides: Values;
}

interface ResourceInternals extends ElementInternals {
  readonly terraformResourceType: string;
  readonly _hasMoved?: boolean;
  readonly _movedById?: unknown;
  readonly _movedByTarget?: unknown;
  readonly _imported?: unknown;
  readonly provisioners?: readonly Values[];
  readonly terraformMetaArguments: Values;
}

/**
 * An element that is no resource as cdktf's JSON has it, tokens unresolved. cdktf's own `toTerraform` fails on the null default of a
 * variable and on any null in an output, takes a map with a key `fqn` in an output for a construct, and spells
 * the keys of an author's maps anew in variables and providers.
 */
export function fragmentOf(element: TerraformElement): Values {
  const internals = element as unknown as ElementInternals;
  if (isVariable(element)) {
    const values = mergeOverrides({ ...internals.synthesizeAttributes() }, internals.rawOverrides);
    return { variable: { [element.friendlyUniqueId]: values } };
  }
  if (TerraformProvider.isTerraformProvider(element)) {
    const values = mergeOverrides({ ...internals.synthesizeAttributes() }, internals.rawOverrides);
    return { provider: { [element.terraformResourceType]: { ...values, alias: element.alias } } };
  }
  if (TerraformOutput.isTerraformOutput(element)) {
    const { value, description, sensitive, dependsOn } = element;
    const depends_on = dependsOn?.map(({ fqn }) => fqn);
    const values = mergeOverrides({ value, description, sensitive, depends_on }, internals.rawOverrides);
    return { output: { [element.friendlyUniqueId]: values } };
  }
  if (TerraformBackend.isBackend(element)) return withoutDefaultPath(element);
  return element.toTerraform() as Values;
}

/** @returns what the block of a resource or data source is called; undefined when it has moved to another one's */
export function resourceHead(
  element: TerraformElement,
): readonly [kind: string, ...labels: string[]] | undefined {
  const { terraformResourceType: type } = element as unknown as ResourceInternals;
  const kind = TerraformDataSource.isTerraformDataSource(element) ? "data" : "resource";
  return hasMovedAway(element) ? undefined : [kind, type, element.friendlyUniqueId];
}

/** @returns whether a resource has become another one, by cdktf's own moveTo: only its `moved` block is printed */
export function hasMovedAway(element: TerraformElement): boolean {
  return (element as unknown as ResourceInternals)._hasMoved === true;
}

/** The `moved` and `import` blocks of a resource as cdktf's JSON has them. */
export function stateChangesOf(element: TerraformElement): Values {
  const { _hasMoved, _movedById, _movedByTarget, _imported } = element as unknown as ResourceInternals;
  if (!_hasMoved && !_movedById && !_movedByTarget && !_imported) return {};
  const withoutOverrides = Object.create(element, { rawOverrides: { value: {} } }) as TerraformElement;
  const { moved, import: imported } = withoutOverrides.toTerraform() as Values;
  return { moved, import: imported };
}

// Where the author gave none, cdktf has put a path of the machine that it runs on.
function withoutDefaultPath(backend: TerraformElement): Values {
  const fragment = backend.toTerraform() as { terraform: { backend?: { local?: Values } } };
  const { local } = fragment.terraform.backend ?? {};
  if (local?.path !== resolve(`terraform.${backend.cdktfStack.node.id}.tfstate`)) return fragment;
  const { path: _path, ...rest } = local;
  return { terraform: { ...fragment.terraform, backend: { local: rest } } };
}

/** @returns whether an element is a resource or data source of a generated class */
export function isResource(element: TerraformElement): boolean {
  return TerraformResource.isTerraformResource(element) || TerraformDataSource.isTerraformDataSource(element);
}

/**
 * The arguments of a resource or data source: what cdktf's `toTerraform` puts together, before it hides generated
 * blocks behind lazy values, and without its merge of overrides, which appends to lists of the author's.
 *
 * @param overrides those of the whole stack, which are still to be merged in
 */
export function resourceValues(element: TerraformElement, overrides: Values): Values {
  const resource = element as unknown as ResourceInternals;
  const provisioner = resource.provisioners?.map(({ type, ...rest }) => ({
    [String(type)]: snakeCaseKeys(rest),
  }));
  const attributes: Record<string, unknown> = {};
  // A class lists all that it knows of. Of what is not set only the place matters, and that to an override alone.
  const isOverridden = Object.keys(resource.rawOverrides).length + Object.keys(overrides).length > 0;
  const assign = (values: Values): void => {
    for (const name in values)
      if (isOverridden || values[name] !== undefined) attributes[name] = values[name];
  };
  assign(resource.synthesizeAttributes());
  assign(snakeCaseKeys(resource.terraformMetaArguments));
  assign({ provisioner });
  return mergeOverrides(attributes, resource.rawOverrides);
}

const spelled = new Map<string, string>();

// A few names, in every resource.
function snakeCase(key: string): string {
  const known = spelled.get(key);
  if (known !== undefined) return known;
  const name = key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  spelled.set(key, name);
  return name;
}

// Keys below `environment` are the names of environment variables.
function snakeCaseKeys(values: Values): Values {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [
      snakeCase(key),
      isTree(value) && key !== "environment"
        ? snakeCaseKeys(value)
        : Array.isArray(value)
          ? value.map((item) => (isTree(item) ? snakeCaseKeys(item) : item))
          : value,
    ]),
  );
}

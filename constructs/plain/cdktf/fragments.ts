import { resolve } from "node:path";
import {
  TerraformBackend,
  TerraformDataSource,
  type TerraformElement,
  TerraformOutput,
  TerraformProvider,
  TerraformResource,
  TerraformVariable,
} from "cdktf";
import { mergeOverrides } from "./overrides";
import { isTree, type Values } from "./values";

/** The parts of cdktf's elements that are protected in its types. */
interface ElementInternals {
  synthesizeAttributes(): Values;
  readonly rawOverrides: Values;
}

interface ResourceInternals extends ElementInternals {
  readonly provisioners?: readonly Values[];
  readonly terraformMetaArguments: Values;
}

/**
 * An element as cdktf's JSON has it, tokens unresolved. cdktf's own `toTerraform` fails on the null default of a
 * variable and on any null in an output, takes a map with a key `fqn` in an output for a construct, and spells
 * the keys of an author's maps anew in variables and providers.
 */
export function fragmentOf(element: TerraformElement): Values {
  const internals = element as unknown as ElementInternals;
  if (element instanceof TerraformVariable) {
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
  if (!isResource(element)) return element.toTerraform() as Values;
  return (Object.create(element, WITHOUT_VALUES) as TerraformElement).toTerraform() as Values;
}

// What stands around the values of a resource (its labels, its moved and import blocks): the values themselves are
// put together by resourceValues.
const WITHOUT_VALUES: PropertyDescriptorMap = {
  synthesizeAttributes: { value: () => ({}) },
  terraformMetaArguments: { value: {} },
  provisioners: { value: undefined },
  rawOverrides: { value: {} },
};

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

/** What cdktf's `toTerraform` puts together, before it hides generated blocks behind lazy values. */
export function resourceValues(element: TerraformElement): Values {
  const resource = element as unknown as ResourceInternals;
  const provisioner = resource.provisioners?.map(({ type, ...rest }) => ({
    [String(type)]: snakeCaseKeys(rest),
  }));
  const attributes = {
    ...resource.synthesizeAttributes(),
    ...snakeCaseKeys(resource.terraformMetaArguments),
    provisioner,
  };
  return mergeOverrides(attributes, resource.rawOverrides);
}

// Keys below `environment` are the names of environment variables.
function snakeCaseKeys(values: Values): Values {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [
      key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      isTree(value) && key !== "environment"
        ? snakeCaseKeys(value)
        : Array.isArray(value)
          ? value.map((item) => (isTree(item) ? snakeCaseKeys(item) : item))
          : value,
    ]),
  );
}

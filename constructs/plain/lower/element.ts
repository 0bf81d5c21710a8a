import {
  TerraformDataSource,
  TerraformElement,
  TerraformOutput,
  TerraformProvider,
  TerraformResource,
  TerraformVariable,
} from "cdktf";
import { type Argument, argument, type Block, type Body, block, type Expression, str } from "../hcl";
import { type BodyContext, type Condition, lowerBody, lowerCondition } from "./body";
import { lowerConstant } from "./constant";
import type { Environment } from "./environment";
import { isTree, mergeOverrides } from "./merge";
import { NO_SHAPES, shapesOf } from "./shape";
import { lowerBare, lowerValue } from "./value";

type Values = Readonly<Record<string, unknown>>;

/** What one element contributes to its module. */
export interface Lowered {
  readonly blocks: readonly Block[];
  /** Entries of the `locals` block of its file. */
  readonly locals: readonly Argument[];
  /** What it asks of the `terraform` block: a backend. */
  readonly settings?: Values;
}

/** What the layout knows about an element. */
export interface ElementContext {
  readonly environment: Environment;
  readonly authored?: unknown;
  readonly comment?: string;
  readonly comments?: Readonly<Record<string, string>>;
  /** Overrides of the whole stack (`stack.addOverride("resource.aws_vpc.main…")`), by kind. */
  readonly overrides: Values;
}

const PLAIN_ELEMENT = Symbol.for("plainform/PlainElement");

/** A block of Terraform's language that cdktf has no class for. */
export abstract class PlainElement extends TerraformElement {
  constructor(...args: ConstructorParameters<typeof TerraformElement>) {
    super(...args);
    Object.defineProperty(this, PLAIN_ELEMENT, { value: true });
  }

  /** @returns the blocks that it is printed as */
  abstract toBlocks(environment: Environment): readonly Block[];
}

function isPlainElement(element: TerraformElement): element is PlainElement {
  return PLAIN_ELEMENT in element;
}

/** Lowers an element of cdktf (or one of ours) to blocks. */
export function lowerElement(element: TerraformElement, context: ElementContext): Lowered {
  if (isPlainElement(element)) {
    const [first, ...others] = element.toBlocks(context.environment);
    const blocks =
      first === undefined ? [] : [{ ...first, comment: context.comment ?? first.comment }, ...others];
    return { blocks, locals: [] };
  }
  const fragment = fragmentOf(element);
  const blocks = Object.entries(fragment).flatMap(([kind, content]) =>
    content === undefined ? [] : lowerFragment(kind, content, element, context),
  );
  return {
    blocks,
    locals: lowerLocals(fragment.locals, context),
    settings: settingsOf(element, fragment.terraform),
  };
}

/**
 * An element as cdktf's JSON has it, tokens unresolved. cdktf's own `toTerraform` fails on the null default of a
 * variable and on any null in an output, takes a map with a key `fqn` in an output for a construct, and spells
 * the keys of an author's maps anew in variables and providers.
 */
function fragmentOf(element: TerraformElement): Values {
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
  if (!isResource(element)) return element.toTerraform() as Values;
  // resourceValues merges the overrides; cdktf's merge would append to lists of the author's.
  const withoutOverrides = Object.create(element, { rawOverrides: { value: {} } }) as TerraformElement;
  return withoutOverrides.toTerraform() as Values;
}

function lowerFragment(
  kind: string,
  content: unknown,
  element: TerraformElement,
  context: ElementContext,
): readonly Block[] {
  switch (kind) {
    case "resource":
    case "data":
      return labelled(content, 2).map(([labels, values]) =>
        lowerResource(kind, labels, values, element, context),
      );
    case "module":
      return labelled(content, 1).map(([labels, values]) => lowerModule(labels, values, context));
    case "variable":
      return labelled(content, 1).map(([labels, values]) => lowerVariable(labels, values, context));
    case "output":
      return labelled(content, 1).map(([labels, values]) => lowerOutput(labels, values, element, context));
    case "provider":
      return labelled(content, 1).flatMap(([labels, values]) =>
        lowerProvider(labels, values, element, context),
      );
    case "moved":
    case "import":
      return (content as readonly Values[]).map((values) => lowerStateChange(kind, values, context));
    default:
      return [];
  }
}

/** The values below `count` levels of labels: `{ aws_vpc: { main: {…} } }` has two. */
function labelled(content: unknown, count: number): (readonly [string[], Values])[] {
  if (count === 0) return [[[], content as Values]];
  return Object.entries(content as Values).flatMap(([label, inner]) =>
    labelled(inner, count - 1).map(([labels, values]): readonly [string[], Values] => [
      [label, ...labels],
      values,
    ]),
  );
}

function withStackOverrides(
  kind: string,
  labels: readonly string[],
  values: Values,
  { overrides }: ElementContext,
): Values {
  const found = [kind, ...labels].reduce<unknown>(
    (tree, key) => (isTree(tree) ? tree[key] : undefined),
    overrides,
  );
  return isTree(found) ? mergeOverrides({ ...values }, found) : values;
}

function bodyContext(
  path: string,
  element: object,
  { environment, authored, comments }: ElementContext,
): BodyContext {
  return { environment, path, shapes: shapesOf(element), authored, comments };
}

/** The parts of cdktf's elements that are protected in its types. */
interface ElementInternals {
  synthesizeAttributes(): Values;
  readonly rawOverrides: Values;
}

interface ResourceInternals extends ElementInternals {
  readonly provisioners?: readonly Values[];
  readonly terraformMetaArguments: Values;
}

function lowerResource(
  kind: string,
  labels: readonly string[],
  values: Values,
  element: TerraformElement,
  context: ElementContext,
): Block {
  const { "//": _metadata, ...rest } = isResource(element) ? resourceValues(element) : values;
  const path = kind === "data" ? `data.${labels[0]}` : String(labels[0]);
  const all = withStackOverrides(kind, labels, rest, context);
  return block(kind, labels, lowerBody(all, bodyContext(path, element, context)), context.comment);
}

function isResource(element: TerraformElement): boolean {
  return TerraformResource.isTerraformResource(element) || TerraformDataSource.isTerraformDataSource(element);
}

// What cdktf's `toTerraform` puts together, before it hides generated blocks behind lazy values.
function resourceValues(element: TerraformElement): Values {
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

function lowerModule(labels: readonly string[], values: Values, context: ElementContext): Block {
  const { "//": _metadata, ...rest } = withStackOverrides("module", labels, values, context);
  const { source, version, providers, for_each, count, depends_on, ...inputs } = rest;
  const { environment, comments } = context;
  const meta = Object.entries({ source, version, providers, count, for_each })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) =>
      argument(
        name,
        name === "providers" ? bareMap(value, environment) : lowerValue(value, environment),
        comments?.[name],
      ),
    );
  const body = lowerBody(
    { ...inputs, depends_on },
    {
      environment,
      path: "module",
      shapes: NO_SHAPES,
      authored: context.authored,
      comments,
      keepsNulls: true,
    },
  );
  return block("module", labels, [meta, ...body], context.comment);
}

function bareMap(value: unknown, environment: Environment): Expression {
  const entries = Object.entries(isTree(value) ? value : {}).map(([key, provider]) => ({
    key: key.includes(".") ? lowerBare(key, environment) : str(key),
    value: lowerBare(String(provider), environment),
  }));
  return { kind: "object", entries };
}

function lowerVariable(labels: readonly string[], values: Values, context: ElementContext): Block {
  const { environment, comments } = context;
  const { validation, type, ...rest } = withStackOverrides("variable", labels, values, context);
  const printed: Values = { type, ...rest };
  const args = inOrder(["type", "description", "default", "sensitive", "nullable", "ephemeral"], printed)
    .filter(([name, value]) => !isSilent(name, value))
    .map(([name, value]) =>
      argument(
        name,
        name === "type" ? lowerBare(String(value), environment) : lowerConstant(value, environment),
        comments?.[name],
      ),
    );
  const validations = (Array.isArray(validation) ? validation : []).map((item) => [
    lowerCondition("validation", item as Condition, environment),
  ]);
  return block("variable", labels, [args, ...validations], context.comment);
}

// What says nothing: the language's own defaults.
function isSilent(name: string, value: unknown): boolean {
  if (value === undefined) return true;
  if (name === "default") return false;
  return (
    value === null ||
    (name === "nullable" && value === true) ||
    ((name === "sensitive" || name === "ephemeral") && value === false)
  );
}

function lowerOutput(
  labels: readonly string[],
  values: Values,
  element: TerraformElement,
  context: ElementContext,
): Block {
  const { environment, comments } = context;
  const { depends_on, precondition, ...rest } = withStackOverrides("output", labels, values, context);
  const args = inOrder(["description", "value", "sensitive", "ephemeral"], rest)
    .filter(([name, value]) => (name === "value" ? value !== undefined : !isSilent(name, value)))
    .map(([name, value]) => {
      const lowered = name === "description" ? lowerConstant : lowerValue;
      return argument(name, lowered(value, environment), comments?.[name]);
    });
  // cdktf takes a precondition and then forgets it.
  const conditions = [precondition ?? (element as TerraformOutput).precondition]
    .flat()
    .filter((item) => item !== undefined)
    .map((item): Body[number] => [lowerCondition("precondition", item as Condition, environment)]);
  const after = lowerBody({ depends_on }, { environment, path: "output", shapes: NO_SHAPES });
  return block("output", labels, [args, ...conditions, ...after], context.comment);
}

function inOrder(names: readonly string[], values: Values): [string, unknown][] {
  const known = names.map((name): [string, unknown] => [name, values[name]]);
  return [...known, ...Object.entries(values).filter(([name]) => !names.includes(name))];
}

function lowerProvider(
  labels: readonly string[],
  values: Values,
  element: TerraformElement,
  context: ElementContext,
): Block[] {
  const { alias, ...rest } = withStackOverrides("provider", labels, values, context);
  const body = lowerBody(rest, bodyContext(String(labels[0]), element, context));
  // Without arguments a provider block says nothing that required_providers does not.
  if (alias === undefined && body.every((group) => group.length === 0)) return [];
  const meta = alias === undefined ? [] : [argument("alias", lowerValue(alias, context.environment))];
  return [block("provider", labels, [meta, ...body], context.comment)];
}

function lowerStateChange(kind: string, values: Values, { environment }: ElementContext): Block {
  const names = kind === "moved" ? ["from", "to"] : ["to", "id", "provider"];
  const args = names
    .filter((name) => values[name] !== undefined)
    .map((name) =>
      argument(
        name,
        name === "id" ? lowerValue(values[name], environment) : lowerBare(String(values[name]), environment),
      ),
    );
  return block(kind, [], [args]);
}

function lowerLocals(locals: unknown, { environment, comment }: ElementContext): Argument[] {
  if (!isTree(locals)) return [];
  return Object.entries(locals)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => argument(name, lowerValue(value, environment), comment));
}

// The providers that a stack requires are known from all its elements, not from the provider's alone.
function settingsOf(element: TerraformElement, settings: unknown): Values | undefined {
  if (!isTree(settings) || TerraformProvider.isTerraformProvider(element)) return undefined;
  return settings;
}

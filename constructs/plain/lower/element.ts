import { type TerraformElement, type TerraformOutput, TerraformProvider } from "cdktf";
import { fragmentOf, isResource, resourceHead, resourceValues, stateChangesOf } from "../cdktf/fragments";
import { mergeOverrides, providerOverride } from "../cdktf/overrides";
import { settledIdentifier } from "../cdktf/settled-names";
import { shapesOf } from "../cdktf/shapes";
import { isTree, type Values } from "../cdktf/values";
import { PlainformError } from "../errors";
import { type Block, block } from "../hcl";
import { lowerBody } from "./body";
import { type BodyContext, type ElementContext, type Environment, withStackOverrides } from "./contexts";
import { lowerLocals, lowerOutput, lowerVariable } from "./declarations";
import { lowerModule } from "./module-call";
import { isPlainElement } from "./plain-element";
import { providerBlock } from "./provider-block";
import { checkProvider, checkProviders } from "./provider-owner";
import { lowerStateChange } from "./untyped";

/** What one element contributes to its module. */
export interface Lowered {
  readonly blocks: readonly Block[];
  /** What it asks of the `terraform` block: a backend. */
  readonly settings?: Values;
}

/** Lowers an element of cdktf (or one of ours) to blocks. */
export function lowerElement(element: TerraformElement, context: ElementContext): Lowered {
  if (isPlainElement(element)) {
    const [first, ...others] = element.toBlocks(context.environment);
    const blocks =
      first === undefined ? [] : [{ ...first, comment: context.comment ?? first.comment }, ...others];
    return { blocks };
  }
  if (isResource(element)) return { blocks: resourceBlocks(element, context) };
  const fragment = fragmentOf(element);
  const blocks = Object.entries(fragment).flatMap(([kind, content]) =>
    content === undefined ? [] : lowerFragment(kind, content, element, context),
  );
  return { blocks, settings: settingsOf(element, fragment.terraform) };
}

function lowerFragment(
  kind: string,
  content: unknown,
  element: TerraformElement,
  context: ElementContext,
): readonly Block[] {
  switch (kind) {
    // A remote state: a data source that is no class of a provider's.
    case "data":
      return labelled(content, 2).map(([labels, values]) =>
        lowerResource(kind, labels, values, element, context),
      );
    case "module":
      checkProviders(element, context.environment);
      return labelled(content, 1).map(([labels, values]) => lowerModule(labels, values, context));
    case "variable":
      return labelled(content, 1).map(([labels, values]) => lowerVariable(labels, values, context));
    case "output":
      return labelled(content, 1).map(([labels, values]) =>
        lowerOutput(labels, values, element as TerraformOutput, context),
      );
    case "provider":
      return labelled(content, 1).flatMap(([labels, values]) =>
        lowerProvider(labels, values, element, context),
      );
    case "moved":
    case "import":
      return (content as readonly Values[]).map((values) =>
        lowerStateChange(kind, settled(values, context.environment), context.environment),
      );
    case "locals": {
      const locals = lowerLocals(content, context);
      return locals.length === 0 ? [] : [block("locals", [], [locals])];
    }
    case "terraform":
    case "//":
      return [];
    default:
      throw new PlainformError({
        at: context.environment.at,
        what: "an element is of a kind that has no printed form here",
        got: kind,
        expected:
          "a resource, data, module, variable, output, provider, locals, moved, import or terraform block",
        fix: "use Check or Removed, or a PlainElement of your own that says its blocks",
      });
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

function bodyContext(path: string, element: object, { environment, authored }: ElementContext): BodyContext {
  return { environment, path, shapes: shapesOf(element), authored };
}

function resourceBlocks(element: TerraformElement, context: ElementContext): readonly Block[] {
  const [kind, ...labels] = resourceHead(element) ?? [];
  const own =
    kind === undefined
      ? []
      : [lowerResource(kind, labels, resourceValues(element, context.overrides), element, context)];
  const changes = Object.entries(stateChangesOf(element)).flatMap(([name, content]) =>
    content === undefined ? [] : lowerFragment(name, content, element, context),
  );
  return [...own, ...changes];
}

function lowerResource(
  kind: string,
  labels: readonly string[],
  values: Values,
  element: TerraformElement,
  context: ElementContext,
): Block {
  const path = kind === "data" ? `data.${labels[0]}` : String(labels[0]);
  const all = withStackOverrides(kind, labels, values, context);
  checkProvider(element, all, context.environment);
  return block(kind, labels, lowerBody(all, bodyContext(path, element, context)), context.comment);
}

function lowerProvider(
  labels: readonly string[],
  values: Values,
  element: TerraformElement,
  context: ElementContext,
): Block[] {
  const { provider: overrides } = context.overrides;
  const override = isTree(overrides) ? overrides[String(labels[0])] : undefined;
  const own = providerOverride(override, context.index ?? 0);
  const { alias, ...rest } = mergeOverrides({ ...values }, own);
  const body = lowerBody(rest, bodyContext(String(labels[0]), element, context));
  const made = providerBlock(String(labels[0]), alias, body, context.environment, context.comment);
  return made === undefined ? [] : [made];
}

/** What a resource's own moveTo and importFrom say, which cdktf said before its name was settled. */
function settled(values: Values, { stack }: Environment): Values {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      name !== "id" && typeof value === "string" ? settledIdentifier(value, stack) : value,
    ]),
  );
}

// The providers that a stack requires are known from all its elements, not from the provider's alone.
function settingsOf(element: TerraformElement, settings: unknown): Values | undefined {
  if (!isTree(settings) || TerraformProvider.isTerraformProvider(element)) return undefined;
  return settings;
}

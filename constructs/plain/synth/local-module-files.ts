import { TerraformBackend, TerraformProvider } from "cdktf";
import { stackOverrides } from "../cdktf/overrides";
import { isTree } from "../cdktf/values";
import { constructsIn } from "../cdktf/whole-tree";
import { elementsOf } from "../check/elements-of";
import { Problems } from "../check/problems";
import type { Placed } from "../diagram";
import type { Problem } from "../errors";
import {
  type ChildModule,
  isChildModule,
  joined,
  moduleFolder,
  type RootModule,
} from "../layout/module-kinds";
import { assetsIn } from "./assets";
import { headerOf } from "./header";
import { ModuleDraft } from "./module-draft";
import type { PlacedFile } from "./placed-file";
import { placeOf } from "./relative-paths";

/**
 * The files of a stack's local modules. Two constructs of one directory are two calls of one module: they must
 * print the same text.
 *
 * @param problems receives what is wrong, and instances that differ
 * @param printed receives the blocks, where something is said about them
 */
export function localModuleFiles(
  stack: RootModule,
  problems: Problems,
  printed?: Placed[],
): readonly PlacedFile[] {
  const placed = new Map<string, Printed & { readonly isSound: boolean }>();
  const assets = assetsIn(stack);
  for (const module of constructsIn(stack).filter(isChildModule)) {
    const settings = {
      assets,
      requiredVersion: module.requiredVersion,
      requiredProviders: stack.requiredProviders,
      sharedConstraints: true,
      passedProviders: module.passedProviders,
      settingsFile: "main.tf",
      place: placeOf(stack, moduleFolder(module, stack)),
      headerOf: (fileName: string) => headerOf(module, module.source ?? stack.source, fileName),
      keepsBlocks: printed !== undefined,
    };
    const own = new Problems();
    own.add(...rootOnly(module));
    const draft = new ModuleDraft(module, settings, own);
    printed?.push(...draft.blocks.map((block) => ({ module: callPathOf(module), block })));
    for (const { fileName, text, blocks } of draft.print()) {
      const file = {
        path: joined(moduleFolder(module, stack), fileName),
        content: text,
        blocks,
        origin: module.node.path,
        isSound: own.isEmpty,
      };
      const other = placed.get(file.path);
      // What could not be printed for another reason differs too, and says nothing.
      if (other?.isSound && file.isSound && other.content !== text)
        problems.add(difference(other, file, module));
      placed.set(file.path, other ?? file);
    }
    problems.add(...own.all);
  }
  return [...placed.values()];
}

/** The calls that lead to a module from the root: `network.dns`. */
function callPathOf(module: ChildModule): string {
  return module.node.scopes
    .filter(isChildModule)
    .map(({ node }) => node.id.split(".").at(-1) ?? "")
    .join(".");
}

interface Printed extends PlacedFile {
  readonly content: string;
}

// A module that configures a provider cannot be counted, or removed; one with a backend is no module.
function rootOnly(module: ChildModule): Problem[] {
  const { terraform } = stackOverrides(module);
  const byOverride = isTree(terraform) && ("backend" in terraform || "cloud" in terraform) ? [module] : [];
  const elements = elementsOf(module).filter(
    (element) => TerraformProvider.isTerraformProvider(element) || TerraformBackend.isBackend(element),
  );
  return [...elements, ...byOverride].map((construct) => ({
    at: construct.node.path,
    what: "a provider or a backend is configured inside a local module",
    expected: "one in the root module",
    fix: "create it in the stack; pass a provider to the module with providers",
  }));
}

function difference(one: Printed, other: Printed, module: ChildModule): Problem {
  const lines = one.content.split("\n");
  const otherLines = other.content.split("\n");
  const line = lines.findIndex((text, index) => text !== otherLines[index]);
  const at = line < 0 ? lines.length : line;
  return {
    at: other.origin,
    what: `two calls of the local module ${module.directory} print different text`,
    got: `${one.path}:${at + 1}\n    ${one.origin}: ${lines[at]?.trim() ?? "(end)"}\n    ${other.origin}: ${otherLines[at]?.trim() ?? "(end)"}`,
    expected: "one text, whoever calls it",
    fix: "make what differs an input of the module, or give the two another directory",
  };
}

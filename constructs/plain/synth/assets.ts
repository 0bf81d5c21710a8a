import type { TerraformStack } from "cdktf";
import { type Asset, assetOf, isAsset } from "../cdktf/assets";
import { constructsIn } from "../cdktf/whole-tree";
import type { Problems } from "../check/problems";
import type { Block } from "../hcl";
import { type NewPathOf, withNewPaths } from "../hcl/relative-paths";
import { isRootModule, joined, moduleFolder, type RootModule } from "../layout/module-kinds";
import { archiveOf } from "./archive";
import { folderFiles, type SourceFile, sourceFile } from "./folder-files";
import type { PlacedFile } from "./placed-file";

/** The files of a stack's assets, and of those of its modules, each below the folder of the module that it is of. */
export function assetFiles(stack: RootModule, problems: Problems): readonly PlacedFile[] {
  return constructsIn(stack)
    .filter(isAsset)
    .flatMap((construct) => {
      const asset = assetOf(construct);
      const folder = joined(moduleFolder(asset.module, stack), placeOf(asset));
      const files = problems.blaming(construct, () => contentOf(asset, construct.node.path)) ?? [];
      return files.map(({ path, ...file }) => ({
        ...file,
        path: joined(folder, path),
        origin: construct.node.path,
      }));
    });
}

/** All assets of a stack and of the modules in it. */
export function assetsIn(stack: TerraformStack): readonly Asset[] {
  return constructsIn(stack).filter(isAsset).map(assetOf);
}

/**
 * How the blocks of a module name its assets, and those of the root module: with the paths that they have in the tree
 * instead of those that cdktf gives them.
 */
export function withAssetPaths(module: TerraformStack, assets: readonly Asset[]): (block: Block) => Block {
  const newPathOf = assetPaths(module, assets);
  if (newPathOf === undefined) return (block) => block;
  // A variable says nothing of the module that it is in: its path is a text.
  const asText: NewPathOf = (text) => {
    const path = newPathOf(text);
    return path && { text: path.text };
  };
  return (block) => withNewPaths(block, block.type === "variable" ? asText : newPathOf);
}

function assetPaths(module: TerraformStack, assets: readonly Asset[]): NewPathOf | undefined {
  const root = module.node.scopes.find(isRootModule) ?? module;
  const known = assets.flatMap((asset) => {
    const base = asset.module === module ? "module" : asset.module === root ? "root" : undefined;
    if (base === undefined) return [];
    const { fileName, kind, path } = asset;
    return [
      {
        from: path,
        to: kind === "directory" ? placeOf(asset) : `${placeOf(asset)}/${fileName}`,
        base,
      } as const,
    ];
  });
  if (known.length === 0) return undefined;
  return (text) => {
    const named = known.filter(({ from }) => text.includes(from));
    if (named.length === 0) return undefined;
    const bare = text.replace(/^\.\//, "");
    const first = named.find(({ from }) => bare === from || bare.startsWith(`${from}/`));
    const replaced = named.reduce((all, { from, to }) => all.replaceAll(from, () => to), first ? bare : text);
    return { text: replaced, ...(first && { base: first.base }) };
  };
}

/** The folder of an asset: `assets/handler`. cdktf has the hash of the content below it. */
function placeOf({ path }: Asset): string {
  return path.split("/").slice(0, 2).join("/");
}

function contentOf({ kind, source, fileName }: Asset, at: string): readonly SourceFile[] {
  if (kind === "file") return [sourceFile(source, fileName, at)];
  const files = folderFiles(source, at);
  return kind === "directory" ? files : [{ path: fileName, content: archiveOf(files), mode: 0o644 }];
}

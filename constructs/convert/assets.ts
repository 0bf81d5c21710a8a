import { existsSync, statSync } from "node:fs";
import { isAbsolute, join, relative, resolve, sep } from "node:path";
import { type Argument, type Block, type Expression, str } from "../plain/hcl";
import { type NewPath, type NewPathOf, withNewPaths, withNewPathsIn } from "../plain/hcl/relative-paths";
import { snakeCase } from "../plain/layout/name-candidates";
import { folderFiles, type SourceFile } from "../plain/synth/folder-files";
import { withoutHash } from "./names/logical-ids";

/** One folder of cdktf's assets and what it is called in the tree. */
export interface AssetFolder {
  /** As in the JSON: `assets/handler_1A2B3C4D/5D41402ABC4B2A76B9719D911017C592`. */
  readonly from: string;
  /** `assets/handler`, or of a module `modules/network`. */
  readonly to: string;
}

// cdktf puts an asset into a folder that is named after the hash of its content (cdktf 0.21, TerraformAsset.path).
const FOLDER = /(?:^|\/)(assets\/[^/\s"]+\/[^/\s"]+)(?=\/|$)/;
const HASHED_FOLDER = /^assets\/[^/]+\/[0-9A-F]{32}$/;

/**
 * Finds the assets that blocks name, and gives them paths without hashes; other files and folders that a relative path
 * leads to are found from the tree as they were from the stack's folder.
 */
export class Assets {
  private readonly byFolder = new Map<string, AssetFolder>();
  private readonly notThere = new Set<string>();

  /**
   * @param folder the stack's own folder, in which `assets/` lies
   * @param tree the folder that is written
   * @param keepPaths the folders keep their names, hashes included: an argument that has a path in the state stays
   */
  constructor(
    private readonly folder: string,
    private readonly tree: string,
    private readonly keepPaths: boolean,
  ) {}

  /** The block with the new paths in place of the old: `${path.module}/assets/handler/archive.zip`. */
  inBlock(block: Block): Block {
    const inItem = (item: Argument | Block): Argument | Block =>
      item.kind === "argument" && item.name === "source" ? this.inSource(item, block.labels[0] ?? "") : item;
    const called =
      block.type === "module" ? { ...block, body: block.body.map((group) => group.map(inItem)) } : block;
    return withNewPaths(called, this.newPathOf);
  }

  /** An expression, of a local value, with the new paths of assets in it. */
  inExpression(expression: Expression): Expression {
    return withNewPathsIn(expression, this.newPathOf);
  }

  /** The folders that were named so far. */
  get folders(): readonly AssetFolder[] {
    return [...this.byFolder.values()];
  }

  /** Folders of cdktf's that were named and are not there: only a part of `cdktf.out` was kept. */
  get missing(): readonly string[] {
    return [...this.notThere].sort();
  }

  /** All their files, with the bytes and modes that they have. */
  files(): readonly SourceFile[] {
    return this.folders.flatMap(({ from, to }) =>
      folderFiles(join(this.folder, from), from).map((file) => ({ ...file, path: `${to}/${file.path}` })),
    );
  }

  private readonly newPathOf: NewPathOf = (text) => {
    const path = this.renamedPath(text, "assets");
    if (path === undefined)
      return text.startsWith("../") ? this.fromTree(text, (target) => statSync(target).isFile()) : undefined;
    const isBare = !this.keepPaths && text.startsWith("assets/");
    return { text: path, ...(isBare && { base: "module" as const }) };
  };

  // Terraform wants a literal here, and a path that begins with a dot.
  private inSource(item: Argument, name: string): Argument {
    if (item.value.kind !== "string") return item;
    const { value } = item.value;
    const path = this.renamedPath(value, "modules", name) ?? this.ownModule(value, name);
    if (path !== undefined) return { ...item, value: str(`./${path.replace(/^\.\//, "")}`) };
    // cdktf leaves an absolute path as it is.
    const isLocal = value.startsWith("../") || isAbsolute(value);
    const outside = isLocal ? this.fromTree(value, (target) => statSync(target).isDirectory()) : undefined;
    return outside === undefined ? item : { ...item, value: str(outside.text) };
  }

  /** A module that lies in the stack's own folder goes along with it. */
  private ownModule(source: string, name: string): string | undefined {
    const from = relative(this.folder, resolve(this.folder, source)).split(sep).join("/");
    if (!source.startsWith("./") || from === "" || from.startsWith("../")) return undefined;
    if (!existsSync(join(this.folder, from))) return undefined;
    return this.folderFor(from, "modules", name).to;
  }

  /** Another path to what lies outside of the stack's folder. */
  private fromTree(text: string, isWanted: (target: string) => boolean): NewPath | undefined {
    const target = resolve(this.folder, text);
    if (!existsSync(target) || !isWanted(target)) return undefined;
    const path = relative(resolve(this.tree), target).split(sep).join("/");
    if (isAbsolute(path)) return undefined;
    return path.startsWith("../") ? { text: path } : { text: `./${path}` };
  }

  private renamedPath(text: string, kind: "assets" | "modules", name?: string): string | undefined {
    const from = FOLDER.exec(text)?.[1];
    if (from === undefined) return undefined;
    if (!existsSync(join(this.folder, from))) {
      if (HASHED_FOLDER.test(from)) this.notThere.add(from);
      return undefined;
    }
    const { to } = this.folderFor(from, kind, name);
    return text.replace(from, () => to);
  }

  private folderFor(from: string, kind: "assets" | "modules", name?: string): AssetFolder {
    const known = this.byFolder.get(from) ?? {
      from,
      to: this.keepPaths ? from : this.freeName(from, kind, name),
    };
    this.byFolder.set(from, known);
    return known;
  }

  private freeName(from: string, kind: string, name?: string): string {
    const own = from.split("/")[1] ?? "asset";
    const human = snakeCase(name ?? withoutHash(own) ?? own) || "asset";
    const taken = new Set(this.folders.map(({ to }) => to));
    for (let number = 1; ; number += 1) {
      const to = `${kind}/${human}${number === 1 ? "" : `_${number}`}`;
      if (!taken.has(to)) return to;
    }
  }
}

import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { type Argument, type Block, dotted, type Expression, str, template } from "../plain/hcl";
import { mapParts } from "../plain/hcl/walk";
import { snakeCase } from "../plain/layout/name-candidates";
import { withoutHash } from "./names/logical-ids";

/** A file that goes along with a tree. */
export interface AssetFile {
  /** Below the root module: `assets/handler/archive.zip`. */
  readonly path: string;
  readonly content: Uint8Array;
  readonly mode: 0o644 | 0o755;
}

/** One folder of cdktf's assets and what it is called in the tree. */
export interface AssetFolder {
  /** As in the JSON: `assets/handler_1A2B3C4D/5D41402ABC4B2A76B9719D911017C592`. */
  readonly from: string;
  /** `assets/handler`, or of a module `modules/network`. */
  readonly to: string;
}

// cdktf puts an asset into a folder that is named after the hash of its content (cdktf 0.21, TerraformAsset.path).
const FOLDER = /(?:^|\/)(assets\/[^/\s"]+\/[^/\s"]+)(?=\/|$)/;

/** Finds the assets that blocks name, and gives them paths without hashes. */
export class Assets {
  private readonly byFolder = new Map<string, AssetFolder>();

  /**
   * @param folder the stack's own folder, in which `assets/` lies
   * @param keepPaths the folders keep their names, hashes included: an argument that has a path in the state stays
   */
  constructor(
    private readonly folder: string,
    private readonly keepPaths: boolean,
  ) {}

  /** The block with the new paths in place of the old: `${path.module}/assets/handler/archive.zip`. */
  inBlock(block: Block): Block {
    const inItem = (item: Argument | Block): Argument | Block => {
      if (item.kind === "block") return { ...item, body: item.body.map((group) => group.map(inItem)) };
      if (block.type === "module" && item.name === "source")
        return this.inSource(item, block.labels[0] ?? "");
      return { ...item, value: this.inExpression(item.value) };
    };
    return inItem(block) as Block;
  }

  /** The same for an expression: a local value. */
  inExpression(expression: Expression): Expression {
    if (expression.kind === "string") {
      const path = this.renamedPath(expression.value, "assets");
      if (path === undefined) return expression;
      if (this.keepPaths || !expression.value.startsWith("assets/")) return str(path);
      const parts = [
        { kind: "interpolation", expression: dotted("path", "module") },
        { kind: "text", value: `/${path}` },
      ] as const;
      return template(parts);
    }
    const mapped = mapParts(expression, (part) => this.inExpression(part));
    if (mapped.kind !== "template") return mapped;
    return template(
      mapped.parts.map((part) =>
        part.kind === "text"
          ? { ...part, value: this.renamedPath(part.value, "assets") ?? part.value }
          : part,
      ),
    );
  }

  /** The folders that were named so far. */
  get folders(): readonly AssetFolder[] {
    return [...this.byFolder.values()];
  }

  /** All their files, with the bytes and modes that they have. */
  files(): readonly AssetFile[] {
    return this.folders.flatMap(({ from, to }) => filesBelow(join(this.folder, from), to));
  }

  // Terraform wants a literal here, and a path that begins with a dot.
  private inSource(item: Argument, name: string): Argument {
    if (item.value.kind !== "string") return item;
    const path = this.renamedPath(item.value.value, "modules", name);
    return path === undefined ? item : { ...item, value: str(`./${path.replace(/^\.\//, "")}`) };
  }

  private renamedPath(text: string, kind: "assets" | "modules", name?: string): string | undefined {
    const from = FOLDER.exec(text)?.[1];
    if (from === undefined || !existsSync(join(this.folder, from))) return undefined;
    const known = this.byFolder.get(from) ?? {
      from,
      to: this.keepPaths ? from : this.freeName(from, kind, name),
    };
    this.byFolder.set(from, known);
    return text.replace(from, () => known.to);
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

function filesBelow(folder: string, to: string): AssetFile[] {
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const [source, path] = [join(folder, entry.name), `${to}/${entry.name}`];
      const stats = statSync(source);
      if (stats.isDirectory()) return filesBelow(source, path);
      return [{ path, content: readFileSync(source), mode: stats.mode & 0o100 ? 0o755 : 0o644 } as const];
    });
}

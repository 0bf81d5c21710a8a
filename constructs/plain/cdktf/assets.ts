import { AssetType, type TerraformAsset, type TerraformStack } from "cdktf";
import { hasCustomSynthesis } from "./elements";

/** Something of the project's that goes along with a module. */
export interface Asset {
  readonly kind: "file" | "directory" | "archive";
  /** Where it lies: an absolute path, or one relative to the folder of the process. */
  readonly source: string;
  /** What cdktf's `path` says: below the root module, with the hash of the content in it. */
  readonly path: string;
  /** Name of the file, or of the archive. */
  readonly fileName: string;
  readonly module: TerraformStack;
}

const KINDS = {
  [AssetType.FILE]: "file",
  [AssetType.DIRECTORY]: "directory",
  [AssetType.ARCHIVE]: "archive",
} as const;

/** Whether a construct is a `TerraformAsset`, of this copy of cdktf or another. */
export function isAsset(construct: unknown): construct is TerraformAsset {
  if (typeof construct !== "object" || construct === null) return false;
  return "assetHash" in construct && "sourcePath" in construct && hasCustomSynthesis(construct);
}

/** What there is to know of an asset; two of the fields are private in cdktf's types. */
export function assetOf(construct: TerraformAsset): Asset {
  const { sourcePath, stack } = construct as unknown as { sourcePath: string; stack: TerraformStack };
  const { type, path, fileName } = construct;
  return { kind: KINDS[type], source: sourcePath, path, fileName, module: stack };
}

/** Where a stack keeps what cdktf makes of the local modules that it calls. */
export const LOCAL_MODULES = Symbol.for("cdktf.TerraformModuleAsset");

/** What cdktf asks of it. */
export interface LocalModules {
  /** @returns the `source` of a module whose folder an author named, relative to the folder of the process */
  getAssetPathForModule(source: string): string;
}

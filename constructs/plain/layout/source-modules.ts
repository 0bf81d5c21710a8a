import { statSync } from "node:fs";
import { posix, relative, sep } from "node:path";
import { LOCAL_MODULES, type LocalModules } from "../cdktf/assets";
import { PlainformError } from "../errors";
import { isRootModule, joined, moduleFolder } from "./module-kinds";
import type { PlainModule } from "./plain-module";

/** A module of Terraform's own that lies in the project and goes along with a tree. */
export interface SourceModule {
  /** Its folder, relative to the folder of the process. */
  readonly from: string;
  /** Its folder in the tree, below the system's. */
  readonly to: string;
}

const known = new WeakMap<PlainModule, SourceModules>();

/**
 * Takes the place of cdktf's copies of modules, which go to folders named by hashes.
 * @param caller a module, or the prototype of some
 */
export function takeOverSourceModules(caller: PlainModule): void {
  Object.defineProperty(caller, LOCAL_MODULES, {
    get(this: PlainModule) {
      const modules = known.get(this) ?? new SourceModules(this);
      known.set(this, modules);
      return modules;
    },
  });
}

/** The modules of Terraform's own that a module calls by a path in the project: `source: "./modules/network"`. */
export function sourceModulesOf(caller: PlainModule): readonly SourceModule[] {
  return known.get(caller)?.all ?? [];
}

class SourceModules implements LocalModules {
  private readonly byFolder = new Map<string, SourceModule>();

  constructor(private readonly caller: PlainModule) {}

  /** The folders that are called so far. */
  get all(): readonly SourceModule[] {
    return [...this.byFolder.values()];
  }

  /**
   * The folder goes along, at the same place below the root module, or below the folder of modules what is in
   * `modules` here.
   *
   * @returns the source relative to the module that calls it
   * @throws PlainformError when there is no such folder
   */
  getAssetPathForModule(source: string): string {
    const at = this.caller.node.path;
    if (statSync(source, { throwIfNoEntry: false })?.isDirectory() !== true)
      throw new PlainformError({
        at,
        what: "the folder of a called module does not exist",
        got: source,
        expected: "a folder, relative to the one in which the app runs",
        fix: "correct the source; if the module gets into the tree in another way, set skipAssetCreationFromLocalModules",
      });
    const root = this.caller.node.scopes.find(isRootModule);
    if (root === undefined)
      throw new PlainformError({ at, what: "a module is called outside any plain stack" });
    const from = relative(".", source).split(sep).join("/");
    const inProject = from.split("/").filter((segment) => segment !== "..");
    const to =
      inProject[0] === "modules" && inProject.length > 1
        ? joined(root.modulesDirectory, ...inProject.slice(1))
        : joined(root.rootModule, ...inProject);
    this.byFolder.set(from, { from, to });
    const path = posix.relative(`/${moduleFolder(this.caller, root)}`, `/${to}`);
    return path.startsWith("..") ? path : `./${path}`;
  }
}

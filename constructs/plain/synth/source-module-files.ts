import { posix } from "node:path";
import { constructsIn } from "../cdktf/whole-tree";
import type { Problems } from "../check/problems";
import { isChildModule, joined, type RootModule } from "../layout/module-kinds";
import { type SourceModule, sourceModulesOf } from "../layout/source-modules";
import { folderFiles, type SourceFile } from "./folder-files";
import type { PlacedFile } from "./placed-file";

/** The files of the modules that a stack, or a module of it, calls by a path in the project. */
export function sourceModuleFiles(stack: RootModule, problems: Problems): readonly PlacedFile[] {
  const callers = [stack, ...constructsIn(stack).filter(isChildModule)];
  const files = new Map<string, PlacedFile>();
  for (const caller of callers) {
    const waiting = [...sourceModulesOf(caller)];
    const done = new Set<string>();
    for (let module = waiting.shift(); module !== undefined; module = waiting.shift()) {
      if (done.has(module.from)) continue;
      done.add(module.from);
      const { from, to } = module;
      const found = problems.blaming(caller, () => folderFiles(from, caller.node.path, goesAlong)) ?? [];
      for (const { path, content, mode } of found)
        files.set(joined(to, path), { path: joined(to, path), content, mode, origin: caller.node.path });
      waiting.push(...found.flatMap((file) => calledBy(file, module)));
    }
  }
  return [...files.values()];
}

// What Terraform and Git leave in a module that somebody works in.
function goesAlong(name: string): boolean {
  return !/^\.terraform$|^\.terraform\.lock\.hcl$|^\.git$|\.tfstate(\..*)?$/.test(name);
}

const SOURCE = /^\s*source\s*=\s*"(\.\.\/[^"]+)"/gm;

/** The modules that a module's own file calls beside it; what lies in its folder goes along anyway. */
function calledBy({ path, content }: SourceFile, { from, to }: SourceModule): readonly SourceModule[] {
  if (!path.endsWith(".tf")) return [];
  const folder = posix.dirname(path);
  return [...Buffer.from(content).toString("utf8").matchAll(SOURCE)].flatMap(([, source = ""]) => {
    const below = posix.join(folder, source);
    return below.startsWith("../") ? [{ from: posix.join(from, below), to: posix.join(to, below) }] : [];
  });
}

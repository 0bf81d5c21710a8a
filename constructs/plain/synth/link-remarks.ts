import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isRootModule, joined, type RootModule, rootModuleFolder } from "../layout/module-kinds";
import { stateLocation } from "./backend";
import type { StackLinks } from "./stack-links";

/**
 * What a user will stumble over in what stacks read of each other.
 *
 * @param stacks those that are written
 * @param outdir the output directory, where the others were written before
 */
export function linkRemarks(
  stacks: readonly RootModule[],
  links: StackLinks,
  outdir: string,
): readonly string[] {
  const read = new Map<RootModule, RootModule[]>();
  for (const stack of stacks)
    for (const origin of links.readBy(stack).filter(isRootModule))
      read.set(origin, [...(read.get(origin) ?? []), stack]);
  return [...read].flatMap(([origin, readers]) => [
    ...localState(origin, readers),
    ...(stacks.includes(origin) ? [] : missingOutputs(origin, readers, links, outdir)),
  ]);
}

function localState(origin: RootModule, readers: readonly RootModule[]): readonly string[] {
  if (stateLocation(origin) !== undefined) return [];
  const state = joined(rootModuleFolder(origin), "terraform.tfstate");
  return [
    `${idsOf(readers)}: the state of ${origin.node.id}, which declares no backend, is read from ${state}; declare one for more than one machine`,
  ];
}

function missingOutputs(
  origin: RootModule,
  readers: readonly RootModule[],
  links: StackLinks,
  outdir: string,
): readonly string[] {
  const file = join(outdir, rootModuleFolder(origin), "outputs.tf");
  const text = existsSync(file) ? readFileSync(file, "utf8") : "";
  const missing = links
    .outputsOf(origin)
    .filter(({ name }) => !text.includes(`output "${name}" {`))
    .map(({ name }) => name);
  if (missing.length === 0) return [];
  return [
    `${idsOf(readers)}: ${origin.node.id} as it was written before has no output ${missing.join(", ")}; synthesise it too`,
  ];
}

function idsOf(stacks: readonly RootModule[]): string {
  return stacks.map(({ node }) => node.id).join(", ");
}

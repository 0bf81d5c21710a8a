import { TerraformOutput } from "cdktf";
import { enterStack, isStackMetadata, stackMetadata } from "../cdktf/manifest";
import { elementsOf, namesOf } from "../check/elements-of";
import { joined, type RootModule, rootModuleFolder } from "../layout/module-kinds";
import type { PlacedFile } from "./placed-file";
import type { StackLinks } from "./stack-links";

/** Where cdktf's command line looks for what it knows of a stack. */
export function metadataPath(id: string): string {
  return `stacks/${id}/metadata.json`;
}

/** Enters a stack in cdktf's manifest. @returns what the manifest names of it */
export function metadataFile(stack: RootModule, links: StackLinks): PlacedFile {
  const rootModule = rootModuleFolder(stack);
  const path = metadataPath(stack.node.id);
  const configuration = joined(rootModule, stack.settingsFile);
  enterStack(stack, { workingDirectory: rootModule, configuration, metadata: path });
  const declared = namesOf(elementsOf(stack).filter(TerraformOutput.isTerraformOutput));
  const outputs = [...declared, ...links.outputsOf(stack).map(({ name }) => name)];
  return {
    path,
    content: stackMetadata(stack, stack.system, outputs),
    origin: stack.node.path,
    replaces: isStackMetadata,
  };
}

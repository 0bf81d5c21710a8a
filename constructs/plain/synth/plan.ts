import { type App, TerraformOutput, TerraformStack, TerraformVariable } from "cdktf";
import { PlainformError, type Problem } from "../errors";
import { isLocalModule, isPlainStack } from "../layout/brands";
import type { PlainStack } from "../layout/plain-stack";
import { isTextFile } from "../layout/text-file";
import { FilePlan } from "../tree";
import { checkConstructs } from "./construct-checks";
import { environmentOf } from "./environment";
import { headerOf } from "./header";
import { localModuleFiles } from "./local-module-files";
import { stackManifest, systemManifest } from "./manifest";
import { elementsOf, moduleFiles } from "./module-files";
import { renderTfvars } from "./tfvars";

/** What a synth is about to write, complete and validated, before anything is written. */
export interface AppPlan {
  readonly plan: FilePlan;
  readonly systems: readonly SystemPlan[];
}

/** What a stack contributes, for the account that a synth gives. */
export interface SystemPlan {
  readonly name: string;
  /** Folder of the root module below the output directory. */
  readonly rootModule: string;
  readonly files: readonly string[];
  readonly blocks: number;
}

/**
 * Lowers and prints all plain stacks of an app.
 * @throws PlainformError with everything that is wrong in any of them
 */
export function planApp(app: App): AppPlan {
  const problems: Problem[] = [];
  const stacks = app.node.findAll().filter(isPlainStack);
  const plan = new FilePlan();
  problems.push(...checkConstructs(app, stacks));
  const systems = problems.length > 0 ? [] : stacks.map((stack) => planStack(stack, plan, problems));
  if (problems.length > 0) throw new PlainformError(problems);
  // Stacks of cdktf's own kind are written, and listed, by cdktf itself.
  const allPlain = app.node.findAll().filter(TerraformStack.isStack).every(isPlain);
  if (allPlain)
    tryAdd(plan, problems, { path: "manifest.json", content: systemManifest(app), origin: "cdktf" });
  return { plan, systems };
}

function planStack(stack: PlainStack, plan: FilePlan, problems: Problem[]): SystemPlan {
  const header = headerOf(stack.source);
  const rootModule = joined(stack.system, stack.rootModule);
  const files: string[] = [];
  const add = (path: string, content: string, origin: string, mode: 0o644 | 0o755 = 0o644): void => {
    files.push(path);
    tryAdd(plan, problems, { path, content, origin, mode });
  };
  const { requiredVersion, requiredProviders, settingsFile } = stack;
  const modules = moduleFiles(stack, { requiredVersion, requiredProviders, settingsFile, header }, problems);
  for (const { fileName, text } of modules)
    add(joined(rootModule, fileName), text, `${stack.node.path}/${fileName}`);
  const declared = new Set(
    elementsOf(stack).flatMap((element) =>
      element instanceof TerraformVariable ? [element.friendlyUniqueId] : [],
    ),
  );
  const local = stack.node.findAll().filter(isLocalModule);
  for (const { path, text, origin } of localModuleFiles(local, stack, problems))
    add(joined(stack.system, path), text, origin);
  for (const file of stack.tfvarsFiles) {
    const environment = environmentOf(stack.node.path, stack);
    const text = renderTfvars(file, declared, environment, problems);
    add(
      joined(rootModule, file.fileName),
      `# ${header}\n${text === "" ? "" : `\n${text}`}`,
      `${stack.node.path}/${file.fileName}`,
    );
  }
  for (const file of stack.node.findAll().filter(isTextFile)) {
    const { source = stack.source, mode } = file.props;
    collecting(problems, () =>
      add(joined(stack.system, file.path), file.render(headerOf(source)), file.node.path, mode),
    );
  }
  const metadata = stackManifest(stack, rootModule, modules[0]?.fileName ?? "main.tf", outputsOf(stack));
  tryAdd(plan, problems, { ...metadata, origin: stack.node.path });
  return {
    name: stack.node.id,
    rootModule,
    files,
    blocks: modules.reduce((sum, { blocks }) => sum + blocks, 0),
  };
}

const isPlain = (stack: unknown): boolean => isPlainStack(stack) || isLocalModule(stack);

function joined(...parts: readonly string[]): string {
  return parts.filter((part) => part !== "" && part !== ".").join("/");
}

function outputsOf(stack: PlainStack): readonly string[] {
  return elementsOf(stack)
    .filter(TerraformOutput.isTerraformOutput)
    .map((output) => output.friendlyUniqueId);
}

function tryAdd(
  plan: FilePlan,
  problems: Problem[],
  file: { path: string; content: string; origin: string; mode?: 0o644 | 0o755 },
): void {
  collecting(problems, () => plan.add({ mode: 0o644, ...file }));
}

function collecting(problems: Problem[], action: () => void): void {
  try {
    action();
  } catch (error) {
    if (!(error instanceof PlainformError)) throw error;
    problems.push(...error.problems);
  }
}

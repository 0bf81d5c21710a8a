import type { TerraformElement } from "cdktf";
import { mergeOverrides, stackOverrides } from "../cdktf/overrides";
import { isTree, type Values } from "../cdktf/values";
import { addressClashes, declaredBy } from "../check/declared";
import { elementsOf } from "../check/elements-of";
import { type Move, movedProblems } from "../check/moved";
import { looseOverrides } from "../check/overrides";
import type { Problems } from "../check/problems";
import { type Declared, resolveReferences } from "../check/references";
import { repetitionProblems } from "../check/repetition";
import type { Block } from "../hcl";
import type { PlainModule } from "../layout/plain-module";
import { requiredVersionWith, sinceMinor } from "../layout/required-version";
import { isTerraformFile } from "../layout/terraform-file";
import type { Environment } from "../lower/contexts";
import { withAssetPaths } from "./assets";
import { contributionOf } from "./contribution";
import { environmentOf } from "./environment";
import { linkedOutputBlock, remoteStateBlock } from "./link-blocks";
import { type LooseBlocks, looseBlocks, providersOf } from "./loose-blocks";
import { fileForDataUsedIn, fileNamesFor, ModuleContent, type ModuleFile } from "./module-content";
import type { ModuleSettings } from "./module-settings";
import { moduleSettingsBlock } from "./module-settings-block";
import type { LinkedOutput, StackLinks } from "./stack-links";

/**
 * A module whose elements are lowered, checked and printed, one after the other. What other stacks turn out to want of
 * it is added before its files are taken.
 */
export class ModuleDraft {
  /** All blocks but the `terraform` block, in the order in which they were added, if they are kept. */
  readonly blocks: Block[] = [];
  private readonly at: string;
  private readonly elements: readonly TerraformElement[];
  private readonly declared: Map<string, { readonly repeated?: "count" | "for_each" }>;
  private readonly content: ModuleContent;
  private readonly fileNameFor: (element: TerraformElement) => string;
  private readonly withPaths: (block: Block) => Block;
  private readonly moves: Move[] = [];
  /** What elements and overrides ask of the `terraform` block. */
  private wanted: Values;
  /** Minor version of Terraform 1 that the latest kind of its blocks came with. */
  private since = 0;

  /**
   * @param problems receives everything that is wrong; the draft is only good when nothing was added
   * @param links receives the references to other stacks
   */
  constructor(
    private readonly module: PlainModule,
    private readonly settings: ModuleSettings,
    private readonly problems: Problems,
    private readonly links?: StackLinks,
  ) {
    this.at = module.node.path;
    this.elements = elementsOf(module);
    this.declared = new Map(declaredBy(this.elements));
    this.content = new ModuleContent(settings.place);
    this.fileNameFor = fileNamesFor(module, this.elements, settings.isGrouped ?? false);
    this.withPaths = withAssetPaths(module, settings.assets);
    const { terraform } = stackOverrides(module);
    this.wanted = isTree(terraform) ? terraform : {};

    problems.add(...addressClashes(this.elements));
    for (const file of module.node.children.filter(isTerraformFile)) this.content.file(file.fileName);
    const loose = this.declareLoose();
    for (const element of this.elements) this.addElement(element);
    for (const { fileName, blocks } of loose) for (const item of blocks) this.place(item, fileName, this.at);
    problems.add(...movedProblems(this.moves, this.declared));
    this.addSettings(loose.flatMap(({ blocks }) => providersOf(blocks)));
  }

  /** Adds an output that other stacks read. */
  addOutput(output: LinkedOutput): void {
    const added = this.problems.blaming(this.module, () =>
      linkedOutputBlock(output, this.environment(this.at)),
    );
    if (added !== undefined) this.place(added, "outputs.tf", this.at);
  }

  /** Adds blocks that need no more checks to a file. */
  add(fileName: string, blocks: readonly Block[]): void {
    for (const item of blocks) this.content.file(fileName).add(item);
  }

  /** The files of the module as they are now. */
  print(): readonly ModuleFile[] {
    return this.content.print(this.settings.headerOf);
  }

  /** What is there by an override of the stack alone; that it is declared has to be known before anything refers to it. */
  private declareLoose(): readonly LooseBlocks[] {
    const loose = looseOverrides(stackOverrides(this.module), this.declared.keys()).flatMap(
      (override) =>
        this.problems.collecting(() => looseBlocks(override, this.environment(this.at, this.links))) ?? [],
    );
    for (const { addresses } of loose) for (const address of addresses) this.declared.set(address, {});
    return loose;
  }

  private addElement(element: TerraformElement): void {
    const at = element.node.path;
    const environment = this.environment(at, this.links);
    const { blocks, settings } = contributionOf(element, environment, this.elements, this.problems);
    const fileName = this.fileNameFor(element);
    this.addStates(at, fileName);
    this.problems.blaming(element, () => {
      for (const item of blocks.map(this.withPaths)) {
        if (item.type === "moved") this.moves.push({ block: item, at });
        this.problems.add(...repetitionProblems(item, at));
        this.place(item, fileName, at);
      }
    });
    if (settings !== undefined) this.wanted = mergeOverrides(settings, this.wanted);
  }

  /** The states of other stacks that the latest element turned out to read. */
  private addStates(at: string, fileName: string): void {
    for (const state of this.links?.takeStates() ?? []) {
      this.declared.set(`data.terraform_remote_state.${state.name}`, {});
      this.add(fileForDataUsedIn(fileName), [remoteStateBlock(state, this.environment(at))]);
    }
  }

  /** @param others providers that are used by overrides alone */
  private addSettings(others: readonly string[]): void {
    const { module, elements, wanted, problems } = this;
    const requiredVersion = requiredVersionWith(this.settings.requiredVersion, this.since);
    const settings = { ...this.settings, requiredVersion };
    const terraform = moduleSettingsBlock(module, settings, elements, wanted, others, problems);
    if (terraform !== undefined) this.content.file(settings.settingsFile).addFirst(terraform);
  }

  private place(item: Block, fileName: string, at: string): void {
    const resolved = resolveReferences(item, this.declared satisfies Declared, at, this.problems);
    this.content.file(fileName).add(resolved);
    this.since = Math.max(this.since, sinceMinor(item));
    if (this.settings.keepsBlocks) this.blocks.push(resolved);
  }

  private environment(at: string, links?: StackLinks): Environment {
    return environmentOf(at, this.module, links);
  }
}

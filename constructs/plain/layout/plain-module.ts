import { ref, TerraformBackend, type TerraformElement, TerraformOutput, TerraformStack } from "cdktf";
import type { Node } from "constructs";
import { PlainformError } from "../errors";
import { asBefore } from "./former-place";
import { ElementNames } from "./names";
import { outputNames } from "./output-names";
import { TerraformFile } from "./terraform-file";

// Not fields: a class that `plain()` makes has none before its base is constructed, and elements are named by then.
const filesOf = new WeakMap<PlainModule, Map<string, TerraformFile>>();
const names = new WeakMap<PlainModule, ElementNames>();
const outputs = new WeakMap<PlainModule, Map<string, TerraformOutput>>();
let namingLikeCdktf: PlainModule | undefined;

function namesIn(module: PlainModule): ElementNames {
  const known = names.get(module) ?? new ElementNames(module);
  names.set(module, known);
  return known;
}

/** A Terraform module as a construct scope: what is created in it is printed in its folder. */
export abstract class PlainModule extends TerraformStack {
  /**
   * A `.tf` file of this module. Asked twice for the same name, it is the same file.
   *
   * @param fileName name in the module's folder, ending in .tf: `vpc.tf`
   * @throws PlainformError when it is not the name of a Terraform file
   */
  file(fileName: string): TerraformFile {
    const files = filesOf.get(this) ?? new Map<string, TerraformFile>();
    filesOf.set(this, files);
    const known = files.get(fileName);
    if (known !== undefined) return known;
    if (!/^[A-Za-z0-9_][A-Za-z0-9_.-]*\.tf$/.test(fileName) || /(^|_)override\.tf$/.test(fileName))
      throw new PlainformError({
        at: this.node.path,
        what: "not a name for a file of Terraform blocks",
        got: JSON.stringify(fileName),
        expected:
          "a name in the module's own folder that ends in .tf (and not in override.tf, which Terraform merges)",
        fix: "for any other file use text()",
      });
    const file = new TerraformFile(this, fileName);
    files.set(fileName, file);
    return file;
  }

  /**
   * The name that an element of this module had while cdktf named it, by the version and the settings in use, and by
   * the author's own `allocateLogicalId` where there is one.
   */
  nameByCdktf(element: TerraformElement): string {
    namingLikeCdktf = this;
    try {
      return this.getLogicalId(asBefore(element));
    } finally {
      namingLikeCdktf = undefined;
    }
  }

  /** No hashes: the path of the construct is the name. */
  protected override allocateLogicalId(element: TerraformElement | Node): string {
    if (namingLikeCdktf === this) return super.allocateLogicalId(element);
    return namesIn(this).allocate(element);
  }

  /**
   * Decides all names, now that every element is there.
   *
   * @param elements all elements of the module
   * @internal
   */
  settleNames(elements: readonly TerraformElement[]): void {
    namesIn(this).settle(elements);
  }

  /** cdktf resolves everything here once more, for references between stacks that it would add by itself. */
  override prepareStack(): void {}

  /** An output that a stack of cdktf's own kind reads, by a name for people. */
  override registerOutgoingCrossStackReference(identifier: string): TerraformOutput {
    const known = outputs.get(this) ?? new Map<string, TerraformOutput>();
    outputs.set(this, known);
    const taken = (name: string): boolean => this.node.tryFindChild(name) !== undefined;
    const [best = identifier, whole = best] = outputNames(identifier);
    const output =
      known.get(identifier) ??
      new TerraformOutput(this, taken(best) ? whole : best, {
        description: "Read by a stack of cdktf's own kind.",
        value: ref(identifier, this),
        sensitive: true,
      });
    known.set(identifier, output);
    return output;
  }

  /** No backend that the author did not declare; cdktf would add one with an absolute path. */
  override ensureBackendExists(): TerraformBackend {
    const declared = this.node.findAll().find((construct) => TerraformBackend.isBackend(construct));
    if (declared !== undefined) return declared;
    throw new PlainformError({
      at: this.node.path,
      what: "a stack that is not plain reads the state of this one, which has no backend",
      expected: "a backend: cdktf's JSON would have the state's path on this machine in it",
      fix: "declare a backend here, or make the other stack a PlainStack too",
    });
  }
}

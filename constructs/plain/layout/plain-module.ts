import { type TerraformBackend, type TerraformElement, TerraformStack } from "cdktf";
import type { Node } from "constructs";
import { PlainformError } from "../errors";
import { ElementNames } from "./names";
import { TerraformFile } from "./terraform-file";

/** Terraform 1.5 has all that is printed unless an element asks for more: `check`, `import`, `moved`. */
export const DEFAULT_REQUIRED_VERSION = ">= 1.5";

/** A Terraform module as a construct scope: what is created in it is printed in its folder. */
export abstract class PlainModule extends TerraformStack {
  private readonly filesByName = new Map<string, TerraformFile>();
  private readonly names = new ElementNames(this);

  /**
   * A `.tf` file of this module. Asked twice for the same name, it is the same file.
   *
   * @param fileName name in the module's folder, ending in .tf: `vpc.tf`
   * @throws PlainformError when it is not the name of a Terraform file
   */
  file(fileName: string): TerraformFile {
    const known = this.filesByName.get(fileName);
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
    this.filesByName.set(fileName, file);
    return file;
  }

  /** No hashes: the path of the construct is the name. */
  protected override allocateLogicalId(element: TerraformElement | Node): string {
    return this.names.allocate(element);
  }

  /**
   * Decides all names, now that every element is there.
   *
   * @param elements all elements of the module
   * @internal
   */
  settleNames(elements: readonly TerraformElement[]): void {
    this.names.settle(elements);
  }

  /** cdktf resolves everything here once more, for references between stacks that it would add by itself. */
  override prepareStack(): void {}

  /** No backend that the author did not declare; cdktf would add one with an absolute path. */
  override ensureBackendExists(): TerraformBackend {
    throw new PlainformError({
      at: this.node.path,
      what: "another stack refers to something in this one, which cdktf would read from its state",
      expected: "a reference within one stack",
      fix: "declare a variable, or a terraform_remote_state data source",
    });
  }
}

import { type TerraformElement, TerraformStack } from "cdktf";
import type { Construct, Node } from "constructs";
import { TerraformFile, TextFile, type TextFileProps } from "../../../constructs/plain";
import { ElementNames } from "../../../constructs/plain/layout/names";

/**
 * cdktf's own stack with our names, so that both sides have the same addresses, and with `PlainStack`'s
 * methods: a file is only a scope here, and everything is written by cdktf's own JSON synth.
 */
export class ReferenceStack extends TerraformStack {
  private readonly files = new Map<string, TerraformFile>();
  private readonly names = new ElementNames(this);

  // A PlainStack's third parameter says where its files go: nothing to cdktf.
  constructor(scope: Construct, id: string, _props?: object) {
    super(scope, id);
  }

  file(fileName: string): TerraformFile {
    const file = this.files.get(fileName) ?? new TerraformFile(this, fileName);
    this.files.set(fileName, file);
    return file;
  }

  text(path: string, props: TextFileProps): TextFile {
    return new TextFile(this, path, props);
  }

  tfvars(_fileName: string, _values: object, _comments?: object): void {}

  protected override allocateLogicalId(element: TerraformElement | Node): string {
    return this.names.allocate(element);
  }
}

import { TerraformProvider, TerraformResource } from "cdktf";
import type { Construct } from "constructs";
import { describe, expect, it } from "vitest";
import type { PlainStack } from "../../../constructs/plain";
import { blocksOf } from "../support/synth";

/** A class of an author's own, without the generator's: its attributes are made by its methods. */
class Handmade extends TerraformResource {
  static readonly tfResourceType = "x_handmade";

  protected override synthesizeAttributes(): Record<string, unknown> {
    return { name: "a", part: [{ size: 1 }] };
  }
}

const blocksWith = (type: typeof Handmade): string =>
  blocksOf((stack) => {
    new type(stack, "one", { terraformResourceType: "x_handmade" });
  });

describe("a class that describes its arguments with its own methods", () => {
  it("is asked for them without a crash, and read where it says them", () => {
    class Says extends Handmade {
      protected override synthesizeHclAttributes(): Record<string, unknown> {
        this.synthesizeAttributes();
        return {
          name: { value: "a", isBlock: false, type: "simple", storageClassType: "string" },
          part: { value: [{}], isBlock: true, type: "list", storageClassType: "list" },
        };
      }
    }
    expect(blocksWith(Says)).toContain("  part {\n    size = 1\n  }");
  });

  it("is not taken for a generated one that is too old, though it names its provider", () => {
    class Named extends Handmade {
      constructor(scope: Construct, id: string) {
        super(scope, id, {
          terraformResourceType: "x_handmade",
          terraformGeneratorMetadata: { providerName: "x" },
        });
      }
    }
    const build = (stack: PlainStack): void => {
      new (class extends TerraformProvider {})(stack, "x", {
        terraformResourceType: "x",
        terraformGeneratorMetadata: { providerName: "x" },
      });
      new Named(stack, "one");
    };
    expect(blocksOf(build)).toContain('  name = "a"');
  });

  it("has no types where its method throws, and is printed all the same", () => {
    class Throws extends Handmade {
      protected override synthesizeHclAttributes(): Record<string, unknown> {
        throw new Error("not without a stack");
      }
    }
    expect(blocksWith(Throws)).toContain('  name = "a"');
  });
});

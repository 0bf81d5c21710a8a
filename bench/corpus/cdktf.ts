import * as cdktf from "cdktf";
import type { Construct } from "constructs";
import { PlainStack } from "../../constructs/plain";

/** A stack that was made, and cdktf's JSON of it, if that was asked for. */
export interface Made {
  readonly stack: PlainStack;
}

let made: Made[] = [];

/** @returns the stacks that were made since the last time */
export function takeStacks(): readonly Made[] {
  const taken = made;
  made = [];
  return taken;
}

/** What is a TerraformStack to the authors of the corpus. */
class CorpusStack extends PlainStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    // Their tests ask for no provider.
    Object.assign(this.node, { _validations: [] });
    // Nothing is written: the stacks are asked afterwards.
    Object.defineProperty(cdktf.App.of(this), "synth", {
      value: () => undefined,
      configurable: true,
      writable: true,
    });
    made.push({ stack: this });
  }
}

class CorpusTesting extends cdktf.Testing {
  static override synthScope(build: (scope: Construct) => void): string {
    build(new CorpusStack(cdktf.Testing.app(), "stack"));
    return "{}";
  }

  static override synth(): string {
    return "{}";
  }

  static override synthHcl(): unknown {
    return "";
  }

  static override fullSynth(): string {
    return "";
  }
}

/** cdktf as the corpus sees it. */
module.exports = {
  ...cdktf,
  TerraformStack: CorpusStack,
  Testing: CorpusTesting,
  takeStacks,
};

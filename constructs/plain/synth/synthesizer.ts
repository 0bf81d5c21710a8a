import { resolve } from "node:path";
import type { App, IStackSynthesizer, ISynthesisSession } from "cdktf";
import { copyEntry, keepManifest, MANIFEST } from "../cdktf/manifest";
import type { RootModule } from "../layout/module-kinds";
import { type Permissions, type TreeChanges, writeTree } from "../tree";
import { type AppPlan, planAlone, planApp } from "./plan";

/** What a synth did. */
export interface SynthResult extends AppPlan {
  readonly changes: TreeChanges;
}

/** How a synth differs from the usual one. */
export interface SynthOptions {
  /** Ids of stacks or names of systems. @default all */
  readonly names?: readonly string[];
  readonly permissions?: Permissions;
  /** Looks at the plan before anything is written; what it throws ends the synth. */
  readonly inspect?: (plan: AppPlan) => void;
}

/** Plans and writes all plain stacks of an app: together, because nothing may be written while anything is wrong. */
export class AppSynthesizer {
  private result: SynthResult | undefined;

  constructor(private readonly app: App) {}

  /**
   * Plans and writes, once. Called before `app.synth()`, it comes before anything that cdktf itself writes of other
   * stacks.
   *
   * @throws PlainformError with everything that is wrong
   */
  write({ names = [], permissions = {}, inspect }: SynthOptions = {}): SynthResult {
    if (this.result !== undefined) return this.result;
    const appPlan = planApp(this.app, names);
    inspect?.(appPlan);
    const changes = writeTree(this.app.outdir, appPlan.plan, permissions);
    if (appPlan.plan.file(MANIFEST) !== undefined) keepManifest(this.app);
    this.result = { ...appPlan, changes };
    return this.result;
  }
}

/** Takes the place of cdktf's synthesizer of a stack. */
export class StackSynthesizer implements IStackSynthesizer {
  constructor(
    private readonly app: App,
    private readonly stack: RootModule,
  ) {}

  synthesize({ outdir, manifest }: ISynthesisSession): void {
    if (resolve(outdir) === resolve(this.app.outdir)) {
      synthesizerFor(this.app).write();
      return;
    }
    // A session of its own, as cdktf's test helpers have it: this stack alone, elsewhere.
    writeTree(outdir, planAlone(this.stack));
    copyEntry(this.stack, manifest);
  }
}

const synthesizers = new WeakMap<App, AppSynthesizer>();

/** The one synthesizer that all plain stacks of an app share. */
export function synthesizerFor(app: App): AppSynthesizer {
  const known = synthesizers.get(app) ?? new AppSynthesizer(app);
  synthesizers.set(app, known);
  return known;
}

import type { App, IStackSynthesizer, ISynthesisSession } from "cdktf";
import { keepManifest, MANIFEST } from "../cdktf/manifest";
import { type TreeChanges, writeTree } from "../tree";
import { type AppPlan, planApp } from "./plan";

/** What a synth did. */
export interface SynthResult extends AppPlan {
  readonly changes: TreeChanges;
}

/**
 * Takes the place of cdktf's synthesizer. cdktf calls it once for each stack; the first call plans all of
 * them, because nothing may be written while anything is wrong anywhere.
 */
export class PlanSynthesizer implements IStackSynthesizer {
  private result: SynthResult | undefined;

  constructor(private readonly app: App) {}

  synthesize(_session: ISynthesisSession): void {
    this.write();
  }

  /**
   * Plans and writes all plain stacks, once. Called before `app.synth()`, it comes before anything that cdktf
   * itself writes of other stacks.
   *
   * @throws PlainformError with everything that is wrong
   */
  write(): SynthResult {
    if (this.result !== undefined) return this.result;
    const appPlan = planApp(this.app);
    if (appPlan.plan.files.some(({ path }) => path === MANIFEST)) keepManifest(this.app);
    this.result = { ...appPlan, changes: writeTree(this.app.outdir, appPlan.plan) };
    return this.result;
  }
}

const synthesizers = new WeakMap<App, PlanSynthesizer>();

/** The one synthesizer that all plain stacks of an app share. */
export function synthesizerFor(app: App): PlanSynthesizer {
  const known = synthesizers.get(app) ?? new PlanSynthesizer(app);
  synthesizers.set(app, known);
  return known;
}

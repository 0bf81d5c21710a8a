import type { App } from "cdktf";
import { replaceSynth } from "../cdktf/manifest";
import { synthesizerFor } from "../synth/synthesizer";
import { withExitCode } from "./failure";
import { perform, writeRest } from "./perform";
import { remarksOn } from "./remarks";
import { requestFromEnvironment } from "./request";
import { readable } from "./uncaught";

const taken = new WeakSet<App>();

/**
 * Makes an app that ends in `app.synth()` the equal of one that calls `run()`. Under the command `plainform` it does
 * what that asks. Otherwise it plans and writes the plain stacks before cdktf writes anything of others, so that
 * nothing is written while anything is wrong.
 */
export function takeOverSynth(app: App): void {
  if (taken.has(app)) return;
  taken.add(app);
  replaceSynth(app, (synth) => {
    const request = requestFromEnvironment();
    if (request !== undefined) {
      withExitCode(request, () => perform(app, request, synth));
      return;
    }
    try {
      const result = synthesizerFor(app).write();
      for (const remark of remarksOn(app, result)) console.error(remark);
      writeRest(synth);
    } catch (error) {
      throw readable(error); // node-do-not-add-exception-line
    }
  });
}

/**
 * Writes the plans A and B in turn into the folder of its first argument until it is killed, or as often as
 * its second argument says. A write that another process disturbs may fail; it is tried again.
 */
import { PlainformError } from "../../../constructs/plain/errors";
import { writeTree } from "../../../constructs/plain/tree";
import { killPlan } from "./kill-plans";

const [outdir = "", times = "Infinity", names = "AB"] = process.argv.slice(2);
const plans = [...names].map((name) => killPlan(name === "A" ? "A" : "B"));
process.stdout.write("ready\n");
for (let turn = 0; turn < Number(times); turn += 1) {
  for (const plan of plans) {
    try {
      writeTree(outdir, plan, { prune: true });
    } catch (error) {
      if (!(error instanceof PlainformError) || times === "Infinity") throw error;
    }
  }
}

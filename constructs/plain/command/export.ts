import { PlainformError } from "../errors";
import type { AppPlan } from "../synth/plan";
import { FilePlan } from "../tree";

/**
 * The files of one system as they lie in its own repository: without what cdktf's command line needs.
 *
 * @throws PlainformError when the plan holds more than one system
 */
export function exportPlan({ plan, systems }: AppPlan): FilePlan {
  const [folder = "", ...others] = new Set(systems.map(({ system }) => system));
  if (others.length > 0)
    throw new PlainformError({
      what: "only one system can be exported at a time: in one folder they would overwrite each other",
      got: [folder, ...others].join(", "),
      fix: "name one system",
    });
  const own = new Set(systems.flatMap(({ files }) => files));
  const exported = new FilePlan();
  for (const file of plan.files.filter(({ path }) => own.has(path)))
    exported.add({ ...file, path: folder === "" ? file.path : file.path.slice(folder.length + 1) });
  return exported;
}

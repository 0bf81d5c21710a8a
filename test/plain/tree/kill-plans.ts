import { FilePlan } from "../../../constructs/plain/tree";

/** Two plans over one tree that share, change, add, drop and swap files, small and large. */
export function killPlan(name: "A" | "B"): FilePlan {
  const plan = new FilePlan();
  const add = (path: string, content: string, mode: 0o644 | 0o755 = 0o644) =>
    plan.add({ path, content, mode, origin: "kill test" });
  for (let index = 0; index < 6; index += 1)
    add(`file-${index}.tf`, `${name} ${index}\n`.repeat(10 ** (index % 5)));
  add("same.tf", "the same in both\n");
  add("scripts/run.sh", `#!/bin/sh\necho ${name}\n`, name === "A" ? 0o755 : 0o644);
  add(`only-${name}/deep/down.tf`, `${name}\n`.repeat(1000));
  add(`modules/${name}.tf`, `${name}\n`);
  if (name === "A") add("swap", "a file in A\n");
  else add("swap/inside.tf", "a folder in B\n");
  return plan;
}

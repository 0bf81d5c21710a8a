import { bindingsOf } from "../cdktf/elements";
import { constructsIn } from "../cdktf/whole-tree";
import type { RootModule } from "../layout/module-kinds";
import { isOfOtherMajor, KNOWN_VERSION } from "../providers/aws";

/**
 * Bindings of another major version of a provider than the one whose facts are known here. Their blocks are right, by
 * their declarations; which of their JSON arguments count by their meaning alone was asked of the known version.
 */
export function bindingsRemarks(stacks: readonly RootModule[]): readonly string[] {
  const users = new Map<string, Set<string>>();
  for (const stack of stacks)
    for (const construct of constructsIn(stack)) {
      const bindings = bindingsOf(construct);
      if (bindings?.providerVersion === undefined || !isOfOtherMajor(bindings)) continue;
      const of = `${bindings.providerName} ${bindings.providerVersion}`;
      users.set(of, (users.get(of) ?? new Set()).add(stack.node.id));
    }
  return [...users].map(
    ([of, ids]) =>
      `${[...ids].join(", ")}: the bindings are of ${of}; which JSON may be written as jsonencode(…) is known of ${KNOWN_VERSION} only: look for changes of JSON in the first plan`,
  );
}

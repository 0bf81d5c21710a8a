import type { TerraformElement, TerraformStack } from "cdktf";

/** Address at the time of asking → address now, of what had to give way to another element. */
const changes = new WeakMap<TerraformStack, Map<string, string>>();

/**
 * Gives an element another name than the one that cdktf asked for and keeps.
 *
 * @param prefix what its address begins with: `aws_vpc`, `data.aws_ami`
 */
export function settleName(element: TerraformElement, prefix: string, name: string): void {
  const old = element.friendlyUniqueId;
  if (old === name) return;
  const stack = element.cdktfStack;
  const known = changes.get(stack) ?? new Map<string, string>();
  changes.set(stack, known.set(`${prefix}.${old}`, `${prefix}.${name}`));
  (element as unknown as { _friendlyUniqueId: string })._friendlyUniqueId = name;
}

/** The identifier of a reference (`aws_vpc.main.id`) with the name that the element has now. */
export function settledIdentifier(identifier: string, stack: TerraformStack | undefined): string {
  const known = stack && changes.get(stack);
  if (known === undefined) return identifier;
  const [address = ""] = /^(?:data\.)?[^.[]+\.[^.[]+/.exec(identifier) ?? [];
  const now = known.get(address);
  return now === undefined ? identifier : `${now}${identifier.slice(address.length)}`;
}

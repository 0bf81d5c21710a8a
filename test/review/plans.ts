/** A change of a resource, as `terraform show -json` says it. */
export interface ChangeJson {
  readonly address: string;
  readonly actions: readonly string[];
  readonly before?: unknown;
  readonly after?: unknown;
  readonly after_unknown?: unknown;
  readonly before_sensitive?: unknown;
  readonly after_sensitive?: unknown;
  readonly replace_paths?: readonly unknown[];
  readonly importing?: unknown;
  readonly previous_address?: string;
  readonly action_reason?: string;
}

/** A plan with these changes. */
export function planOf(...changes: readonly ChangeJson[]): Record<string, unknown> {
  return {
    format_version: "1.2",
    planned_values: {},
    resource_changes: changes.map(({ address, previous_address, action_reason, ...change }) => {
      const [, type, name] = /^(?:module\.\w+(?:\[.*?\])?\.)*(\w+)\.(\w+)/s.exec(address) ?? [];
      return { address, type, name, change, ...(previous_address && { previous_address }), action_reason };
    }),
  };
}

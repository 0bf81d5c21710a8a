import { expect } from "vitest";
import { type PlanJson, plannedValues, resourcesOf } from "../support/plan-json";

export function checkPlannedHost(plan: PlanJson): void {
  const host = plannedValues(plan, "aws_instance.host");
  expect(host).toMatchObject({
    instance_type: "t4g.large",
    key_name: "kauri-demo-key",
    credit_specification: [{ cpu_credits: "standard" }],
    metadata_options: [{ http_tokens: "required", http_put_response_hop_limit: 2 }],
    root_block_device: [{ volume_type: "gp3", volume_size: 30, encrypted: true }],
  });
  // True on a stopped instance would read false, and replace it.
  expect(host.associate_public_ip_address ?? null).toBeNull();
  expect(plannedValues(plan, "aws_ebs_volume.data")).toMatchObject({
    type: "gp3",
    size: 80,
    encrypted: true,
    final_snapshot: true,
    timeouts: { delete: "60m" },
  });
}

export function checkTags(plan: PlanJson): void {
  expect(untagged(plan, String(plan.variables?.project_name?.value))).toEqual([]);
}

/** Addresses of what could carry tags and would not carry the project's. */
function untagged(plan: PlanJson, project: string): string[] {
  return resourcesOf(plan.planned_values.root_module)
    .map(({ address, values }) => ({ address, tags: values?.tags_all as Record<string, string> | undefined }))
    .filter(({ tags }) => tags !== undefined && tags.Project !== project)
    .map(({ address }) => address);
}

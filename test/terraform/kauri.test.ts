import { DescribeSnapshotsCommand } from "@aws-sdk/client-ec2";
import { expect } from "vitest";
import { checkAlarms, checkBudgets, checkTopic } from "./kauri/finops";
import { checkBucket, checkHost, checkVolume } from "./kauri/host";
import { leftovers } from "./kauri/leftovers";
import { checkPlannedHost, checkTags } from "./kauri/planned";
import { checkRole, checkSchedules } from "./kauri/policies";
import { checkFull, checkSwitching } from "./kauri/switching";
import { FULL, KEY, PARAMETERS, ROOT } from "./kauri/values";
import { cdktfDiff } from "./support/cdktf";
import { plannedValues } from "./support/plan-json";
import { describeSystem } from "./support/system";

describeSystem({
  name: "kauri",
  rootModule: ROOT,
  region: "eu-west-1",
  variables: KEY,
  keyPairs: ["kauri-demo-key"],
  checkPlan: (plan) => {
    checkPlannedHost(plan);
    checkTags(plan);
  },
  checkResources: async (applied) => {
    await checkHost(applied);
    await checkVolume(applied);
    await checkBucket(applied);
    await checkRole(applied);
    await checkBudgets(applied);
    await checkTopic(applied);
    await checkAlarms(applied);
    await checkSchedules(applied);
    // Once is enough: it takes as long as three plans.
    if (applied.terraform.variables.use_spot_instance !== undefined) return;
    const { stdout, exitCode } = await cdktfDiff("kauri", applied.terraform, { tree: "kauri", levels: 3 });
    expect(stdout).toContain("No changes. Your infrastructure matches the configuration.");
    expect(exitCode).toBe(0);
  },
  stopAndStart: {},
  leftovers,
  afterDestroy: async ({ aws, outputs }) => {
    const { Snapshots = [] } = await aws.ec2.send(new DescribeSnapshotsCommand({ OwnerIds: ["self"] }));
    const [snapshot] = Snapshots.filter(({ VolumeId }) => VolumeId === outputs.data_volume_id);
    expect(snapshot?.Tags).toContainEqual({ Key: "Project", Value: "kauri" });
  },
  variants: [
    {
      name: "with everything on, on Spot",
      variables: FULL,
      touchesCompute: true,
      checkPlan: (plan) => {
        expect(plannedValues(plan, "aws_instance.host").instance_market_options).toMatchObject([
          {
            market_type: "spot",
            // AWS could stop it in no other way, and would terminate it when it takes it back.
            spot_options: [{ spot_instance_type: "persistent", instance_interruption_behavior: "stop" }],
          },
        ]);
      },
      checkResources: async (applied) => {
        await checkFull(applied);
        await checkSwitching(applied);
      },
    },
    {
      name: "with the schedule off",
      variables: { scheduler_enabled: "false" },
      planOnly: true,
      checkPlan: (plan) => {
        for (const verb of ["start", "stop"])
          expect(plannedValues(plan, `aws_scheduler_schedule.${verb}`).state).toBe("DISABLED");
      },
    },
    {
      name: "under another name",
      variables: {
        project_name: "kauri-demo",
        bucket_name: "my-own-bucket",
        scheduler_start_expression: "cron(30 8 ? * TUE,THU *)",
        scheduler_timezone: "America/Argentina/Buenos_Aires",
        ssm_parameters: JSON.stringify(PARAMETERS),
      },
      planOnly: true,
      checkPlan: (plan) => {
        expect(plannedValues(plan, "aws_budgets_budget.kauri")).toMatchObject({
          name: "kauri-demo",
          cost_filter: [{ name: "TagKeyValue", values: ["user:Project$kauri-demo"] }],
        });
        expect(plannedValues(plan, 'aws_ssm_parameter.main["OPENAI_API_KEY"]').name).toBe(
          "/kauri-demo/OPENAI_API_KEY",
        );
        expect(plannedValues(plan, "aws_s3_bucket.data").bucket).toBe("my-own-bucket");
      },
    },
  ],
});

import { join } from "node:path";
import { CreateKeyPairCommand, StartInstancesCommand, StopInstancesCommand } from "@aws-sdk/client-ec2";
import { afterAll, beforeAll, expect } from "vitest";
import { describeWith } from "../../support/requirements";
import { type Aws, awsClients, inventory, liveInstances, waitUntilRunning, waitUntilStopped } from "./aws";
import { type Moto, startMoto } from "./moto";
import type { PlanJson } from "./plan-json";
import { describeSteps } from "./steps";
import { Terraform } from "./terraform";
import { copyTree, type Override, type TreeCopy } from "./tree";

/** What is special about one system. Everything else about its life cycle is the same for all. */
export interface SystemUnderTest {
  readonly name: string;
  /** Where its emitted tree lies; `cdktf.out/<name>` unless said otherwise. */
  readonly tree?: string;
  /** Folder of the root module in the tree, such as `terraform`. */
  readonly rootModule: string;
  /** `us-east-1` unless said otherwise. */
  readonly region?: string;
  /** The variables that have no default, as `-var`. */
  readonly variables: Readonly<Record<string, string>>;
  /** Key pairs that the documents expect to exist before the first apply. */
  readonly keyPairs?: readonly string[];
  /** Changes of the configuration without which a test cannot run. The committed tree is never changed. */
  readonly overrides?: readonly Override[];
  /** Makes what the documents expect to exist before the first apply. */
  readonly prepare?: (aws: Aws) => Promise<void>;
  /** Looks at the plan of the first apply: what a fake AWS would not refuse is asserted here. */
  readonly checkPlan?: (plan: PlanJson) => void;
  /** Asks AWS, not the state, whether what was promised is there. */
  readonly checkResources?: (applied: Applied) => Promise<void>;
  /** Set where the documents stop and start the machine: the plan stays empty and the address the same. */
  readonly stopAndStart?: {
    /** The output with the machine's id; `instance_id` unless said otherwise. */
    readonly instanceOutput?: string;
    /** The output with its public address; `public_ip` unless said otherwise, null where none is promised. */
    readonly addressOutput?: string | null;
  };
  /** Fills the system as its use would (objects in buckets), so that `destroy` has something to stumble over. */
  readonly beforeDestroy?: (applied: Applied) => Promise<void>;
  /** Looks at what `destroy` asked of AWS, and in which order. */
  readonly afterDestroy?: (applied: Applied) => Promise<void>;
  /** What is left after `destroy` of services that `inventory()` does not know, one line each. */
  readonly leftovers?: (aws: Aws) => Promise<readonly string[]>;
  /** Messages of `moto.errors()` that do not matter, each with its reason. */
  readonly tolerated?: readonly { readonly message: RegExp; readonly reason: string }[];
  /** Other ways to configure it; each gets the same tests on an empty account. */
  readonly variants?: readonly Variant[];
}

/** A variant adds to the system's own variables, overrides and checks. */
export interface Variant {
  /** Completes the sentence "bouvet, …": `with a bucket name of its own`. */
  readonly name: string;
  readonly variables?: Readonly<Record<string, string>>;
  readonly overrides?: readonly Override[];
  /** Ends after the plan: seconds instead of a minute. */
  readonly planOnly?: boolean;
  readonly checkPlan?: (plan: PlanJson) => void;
  readonly checkResources?: (applied: Applied) => Promise<void>;
}

/** A system that stands. */
export interface Applied {
  readonly aws: Aws;
  readonly moto: Moto;
  readonly terraform: Terraform;
  readonly outputs: Readonly<Record<string, unknown>>;
}

/** Defines the tests of a system's life: one fake AWS for the file, one life cycle for each variant. */
export function describeSystem(system: SystemUnderTest): void {
  describeWith(["terraform", "moto"], system.name, () => {
    let moto: Moto;
    beforeAll(async () => {
      moto = await startMoto();
    });
    afterAll(() => moto?.stop());

    const own: Variant = { name: "as documented" };
    for (const variant of [own, ...(system.variants ?? [])]) describeLife(system, variant, () => moto);
  });
}

function describeLife(system: SystemUnderTest, variant: Variant, getMoto: () => Moto): void {
  const source = system.tree ?? join("cdktf.out", system.name);
  const overrides = [...(system.overrides ?? []), ...(variant.overrides ?? [])];
  let tree: TreeCopy | undefined;
  let life: Life;

  const explain = async () => {
    const errors = await getMoto().errors();
    return errors.length === 0 ? "" : `the fake AWS says:\n${errors.join("\n")}`;
  };
  afterAll(() => tree?.remove());

  describeSteps(
    `${system.name}, ${variant.name}`,
    (step) => {
      step("is formatted and valid", async () => {
        await new Terraform(source).fmtCheck();
        tree = copyTree(source, system.rootModule, overrides);
        life = await Life.begin(system, variant, tree, getMoto());
        await life.terraform.init();
        await life.terraform.validate();
      });
      step("plans what it should", () => life.plan());
      if (variant.planOnly) return;
      step("applies", () => life.apply());
      step("has nothing to change after that", () => life.terraform.expectNoChanges());
      step("is really there", () => life.check());
      step("is not touched by a newer image", () => life.newerImage());
      if (system.stopAndStart !== undefined) {
        step("has nothing to change when stopped by hand", () => life.stop());
        step("has nothing to change and the same address when started again", () => life.start());
      }
      step("is destroyed to nothing", () => life.destroy());
    },
    explain,
  );
}

/** One life cycle: from an empty account to an empty account. */
class Life {
  readonly terraform: Terraform;
  private readonly system: SystemUnderTest;
  private readonly variant: Variant;
  private readonly moto: Moto;
  private readonly aws: Aws;
  private before: readonly string[] = [];
  private outputs: Readonly<Record<string, unknown>> = {};

  static async begin(system: SystemUnderTest, variant: Variant, tree: TreeCopy, moto: Moto): Promise<Life> {
    await moto.reset();
    const life = new Life(system, variant, tree, moto);
    for (const name of system.keyPairs ?? []) {
      await life.aws.ec2.send(new CreateKeyPairCommand({ KeyName: name }));
    }
    await system.prepare?.(life.aws);
    life.before = await life.everything();
    return life;
  }

  private constructor(system: SystemUnderTest, variant: Variant, tree: TreeCopy, moto: Moto) {
    this.system = system;
    this.variant = variant;
    this.moto = moto;
    this.aws = awsClients(moto.endpoint, system.region ?? "us-east-1");
    const variables = { ...system.variables, ...variant.variables };
    this.terraform = new Terraform(tree.root, { endpoint: moto.endpoint, variables });
  }

  async plan(): Promise<void> {
    const plan = await this.terraform.planJson(await this.terraform.plan());
    this.system.checkPlan?.(plan);
    this.variant.checkPlan?.(plan);
  }

  async apply(): Promise<void> {
    await this.terraform.apply();
    this.outputs = await this.terraform.outputs();
    await this.expectNoErrors();
  }

  async check(): Promise<void> {
    await this.system.checkResources?.(this.applied());
    await this.variant.checkResources?.(this.applied());
    // A check may have changed the system and changed it back: the next steps are about what stands then.
    this.outputs = await this.terraform.outputs();
  }

  /** The publisher of the machine's image releases the next one: no reason to replace the machine. */
  async newerImage(): Promise<void> {
    const images = new Set((await liveInstances(this.aws)).map((instance) => instance.ImageId));
    for (const image of images) {
      if (image !== undefined) await this.moto.publishNewerImage(this.aws.region, image);
    }
    await this.terraform.expectNoChanges();
  }

  async stop(): Promise<void> {
    const id = this.output(this.system.stopAndStart?.instanceOutput ?? "instance_id");
    await this.aws.ec2.send(new StopInstancesCommand({ InstanceIds: [id] }));
    await waitUntilStopped(this.aws, id);
    await this.terraform.expectNoChanges();
  }

  async start(): Promise<void> {
    const id = this.output(this.system.stopAndStart?.instanceOutput ?? "instance_id");
    const { addressOutput = "public_ip" } = this.system.stopAndStart ?? {};
    await this.aws.ec2.send(new StartInstancesCommand({ InstanceIds: [id] }));
    await waitUntilRunning(this.aws, id);
    if (addressOutput === null) {
      await this.terraform.expectNoChanges();
      return;
    }
    // Read from the state as it was before the stop, as the documents' own commands do.
    const promised = await this.terraform.outputRaw(addressOutput);
    const machine = (await liveInstances(this.aws)).find((instance) => instance.InstanceId === id);
    expect(machine?.PublicIpAddress).toBe(promised);
    await this.terraform.expectNoChanges();
    expect(await this.terraform.outputRaw(addressOutput)).toBe(this.output(addressOutput));
  }

  async destroy(): Promise<void> {
    await this.system.beforeDestroy?.(this.applied());
    await this.terraform.destroy();
    expect(await this.everything()).toEqual(this.before);
    await this.expectNoErrors();
    await this.system.afterDestroy?.(this.applied());
  }

  private applied(): Applied {
    return { aws: this.aws, moto: this.moto, terraform: this.terraform, outputs: this.outputs };
  }

  private output(name: string): string {
    const value = this.outputs[name];
    if (typeof value !== "string")
      throw new Error(`no output ${name}, only: ${Object.keys(this.outputs).join(", ")}`);
    return value;
  }

  private async everything(): Promise<readonly string[]> {
    return [...(await inventory(this.aws)), ...((await this.system.leftovers?.(this.aws)) ?? [])].sort();
  }

  private async expectNoErrors(): Promise<void> {
    const tolerated = this.system.tolerated ?? [];
    const errors = await this.moto.errors();
    expect(errors.filter((error) => !tolerated.some(({ message }) => message.test(error)))).toEqual([]);
  }
}

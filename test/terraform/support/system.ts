import { StartInstancesCommand, StopInstancesCommand } from "@aws-sdk/client-ec2";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { describeWith } from "../../support/requirements";
import { type Aws, inventory, liveInstances, waitUntilRunning, waitUntilStopped } from "./aws";
import { type Moto, startMoto } from "./moto";
import type { PlanJson } from "./plan-json";
import { copyOf, type PlannedSystem, Planning, prepareAccount } from "./planning";
import { ProviderProcess } from "./provider-process";
import { movesStateToS3, notPermitted } from "./readme";
import { notRefused, type Refusal } from "./refusals";
import { describeSteps } from "./steps";
import { type Plan, Terraform } from "./terraform";
import type { Override, TreeCopy } from "./tree";

/** What is special about one system. Everything else about its life cycle is the same for all. */
export interface SystemUnderTest extends PlannedSystem {
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
  /** Values that a plan refuses, with the sentence that each is refused with. */
  readonly refuses?: readonly Refusal[];
  /** Other ways to configure it, each on an empty account. */
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
  /** Set where the machine is another one: only then is stopping, starting and a newer image told again. */
  readonly touchesCompute?: boolean;
  readonly checkPlan?: (plan: PlanJson) => void;
  readonly checkResources?: (applied: Applied) => Promise<void>;
}

/** Whether a system is one of those in cdktf.out, which have a README; a test may bring a tree of its own. */
function isCommitted({ tree }: SystemUnderTest): boolean {
  return tree === undefined;
}

/** A system that stands. */
export interface Applied {
  readonly aws: Aws;
  readonly moto: Moto;
  readonly terraform: Terraform;
  readonly outputs: Readonly<Record<string, unknown>>;
}

/**
 * Defines the tests of a system's life. A life cycle mostly waits, so those of its variants run side by side, each
 * with a fake AWS of its own.
 */
export function describeSystem(system: SystemUnderTest): void {
  describeWith(["terraform", "moto"], system.name, () => {
    const variants = system.variants ?? [];
    describeLife(system, AS_DOCUMENTED);
    for (const variant of variants) if (!variant.planOnly) describeLife(system, variant);
    describePlans(
      system,
      variants.filter(({ planOnly }) => planOnly),
    );
  });
}

const AS_DOCUMENTED: Variant = { name: "as documented", touchesCompute: true };

function describeLife(system: SystemUnderTest, variant: Variant): void {
  let life: Life | undefined;
  const started = (): Life => {
    if (life === undefined) throw new Error("it was not begun");
    return life;
  };

  describeSteps(
    `${system.name}, ${variant.name}`,
    (step) => {
      afterAll(() => life?.end());
      step("can be initialised", async () => {
        life = await Life.begin(system, variant);
        await life.terraform.init();
        await life.keepProvider();
      });
      // Its values make a configuration no more and no less valid.
      if (variant === AS_DOCUMENTED) step("is valid", () => started().terraform.validate());
      step("plans what it should", () => started().plan());
      step("applies", () => started().apply());
      step("has nothing to change after that", () => started().terraform.expectNoChanges());
      step("is really there", () => started().check());
      if (variant === AS_DOCUMENTED && isCommitted(system))
        step("moves its state to S3 and back as its README says", () => started().moveState());
      if (variant.touchesCompute) {
        step("is not touched by a newer image", () => started().newerImage());
        if (system.stopAndStart !== undefined) {
          step("has nothing to change when stopped by hand", () => started().stop());
          step("has nothing to change and the same address when started again", () => started().start());
        }
      }
      step("is destroyed to nothing", () => started().destroy());
    },
    async () => (await life?.complaints()) ?? "",
  );
}

function describePlans(system: SystemUnderTest, variants: readonly Variant[]): void {
  const { refuses = [] } = system;
  if (variants.length === 0 && refuses.length === 0) return;
  describe.concurrent(`${system.name}, only planned`, () => {
    let planning: Planning;
    beforeAll(async () => {
      planning = await Planning.begin(system);
    });
    afterAll(() => planning?.end());

    for (const variant of variants) {
      test.sequential(`${variant.name}, plans what it should`, { timeout: 300_000 }, async () => {
        const terraform = await planning.terraform(variant.variables, variant.overrides);
        const plan = await terraform.planJson(await terraform.plan());
        system.checkPlan?.(plan);
        variant.checkPlan?.(plan);
      });
    }
    if (refuses.length > 0) {
      const name = "refuses wrong values before anything is created, each with its own sentence";
      test.sequential(name, { timeout: 600_000 }, async () => {
        expect(await notRefused(planning, refuses)).toBe("");
      });
    }
  });
}

/** One life cycle: from an empty account to an empty account. */
class Life {
  terraform: Terraform;
  private readonly system: SystemUnderTest;
  private readonly variant: Variant;
  private readonly moto: Moto;
  private readonly aws: Aws;
  private readonly tree: TreeCopy;
  private planned: Plan | undefined;
  private provider: ProviderProcess | undefined;
  private before: readonly string[] = [];
  private outputs: Readonly<Record<string, unknown>> = {};

  static async begin(system: SystemUnderTest, variant: Variant): Promise<Life> {
    const moto = await startMoto();
    try {
      const aws = await prepareAccount(system, moto);
      const life = new Life(system, variant, moto, aws);
      life.before = await life.everything();
      return life;
    } catch (error) {
      await moto.stop();
      throw error;
    }
  }

  private constructor(system: SystemUnderTest, variant: Variant, moto: Moto, aws: Aws) {
    this.system = system;
    this.variant = variant;
    this.moto = moto;
    this.aws = aws;
    this.tree = copyOf(system, variant.overrides);
    const variables = { ...system.variables, ...variant.variables };
    this.terraform = new Terraform(this.tree.root, { endpoint: moto.endpoint, variables });
  }

  /** From here on, no command starts a provider of its own, unless it is told to. */
  async keepProvider(): Promise<void> {
    this.provider = await ProviderProcess.start(this.terraform);
    this.terraform = this.terraform.with({ provider: this.provider });
  }

  async end(): Promise<void> {
    await this.provider?.stop();
    this.tree.remove();
    await this.moto.stop();
  }

  /** What is known when a step fails. */
  async complaints(): Promise<string> {
    const errors = await this.moto.errors();
    return errors.length === 0 ? "" : `the fake AWS says:\n${errors.join("\n")}`;
  }

  async plan(): Promise<void> {
    await this.permitted(async () => {
      // Once as it is for those who use the system: with a provider that this command starts, and all its schemas.
      const terraform =
        this.variant === AS_DOCUMENTED ? this.terraform.with({ provider: undefined }) : this.terraform;
      this.planned = await terraform.plan();
    });
    if (this.planned === undefined) throw new Error("nothing was planned");
    const plan = await this.terraform.planJson(this.planned);
    this.system.checkPlan?.(plan);
    this.variant.checkPlan?.(plan);
  }

  async apply(): Promise<void> {
    await this.permitted(() => this.terraform.apply(this.planned));
    this.outputs = await this.terraform.outputs();
    await this.expectNoErrors();
  }

  async moveState(): Promise<void> {
    await movesStateToS3(this.system.name, this.aws, this.terraform);
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
    await this.permitted(() => this.terraform.destroy());
    expect(await this.everything()).toEqual(this.before);
    await this.expectNoErrors();
    await this.system.afterDestroy?.(this.applied());
  }

  /** Lets Terraform do something, and compares what it asked of AWS with the permissions that the README lists. */
  private async permitted(task: () => Promise<void>): Promise<void> {
    if (!isCommitted(this.system)) return task();
    const { length } = await this.moto.calls();
    await task();
    const calls = (await this.moto.calls()).slice(length);
    expect(calls).not.toEqual([]);
    expect(notPermitted(this.system.name, calls)).toEqual([]);
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

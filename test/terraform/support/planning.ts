import { join } from "node:path";
import { CreateKeyPairCommand } from "@aws-sdk/client-ec2";
import { type Aws, awsClients } from "./aws";
import { type Moto, startMoto } from "./moto";
import { ProviderProcess } from "./provider-process";
import { Terraform } from "./terraform";
import { copyTree, type Override, type TreeCopy } from "./tree";

/** What has to be known of a system to plan it. */
export interface PlannedSystem {
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
}

export function copyOf(system: PlannedSystem, overrides: readonly Override[] = []): TreeCopy {
  const source = system.tree ?? join("cdktf.out", system.name);
  return copyTree(source, system.rootModule, [...(system.overrides ?? []), ...overrides]);
}

/** An account as the documents expect it before the first apply. */
export async function prepareAccount(system: PlannedSystem, moto: Moto): Promise<Aws> {
  const aws = awsClients(moto.endpoint, system.region ?? "us-east-1");
  for (const name of system.keyPairs ?? []) await aws.ec2.send(new CreateKeyPairCommand({ KeyName: name }));
  await system.prepare?.(aws);
  return aws;
}

/** A system that is only planned: one fake AWS, one tree and one provider for many plans, one after the other. */
export class Planning {
  readonly moto: Moto;
  private readonly system: PlannedSystem;
  private readonly initialised = new Map<string, Terraform>();
  private provider: ProviderProcess | undefined;

  static async begin(system: PlannedSystem): Promise<Planning> {
    const moto = await startMoto();
    try {
      await prepareAccount(system, moto);
      return new Planning(system, moto);
    } catch (error) {
      await moto.stop();
      throw error;
    }
  }

  private constructor(system: PlannedSystem, moto: Moto) {
    this.system = system;
    this.moto = moto;
  }

  /** @param variables besides the system's own; undefined leaves one of those out */
  async terraform(
    variables: Readonly<Record<string, string | undefined>> = {},
    overrides: readonly Override[] = [],
  ): Promise<Terraform> {
    const key = JSON.stringify(overrides);
    const initialised = this.initialised.get(key) ?? (await this.initialise(overrides));
    this.initialised.set(key, initialised);
    const all = Object.entries({ ...this.system.variables, ...variables });
    return initialised.with({
      variables: Object.fromEntries(
        all.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
      ),
    });
  }

  async end(): Promise<void> {
    await this.provider?.stop();
    await this.moto.stop();
  }

  private async initialise(overrides: readonly Override[]): Promise<Terraform> {
    const terraform = new Terraform(copyOf(this.system, overrides).root, { endpoint: this.moto.endpoint });
    await terraform.init();
    this.provider ??= await ProviderProcess.start(terraform);
    return terraform.with({ provider: this.provider });
  }
}

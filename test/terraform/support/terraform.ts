import { join } from "node:path";
import { cliConfig } from "./cli-config";
import { type CommandResult, runCommand } from "./command";
import { withLock } from "./lock";
import type { PlanJson, StateJson } from "./plan-json";
import { type ProviderProcess, sharedProvider } from "./provider-process";

export interface TerraformOptions {
  /** Where the AWS provider sends its calls; without it, nothing is sent anywhere it could cost money. */
  readonly endpoint?: string;
  /** For `plan`, `apply` and `destroy`, as `-var`. */
  readonly variables?: Readonly<Record<string, string>>;
  /** Limit of one call; 300 unless said otherwise. */
  readonly timeoutSeconds?: number;
  /** An AWS provider that runs already; Terraform starts its own, up to three for a plan, where none is given. */
  readonly provider?: ProviderProcess | undefined;
  /** Added to the environment last. */
  readonly env?: NodeJS.ProcessEnv;
}

export interface Plan {
  /** For `apply` and `showJson`. */
  readonly file: string;
  /** What `-detailed-exitcode` says: whether an apply would do anything, outputs included. */
  readonly changes: boolean;
  /** The human-readable plan. */
  readonly text: string;
}

/** https://developer.hashicorp.com/terraform/internals/machine-readable-ui */
interface DiagnosticJson {
  readonly severity: "error" | "warning";
  readonly summary: string;
  readonly detail: string;
  readonly snippet?: { readonly context?: string | null; readonly code?: string };
}

/** What Terraform says against a configuration. */
export interface Diagnostic {
  readonly severity: "error" | "warning";
  /** Summary and detail, unbroken. */
  readonly text: string;
  /** The block that it is about, such as `variable "region"`. */
  readonly context: string | undefined;
}

const DEFAULT_TIMEOUT_SECONDS = 300;
/** No AWS call of a test may reach AWS: where no endpoint is given, calls go to a port that refuses them. */
const NOWHERE = "http://127.0.0.1:9";

/** The real `terraform` in one folder, shielded from the user's own configuration and credentials. */
export class Terraform {
  readonly dir: string;
  private readonly options: TerraformOptions;
  private plans = 0;

  constructor(dir: string, options: TerraformOptions = {}) {
    this.dir = dir;
    this.options = options;
  }

  /** The same folder with other options; what is not given stays. */
  with(options: TerraformOptions): Terraform {
    return new Terraform(this.dir, { ...this.options, ...options });
  }

  /** Any command of Terraform's. Throws a `CommandError` on any exit code but 0 and those allowed. */
  async run(args: readonly string[], allowedExitCodes: readonly number[] = [0]): Promise<CommandResult> {
    const timeoutSeconds = this.options.timeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS;
    return runCommand("terraform", args, {
      cwd: this.dir,
      env: await this.environment(),
      timeoutSeconds,
      allowedExitCodes,
    });
  }

  async init(): Promise<void> {
    const { pluginCache } = await cliConfig();
    const args = ["init", "-input=false", "-no-color"];
    if (pluginCache === undefined) {
      await this.run(args);
      return;
    }
    // The first one downloads for all: give each the time.
    const limit = 900;
    await withLock(join(pluginCache, ".lock"), limit, () => this.with({ timeoutSeconds: limit }).run(args));
  }

  /** The same folder, initialised, with one provider for all that follows in it. */
  async shareProvider(): Promise<Terraform> {
    return this.with({ provider: await sharedProvider(this) });
  }

  /** Throws with the difference when a file is not as `terraform fmt` would write it. */
  async fmtCheck(): Promise<void> {
    await this.run(["fmt", "-check", "-recursive", "-diff", "-no-color"]);
  }

  async validate(): Promise<void> {
    await this.run(["validate", "-no-color"]);
  }

  async plan(extra: readonly string[] = []): Promise<Plan> {
    this.plans += 1;
    const file = `harness-${process.pid}-${this.plans}.tfplan`;
    const args = ["plan", "-input=false", "-no-color", "-detailed-exitcode", `-out=${file}`];
    const { exitCode, stdout } = await this.run([...args, ...this.variableArguments(), ...extra], [0, 2]);
    return { file, changes: exitCode === 2, text: stdout };
  }

  /** Plans, and says what Terraform says, whether it plans or not. */
  async planDiagnostics(): Promise<readonly Diagnostic[]> {
    const { stdout } = await this.run(["plan", "-input=false", "-json", ...this.variableArguments()], [0, 1]);
    return stdout
      .split("\n")
      .filter((line) => line.startsWith("{"))
      .map((line) => (JSON.parse(line) as { readonly diagnostic?: DiagnosticJson }).diagnostic)
      .filter((diagnostic) => diagnostic !== undefined)
      .map(({ severity, summary, detail, snippet }) => ({
        severity,
        text: `${summary}: ${detail}`,
        // What is about a block's first line has no context: that line is the code.
        context: snippet?.context ?? snippet?.code?.replace(/ *\{$/, ""),
      }));
  }

  /** Plans, and throws with the plan when it is not empty. */
  async expectNoChanges(): Promise<void> {
    const plan = await this.plan();
    if (plan.changes) throw new Error(`expected an empty plan in ${this.dir}, got:\n${plan.text}`);
  }

  /** Applies a plan, or plans and applies. */
  async apply(plan?: Plan): Promise<void> {
    const args = ["apply", "-input=false", "-no-color", "-auto-approve"];
    await this.run(plan === undefined ? [...args, ...this.variableArguments()] : [...args, plan.file]);
  }

  async destroy(): Promise<void> {
    await this.run(["destroy", "-input=false", "-no-color", "-auto-approve", ...this.variableArguments()]);
  }

  async planJson(plan: Plan): Promise<PlanJson> {
    const { stdout } = await this.run(["show", "-json", plan.file]);
    return JSON.parse(stdout) as PlanJson;
  }

  async stateJson(): Promise<StateJson> {
    const { stdout } = await this.run(["show", "-json"]);
    return JSON.parse(stdout) as StateJson;
  }

  /** Every output's value by name, the sensitive ones too. */
  async outputs(): Promise<Record<string, unknown>> {
    const { stdout } = await this.run(["output", "-json"]);
    const outputs = JSON.parse(stdout) as Record<string, { readonly value: unknown }>;
    return Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value]));
  }

  /** What `terraform output -raw NAME` prints: the form in which documents quote outputs. */
  async outputRaw(name: string): Promise<string> {
    return (await this.run(["output", "-raw", name])).stdout;
  }

  /** The variables that every plan is given. */
  get variables(): Readonly<Record<string, string>> {
    return this.options.variables ?? {};
  }

  private variableArguments(): string[] {
    return Object.entries(this.variables).map(([name, value]) => `-var=${name}=${value}`);
  }

  /** For other programs that run Terraform in this folder, such as `cdktf diff`. */
  async environment(): Promise<NodeJS.ProcessEnv> {
    const inherited = Object.entries(process.env).filter(([name]) => !/^(TF_|AWS_)/.test(name));
    return {
      ...Object.fromEntries(inherited),
      TF_CLI_CONFIG_FILE: (await cliConfig()).file,
      TF_IN_AUTOMATION: "1",
      TF_INPUT: "0",
      CHECKPOINT_DISABLE: "1",
      AWS_ACCESS_KEY_ID: "AKIAIOSFODNN7EXAMPLE",
      AWS_SECRET_ACCESS_KEY: "example",
      AWS_CONFIG_FILE: "/dev/null",
      AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
      AWS_EC2_METADATA_DISABLED: "true",
      AWS_ENDPOINT_URL: this.options.endpoint ?? NOWHERE,
      ...(await this.options.provider?.environmentIn(this.dir)),
      ...this.options.env,
    };
  }
}

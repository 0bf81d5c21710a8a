import { PlainformError } from "../errors";

/** The environment that Terraform, or OpenTofu, is started in: it asks nobody, and tells nobody of its version. */
export function terraformEnvironment(own: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  return { CHECKPOINT_DISABLE: "1", ...process.env, TF_IN_AUTOMATION: "1", ...own };
}

/**
 * The error for a program that is not there, or is none.
 * @param got what the operating system says: `ENOENT`
 */
export function notStarted(program: string, got: string): PlainformError {
  return new PlainformError({
    what: `${program} cannot be started`,
    got,
    expected: "Terraform or OpenTofu on the PATH",
    fix: "install it, or say which one with --terraform: --terraform tofu, --terraform /opt/terraform",
  });
}

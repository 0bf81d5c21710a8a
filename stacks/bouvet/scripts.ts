import { AWS_CLI_VERSION } from "../../constructs/aws/downloads";
import { userDataBudget } from "../../constructs/aws/user-data";
import type { PlainStack } from "../../constructs/plain";
import { fromTemplate } from "../../constructs/templates";

/** The release that is installed unless the operator names another. */
export const FIRECRACKER = {
  version: "v1.17.0",
  sha256: "06094a1108ae9e82aa4c23a775aa92758f53f1175d422270d9d6162cb9ade558",
};

/** Where bouvet-mcp serves HTTP, on the host itself only. */
export const PORT = 8080;

const IMAGES = { kernel: "vmlinux.bin", python: "debian-python.ext4", rootfs: "debian.ext4" };

/** scripts/: the bootstrap, and the unit that it installs. */
export function hostScripts(stack: PlainStack): void {
  const unit = fromTemplate("bouvet/bouvet.service", {
    kernel: IMAGES.kernel,
    rootfs: IMAGES.rootfs,
    port: PORT,
  });
  stack.text("terraform/scripts/bouvet.service", unit);
  stack.text("terraform/scripts/user-data.sh", {
    ...fromTemplate("bouvet/user-data.sh", { images: Object.values(IMAGES), awsCliVersion: AWS_CLI_VERSION }),
    mode: 0o755,
    maxBytes: userDataBudget(unit.content),
  });
}

import { userDataBudget } from "../../constructs/aws/user-data";
import type { PlainStack, TextFile } from "../../constructs/plain";
import { renderTemplate } from "../../constructs/templates";

/** The release that is installed unless the operator names another. */
export const FIRECRACKER = {
  version: "v1.17.0",
  sha256: "06094a1108ae9e82aa4c23a775aa92758f53f1175d422270d9d6162cb9ade558",
};

/** Where bouvet-mcp serves HTTP, on the host itself only. */
export const PORT = 8080;

export interface HostScripts {
  readonly userData: TextFile;
  readonly service: TextFile;
}

const IMAGES = { kernel: "vmlinux.bin", python: "debian-python.ext4", rootfs: "debian.ext4" };

/** scripts/: the bootstrap, and the unit that it installs. */
export function hostScripts(stack: PlainStack): HostScripts {
  const unit = renderTemplate("bouvet/bouvet.service", {
    kernel: IMAGES.kernel,
    rootfs: IMAGES.rootfs,
    port: PORT,
  });
  const service = stack.text("terraform/scripts/bouvet.service", {
    content: unit,
    source: "templates/bouvet/bouvet.service.hbs",
  });
  const userData = stack.text("terraform/scripts/user-data.sh", {
    content: renderTemplate("bouvet/user-data.sh", {
      images: Object.values(IMAGES),
      awsCliVersion: "2.36.11",
    }),
    mode: 0o755,
    source: "templates/bouvet/user-data.sh.hbs",
    maxBytes: userDataBudget(unit),
  });
  return { userData, service };
}

import type { PlainStack, TextFile } from "../../constructs/plain";
import { renderTemplate } from "../../constructs/templates";

/** The release that is installed unless the operator names another. */
export const FIRECRACKER = {
  version: "v1.7.0",
  sha256: "",
};

export interface HostScripts {
  readonly userData: TextFile;
  readonly service: TextFile;
}

/** EC2 takes no more user data than this (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-add-user-data.html). */
const USER_DATA_LIMIT = 16_384;
/** What Terraform fills in is longer than its placeholders by less than this. */
const FILLED_IN = 512;

const IMAGES = { kernel: "vmlinux.bin", rootfs: "debian-python.ext4", plain: "debian.ext4" };

/** scripts/: the bootstrap, and the unit that it installs. */
export function hostScripts(stack: PlainStack): HostScripts {
  const unit = renderTemplate("bouvet/bouvet.service", {
    kernel: IMAGES.kernel,
    rootfs: IMAGES.rootfs,
    port: 8080,
  });
  const service = stack.text("terraform/scripts/bouvet.service", {
    content: unit,
    source: "templates/bouvet/bouvet.service.hbs",
  });
  const userData = stack.text("terraform/scripts/user-data.sh", {
    content: renderTemplate("bouvet/user-data.sh", {
      images: Object.values(IMAGES),
      awsCliVersion: "2.17.0",
    }),
    mode: 0o755,
    source: "templates/bouvet/user-data.sh.hbs",
    maxBytes: USER_DATA_LIMIT - FILLED_IN - Buffer.byteLength(unit),
  });
  return { userData, service };
}

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { renderTemplate } from "../../constructs/templates";
import { awsCliRelease, expiredSigningKey, firecrackerRelease } from "./support/releases";
import { readStub, ScratchHost } from "./support/scratch-host";
import { bashSyntax, hereDocument, shellcheck } from "./support/shell";
import { verifyUnit } from "./support/systemd";
import { evaluate, interpolations, templatefile } from "./support/terraform";
import { describeUnless, describeWith, findTool, run } from "./support/tools";

const AWS_CLI_VERSION = "2.36.11";
const FIRECRACKER_VERSION = "v1.17.0";
const IMAGES = ["vmlinux.bin", "debian-python.ext4", "debian.ext4"];

const USER_DATA = renderTemplate("bouvet/user-data.sh", { awsCliVersion: AWS_CLI_VERSION, images: IMAGES });
const UNIT = renderTemplate("bouvet/bouvet.service", {
  kernel: "vmlinux.bin",
  rootfs: "debian.ext4",
  port: 8080,
});

const VARIABLES = {
  bucket: "bouvet-images-1234",
  region: "us-east-1",
  binary_uri: "s3://bouvet-images-1234/bin/bouvet-mcp",
  firecracker_version: FIRECRACKER_VERSION,
  firecracker_sha256: "",
  service_unit: UNIT,
};

describe("what Terraform sees", () => {
  it("asks templatefile() for its variables and for nothing else", () => {
    expect(interpolations(USER_DATA)).toEqual([
      "bucket",
      "region",
      "binary_uri",
      "firecracker_version",
      "firecracker_sha256",
      "chomp(service_unit)",
    ]);
    expect(interpolations(UNIT)).toEqual([]);
  });

  describeWith(["terraform"], "templatefile()", () => {
    const filled = () => templatefile(USER_DATA, VARIABLES);

    it("changes the variables and leaves every other byte alone", () => {
      let expected = USER_DATA.replace(/\$\{chomp\(service_unit\)\}/, () => UNIT.replace(/\n$/, ""));
      for (const [name, value] of Object.entries(VARIABLES)) {
        expected = expected.replace(`"\${${name}}"`, () => `"${value}"`);
      }
      expect(filled()).toBe(expected);
      expect(hereDocument(filled(), "UNIT")).toBe(UNIT);
    });

    it("stays far below the 16,384 bytes of user data", () => {
      expect(Buffer.byteLength(filled())).toBeLessThan(12_288);
    });

    it("knows no variable but these", () => {
      const { service_unit, ...others } = VARIABLES;
      expect(service_unit).toBe(UNIT);
      expect(() => templatefile(USER_DATA, others)).toThrow(/service_unit/);
      expect(evaluate("1 + 1")).toBe(2);
    });
  });
});

describe("as a shell script", () => {
  const after = () => (findTool("terraform") ? templatefile(USER_DATA, VARIABLES) : USER_DATA);

  it("is bash before and after templatefile(), and so is the script that it writes", () => {
    for (const script of [USER_DATA, after(), hereDocument(USER_DATA, "SCRIPT")]) {
      expect(bashSyntax(script)).toBe("");
    }
  });

  describeWith(["shellcheck"], "ShellCheck", () => {
    it("has nothing to say, before and after templatefile()", () => {
      expect(shellcheck(USER_DATA)).toBe("");
      expect(shellcheck(after())).toBe("");
    });

    it("has nothing to say about the script that it writes", () => {
      expect(shellcheck(hereDocument(USER_DATA, "SCRIPT"))).toBe("");
    });
  });

  describeWith(["gpg"], "the key in it", () => {
    it("is the one with the fingerprint in it, AWS's", () => {
      const { output } = run("gpg", ["--batch", "--with-colons", "--show-keys"], {
        input: hereDocument(USER_DATA, "KEY"),
      });
      expect(output).toMatch(/^fpr:+FB5DB77FD5C118B80511ADA8A6310ACC4672475C:$/m);
      expect(output).toContain("AWS CLI Team <aws-cli@amazon.com>");
      expect(USER_DATA).toContain("fingerprint=FB5DB77FD5C118B80511ADA8A6310ACC4672475C\n");
    });
  });
});

describeWith(["systemd-analyze"], "bouvet.service", () => {
  it("is verified by systemd without a word", () => {
    expect(verifyUnit("bouvet.service", UNIT)).toBe("");
  });

  it("would not be with a misspelt setting", () => {
    expect(verifyUnit("bouvet.service", UNIT.replace("UMask=", "UMsk="))).toContain("UMsk");
  });
});

const ARCHITECTURE = run("uname", ["-m"]).output.trim();
const FIRECRACKER_URL = `www/github.com/firecracker-microvm/firecracker/releases/download/${FIRECRACKER_VERSION}/firecracker-${FIRECRACKER_VERSION}-${ARCHITECTURE}.tgz`;
const AWS_CLI_URL = `www/awscli.amazonaws.com/awscli-exe-linux-${ARCHITECTURE}-${AWS_CLI_VERSION}.zip`;
const STUB_AWS = readStub("aws").replace("VERSION", AWS_CLI_VERSION);
const QUICK = `
mkdir -p /etc/systemd/system/bouvet.service.d
printf '[Service]\\nRestartSec=300ms\\n' >/etc/systemd/system/bouvet.service.d/quick.conf
`;

const unavailable =
  findTool("zip") && findTool("gpg") && findTool("unzip") && findTool("terraform")
    ? ScratchHost.unavailable()
    : "zip, unzip, gpg or terraform is missing";

describeUnless(unavailable, "on a host with a real systemd", () => {
  const hosts: ScratchHost[] = [];
  const firecracker = firecrackerRelease(FIRECRACKER_VERSION, ARCHITECTURE);
  const key = expiredSigningKey();

  /** A fresh host that reaches its downloads, with the user data as Terraform would hand it over. */
  function freshHost(aws = STUB_AWS, variables: Partial<typeof VARIABLES> = {}): ScratchHost {
    const host = new ScratchHost();
    hosts.push(host);
    host.stub("curl");
    host.stub("apt-get");
    host.scratch(FIRECRACKER_URL, firecracker.file);
    const awsCli = awsCliRelease(aws);
    host.scratch(AWS_CLI_URL, awsCli.file);
    host.scratch(`${AWS_CLI_URL}.sig`, key.sign(awsCli.file));
    const filled = templatefile(USER_DATA, {
      ...VARIABLES,
      firecracker_sha256: firecracker.sha256,
      ...variables,
    });
    // AWS's private key is AWS's: here another one signs, and the script knows that one.
    host.scratch(
      "user-data.sh",
      filled
        .replace(/-----BEGIN PGP[\s\S]*END PGP PUBLIC KEY BLOCK-----\n/, () => key.publicKey)
        .replace("FB5DB77FD5C118B80511ADA8A6310ACC4672475C", key.fingerprint),
    );
    return host;
  }

  function upload(host: ScratchHost, stage: string): void {
    for (const image of IMAGES) {
      host.scratch(`s3/${VARIABLES.bucket}/${image}`, `${image}, ${stage}\n`);
    }
    host.scratch(`s3/${VARIABLES.bucket}/bin/bouvet-mcp`, readStub("bouvet-mcp").replace("STAGE", stage));
  }

  afterAll(() => {
    for (const host of hosts) {
      host.dispose();
    }
  });

  describe("from the first boot on", () => {
    let host: ScratchHost;
    let log: string;

    beforeAll(() => {
      host = freshHost();
      log = host.boot(
        `${QUICK}
        bootstrap
        systemctl is-enabled bouvet.service
        wait_for 20 restarted bouvet 2
        systemctl show --property=ActiveState,Result bouvet.service
        systemctl is-system-running --wait
        echo "--- waiting"
        journal bouvet
        fingerprint /etc/systemd/system /etc/bouvet /usr/local /var/lib/bouvet /etc/passwd /etc/group >/scratch/first
        bootstrap
        fingerprint /etc/systemd/system /etc/bouvet /usr/local /var/lib/bouvet /etc/passwd /etc/group >/scratch/second
        mkdir -p /scratch/s3/${VARIABLES.bucket}
        cp /scratch/later/vmlinux.bin /scratch/s3/${VARIABLES.bucket}/
        wait_for 20 test -e /var/lib/bouvet/vmlinux.bin
        echo "--- one image"
        systemctl is-active bouvet.service
        cp -r /scratch/later/. /scratch/s3/${VARIABLES.bucket}/
        wait_for 20 active bouvet
        sleep 0.5
        echo "--- all images"
        journal bouvet
        id bouvet
      `.replace("bootstrap\n", "for image in x; do mkdir -p /scratch/later/bin; done\n        bootstrap\n"),
      );
    });

    it("succeeds with an empty bucket, and leaves the service enabled", () => {
      expect(log).toMatch(/^user data: 0\nenabled\n/);
      expect(host.read("/scratch/user-data.log")).toContain("bouvet: bootstrap done\n");
      expect(host.read("/var/log/bouvet-bootstrap.log")).toBe(host.read("/scratch/user-data.log"));
    });
  });
});

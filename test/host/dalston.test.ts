import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { renderTemplate } from "../../constructs/templates";
import {
  BUILDX,
  bootstrap,
  COMPOSE,
  composeOverride,
  GPU_SERVICES,
  SERVICES,
  UNSET,
} from "../../stacks/dalston/host";
import { ComposeProject, composeCommand } from "./support/compose";
import { DockerEngine } from "./support/docker-engine";
import { readStub, ScratchHost } from "./support/scratch-host";
import { bashSyntax, hereDocument, shellcheck } from "./support/shell";
import { verifyUnit } from "./support/systemd";
import { interpolations, templatefile } from "./support/terraform";
import { describeUnless, describeWith, findTool, itWith, runUntilDone } from "./support/tools";

const USER_DATA = bootstrap();
const UNIT = hereDocument(USER_DATA, "UNIT");

const VARIABLES = {
  bucket: "dalston-artifacts-123456789012",
  region: "eu-west-2",
  data_volume_id: "vol-0a1b2c3d4e5f67890",
  repository_url: "file:///scratch/repository",
  repository_branch: "main",
  gpu: "false",
  compose_override: composeOverride(SERVICES),
};

describe("what Terraform sees", () => {
  it("asks templatefile() for its variables and for nothing else", () => {
    expect(interpolations(USER_DATA)).toEqual([
      ...["bucket", "region", "data_volume_id", "repository_url", "repository_branch", "gpu"],
      "chomp(compose_override)",
    ]);
  });

  describeWith(["terraform"], "templatefile()", () => {
    it("changes the variables and leaves every other byte alone, Compose's own ${…} too", () => {
      const filled = templatefile(USER_DATA, VARIABLES);
      let expected = USER_DATA.replace("${chomp(compose_override)}", () =>
        VARIABLES.compose_override.replace(/\n$/, ""),
      );
      for (const [name, value] of Object.entries(VARIABLES)) {
        expected = expected.replace(`"\${${name}}"`, () => `"${value}"`);
      }
      expect(filled).toBe(expected);
      expect(hereDocument(filled, "COMPOSE")).toBe(VARIABLES.compose_override);
      expect(VARIABLES.compose_override).toContain("S3_BUCKET: ${S3_BUCKET:?}\n");
    });

    it("stays far below the 16,384 bytes of user data", () => {
      expect(Buffer.byteLength(templatefile(USER_DATA, VARIABLES))).toBeLessThan(12_288);
    });
  });
});

describe("as a shell script", () => {
  const filled = () => templatefile(USER_DATA, VARIABLES);

  itWith(
    ["bash", "terraform"],
    "is bash before and after templatefile(), and so is the command that it writes",
    () => {
      for (const script of [USER_DATA, filled(), hereDocument(USER_DATA, "SCRIPT")]) {
        expect(bashSyntax(script)).toBe("");
      }
    },
  );

  describeWith(["shellcheck", "terraform"], "ShellCheck", () => {
    it("has nothing to say, before and after templatefile(), nor about the command that it writes", () => {
      for (const script of [USER_DATA, filled(), hereDocument(USER_DATA, "SCRIPT")]) {
        expect(shellcheck(script)).toBe("");
      }
    });
  });
});

describe("README.md", () => {
  it("tells the services that are started", () => {
    expect(renderTemplate("dalston/README.md")).toContain(`\n  ${SERVICES.join(" ")}\n`);
  });
});

describeWith(["systemd-analyze"], "dalston.service", () => {
  it("is verified by systemd without a word", () => {
    expect(verifyUnit("dalston.service", UNIT, ["docker.service"])).toBe("");
  });

  it("would not be with a misspelt setting", () => {
    const misspelt = UNIT.replace("RequiresMountsFor=", "RequireMountsFor=");
    expect(verifyUnit("dalston.service", misspelt, ["docker.service"])).toContain("RequireMountsFor");
  });
});

const BASE = readFileSync(join(__dirname, "fixtures/dalston/docker-compose.yml"), "utf8");
const ENV = { S3_BUCKET: VARIABLES.bucket, AWS_REGION: VARIABLES.region };
const compose = composeCommand();

describeUnless(
  compose === undefined ? "no Docker Compose v2: bash test/host/support/compose-plugin.sh" : undefined,
  "docker-compose.aws.yml over a compose file with MinIO",
  () => {
    const projects: ComposeProject[] = [];

    function project(files: Readonly<Record<string, string>>): ComposeProject {
      const made = new ComposeProject(compose ?? [], files);
      projects.push(made);
      return made;
    }

    const base = () => project({ "docker-compose.yml": BASE });
    const both = (services = SERVICES) =>
      project({ "docker-compose.yml": BASE, "docker-compose.aws.yml": composeOverride(services) });

    afterAll(() => {
      for (const made of projects) {
        made.dispose();
      }
    });

    it("starts the document's services and nothing that they do not need, so no MinIO", () => {
      expect(Object.keys(base().config(SERVICES, ENV))).toContain("minio");
      expect(Object.keys(both().config(SERVICES, ENV)).sort()).toEqual([...SERVICES].sort());
    });

    it("keeps all other dependencies, whether listed or mapped", () => {
      const services = both().config(SERVICES, ENV);
      expect(Object.keys(services.gateway?.depends_on ?? {}).sort()).toEqual(["postgres", "redis"]);
      expect(services.orchestrator?.depends_on).toMatchObject({
        postgres: { condition: "service_healthy" },
        redis: { condition: "service_healthy" },
      });
    });

    it("gives every service that touches S3 the bucket and the region, and takes endpoint and keys away", () => {
      const services = both().config(SERVICES, ENV);
      for (const name of SERVICES.filter((name) => !["redis", "postgres"].includes(name))) {
        const environment = services[name]?.environment ?? {};
        expect(environment).toMatchObject({ ...ENV, REDIS_URL: "redis://redis:6379" });
        expect(UNSET.filter((key) => environment[key] !== null)).toEqual([]);
      }
      expect(JSON.stringify(services)).not.toMatch(/minio/i);
    });

    it("puts Postgres and the models on /data, in place of the volumes there were", () => {
      const services = both().config(SERVICES, ENV);
      const mounts = (name: string) =>
        services[name]?.volumes?.map(({ type, source, target }) => `${type} ${source}:${target}`);
      expect(mounts("postgres")).toEqual(["bind /data/postgres:/var/lib/postgresql/data"]);
      expect(mounts("stt-batch-transcribe-whisper-cpu")).toEqual(["bind /data/models:/models"]);
      expect(mounts("redis")).toEqual(["volume redis-data:/data"]);
    });

    it("changes nothing else: restart policy, Redis, ports", () => {
      const before = base().config(SERVICES, ENV);
      const after = both().config(SERVICES, ENV);
      expect(after.redis).toEqual(before.redis);
      for (const name of SERVICES) {
        const { environment: _e, depends_on: _d, volumes: _v, ...rest } = before[name] ?? {};
        expect(after[name]).toMatchObject(rest);
      }
    });

    it("serves the GPU engines too, whose profile the list enables", () => {
      const services = both(GPU_SERVICES).config(GPU_SERVICES, ENV);
      expect(Object.keys(services).sort()).toEqual([...GPU_SERVICES].sort());
      expect(services["stt-batch-transcribe-whisper"]).toMatchObject({
        deploy: { resources: { reservations: { devices: [{ driver: "nvidia" }] } } },
        volumes: [{ source: "/data/models", target: "/models" }],
      });
    });

    it("refuses to work without a bucket, rather than with none", () => {
      expect(() => both().config(SERVICES, { AWS_REGION: "eu-west-2" })).toThrow(/S3_BUCKET/);
    });

    describe("against an engine that writes down what it is asked for", () => {
      let engine: DockerEngine;

      beforeEach(() => {
        engine = new DockerEngine();
      });
      afterEach(() => engine.close());

      async function up(made: ComposeProject, services: readonly string[]) {
        const socket = join(made.directory, "docker.sock");
        await engine.listen(socket);
        const env = { PATH: process.env.PATH, HOME: made.directory, DOCKER_HOST: `unix://${socket}`, ...ENV };
        const call = made.call(["up", "-d", ...services]);
        const { status, output } = await runUntilDone(call, { cwd: made.directory, env });
        expect(status, output).toBe(0);
        return new Map(engine.started.map((container) => [container.service, container]));
      }

      it("sends no endpoint and no keys to the containers, and never asks for MinIO", async () => {
        const started = await up(both(), SERVICES);
        expect([...started.keys()].sort()).toEqual([...SERVICES].sort());
        expect(engine.images.filter((image) => image.startsWith("minio"))).toEqual([]);
        const gateway = started.get("gateway")?.env ?? [];
        expect(gateway).toEqual(
          expect.arrayContaining([`S3_BUCKET=${VARIABLES.bucket}`, "AWS_REGION=eu-west-2"]),
        );
        // A name without a value takes the variable out, even if the image has one.
        expect(gateway).toEqual(expect.arrayContaining(UNSET));
        expect(started.get("postgres")?.binds).toEqual(["/data/postgres:/var/lib/postgresql/data"]);
      });

      it("starts no MinIO for an engine that nobody told about S3 either", async () => {
        const started = await up(both(), ["stt-batch-align-whisperx-cpu"]);
        expect([...started.keys()].sort()).toEqual(["redis", "stt-batch-align-whisperx-cpu"]);
      });

      it("would start it, and hand out its keys, without the override", async () => {
        const started = await up(base(), ["gateway"]);
        expect([...started.keys()].sort()).toEqual(["gateway", "minio", "minio-init", "postgres", "redis"]);
        expect(started.get("gateway")?.env).toContain("AWS_ACCESS_KEY_ID=minioadmin");
      });
    });
  },
);

const PLUGINS = { compose: "a Compose plugin\n", buildx: "a Buildx plugin\n" };
const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
const BY_ID = `/dev/disk/by-id/nvme-Amazon_Elastic_Block_Store_${VARIABLES.data_volume_id.replace("-", "")}`;
const WRITTEN =
  "/etc/fstab /etc/docker /etc/dalston /etc/systemd/system /usr/local/bin /usr/local/lib/docker /opt/dalston /data";
const PATIENT = "sleep() { echo slept >>/scratch/slept; }; export -f sleep; bootstrap; unset -f sleep";

const unavailable = ["terraform", "git", "losetup", "mkfs.ext4"].every((tool) => findTool(tool))
  ? ScratchHost.unavailable()
  : "terraform, git, losetup or mkfs.ext4 is missing";

describeUnless(unavailable, "on a host with a real systemd and a volume on a loop device", () => {
  const hosts: ScratchHost[] = [];

  afterAll(() => {
    for (const host of hosts) {
      host.dispose();
    }
  });

  /** A fresh host with a blank volume, that reaches its downloads, with the user data as EC2 would hand it over. */
  function freshHost(variables: Partial<typeof VARIABLES> = {}): ScratchHost {
    const host = new ScratchHost();
    hosts.push(host);
    for (const stub of ["dnf", "docker", "curl", "lsblk", "lspci", "uname"]) {
      host.stub(stub);
    }
    host.scratch("nvidia-ctk", readStub("nvidia-ctk"));
    host.scratch("git-server.mjs", readStub("git-server.mjs"));
    host.scratch("volume.img", Buffer.alloc(32 << 20));
    host.scratch(COMPOSE.url.replace("https://", "www/"), PLUGINS.compose);
    host.scratch(BUILDX.url.replace("https://", "www/"), PLUGINS.buildx);
    const script = renderTemplate("dalston/user-data.sh", {
      services: SERVICES,
      gpuServices: GPU_SERVICES,
      compose: { ...COMPOSE, sha256: sha256(PLUGINS.compose) },
      buildx: { ...BUILDX, sha256: sha256(PLUGINS.buildx) },
    });
    host.scratch("user-data.sh", templatefile(script, { ...VARIABLES, ...variables }));
    return host;
  }

  const VOLUME = readFileSync(join(__dirname, "support/volume.sh"), "utf8");

  /** Boots with the volume attached under some names, or none. */
  function boot(host: ScratchHost, scenario: string, links: readonly string[] = [BY_ID]): string {
    return host.boot(`${VOLUME}
      id ec2-user >/dev/null 2>&1 || useradd --create-home ec2-user
      if [ ! -e /scratch/repository ]; then
        git init --quiet --initial-branch=main /scratch/repository
        git -C /scratch/repository -c user.name=x -c user.email=x@example.com commit --quiet --allow-empty --message=x
      fi
      attach volume.img ${links.join(" ")}
      ${scenario}
      detach`);
  }

  const output = (host: ScratchHost) => host.read("/scratch/user-data.log");
  const UP = `/opt/dalston: compose --env-file /etc/dalston/dalston.env --env-file /etc/dalston/local.env -f docker-compose.yml -f docker-compose.aws.yml up -d ${SERVICES.join(" ")} [/data is mounted]\n`;

  describe("from a blank volume on", () => {
    let host: ScratchHost;
    let first: string;
    let second: string;

    beforeAll(() => {
      host = freshHost();
      first = boot(
        host,
        `bootstrap
        wait_for 10 active dalston
        systemctl is-enabled dalston.service docker.service
        echo "--- installed"
        stat --format '%n %a %U:%G' /data/postgres /data/models /etc/dalston/* /usr/local/bin/dalston-compose
        id --name --groups ec2-user
        echo precious >/data/postgres/base
        chown 70:70 /data/postgres /data/postgres/base
        echo HF_TOKEN=secret >>/etc/dalston/local.env
        fingerprint ${WRITTEN} >/scratch/once
        bootstrap
        fingerprint ${WRITTEN} >/scratch/twice
        echo "--- by hand"
        cd / && dalston-compose ps
        systemctl stop dalston.service
        cat /scratch/docker.log
        cat /etc/fstab
        blkid -p -s UUID -o value $LOOP`,
      );
      // What systemd's generator would do at boot: it leaves out devices in a container, and a scratch host is one.
      second = boot(
        host,
        `echo "without /data: $(systemctl is-active docker.service) $(systemctl is-active dalston.service)"
        : >/scratch/docker.log
        mount /data
        systemctl start dalston.service
        systemctl is-active docker.service dalston.service
        cat /scratch/docker.log /data/postgres/base
        bootstrap
        fingerprint ${WRITTEN} >/scratch/thrice`,
      );
    });

    it("succeeds, and says what it did to the volume", () => {
      expect(first).toMatch(/^user data: 0\nenabled\nenabled\n/);
      expect(output(host)).toMatch(
        /volume vol-0a1b2c3d4e5f67890 \(\/dev\/loop\d+\) is blank: making a filesystem\n/,
      );
      expect(output(host)).toContain("dalston: bootstrap done\n");
      expect(host.read("/var/log/dalston-bootstrap.log")).toBe(output(host));
    });

    it("installs Docker with the pinned plugins, before Amazon Linux's own", () => {
      expect(host.read("/scratch/dnf.log")).toMatch(/^-qy install docker git\n/);
      expect(host.read("/usr/local/lib/docker/cli-plugins/docker-compose")).toBe(PLUGINS.compose);
      expect(host.read("/usr/local/lib/docker/cli-plugins/docker-buildx")).toBe(PLUGINS.buildx);
      expect(host.mode("/usr/local/lib/docker/cli-plugins/docker-compose")).toBe("755");
    });

    it("makes the folders and settings that the services need, without a secret in them", () => {
      expect(first).toContain("/data/postgres 700 root:root\n/data/models 1777 root:root\n");
      expect(first).toContain("/etc/dalston/local.env 640 root:docker\n");
      expect(first).toMatch(/^ec2-user docker$/m);
      expect(host.read("/etc/dalston/dalston.env")).toBe(
        [
          `S3_BUCKET=${VARIABLES.bucket}`,
          "AWS_REGION=eu-west-2",
          "S3_REGION=eu-west-2",
          `SERVICES="${SERVICES.join(" ")}"\n`,
        ].join("\n"),
      );
      expect(host.read("/opt/dalston/docker-compose.aws.yml")).toBe(VARIABLES.compose_override);
    });

    it("starts exactly the document's command, in an environment of its own", () => {
      expect(first.split("--- by hand\n")[1]).toMatch(new RegExp(`^${literally(UP)}`));
      expect(host.read("/scratch/docker-env.log")).toMatch(/^HOME PATH TERM\n/);
    });

    it("stops the containers with the unit, so that Docker does not start them before /data is there", () => {
      const calls = first.split("--- by hand\n")[1] ?? "";
      expect(calls).toMatch(
        /docker-compose\.aws\.yml ps \[.*\]\n.*docker-compose\.aws\.yml stop gateway .* stt-batch-merge \[/,
      );
    });

    it("mounts by UUID, and does not hold up a boot without the volume", () => {
      const uuid = first.trim().split("\n").at(-1);
      expect(uuid).toMatch(/^[0-9a-f-]{36}$/);
      expect(first).toContain(`\nUUID=${uuid} /data auto defaults,nofail,x-systemd.growfs 0 2\n`);
    });

    it("changes nothing when it is run again, on this boot or a later one", () => {
      expect(`${first}${second}`.match(/^user data: \d+$/gm)).toEqual(Array(3).fill("user data: 0"));
      expect(host.read("/scratch/twice")).toBe(host.read("/scratch/once"));
      expect(host.read("/scratch/thrice")).toBe(host.read("/scratch/once"));
      expect(output(host).match(/making a filesystem/g)).toHaveLength(1);
      expect(host.read("/scratch/curl.log").trim().split("\n")).toHaveLength(2);
    });

    it("starts neither Docker nor the services on a boot where /data is missing", () => {
      expect(second).toMatch(/^without \/data: (inactive|failed) (inactive|failed)\n/);
    });

    it("comes up again with the data that was there", () => {
      expect(second).toContain(`\nactive\nactive\n${UP}precious\n`);
    });
  });

  it.each([
    ["udev's link", [BY_ID], ""],
    ["its serial number", [], 'echo "$LOOP vol0a1b2c3d4e5f67890" >/scratch/serials'],
    ["the name it was attached under", ["/dev/xvdf"], ""],
  ])("finds the volume by %s", (_, links, prepare) => {
    const host = freshHost();
    const log = boot(
      host,
      `${prepare}\n bootstrap; findmnt --noheadings --output SOURCE /data; echo $LOOP`,
      links,
    );
    expect(log).toMatch(/^user data: 0\n(\/dev\/loop\d+)\n\1\n$/);
  });

  it("keeps what is on a volume that comes from another machine", () => {
    const host = freshHost();
    const log = boot(
      host,
      `mkfs.ext4 -q $LOOP && mount $LOOP /mnt && mkdir -m 750 /mnt/postgres && echo precious >/mnt/postgres/base
      chown 70:70 /mnt/postgres; umount /mnt; before=$(blkid -p -s UUID -o value $LOOP)
      bootstrap
      cat /data/postgres/base; stat --format '%a %u' /data/postgres
      [ "$(blkid -p -s UUID -o value $LOOP)" = "$before" ] && echo same`,
    );
    expect(log).toBe("user data: 0\nprecious\n750 70\nsame\n");
    expect(output(host)).not.toContain("making a filesystem");
  });

  it.each([
    [
      "a partition table",
      String.raw`printf '\0\0\1\0\203\376\377\377\0\10\0\0\0\100\0\0' | dd of=$LOOP bs=1 seek=446 2>&-
        printf '\125\252' | dd of=$LOOP bs=1 seek=510 2>&-`,
      /but: [\s\S]*dos/,
    ],
    ["swap space", "mkswap -q $LOOP", /but: [\s\S]*swap/],
    [
      "bytes that nobody knows",
      "echo precious | dd of=$LOOP bs=1 seek=70000 2>&-",
      /neither blank nor a filesystem/,
    ],
  ])("leaves a volume alone that holds %s", (_, prepare, message) => {
    const host = freshHost();
    const log = boot(
      host,
      `${prepare}; sync; md5sum <$LOOP >/scratch/before; bootstrap; sync; md5sum <$LOOP >/scratch/after`,
    );
    expect(log).toContain("user data: 1\n");
    expect(output(host)).toMatch(message);
    expect(output(host)).toMatch(/dalston: bootstrap failed at line \d+: /);
    expect(host.read("/scratch/after")).toBe(host.read("/scratch/before"));
    expect(host.has("/etc/systemd/system/dalston.service")).toBe(false);
  });

  it("waits ten minutes for the volume, and says which one did not come", () => {
    const host = freshHost();
    // Another volume has the name, and tells its own serial number.
    const log = boot(host, `echo "$LOOP vol0fffffffffffffff0" >/scratch/serials; ${PATIENT}`, ["/dev/xvdf"]);
    expect(log).toBe("user data: 1\n");
    expect(host.read("/scratch/slept")).toBe("slept\n".repeat(119));
    expect(output(host)).toContain(
      "dalston: volume vol-0a1b2c3d4e5f67890 did not appear within ten minutes: is it attached to this instance?\n",
    );
  });

  it("takes a volume that comes late", () => {
    const host = freshHost();
    const log = boot(host, `(sleep 2; mkdir -p ${join(BY_ID, "..")}; ln -s $LOOP ${BY_ID}) & bootstrap`, []);
    expect(log).toBe("user data: 0\n");
    expect(output(host)).toContain("dalston: failed, again in 5 s: find_volume vol-0a1b2c3d4e5f67890\n");
  });

  it("puts one line into fstab, in place of an older one for /data, and keeps the others", () => {
    const host = freshHost();
    const log = boot(
      host,
      `printf 'UUID=1 / xfs defaults 1 1\\nUUID=2 /data xfs defaults 0 2\\nUUID=3 /boot/efi vfat defaults 0 2\\n' >/etc/fstab
      bootstrap; bootstrap; cat /etc/fstab`,
    );
    expect(log).toMatch(
      /^(user data: 0\n){2}UUID=1 \/ xfs defaults 1 1\nUUID=3 \/boot\/efi vfat defaults 0 2\nUUID=\S{36} \/data auto [^\n]*\n$/,
    );
  });

  it("does not hang on a private repository, but says what to do", () => {
    const host = freshHost({ repository_url: "http://127.0.0.1:PORT/dalston.git" });
    const log = boot(
      host,
      `${process.execPath} /scratch/git-server.mjs >/scratch/address &
      wait_for 20 test -s /scratch/address
      sed -i "s|http://127.0.0.1:PORT/dalston.git|$(cat /scratch/address)|" /scratch/user-data.sh
      ${PATIENT}; kill %1
      echo "--- cloned by hand"
      git clone --quiet /scratch/repository /opt/dalston
      bootstrap
      wait_for 10 active dalston; systemctl is-active dalston.service`,
    );
    expect(log).toBe("user data: 1\n--- cloned by hand\nuser data: 0\nactive\n");
    expect(output(host)).toContain("terminal prompts disabled");
    expect(output(host)).toMatch(/dalston: cannot clone branch main of http:\S+: is the address right, /);
    expect(output(host)).toContain(
      "Clone a private one to /opt/dalston by hand, with credentials of your own,",
    );
    expect(host.read("/scratch/slept")).toBe("slept\n".repeat(2));
  });

  it("says so when the branch is not there, and leaves a checkout alone that is", () => {
    const host = freshHost({ repository_branch: "develop" });
    const log = boot(
      host,
      `${PATIENT}; git clone --quiet /scratch/repository /opt/dalston; touch /opt/dalston/mine
      bootstrap; ls /opt/dalston; git -C /opt/dalston branch --show-current`,
    );
    expect(log).toBe("user data: 1\nuser data: 0\ndocker-compose.aws.yml\nmine\nmain\n");
    expect(output(host)).toContain("cannot clone branch develop of file:///scratch/repository: ");
  });

  it("stops at a plugin that is not the pinned one", () => {
    const host = freshHost();
    host.scratch(COMPOSE.url.replace("https://", "www/"), "forged\n");
    expect(boot(host, "bootstrap")).toBe("user data: 1\n");
    expect(output(host)).toContain(`has ${sha256("forged\n")}, expected ${sha256(PLUGINS.compose)}\n`);
    expect(host.has("/usr/local/lib/docker/cli-plugins/docker-compose")).toBe(false);
    expect(host.has("/etc/systemd/system/dalston.service")).toBe(false);
  });

  it("waits for the package mirrors, but not for ever", () => {
    const busy = freshHost();
    busy.scratch("dnf-busy", "x\n".repeat(3));
    expect(boot(busy, PATIENT)).toBe("user data: 0\n");
    const stuck = freshHost();
    stuck.scratch("dnf-busy", "x\n".repeat(100));
    expect(boot(stuck, PATIENT)).toBe("user data: 1\n");
    expect(output(stuck)).toContain("dalston: gave up on: dnf -qy install docker git\n");
  });

  it("does not give up on a slow first start", () => {
    const host = freshHost();
    host.scratch("docker-fails", "x\n".repeat(8));
    const log = boot(
      host,
      `mkdir -p /etc/systemd/system/dalston.service.d
      printf '[Service]\\nRestartSec=100ms\\n' >/etc/systemd/system/dalston.service.d/quick.conf
      bootstrap; wait_for 20 active dalston; systemctl is-active dalston.service
      journal dalston | grep -m 1 'failed to resolve'; grep -c ' up -d ' /scratch/docker.log`,
    );
    expect(log).toBe(
      "user data: 0\nactive\nfailed to resolve source metadata for docker.io/library/redis\n9\n",
    );
  });

  it("starts what the operator says instead, with the operator's settings", () => {
    const host = freshHost();
    const log = boot(
      host,
      `bootstrap; wait_for 10 active dalston
      echo 'SERVICES="gateway redis"' >>/etc/dalston/local.env
      systemctl restart dalston.service; tail -n 1 /scratch/docker.log`,
    );
    expect(log).toMatch(/ up -d gateway redis \[\/data is mounted\]\n$/);
  });

  describe("with a GPU", () => {
    it.each([
      ["6.1.158-180.294.amzn2023.x86_64", "kernel"],
      ["6.12.58-82.121.amzn2023.x86_64", "kernel6.12"],
    ])(
      "installs driver and container toolkit for kernel %s, and starts the GPU engines",
      (kernel, packages) => {
        const host = freshHost({ gpu: "true" });
        host.scratch("gpu", "");
        host.scratch("kernel", `${kernel}\n`);
        const log = boot(
          host,
          `bootstrap; wait_for 10 active dalston; tail -n 1 /scratch/docker.log
        fingerprint ${WRITTEN} >/scratch/once; bootstrap; fingerprint ${WRITTEN} >/scratch/twice`,
        );
        expect(log).toContain(` up -d ${GPU_SERVICES.join(" ")} [/data is mounted]\n`);
        expect(log.match(/^user data: \d$/gm)).toEqual(["user data: 0", "user data: 0"]);
        expect(host.read("/scratch/twice")).toBe(host.read("/scratch/once"));
        expect(host.read("/scratch/dnf.log").split("\n").slice(0, 5)).toEqual([
          "-qy install docker git",
          "-qy install pciutils",
          `-qy install --allowerasing dkms ${packages}-devel-${kernel} ${packages}-headers-${kernel} ${packages}-modules-extra-${kernel}`,
          "-qy install nvidia-release",
          "-qy install nvidia-open nvidia-container-toolkit",
        ]);
        expect(host.read("/scratch/gpu.log")).toBe(
          [
            ...["modprobe nvidia", "nvidia-smi --list-gpus", "nvidia-ctk runtime configure --runtime=docker"],
            ...["modprobe nvidia", "nvidia-smi --list-gpus", ""],
          ].join("\n"),
        );
        expect(JSON.parse(host.read("/etc/docker/daemon.json"))).toMatchObject({
          runtimes: { nvidia: {} },
          "log-opts": { "max-size": "20m" },
        });
      },
    );

    it("says so when the instance type has none", () => {
      const host = freshHost({ gpu: "true" });
      expect(boot(host, "bootstrap")).toBe("user data: 1\n");
      expect(output(host)).toContain("no NVIDIA GPU here: gpu_enabled needs a GPU instance type");
    });
  });
});

function literally(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

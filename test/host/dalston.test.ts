import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BUILDX_X86_64, COMPOSE_X86_64 } from "../../constructs/aws/downloads";
import { bootstrap, composeOverride, SERVICES } from "../../stacks/dalston/host";
import { readmeOf } from "../support/readme";
import { COMPOSE_PLUGIN } from "./support/compose";
import { readStub, ScratchHost } from "./support/scratch-host";
import { bashSyntax, hereDocument, hereDocuments, shellcheck, shfmt } from "./support/shell";
import { exposure, verifyUnit } from "./support/systemd";
import { interpolations, templatefile } from "./support/terraform";
import { describeUnless, describeWith, findTool, itWith } from "./support/tools";

const USER_DATA = bootstrap();
const UNIT = hereDocument(USER_DATA, "UNIT");

const VARIABLES = {
  bucket: "dalston-artifacts-123456789012",
  region: "eu-west-2",
  data_volume_id: "vol-0a1b2c3d4e5f67890",
  data_volume_created: new Date().toISOString(),
  parameters: "/dalston",
  gpu: "false",
};

describe("what Terraform sees", () => {
  it("asks templatefile() for its variables and for nothing else", () => {
    expect(interpolations(USER_DATA)).toEqual(Object.keys(VARIABLES));
  });

  describeWith(["terraform"], "templatefile()", () => {
    it("changes the variables and leaves every other byte alone", () => {
      let expected = USER_DATA;
      for (const [name, value] of Object.entries(VARIABLES)) {
        expected = expected.replace(`"\${${name}}"`, () => `"${value}"`);
      }
      expect(templatefile(USER_DATA, VARIABLES)).toBe(expected);
    });

    it("stays below the 16,384 bytes of user data", () => {
      expect(Buffer.byteLength(templatefile(USER_DATA, VARIABLES))).toBeLessThan(16_384);
    });
  });
});

describe("as shell scripts", () => {
  const filled = () => templatefile(USER_DATA, VARIABLES);
  const commands = hereDocuments(USER_DATA, "SCRIPT");

  itWith(
    ["bash", "terraform"],
    "are bash before and after templatefile(), and so are the two commands that it writes",
    () => {
      expect(commands).toHaveLength(2);
      for (const script of [USER_DATA, filled(), ...commands]) {
        expect(bashSyntax(script)).toBe("");
      }
    },
  );

  describeWith(["shellcheck", "terraform"], "ShellCheck", () => {
    it("has nothing to say", () => {
      for (const script of [USER_DATA, filled(), ...commands]) {
        expect(shellcheck(script)).toBe("");
      }
    });
  });

  describeWith(["shfmt"], "shfmt", () => {
    it("would change nothing", () => {
      for (const script of [USER_DATA, ...commands]) {
        expect(shfmt(script)).toBe("");
      }
    });
  });
});

describe("README.md", () => {
  it("tells the services that are started", () => {
    expect(readmeOf("dalston")).toContain(`\n  ${SERVICES.join(" ")}\n`);
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

  it("may do little more than talk to Docker", () => {
    expect(exposure("dalston.service", UNIT)).toBeLessThan(3);
  });
});

const PLUGINS = { compose: "a Compose plugin\n", buildx: "a Buildx plugin\n" };
const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
const BY_ID = `/dev/disk/by-id/nvme-Amazon_Elastic_Block_Store_${VARIABLES.data_volume_id.replace("-", "")}`;
const WRITTEN =
  "/etc/fstab /etc/docker /etc/dalston /etc/profile.d /etc/systemd/system /usr/local/sbin/dalston-* /usr/local/lib/docker /opt/dalston/docker-compose* /opt/dalston/.env /data";
const PATIENT = "sleep() { echo slept >>/scratch/slept; }; export -f sleep; bootstrap; unset -f sleep";

const unavailable = ["terraform", "git", "losetup", "mkfs.ext4"].every((tool) => findTool(tool))
  ? existsSync(COMPOSE_PLUGIN)
    ? ScratchHost.unavailable()
    : "no Docker Compose v2: bash test/host/support/compose-plugin.sh"
  : "terraform, git, losetup or mkfs.ext4 is missing";

describeUnless(unavailable, "on a host with a real systemd and a volume on a loop device", () => {
  const hosts: ScratchHost[] = [];

  afterAll(() => {
    for (const host of hosts) {
      host.dispose();
    }
  });

  /** What Terraform keeps in Parameter Store. */
  const PARAMETERS = {
    repository: "file:///scratch/repository",
    revision: "main",
    services: SERVICES.join(" "),
    "docker-compose.aws.yml": composeOverride(),
  };

  /** A fresh host with a blank volume, that reaches its downloads, with the user data as EC2 would hand it over. */
  function freshHost(
    variables: Partial<typeof VARIABLES> = {},
    parameters: Partial<typeof PARAMETERS> = {},
  ): ScratchHost {
    const host = new ScratchHost();
    hosts.push(host);
    for (const stub of ["aws", "dnf", "docker", "curl", "lsblk", "lspci", "uname"]) {
      host.stub(stub);
    }
    host.scratch("nvidia-ctk", readStub("nvidia-ctk"));
    host.scratch("git-server.mjs", readStub("git-server.mjs"));
    host.scratch("volume.img", Buffer.alloc(32 << 20));
    host.scratch(COMPOSE_X86_64.url.replace("https://", "www/"), PLUGINS.compose);
    host.scratch(BUILDX_X86_64.url.replace("https://", "www/"), PLUGINS.buildx);
    const script = bootstrap({
      compose: { ...COMPOSE_X86_64, sha256: sha256(PLUGINS.compose) },
      buildx: { ...BUILDX_X86_64, sha256: sha256(PLUGINS.buildx) },
    });
    host.scratch("user-data.sh", templatefile(script, { ...VARIABLES, ...variables }));
    for (const [name, value] of Object.entries({ ...PARAMETERS, ...parameters }))
      host.scratch(`ssm/dalston/${name}`, value);
    host.scratchCopy("source", join(__dirname, "fixtures/dalston"));
    for (const [file, text] of Object.entries({
      "docker/Dockerfile.engine-base": "FROM python:3.11-slim\n",
      "docker/Dockerfile.gateway": "FROM python:3.11-slim\n",
      "docker/Dockerfile.orchestrator": "FROM python:3.11-slim\n",
      "engines/prepare/audio-prepare/Dockerfile": "FROM dalston/engine-base:latest\n",
      "engines/merge/final-merger/Dockerfile": "FROM dalston/engine-base:latest AS base\n",
      "engines/transcribe/faster-whisper/Dockerfile": "FROM python:3.11-slim\n",
    }))
      host.scratch(`source/${file}`, text);
    return host;
  }

  const VOLUME = readFileSync(join(__dirname, "support/volume.sh"), "utf8");

  /** Boots with the volume attached under some names, or none. */
  function boot(host: ScratchHost, scenario: string, links: readonly string[] = [BY_ID]): string {
    return host.boot(`${VOLUME}
      # What the stub of docker leaves the checking of compose files to, whatever the bootstrap installs in its place.
      [ -e /usr/local/lib/compose ] || cp ${COMPOSE_PLUGIN} /usr/local/lib/compose
      # The unit may not write what the stubs do.
      mkdir -p /run/systemd/system/dalston.service.d
      printf '[Service]\\nReadWritePaths=/scratch\\n' >/run/systemd/system/dalston.service.d/scratch.conf
      systemctl daemon-reload
      id ec2-user >/dev/null 2>&1 || useradd --create-home --shell /bin/bash ec2-user
      getent group docker >/dev/null || groupadd docker
      commit() { git -C /scratch/repository add --all &&
        git -C /scratch/repository -c user.name=x -c user.email=x@example.com commit --quiet --message=x; }
      if [ ! -e /scratch/repository ]; then
        cp -r /scratch/source /scratch/repository
        git init --quiet --initial-branch=main /scratch/repository
        # As GitHub has it.
        git -C /scratch/repository config uploadpack.allowReachableSHA1InWant true
        commit
      fi
      attach volume.img ${links.join(" ")}
      ${scenario}
      detach`);
  }

  const output = (host: ScratchHost) => host.read("/scratch/user-data.log");
  const COMPOSE = "/opt/dalston: compose -f docker-compose.yml -f docker-compose.aws.yml";
  const MOUNTED = "[/data is mounted]\n";
  const BUILD = `/opt/dalston: build --tag dalston/engine-base --file docker/Dockerfile.engine-base . ${MOUNTED}${COMPOSE} build ${SERVICES.join(" ")} ${MOUNTED}`;
  const PRUNE = `/opt/dalston: image prune -f ${MOUNTED}`;
  const UP = `${COMPOSE} up -d ${SERVICES.join(" ")} ${MOUNTED}${PRUNE}`;

  describe("from a blank volume on", () => {
    let host: ScratchHost;
    let first: string;
    let second: string;

    beforeAll(() => {
      host = freshHost();
      first = boot(
        host,
        `bootstrap
        wait_for 20 active dalston
        systemctl is-enabled dalston.service docker.service
        echo "--- installed"
        stat --format '%n %a %U:%G' /data/postgres /data/models /data/dalston.env
        readlink /opt/dalston/.env
        id --name --groups ec2-user
        echo precious >/data/postgres/base
        chown 70:70 /data/postgres /data/postgres/base
        echo 'HF_TOKEN=hf with a space' >>/data/dalston.env
        cp /data/dalston.env /scratch/settings
        bootstrap
        wait_for 20 active dalston
        fingerprint ${WRITTEN} >/scratch/once
        bootstrap
        wait_for 20 active dalston
        fingerprint ${WRITTEN} >/scratch/twice
        cmp /scratch/settings /data/dalston.env || echo other settings
        echo "--- by hand"
        cat /scratch/docker.log
        su --login ec2-user --command 'PATH=/usr/local/sbin:$PATH; docker compose config --services | sort | paste -s -d " "'
        su --login ec2-user --command 'PATH=/usr/local/sbin:$PATH; cd /opt/dalston
          docker compose -f docker-compose.yml -f docker-compose.aws.yml config stt-batch-diarize-pyannote-v31-cpu' |
          grep HF_TOKEN
        echo "--- stopped"
        : >/scratch/docker.log
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
        wait_for 20 active dalston
        fingerprint ${WRITTEN} >/scratch/thrice`,
      );
    }, 300_000);

    it("succeeds, and says what it did to the volume", () => {
      expect(first).toMatch(/^user data: 0\nenabled\nenabled\n/);
      expect(output(host)).toMatch(
        /volume vol-0a1b2c3d4e5f67890 \(\/dev\/loop\d+\) is .*making a filesystem\n/,
      );
      expect(output(host)).toContain("dalston: bootstrap done\n");
      expect(host.read("/var/log/dalston-bootstrap.log")).toBe(output(host));
    });

    it("installs Docker with the pinned plugins, before Amazon Linux's own", () => {
      expect(host.read("/scratch/dnf.log")).toMatch(/^-qy install awscli-2 docker git\n/);
      expect(host.read("/usr/local/lib/docker/cli-plugins/docker-compose")).toBe(PLUGINS.compose);
      expect(host.read("/usr/local/lib/docker/cli-plugins/docker-buildx")).toBe(PLUGINS.buildx);
      expect(host.mode("/usr/local/lib/docker/cli-plugins/docker-compose")).toBe("755");
    });

    it("makes the folders that the services need, and settings with a password of this volume's own", () => {
      expect(first).toContain("/data/postgres 700 root:root\n/data/models 1777 root:root\n");
      expect(first).toContain("/data/dalston.env 600 ec2-user:ec2-user\n/data/dalston.env\n");
      expect(first).toMatch(/^ec2-user docker$/m);
      const [, password = ""] =
        /^POSTGRES_PASSWORD=([0-9a-f]{48})$/m.exec(host.read("/scratch/settings")) ?? [];
      expect(new Set(password).size).toBeGreaterThan(8);
      expect(output(host)).not.toContain(password);
      expect(host.read("/scratch/settings")).toContain(
        `S3_BUCKET=${VARIABLES.bucket}\nS3_REGION=eu-west-2\nAWS_REGION=eu-west-2\n`,
      );
    });

    it("keeps the operator's settings", () => {
      expect(first).not.toContain("other settings");
    });

    it("builds once, what the engines start from first, and starts exactly the document's command", () => {
      const log = first.split("--- by hand\n")[1] ?? "";
      expect(log.split(MOUNTED).slice(0, 4).join(MOUNTED) + MOUNTED).toBe(BUILD + UP);
      expect(log.match(/ build /g)).toHaveLength(2);
    });

    it("lets ec2-user type docker compose as the document does, in any folder, with the settings", () => {
      const byHand = first.split("--- by hand\n")[1] ?? "";
      expect(byHand).toMatch(/^minio .*stt-batch-merge/m);
      expect(byHand).toContain("HF_TOKEN: hf with a space\n");
    });

    it("stops the containers with the unit, so that Docker does not start them before /data is there", () => {
      expect(first.split("--- stopped\n")[1]).toMatch(
        new RegExp(`^${literally(`${COMPOSE} --profile * stop ${MOUNTED}`)}`),
      );
    });

    it("mounts by UUID, and does not hold up a boot without the volume", () => {
      const uuid = first.trim().split("\n").at(-1);
      expect(uuid).toMatch(/^[0-9a-f-]{36}$/);
      expect(first).toContain(`\nUUID=${uuid} /data auto defaults,nofail,x-systemd.growfs 0 2\n`);
    });

    it("changes nothing when it is run again, on this boot or a later one", () => {
      expect(`${first}${second}`.match(/^user data: \d+$/gm)).toEqual(Array(4).fill("user data: 0"));
      expect(host.read("/scratch/twice")).toBe(host.read("/scratch/once"));
      expect(host.read("/scratch/thrice")).toBe(host.read("/scratch/once"));
      expect(output(host).match(/making a filesystem/g)).toHaveLength(1);
      expect(host.read("/scratch/curl.log").trim().split("\n")).toHaveLength(2);
    });

    it("starts neither Docker nor the services on a boot where /data is missing", () => {
      expect(second).toMatch(/^without \/data: (inactive|failed) (inactive|failed)\n/);
    });

    it("comes up again with the data that was there, and builds nothing", () => {
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
      /On it: dos\./,
    ],
    ["swap space", "mkswap -q $LOOP", /On it: swap\./],
    [
      "bytes that nobody knows",
      "echo precious | dd of=$LOOP bs=1 seek=70000 2>&-",
      /has no filesystem, but is not known to be blank\. On it: unknown bytes\./,
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

  describe("what it runs", () => {
    /** A bootstrap that failed, and nothing that would try again. */
    function refuses(scenario: string, parameters: Partial<typeof PARAMETERS>): string {
      const host = freshHost({}, parameters);
      const log = boot(
        host,
        `${scenario}
        systemctl is-enabled dalston.service; cat /scratch/docker.log 2>/dev/null; ls /opt/dalston`,
      );
      expect(log).toMatch(/^user data: [1-9]\d*\ndisabled\n$/);
      expect(output(host)).toMatch(/dalston: bootstrap failed at line \d+: dalston-update\n/);
      return output(host);
    }

    it("may be a commit, long after the branch has gone on", () => {
      const host = freshHost();
      const log = boot(
        host,
        `git -C /scratch/repository rev-parse HEAD >/scratch/ssm/dalston/revision
        echo later >/scratch/repository/later; commit
        bootstrap; wait_for 20 active dalston; ls /opt/dalston
        cmp <(git -C /opt/dalston rev-parse HEAD) /scratch/ssm/dalston/revision && echo that one`,
      );
      expect(log).toBe(
        "user data: 0\ndocker\ndocker-compose.aws.yml\ndocker-compose.renamed.yml\ndocker-compose.yml\nengines\nthat one\n",
      );
    });

    it("may be a tag", () => {
      const host = freshHost({}, { revision: "v1.0" });
      const log = boot(
        host,
        `git -C /scratch/repository tag v1.0; echo later >/scratch/repository/later; commit
        bootstrap; ls /opt/dalston/later`,
      );
      expect(log).toMatch(/^user data: 0\nls: cannot access/);
    });

    it("may be an annotated tag that has moved: it is built once, as it is checked out", () => {
      const host = freshHost({}, { revision: "v1.0" });
      const log = boot(
        host,
        `tag() { git -C /scratch/repository -c user.name=x -c user.email=x@example.com tag -f -a -m x v1.0 >/dev/null; }
        tag; bootstrap; wait_for 20 active dalston
        : >/scratch/docker.log
        echo 'exported export-ignore' >/scratch/repository/.gitattributes; echo x >/scratch/repository/exported; commit; tag
        dalston-update >/dev/null; wait_for 20 grep -q prune /scratch/docker.log
        grep -c 'aws.yml build' /scratch/docker.log; grep -h -o 'exported' /scratch/context.tmp.*; ls /opt/dalston/exported`,
      );
      expect(log).toBe("user data: 0\n1\nexported\n/opt/dalston/exported\n");
    });

    it("is not a revision without the services: says which one is missing, which are there, and what to do", () => {
      const message = refuses(
        `sed -i s/stt-batch-merge/stt-merge/ /scratch/repository/docker-compose.yml; commit; bootstrap`,
        {},
      );
      expect(message).toMatch(
        /docker-compose\.yml of main has no service stt-batch-merge, but: gateway .* stt-merge\. Set repository_revision to/,
      );
    });

    it("is not a revision that the override does not fit", () => {
      const message = refuses("bootstrap", {
        services: "gateway redis",
        "docker-compose.aws.yml": "services:\n  stt-prepare:\n    pull_policy: never\n",
      });
      expect(message).toMatch(/stt-prepare.* has neither an image nor a build context/);
    });

    it("is no revision that is not there", () => {
      const message = refuses(PATIENT, { revision: "develop" });
      expect(message).toContain(
        "dalston: cannot fetch develop of file:///scratch/repository: are both right, ",
      );
    });

    it("is never a repository that asks for a name: it does not hang, and says what to do", () => {
      const host = freshHost();
      const log = boot(
        host,
        `${process.execPath} /scratch/git-server.mjs >/scratch/address &
        wait_for 20 test -s /scratch/address
        cp /scratch/address /scratch/ssm/dalston/repository
        ${PATIENT}
        echo "--- with credentials"
        HOME=/root git config --global url.file:///scratch/repository.insteadOf "$(cat /scratch/address)"
        HOME=/root dalston-update >/dev/null; kill %1
        wait_for 20 active dalston; systemctl is-active dalston.service; systemctl is-enabled dalston.service`,
      );
      expect(log).toBe("user data: 1\n--- with credentials\nactive\nenabled\n");
      expect(output(host)).toContain("terminal prompts disabled");
      expect(host.read("/scratch/slept")).toBe("slept\n");
    });

    it("goes into a folder that is there without being a checkout", () => {
      const host = freshHost();
      const log = boot(host, `mkdir /opt/dalston; touch /opt/dalston/mine; bootstrap; ls /opt/dalston/mine`);
      expect(log).toBe("user data: 0\n/opt/dalston/mine\n");
    });

    it("is changed by dalston-update, on the running machine", () => {
      const host = freshHost();
      const log = boot(
        host,
        `bootstrap; wait_for 20 active dalston
        : >/scratch/docker.log
        sed -i 's/large-v3/large-v3-turbo/' /scratch/repository/docker-compose.yml; echo new >/scratch/repository/new; commit
        echo gateway redis >/scratch/ssm/dalston/services
        echo "# other" >>/scratch/ssm/dalston/docker-compose.aws.yml
        dalston-update >/dev/null; wait_for 20 grep -q prune /scratch/docker.log
        diff /scratch/context.opt /scratch/context.tmp.* | grep '^[<>]'
        sed 's|^/tmp/[^/]*/|NEW/|' /scratch/docker.log; ls /opt/dalston/new; tail -n 1 /opt/dalston/docker-compose.aws.yml`,
      );
      expect(log).toBe(
        `user data: 0\n> ./new -rw-r--r--\n${COMPOSE.replace("/opt/", "NEW/")} build gateway redis ${MOUNTED}${COMPOSE} up -d gateway redis ${MOUNTED}${PRUNE}/opt/dalston/new\n# other\n`,
      );
    });

    it("stays as it is when dalston-update is given something that cannot work", () => {
      const host = freshHost();
      const log = boot(
        host,
        `bootstrap; wait_for 20 active dalston; systemctl is-active dalston
        : >/scratch/docker.log
        fingerprint ${WRITTEN} >/scratch/once
        echo gateway stt-merge >/scratch/ssm/dalston/services; dalston-update 2>/dev/null || echo refused
        rm /scratch/ssm/dalston/services; dalston-update 2>/dev/null || echo refused
        fingerprint ${WRITTEN} >/scratch/twice
        cat /scratch/docker.log; systemctl is-active dalston`,
      );
      expect(log).toBe("user data: 0\nactive\nrefused\nrefused\nactive\n");
      expect(host.read("/scratch/twice")).toBe(host.read("/scratch/once"));
    });

    it("stays as it is when the images of another do not build, also after the next stop and start", () => {
      const host = freshHost();
      const log = boot(
        host,
        `bootstrap; wait_for 20 active dalston
        : >/scratch/docker.log
        fingerprint ${WRITTEN} >/scratch/once; git -C /opt/dalston rev-parse HEAD >>/scratch/once
        echo new >/scratch/repository/new; commit
        printf 'x\\nx\\n' >/scratch/build-fails
        dalston-update >/dev/null 2>/scratch/refusal || echo refused
        fingerprint ${WRITTEN} >/scratch/twice; git -C /opt/dalston rev-parse HEAD >>/scratch/twice
        systemctl is-active dalston; systemctl restart dalston; systemctl is-active dalston
        sed 's|^/tmp/[^/]*/|NEW/|' /scratch/docker.log`,
      );
      // One by one: the new one, the former at once, and again at the start, as that did not work either.
      const base = `/opt/dalston: build --tag dalston/engine-base --file docker/Dockerfile.engine-base . ${MOUNTED}`;
      const stop = `${COMPOSE} --profile * stop ${MOUNTED}`;
      expect(log).toBe(
        `user data: 0\nrefused\nactive\nactive\n${base.replace("/opt/", "NEW/")}${base}${stop}${BUILD}${UP}`,
      );
      expect(host.read("/scratch/refusal")).toMatch(
        /\ndalston: images of main do not build: nothing was changed\n/,
      );
      expect(host.read("/scratch/twice")).toBe(host.read("/scratch/once"));
    });

    it("leaves the password alone that /data/postgres was made with, on another machine", () => {
      const host = freshHost();
      boot(host, "bootstrap; cp /data/dalston.env /scratch/settings");
      const other = freshHost({ bucket: "another-bucket" });
      other.scratch("volume.img", readFileSync(host.scratchPath("volume.img")));
      const log = boot(other, "bootstrap; cp /data/dalston.env /scratch/settings");
      expect(log).toBe("user data: 0\n");
      const password = (of: ScratchHost) => /^POSTGRES_PASSWORD=.*$/m.exec(of.read("/scratch/settings"))?.[0];
      expect(password(other)).toBe(password(host));
      expect(other.read("/scratch/settings").match(/S3_BUCKET=.*/g)).toEqual(["S3_BUCKET=another-bucket"]);
    });

    it("makes no new password for a Postgres that has one", () => {
      const host = freshHost();
      boot(
        host,
        `mkfs.ext4 -q $LOOP && mount $LOOP /mnt && mkdir -m 700 /mnt/postgres && echo 16 >/mnt/postgres/PG_VERSION
        umount /mnt; bootstrap; cp /data/dalston.env /scratch/settings`,
      );
      expect(host.read("/scratch/settings")).toMatch(/^# \/data\/postgres was there before this file/m);
      expect(host.read("/scratch/settings")).not.toMatch(/^POSTGRES_PASSWORD=/m);
    });
  });

  it("stops at a plugin that is not the pinned one", () => {
    const host = freshHost();
    host.scratch(COMPOSE_X86_64.url.replace("https://", "www/"), "forged\n");
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
    expect(output(stuck)).toContain("dalston: gave up on: dnf -qy install awscli-2 docker git\n");
  });

  it("does not give up on a slow first start", () => {
    const host = freshHost();
    host.scratch("docker-fails", "x\n".repeat(8));
    const log = boot(
      host,
      `printf '[Service]\\nRestartSec=100ms\\n' >/run/systemd/system/dalston.service.d/quick.conf
      bootstrap; wait_for 20 active dalston; systemctl is-active dalston.service
      journal dalston | grep -m 1 'failed to resolve'; grep -c ' up -d ' /scratch/docker.log`,
    );
    expect(log).toBe(
      "user data: 0\nactive\nfailed to resolve source metadata for docker.io/library/redis\n9\n",
    );
  });

  it("runs whether or not old images can be removed", () => {
    const host = freshHost();
    host.scratch("prune-fails", "");
    const log = boot(
      host,
      `bootstrap; wait_for 20 active dalston; systemctl is-active dalston
      systemctl reload dalston && echo reloaded; systemctl is-active dalston; grep -c prune /scratch/docker.log`,
    );
    expect(log).toBe("user data: 0\nactive\nreloaded\nactive\n2\n");
  });

  describe("with a GPU", () => {
    it.each([
      ["6.1.158-180.294.amzn2023.x86_64", "kernel"],
      ["6.12.58-82.121.amzn2023.x86_64", "kernel6.12"],
    ])("installs driver and container toolkit for kernel %s", (kernel, packages) => {
      const host = freshHost({ gpu: "true" });
      host.scratch("gpu", "");
      host.scratch("kernel", `${kernel}\n`);
      const log = boot(
        host,
        `bootstrap; wait_for 20 active dalston
        fingerprint ${WRITTEN} >/scratch/once; bootstrap; fingerprint ${WRITTEN} >/scratch/twice`,
      );
      expect(log.match(/^user data: \d$/gm)).toEqual(["user data: 0", "user data: 0"]);
      expect(host.read("/scratch/twice")).toBe(host.read("/scratch/once"));
      expect(host.read("/scratch/dnf.log").split("\n").slice(0, 5)).toEqual([
        "-qy install awscli-2 docker git",
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
    });

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

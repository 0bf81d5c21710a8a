import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { type HostSettings, hostFile, INSTALLED, SETTINGS } from "../../../stacks/iris/scripts";
import { ScratchHost } from "./scratch-host";
import { templatefile } from "./terraform";
import { findTool, run } from "./tools";

const FIXTURES = join(__dirname, "..", "fixtures", "iris");

/** Every time in the configuration of gunicorn and nginx is divided by this, so that 90 s of an LLM are 4.5 s. */
export const SCALE = 20;

export const SCALED: HostSettings = {
  ...SETTINGS,
  timeoutSeconds: SETTINGS.timeoutSeconds / SCALE,
  connectTimeoutSeconds: SETTINGS.connectTimeoutSeconds / SCALE,
  healthTimeoutSeconds: SETTINGS.healthTimeoutSeconds / SCALE,
  swapMib: 8,
};

export const VARIABLES = {
  user: "ubuntu",
  region: "us-east-1",
  parameter: "/iris/openai-api-key",
  domain: "",
  email: "",
  repository_url: "file:///scratch/repository",
  repository_branch: "main",
};

/** The texts that Terraform inserts into the bootstrap, by the names it has for them. */
export function insertedFiles(settings = SETTINGS): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(INSTALLED).map(([name, file]) => [name, hostFile(file, settings)]),
  );
}

/** The user data as cloud-init gets it from Terraform, unpacked. */
export function userData(variables: Partial<typeof VARIABLES> = {}, settings = SETTINGS): string {
  return templatefile(hostFile("user-data.sh", settings), {
    ...VARIABLES,
    ...variables,
    ...insertedFiles(settings),
  });
}

/** Why IRIS cannot be served here, or undefined when it can. */
export function cannotServe(): string | undefined {
  const packages = ["nginx", "gunicorn", "logrotate", "git", "openssl", "terraform"];
  const missing = packages.filter((tool) => findTool(tool) === undefined);
  if (missing.length > 0) return `${missing.join(", ")} missing: apt-get install ${missing.join(" ")}`;
  if (run("/usr/bin/python3", ["-c", "import flask, gunicorn"]).status !== 0)
    return "flask is missing: apt-get install gunicorn python3-flask";
  return ScratchHost.unavailable();
}

/** A fresh host in a network of its own, with the fixtures in /scratch/iris and the user data to run. */
export function irisHost(variables: Partial<typeof VARIABLES> = {}): ScratchHost {
  const host = new ScratchHost();
  host.scratch("own-network", "");
  host.scratchCopy("iris", FIXTURES);
  const script = userData(variables, SCALED);
  host.scratch("user-data.sh", script);
  host.scratch("metadata/user-data", gzipSync(script));
  return host;
}

/** Boots as this distribution's image would: its user, its package manager, the repository in its place. */
export function boot(host: ScratchHost, user: "ubuntu" | "ec2-user", scenario: string): string {
  const stubs = `python3.11 aws swapon curl certbot${user === "ubuntu" ? "" : " dnf"}`;
  return host.boot(`
    # Once: on a later boot the host itself may be running them already.
    for stub in ${stubs}; do
      [ -e /usr/local/sbin/$stub ] || install -m 755 /scratch/iris/bin/$stub /usr/local/sbin/
    done
    ln -sf /usr/local/sbin/aws /usr/local/bin/aws
    # Where the stubs write, and no unit of a real host would.
    mkdir -p /run/systemd/system/iris-certificate.service.d
    printf '[Service]\\nReadWritePaths=/scratch\\n' >/run/systemd/system/iris-certificate.service.d/scratch.conf
    id ${user} >/dev/null 2>&1 || useradd --create-home --shell /bin/bash ${user}
    chmod 777 /scratch
    as() { runuser -u ${user} -- env HOME=/home/${user} "$@"; }
    commit() { as git -C /scratch/repository add --all; as git -C /scratch/repository -c user.name=x -c user.email=x@example.com commit --quiet --message="$1"; }
    if [ ! -e /scratch/repository ]; then
      as git init --quiet --initial-branch=main /scratch/repository
      as cp -r /scratch/iris/backend /scratch/repository/
      commit first
    fi
    get() { /usr/bin/curl -s -o /dev/null -w '%{http_code}' "$@"; }
    timed() { /usr/bin/curl -s -o /dev/null -w '%{http_code} %{time_total}' "$@"; }
    api=http://127.0.0.1/api/iris
    healthy() { [ "$(get $api/health)" = 200 ]; }
    ${scenario}`);
}

import { checkCompressedUserData } from "../../constructs/aws/user-data";
import type { PlainStack } from "../../constructs/plain";
import { renderTemplate } from "../../constructs/templates";

/** What the bootstrap installs, by the name it has for templatefile(). */
export const INSTALLED = {
  gunicorn_config: "gunicorn_config.py",
  backend_service: "iris-backend.service",
  backend_socket: "iris-backend.socket",
  nginx: "iris.conf",
  nginx_https: "iris-https.conf",
  logrotate: "iris.logrotate",
  fetch_env: "fetch-env.sh",
  certificate: "certificate.sh",
  certificate_service: "iris-certificate.service",
  setup: "setup.sh",
  setup_service: "iris-setup.service",
  deploy: "deploy.sh",
} as const;

export type HostFile = (typeof INSTALLED)[keyof typeof INSTALLED] | "user-data.sh";

/** Numbers that several files must agree on. */
export interface HostSettings {
  /** Where gunicorn answers nginx, on localhost. */
  readonly port: number;
  /** How long an answer may take. */
  readonly timeoutSeconds: number;
  /** How long nginx tries to connect. */
  readonly connectTimeoutSeconds: number;
  /** How long the health check waits for a worker before it says that they are busy. */
  readonly healthTimeoutSeconds: number;
  readonly swapMib: number;
}

export const SETTINGS: HostSettings = {
  port: 8080,
  timeoutSeconds: 120,
  connectTimeoutSeconds: 60,
  healthTimeoutSeconds: 5,
  swapMib: 2048,
};

/** What pip installs beside requirements.txt. */
const GUNICORN = "gunicorn~=23.0";

const milliseconds = (seconds: number) =>
  Number.isInteger(seconds) ? `${seconds}s` : `${Math.round(seconds * 1000)}ms`;

/** The text of one of the host's files, without the line that says it is generated. */
export function hostFile(name: HostFile, settings = SETTINGS): string {
  const { port, timeoutSeconds, swapMib } = settings;
  const nginx = {
    port,
    connectTimeout: milliseconds(settings.connectTimeoutSeconds),
    proxyTimeout: milliseconds(timeoutSeconds),
    healthTimeout: milliseconds(settings.healthTimeoutSeconds),
  };
  const parameters: Readonly<Record<HostFile, Readonly<Record<string, unknown>>>> = {
    "gunicorn_config.py": { port, timeout: timeoutSeconds },
    "iris-backend.service": { stopTimeout: timeoutSeconds + 30 },
    "iris-backend.socket": { port },
    "iris.conf": nginx,
    "iris-https.conf": nginx,
    "iris.logrotate": {},
    "fetch-env.sh": {},
    "certificate.sh": {},
    "iris-certificate.service": {},
    "setup.sh": {},
    "iris-setup.service": {},
    "deploy.sh": { port, gunicorn: GUNICORN },
    "user-data.sh": { swapMib, gunicorn: GUNICORN },
  };
  return renderTemplate(`iris/${name}`, parameters[name]);
}

/** scripts/: the bootstrap, and each file that it installs. */
export function hostScripts(stack: PlainStack): void {
  const installed = Object.values(INSTALLED);
  for (const name of ["user-data.sh", ...installed] as const)
    stack.text(`deploy/scripts/${name}`, {
      content: hostFile(name),
      mode: name.endsWith(".sh") ? 0o755 : 0o644,
      source: `templates/iris/${name}.hbs`,
    });
  checkCompressedUserData(hostFile("user-data.sh"), ...installed.map((name) => hostFile(name)));
}

import { BUILDX_X86_64, COMPOSE_X86_64 } from "../../constructs/aws/docker-plugins";
import type { PlainStack } from "../../constructs/plain";
import { renderTemplate } from "../../constructs/templates";

/** What the secret holds, each a string. */
export const SECRET_KEYS = [
  "ANTHROPIC_API_KEY",
  "SESSION_SECRET_KEY",
  "POSTGRES_PASSWORD",
  "BACKUP_S3_BUCKET",
];

/** Where the app keeps what its users upload, in its containers. */
const UPLOADS_IN_CONTAINER = "/app/uploads";

const SCRIPTS: readonly (readonly [name: string, parameters: Readonly<Record<string, unknown>>])[] = [
  ["setup-ec2.sh", { compose: COMPOSE_X86_64, buildx: BUILDX_X86_64 }],
  ["fetch-secrets.sh", { keysJson: JSON.stringify(SECRET_KEYS) }],
  ["backup.sh", { localDays: 7 }],
  ["restore.sh", {}],
  ["install-certificate.sh", {}],
];

const FILES: readonly (readonly [name: string, parameters: Readonly<Record<string, unknown>>])[] = [
  [
    "docker-compose.prod.yml",
    {
      nginxImage: "nginx:1.28-alpine",
      webCommand: "uvicorn app.main:app --host 0.0.0.0 --port 8000 --workers 2",
      uploads: `./uploads:${UPLOADS_IN_CONTAINER}`,
    },
  ],
  ["nginx/bloaty.conf", {}],
  ["bloaty.service", {}],
  ["cron/bloaty-backup.cron", {}],
  ["cron/certbot-renew.cron", {}],
];

/** The text of a file of deploy/, without its first line. */
export function hostFile(name: string, more: Readonly<Record<string, unknown>> = {}): string {
  const parameters = [...SCRIPTS, ...FILES].find(([known]) => known === name)?.[1];
  return renderTemplate(`bloaty/${name}`, { ...parameters, ...more });
}

/** deploy/: what configures the host, from the repository's clone in /opt/bloaty. And what its images leave out. */
export function hostFiles(stack: PlainStack): void {
  stack.text(".dockerignore", {
    content: renderTemplate("bloaty/dockerignore"),
    source: "templates/bloaty/dockerignore.hbs",
  });
  for (const [name] of [...SCRIPTS, ...FILES])
    stack.text(`deploy/${name}`, {
      content: hostFile(name),
      source: `templates/bloaty/${name}.hbs`,
      mode: name.endsWith(".sh") ? 0o755 : 0o644,
    });
}

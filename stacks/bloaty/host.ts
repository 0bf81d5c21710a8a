import { BUILDX_X86_64, COMPOSE_X86_64 } from "../../constructs/aws/downloads";
import type { PlainStack } from "../../constructs/plain";
import { fromTemplate, type Parameters, renderTemplate } from "../../constructs/templates";

/** What the secret holds, each a string. */
export const SECRET_KEYS = [
  "ANTHROPIC_API_KEY",
  "SESSION_SECRET_KEY",
  "POSTGRES_PASSWORD",
  "BACKUP_S3_BUCKET",
];

/** Where the app keeps what its users upload, in its containers. */
const UPLOADS_IN_CONTAINER = "/app/uploads";

/** How many days of dumps the host keeps, today's among them. */
const LOCAL_DAYS = 7;

/** What is in deploy/, each with what its template is filled with. */
const FILES: Readonly<Record<string, Parameters>> = {
  "setup-ec2.sh": { compose: COMPOSE_X86_64, buildx: BUILDX_X86_64 },
  "fetch-secrets.sh": { keysJson: JSON.stringify(SECRET_KEYS) },
  "backup.sh": { localDays: LOCAL_DAYS, lastDay: LOCAL_DAYS - 1 },
  "restore.sh": {},
  "install-certificate.sh": {},
  "docker-compose.prod.yml": {
    nginxImage: "nginx:1.28-alpine",
    webCommand: "uvicorn app.main:app --host 0.0.0.0 --port 8000 --workers 2",
    uploads: `./uploads:${UPLOADS_IN_CONTAINER}`,
  },
  "nginx/bloaty.conf": {},
  "bloaty.service": {},
  "cron/bloaty-backup.cron": {},
  "cron/certbot-renew.cron": {},
};

/** The text of a file of deploy/, without its first line. */
export function hostFile(name: string, more: Parameters = {}): string {
  return renderTemplate(`bloaty/${name}`, { ...FILES[name], ...more });
}

/** deploy/: what configures the host, from the repository's clone in /opt/bloaty. And what its images leave out. */
export function hostFiles(stack: PlainStack): void {
  stack.text(".dockerignore", fromTemplate("bloaty/dockerignore"));
  for (const [name, parameters] of Object.entries(FILES))
    stack.text(`deploy/${name}`, {
      ...fromTemplate(`bloaty/${name}`, parameters),
      mode: name.endsWith(".sh") ? 0o755 : 0o644,
    });
}

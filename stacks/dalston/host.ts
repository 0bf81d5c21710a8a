import { renderTemplate } from "../../constructs/templates";

/** Docker Compose, pinned; Amazon Linux 2023 has no package of it. */
export const COMPOSE = {
  url: "https://github.com/docker/compose/releases/download/v2.40.3/docker-compose-linux-x86_64",
  sha256: "dba9d98e1ba5bfe11d88c99b9bd32fc4a0624a30fafe68eea34d61a3e42fd372",
};

/** Compose builds images with it and needs 0.17; Amazon Linux 2023 ships 0.12. */
export const BUILDX = {
  url: "https://github.com/docker/buildx/releases/download/v0.29.1/buildx-v0.29.1.linux-amd64",
  sha256: "7d2d7d6d4680aa349614965aaa33ccec43f1a9a21e908a5ce4cb6adfa5ad5141",
};

/** The document's startup command, with the engine that runs on the CPU. */
export const SERVICES = [
  "gateway",
  "orchestrator",
  "redis",
  "postgres",
  "stt-batch-prepare",
  "stt-batch-transcribe-whisper-cpu",
  "stt-batch-merge",
];

/** The same with the repository's GPU engine: its names have `-cpu` only where there is a choice. */
export const GPU_SERVICES = SERVICES.map((name) => name.replace(/-cpu$/, ""));

/** Services that S3 and /data take no part in. */
const WITHOUT_S3 = ["redis", "postgres"];

const MINIO_SERVICES = ["minio", "minio-init"];

/** What the repository's compose file says for MinIO; the SDK finds S3 and the role's credentials by itself. */
export const UNSET = [
  "S3_ENDPOINT",
  "S3_ENDPOINT_URL",
  "AWS_ENDPOINT_URL",
  "AWS_ENDPOINT_URL_S3",
  "AWS_ACCESS_KEY_ID",
  "AWS_SECRET_ACCESS_KEY",
  "AWS_SESSION_TOKEN",
];

/** docker-compose.aws.yml for a list of services that are started. It may only name services that exist. */
export function composeOverride(services: readonly string[]): string {
  return renderTemplate("dalston/docker-compose.aws.yml", {
    services: services
      .filter((name) => !WITHOUT_S3.includes(name))
      .map((name) => ({ name, modelCache: name.includes("whisper") ? "/data/models:/models" : false })),
    minioServices: MINIO_SERVICES,
    unset: UNSET,
  });
}

/** user-data.sh, before Terraform fills in the rest. */
export function bootstrap(): string {
  return renderTemplate("dalston/user-data.sh", {
    compose: COMPOSE,
    buildx: BUILDX,
    services: SERVICES,
    gpuServices: GPU_SERVICES,
  });
}

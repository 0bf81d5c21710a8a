import { BUILDX_X86_64, COMPOSE_X86_64, type PinnedDownload } from "../../constructs/aws/downloads";
import { renderTemplate } from "../../constructs/templates";

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

/**
 * The repository's engines with models, of the document's memory budget. Each is there twice: the -cpu one has the
 * build section, its GPU twin the same image and none.
 */
const MODEL_ENGINES = [
  { name: "stt-batch-transcribe-whisper", dockerfile: "engines/transcribe/faster-whisper/Dockerfile" },
  { name: "stt-batch-align-whisperx", dockerfile: "engines/align/whisperx-align/Dockerfile" },
  { name: "stt-batch-diarize-pyannote-v31", dockerfile: "engines/diarize/pyannote-3.1/Dockerfile" },
];

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

/** docker-compose.aws.yml: what is different on AWS for each service that may be started there. */
export function composeOverride(): string {
  return renderTemplate("dalston/docker-compose.aws.yml", {
    engines: ["stt-batch-prepare", "stt-batch-merge"],
    modelEngines: MODEL_ENGINES.flatMap(({ name, dockerfile }) => [
      { name: `${name}-cpu`, dockerfile: false },
      { name, dockerfile },
    ]),
    minioServices: MINIO_SERVICES,
    unset: UNSET,
  });
}

/** Docker's plugins that the bootstrap installs. */
export interface Plugins {
  readonly compose: PinnedDownload;
  readonly buildx: PinnedDownload;
}

/** user-data.sh, before Terraform fills in the rest. */
export function bootstrap(plugins: Plugins = { compose: COMPOSE_X86_64, buildx: BUILDX_X86_64 }): string {
  return renderTemplate("dalston/user-data.sh", { ...plugins });
}

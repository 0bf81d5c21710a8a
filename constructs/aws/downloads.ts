/** A download, and the checksum that it must have. */
export interface PinnedDownload {
  readonly url: string;
  readonly sha256: string;
}

/** Docker Compose; Amazon Linux 2023 has no package of it. */
export const COMPOSE_X86_64: PinnedDownload = {
  url: "https://github.com/docker/compose/releases/download/v2.40.3/docker-compose-linux-x86_64",
  sha256: "dba9d98e1ba5bfe11d88c99b9bd32fc4a0624a30fafe68eea34d61a3e42fd372",
};

/** Compose builds images with it and needs 0.17; Amazon Linux 2023 ships 0.12. */
export const BUILDX_X86_64: PinnedDownload = {
  url: "https://github.com/docker/buildx/releases/download/v0.29.1/buildx-v0.29.1.linux-amd64",
  sha256: "7d2d7d6d4680aa349614965aaa33ccec43f1a9a21e908a5ce4cb6adfa5ad5141",
};

/** The AWS CLI that Ubuntu's hosts install, verified by the signature of the AWS CLI team. */
export const AWS_CLI_VERSION = "2.36.11";

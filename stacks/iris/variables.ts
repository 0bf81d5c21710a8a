import { cidrList } from "../../constructs/aws/cidr";
import {
  all,
  keyPairName,
  matching,
  matchingOrNull,
  rule,
  volumeSize,
  without,
} from "../../constructs/aws/validations";
import { hcl, type PlainStack } from "../../constructs/plain";

export type Inputs = ReturnType<typeof inputs>;

/** variables.tf: what must be said, then what may be. */
export function inputs(stack: PlainStack) {
  return { ...access(stack), ...application(stack), ...machine(stack) };
}

function access(stack: PlainStack) {
  const file = stack.file("variables.tf");
  return {
    repositoryUrl: file.variable("repository_url", {
      type: "string",
      description: "Repository that is cloned to /opt/iris: https://github.com/your-username/iris.git.",
      validation: all(
        matching(
          "^(https://|ssh://|git@)[A-Za-z0-9@:/._~+-]+$",
          "The repository must be an https:// or ssh:// address, or git@host:path.",
        ),
        without(
          "^https://[^/]*@",
          "The repository's address must hold no user or token: it is stored in clear.",
        ),
      ),
    }),
    sshAllowedCidrs: file.variable("ssh_allowed_cidrs", {
      type: "list(string)",
      description: 'IPv4 networks that may reach port 22, your own address: ["203.0.113.7/32"].',
      nullable: false,
      validation: cidrList({ required: true }),
    }),
    sshKeyName: file.variable("ssh_key_name", {
      type: "string",
      description: "Name of an existing EC2 key pair; instead of ssh_public_key.",
      default: null,
      validation: keyPairName(
        "The key pair's name must not be empty; leave it out to give ssh_public_key instead.",
      ),
    }),
    sshPublicKey: file.variable("ssh_public_key", {
      type: "string",
      description: "Public key for a new EC2 key pair, ssh-ed25519 AAAA…; instead of ssh_key_name.",
      default: null,
      validation: matchingOrNull(
        "^(ssh-ed25519|ssh-rsa) [A-Za-z0-9+/=]+",
        "A public key looks like ssh-ed25519 AAAA… or ssh-rsa AAAA…, the two kinds that EC2 takes.",
      ),
    }),
    region: file.variable("region", {
      type: "string",
      description: "AWS region to deploy to.",
      default: "us-east-1",
      nullable: false,
    }),
  };
}

function application(stack: PlainStack) {
  const file = stack.file("variables.tf");
  return {
    domain: file.variable("domain", {
      type: "string",
      description: "Domain of the API, for HTTPS: api.iris.example.com. Plain HTTP on the address when null.",
      default: null,
      validation: matchingOrNull(
        "^([a-z0-9]([a-z0-9-]*[a-z0-9])?[.])+[a-z][a-z0-9-]*[a-z0-9]$",
        "A domain is a name in lower case without https://, such as api.iris.example.com.",
      ),
    }),
    letsencryptEmail: file.variable("letsencrypt_email", {
      type: "string",
      description: "Address for Let's Encrypt's account; required with a domain.",
      default: null,
      validation: matchingOrNull(
        "^[A-Za-z0-9._+-]+@[A-Za-z0-9.-]+[.][A-Za-z]+$",
        "letsencrypt_email must be an e-mail address, such as you@example.com.",
      ),
    }),
    route53Zone: file.variable("route53_zone", {
      type: "string",
      description: "Public Route 53 zone for the domain's record, example.com; no record is made when null.",
      default: null,
    }),
    repositoryBranch: file.variable("repository_branch", {
      type: "string",
      description: "Branch of the repository that is deployed; read at the first clone only.",
      default: "main",
      nullable: false,
      validation: matching(
        "^[A-Za-z0-9_]([A-Za-z0-9_-]|[./][A-Za-z0-9_-])*$",
        "A branch's name has letters, digits, hyphens and underscores, with single dots and slashes between them.",
      ),
    }),
    apiKeyParameter: file.variable("openai_api_key_parameter", {
      type: "string",
      description: "Name of the SecureString in Parameter Store that holds OPENAI_API_KEY; put by hand.",
      default: "/iris/openai-api-key",
      nullable: false,
      validation: all(
        matching(
          "^([A-Za-z0-9._-]+|(/[A-Za-z0-9._-]+){1,15})$",
          "A parameter's name is a path of at most 15 levels, such as /iris/openai-api-key, or one word.",
        ),
        without("^/?(?i:aws|ssm)", "Parameter Store keeps names that begin with aws or ssm for itself."),
      ),
    }),
  };
}

function machine(stack: PlainStack) {
  const file = stack.file("variables.tf");
  return {
    operatingSystem: file.variable("operating_system", {
      type: "string",
      description: "Distribution of the machine: amazon-linux-2023 or ubuntu-22.04. Another one replaces it.",
      default: "amazon-linux-2023",
      nullable: false,
      validation: (system) => [
        rule(
          hcl.bool`contains(["amazon-linux-2023", "ubuntu-22.04"], ${system})`,
          "The operating system must be amazon-linux-2023 or ubuntu-22.04.",
        ),
      ],
    }),
    availabilityZone: file.variable("availability_zone", {
      type: "string",
      description:
        "Zone for the instance; the first that offers the type when null. Only read when the instance is created.",
      default: null,
    }),
    rootVolumeSize: file.variable("root_volume_size", {
      type: "number",
      description: "Size of the volume in GiB, for the system and the cache; the free tier covers 30.",
      default: 30,
      nullable: false,
      validation: volumeSize("volume", 10),
    }),
    flaskAllowedCidrs: file.variable("flask_allowed_cidrs", {
      type: "list(string)",
      description:
        "IPv4 networks that may reach port 8080, for a Flask server started by hand; nobody by default.",
      default: [],
      nullable: false,
      validation: cidrList(),
    }),
  };
}

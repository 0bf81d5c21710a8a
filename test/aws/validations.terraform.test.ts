import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { bucketName } from "../../constructs/aws/bucket-name";
import { cidr, cidrList } from "../../constructs/aws/cidr";
import {
  all,
  countingOrNull,
  keyPairName,
  matching,
  matchingOrNull,
  positive,
  volumeSize,
  without,
} from "../../constructs/aws/validations";
import { filesOf } from "../plain/support/synth";
import { describeWith } from "../support/requirements";
import { removeTemporaryFolder, temporaryFolder } from "../terraform/support/temporary";
import { Terraform } from "../terraform/support/terraform";

const VARIABLES = filesOf((stack) => {
  const file = stack.file("variables.tf");
  const list = { type: "list(string)", default: [], nullable: false };
  file.variable("visitors", { ...list, validation: cidrList() });
  file.variable("anybody", { ...list, validation: cidrList({ widest: 0 }) });
  file.variable("addresses", { ...list, validation: cidrList({ widest: 32 }) });
  file.variable("owners", {
    ...list,
    default: ["203.0.113.7/32"],
    validation: cidrList({ required: true }),
  });
  file.variable("network", { type: "string", default: "10.0.0.0/16", validation: cidr });
  file.variable("key", { type: "string", default: "me", validation: keyPairName() });
  file.variable("size", { type: "number", default: 20, validation: volumeSize("root volume", 20) });
  file.variable("budget", { type: "number", default: 1, validation: positive("Above 0.") });
  file.variable("days", { type: "number", default: null, validation: countingOrNull("A whole number.") });
  file.variable("image", { type: "string", default: null, validation: matchingOrNull("^ami-", "An image.") });
  file.variable("revision", {
    type: "string",
    default: "main",
    validation: all(matching("^[a-z0-9/]+$", "A revision."), without("//", "No two slashes.")),
  });
  file.variable("bucket", { type: "string", default: null, validation: bucketName });
});

describeWith(["terraform"], "what several systems ask of a value", () => {
  let folder: string;

  beforeAll(() => {
    folder = temporaryFolder("validations");
    for (const [name, text] of Object.entries(VARIABLES)) writeFileSync(join(folder, name), text);
  });

  afterAll(() => {
    removeTemporaryFolder(folder);
  });

  const plan = (variables: Readonly<Record<string, string>>) => new Terraform(folder, { variables }).plan();

  it("accepts networks that begin at their first address, and buckets that S3 takes", async () => {
    await plan({
      visitors: '["203.0.113.7/32", "203.0.113.0/24", "203.0.0.0/16"]',
      anybody: '["0.0.0.0/0"]',
      addresses: '["203.0.113.7/32"]',
      network: "10.42.0.0/24",
      bucket: "my.bucket-1.2.3",
    });
    await plan({ size: "16384", budget: "0.5", days: "30", image: "ami-1", revision: "a/b" });
    await plan({ visitors: "[]", anybody: '["0.0.0.0/1", "128.0.0.0/1"]', bucket: "a1b" });
  });

  it.each([
    ["visitors", '["203.0.113.7/24"]', "A network must begin at its first address"],
    ["anybody", '["10.0.0.1/0"]', "A network must begin at its first address"],
    ["network", "10.0.0.1/16", "A network must begin at its first address"],
    ["visitors", '["203.0.113.7"]', "IPv4 network in CIDR notation"],
    ["visitors", '["2001:db8::/32"]', "IPv4 network in CIDR notation"],
    ["visitors", '["203.0.113.7/33"]', "IPv4 network in CIDR notation"],
    ["visitors", '[""]', "IPv4 network in CIDR notation"],
    ["network", "10.0.0.0", "IPv4 network in CIDR notation"],
    ["visitors", '["0.0.0.0/0"]', "must not let everybody in"],
    ["visitors", '["0.0.0.0/1", "128.0.0.0/1"]', "must not let everybody in"],
    ["visitors", '["203.1.0.0/15"]', "A network must begin at its first address"],
    ["visitors", '["203.0.0.0/15"]', "must not let everybody in"],
    ["addresses", '["203.0.113.0/24"]', "each entry must end in /32"],
    ["owners", "[]", "At least one network is needed"],
    ["key", "", "The key pair must have a name"],
    ["size", "19", "The root volume must have 20 to 16384 GiB"],
    ["size", "16385", "The root volume must have 20 to 16384 GiB"],
    ["budget", "0", "Above 0"],
    ["days", "0", "A whole number"],
    ["days", "1.5", "A whole number"],
    ["image", "img-1", "An image"],
    ["revision", "-a", "A revision"],
    ["revision", "a//b", "No two slashes"],
    ["bucket", "a..b", "no two dots in a row"],
    ["bucket", "192.168.5.4", "is not an IP address"],
    ["bucket", "ab", "3 to 63 lower-case letters"],
    ["bucket", "Images", "3 to 63 lower-case letters"],
    ["bucket", "-images", "3 to 63 lower-case letters"],
  ])("refuses for %s the value %s: %s", async (variable, value, sentence) => {
    await expect(plan({ [variable]: value })).rejects.toThrow(sentence);
  });
});

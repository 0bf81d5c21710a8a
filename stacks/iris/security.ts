import type { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { ANYWHERE, Firewall } from "../../constructs/aws/firewall";
import type { PlainStack } from "../../constructs/plain";
import type { Network } from "./network";
import type { Inputs } from "./variables";

const USERS = "The extension's users may be anywhere.";
const NO_FIXED_ADDRESSES = "Mirrors, GitHub and the LLM have no fixed addresses.";

/** security.tf: the web for everybody, SSH for the operator, 8080 for nobody unless a variable says so. */
export function securityGroup(
  stack: PlainStack,
  { sshAllowedCidrs, flaskAllowedCidrs }: Inputs,
  { vpcId }: Network,
): SecurityGroup {
  const firewall = new Firewall(stack.file("security.tf"), "host", {
    name: "iris",
    description: "IRIS host: web from anywhere, SSH from the operator, everything out",
    vpcId,
  });
  firewall.admit("ssh", { description: "SSH", from: sshAllowedCidrs, port: 22 });
  firewall.admit(
    "http",
    { description: "HTTP", from: ANYWHERE, port: 80 },
    {
      skip: {
        CKV_AWS_260: "Let's Encrypt asks here, and everybody is sent on to HTTPS.",
        "AWS-0107": USERS,
      },
    },
  );
  firewall.admit(
    "https",
    { description: "HTTPS", from: ANYWHERE, port: 443 },
    { skip: { "AWS-0107": USERS } },
  );
  firewall.admit(
    "flask",
    { description: "Flask, for tests", from: flaskAllowedCidrs, port: 8080 },
    "For a development server started by hand: gunicorn itself answers on localhost only.",
  );
  firewall.letOut("Packages, GitHub, the LLM, AWS", {
    CKV_AWS_382: NO_FIXED_ADDRESSES,
    "AWS-0104": NO_FIXED_ADDRESSES,
  });
  return firewall.group;
}

import { hcl } from "../plain";
import { rule, type Validation } from "./validations";

/**
 * Shortest prefix of a network that may reach a machine, where a document asks for nothing else: a /16 has 65,536
 * addresses, about one provider's customers in one town. It also refuses the whole internet in two halves, as
 * 0.0.0.0/1 and 128.0.0.0/1.
 */
export const WIDEST_PREFIX = 16;

export interface CidrListProps {
  /** Shortest prefix that is accepted; 0 lets anybody in, and wants a reason beside it. @default WIDEST_PREFIX */
  readonly widest?: number;
  /** Whether the list must name a network. @default false: nobody may come in */
  readonly required?: boolean;
}

/**
 * Validations of a variable that is a list of IPv4 networks, for security group rules. EC2 refuses a network with
 * host bits late, at apply, and in the provider's words.
 */
export function cidrList({ widest = WIDEST_PREFIX, required = false }: CidrListProps = {}): Validation {
  const tooWide =
    widest === 32
      ? "Only single addresses may come in: each entry must end in /32, such as 203.0.113.7/32."
      : `An entry must not let everybody in: name your own address, or at most a /${widest}.`;
  return (cidrs) => [
    rule(
      hcl.bool`alltrue([for cidr in ${cidrs} : can(cidrnetmask(cidr))])`,
      "Each entry must be an IPv4 network in CIDR notation, such as 203.0.113.7/32.",
    ),
    rule(hcl.bool`alltrue([for cidr in ${cidrs} : try(cidrsubnet(cidr, 0, 0) == cidr, true)])`, NO_HOST_BITS),
    ...(widest > 0
      ? [
          rule(
            hcl.bool`alltrue([for cidr in ${cidrs} : try(tonumber(split("/", cidr)[1]) >= ${widest}, true)])`,
            tooWide,
          ),
        ]
      : []),
    ...(required ? [rule(hcl.bool`length(${cidrs}) > 0`, NOBODY)] : []),
  ];
}

/** Validations of a variable that is one IPv4 network, for a VPC. */
export const cidr: Validation = (network) => [
  rule(
    hcl.bool`can(cidrnetmask(${network}))`,
    "It must be an IPv4 network in CIDR notation, such as 10.0.0.0/16.",
  ),
  rule(hcl.bool`try(cidrsubnet(${network}, 0, 0) == ${network}, true)`, NO_HOST_BITS),
];

const NOBODY = "At least one network is needed: your own address, such as 203.0.113.7/32.";

const NO_HOST_BITS =
  "A network must begin at its first address: 203.0.113.0/24 or 203.0.113.7/32, not 203.0.113.7/24.";

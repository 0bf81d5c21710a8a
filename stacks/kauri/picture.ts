import type { DiagramWords } from "../../constructs/plain";

/** What the picture in README.md says, in the language of Kauri's documents. */
export const FRENCH: DiagramWords = {
  Budget: "Budget AWS",
  "CloudWatch alarm": "Alarme CloudWatch",
  "EBS volume": "Volume EBS",
  "EC2 instance": "Instance EC2",
  "Elastic IP": "IP élastique",
  "S3 bucket": "Bucket S3",
  "SNS topic": "Sujet SNS",
  Schedule: "EventBridge Scheduler",
  Subnet: "Sous-réseau",
  "address of": "adresse de",
  "Packages, images, AWS (tous les ports)": "Paquets, images, AWS (tous les ports)",
  alerts: "alerte",
  "all ports": "tous les ports",
  anywhere: "Internet",
  attached: "attaché",
  email: "e-mail",
  "one for each of": "un par entrée de",
  reads: "lit",
  root: "racine",
  switches: "démarre, arrête",
  watches: "surveille",
  writes: "écrit",
};

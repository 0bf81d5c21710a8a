import { type Example, hcl } from "../example";

export const nameExamples: Readonly<Record<string, Example>> = {
  "snake-case": {
    bad: [
      ['resource "aws_vpc" "main-one" {\n}\n', 1],
      ['variable "sshKey" {\n}\n', 1],
      ['output "Zone" {\n}\n', 1],
      ["locals {\n  a     = 1\n  b-c   = 2\n}\n", 3],
      ['module "a-b" {\n}\n', 1],
    ],
    good: ['provider "google-beta" {}\n\nresource "aws_vpc" "main_2" {}\n\nlocals {\n  a_b = 1\n}\n'],
  },
  "type-in-name": {
    bad: [
      ['resource "aws_security_group" "web_sg" {}\n', 1],
      ['resource "aws_vpc" "my_vpc" {}\n', 1],
      ['resource "aws_autoscaling_group" "worker_group" {}\n', 1],
      ['resource "aws_internet_gateway" "igw" {}\n', 1],
      ['data "aws_subnets" "private_subnet" {}\n', 1],
      ['resource "aws_instance" "instance" {}\n', 1],
    ],
    good: [
      hcl`
        resource "aws_security_group" "web" {}

        resource "aws_iam_instance_profile" "instance" {}

        resource "aws_volume_attachment" "data_volume" {}

        data "aws_iam_policy_document" "bucket_policy" {}

        resource "aws_key_pair" "ssh_key" {}

        resource "aws_vpc" "legacy" {}

        resource "terraform_data" "user_data" {}
      `,
    ],
  },
};

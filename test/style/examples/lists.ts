import { type Example, hcl } from "../example";

const good = hcl`
  locals {
    short = ["a", "b"]
    one   = ["arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy-and-more"]

    long = [
      "sts:AssumeRoleWithWebIdentity",
      "s3:GetObjectVersionTagging",
      "s3:GetObjectVersion",
    ]

    explained = [
      # Why a.
      "a",
      "b", # why b
    ]

    records = [
      { name = "a" },
      { name = "b" },
    ]

    hugged = [{
      name = "a"
    }]

    calls = jsonencode({
      Statement = [
        {
          Action = ["a", "b"]
        },
      ]
    })

    mapped = [
      for item in var.items : item
    ]

    texts = [
      <<-EOT
        x
      EOT
      ,
    ]

    ok = contains(["a-rather-long-value", "another-rather-long-value", "a-third-long-one"], var.x)

    # Aligned with its neighbour below, this would not fit on its line.
    a = [
      "sts:AssumeRoleWithWebIdentity",
      "s3:GetObjectVersion",
    ]
    a_neighbour_with_a_long_name = 1
  }
`;

export const listExamples: Readonly<Record<string, Example>> = {
  "short-list-on-one-line": {
    bad: [
      ['locals {\n  a = [\n    "x",\n    "y",\n  ]\n}\n', 2],
      ['locals {\n  a = contains([\n    "x",\n  ], var.x)\n}\n', 2],
      ['locals {\n  a = {\n    b = [\n      "x",\n    ]\n  }\n}\n', 3],
    ],
    good: [good],
  },
  "long-list-broken": {
    bad: [
      [
        'locals {\n  a = ["s3:GetObjectVersionTagging", "s3:GetObjectVersion", "sts:AssumeRoleWithIdentity"]\n}\n',
        2,
      ],
    ],
    good: [good],
  },
  "one-item-per-line": {
    bad: [
      ['locals {\n  a = [\n    "x", "y",\n  ]\n}\n', 3],
      ['locals {\n  a = [\n    "x",\n    "y"\n  ]\n}\n', 4],
      ['locals {\n  a = ["x",\n    "y",\n  ]\n}\n', 2],
      ['locals {\n  a = [\n    "x",\n  "y"]\n}\n', 4],
    ],
    good: [good],
  },
};

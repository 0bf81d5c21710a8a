# Generated from stacks/iris/iam.ts by plainform ("npm run synth"): edit that, not this.

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

resource "aws_iam_role" "host" {
  name        = "iris-ec2"
  description = "IRIS host: reads the key of the OpenAI API, answers Session Manager"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Action = "sts:AssumeRole"
        Principal = {
          Service = "ec2.amazonaws.com"
        }
      },
    ]
  })
}

# Session Manager by these five actions: AmazonSSMManagedInstanceCore would let the host read every parameter.
resource "aws_iam_role_policy" "host" {
  # checkov:skip=CKV_AWS_290: Session Manager's actions are those of AWS's own example, on no resource.
  # checkov:skip=CKV_AWS_355: Session Manager's actions are those of AWS's own example, on no resource.

  name = "iris-host"
  role = aws_iam_role.host.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "ReadApiKey"
        Effect   = "Allow"
        Action   = "ssm:GetParameter"
        Resource = "arn:${data.aws_partition.current.partition}:ssm:${var.region}:${data.aws_caller_identity.current.account_id}:parameter/${trimprefix(var.openai_api_key_parameter, "/")}"
      },
      {
        Sid    = "SessionManager"
        Effect = "Allow"
        Action = [
          "ssm:UpdateInstanceInformation",
          "ssmmessages:CreateControlChannel",
          "ssmmessages:CreateDataChannel",
          "ssmmessages:OpenControlChannel",
          "ssmmessages:OpenDataChannel",
        ]
        Resource = "*"
      },
    ]
  })
}

resource "aws_iam_instance_profile" "host" {
  name = "iris-ec2"
  role = aws_iam_role.host.name
}

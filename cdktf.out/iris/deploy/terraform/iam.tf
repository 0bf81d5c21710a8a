# Generated from stacks/iris by plainform ("npm run synth"): edit that, not this.

data "aws_caller_identity" "current" {}

resource "aws_iam_role" "host" {
  name        = "iris-ec2"
  description = "IRIS host: reads the key of the OpenAI API"
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

resource "aws_iam_role_policy" "read_api_key" {
  name = "read-api-key"
  role = aws_iam_role.host.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "ReadApiKey"
        Effect   = "Allow"
        Action   = "ssm:GetParameter"
        Resource = "arn:aws:ssm:${var.region}:${data.aws_caller_identity.current.account_id}:parameter${var.openai_api_key_parameter}"
      },
    ]
  })
}

resource "aws_iam_instance_profile" "host" {
  name = "iris-ec2"
  role = aws_iam_role.host.name
}

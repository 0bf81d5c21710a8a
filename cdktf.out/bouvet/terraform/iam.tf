# Generated from stacks/bouvet/iam.ts by plainform ("npm run synth"): edit that, not this.

resource "aws_iam_role" "host" {
  name        = "bouvet-ec2"
  description = "Bouvet host: reads its images from S3"
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

resource "aws_iam_role_policy" "read_images" {
  name = "read-images"
  role = aws_iam_role.host.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "ListImages"
        Effect   = "Allow"
        Action   = "s3:ListBucket"
        Resource = aws_s3_bucket.images.arn
      },
      {
        Sid      = "ReadImages"
        Effect   = "Allow"
        Action   = "s3:GetObject"
        Resource = "${aws_s3_bucket.images.arn}/*"
      },
    ]
  })
}

resource "aws_iam_instance_profile" "host" {
  name = "bouvet-ec2"
  role = aws_iam_role.host.name
}

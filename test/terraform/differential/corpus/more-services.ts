import { ApiGatewayRestApi } from "@cdktf/provider-aws/lib/api-gateway-rest-api";
import { AppautoscalingPolicy } from "@cdktf/provider-aws/lib/appautoscaling-policy";
import { BatchJobDefinition } from "@cdktf/provider-aws/lib/batch-job-definition";
import { Codepipeline } from "@cdktf/provider-aws/lib/codepipeline";
import { DataAwsPartition } from "@cdktf/provider-aws/lib/data-aws-partition";
import { DataAwsRegion } from "@cdktf/provider-aws/lib/data-aws-region";
import { DbInstance } from "@cdktf/provider-aws/lib/db-instance";
import { EksCluster } from "@cdktf/provider-aws/lib/eks-cluster";
import { GlueCatalogTable } from "@cdktf/provider-aws/lib/glue-catalog-table";
import { KinesisFirehoseDeliveryStream } from "@cdktf/provider-aws/lib/kinesis-firehose-delivery-stream";
import { S3BucketNotification } from "@cdktf/provider-aws/lib/s3-bucket-notification";
import { S3BucketReplicationConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-replication-configuration";
import { TerraformIterator, Token } from "cdktf";
import type { AuthorStack } from "../author-code";

export function dataSourcesThatAskNobody(stack: AuthorStack): void {
  const file = stack.file("data.tf");
  const region = file.add(DataAwsRegion, "here", {});
  const partition = file.add(DataAwsPartition, "here", {});
  file.output("here", { value: `arn:${partition.partition}:ec2:${region.name}::instance/*` });
}

export function pipelinesAndTables(stack: AuthorStack): void {
  new Codepipeline(stack, "aws_codepipeline.main", {
    name: "main",
    roleArn: "arn:aws:iam::123456789012:role/pipeline",
    artifactStore: [{ location: "artifacts", type: "S3", encryptionKey: { id: "key", type: "KMS" } }],
    stage: [
      {
        name: "Source",
        action: [
          {
            name: "Source",
            category: "Source",
            owner: "AWS",
            provider: "CodeStarSourceConnection",
            version: "1",
            outputArtifacts: ["source"],
            configuration: { FullRepositoryId: "a/b", BranchName: "main", "odd.key": "x" },
          },
        ],
      },
      {
        name: "Build",
        action: [
          {
            name: "Build",
            category: "Build",
            owner: "AWS",
            provider: "CodeBuild",
            version: "1",
            inputArtifacts: ["source"],
            runOrder: 2,
          },
        ],
      },
    ],
  });
  new GlueCatalogTable(stack, "aws_glue_catalog_table.events", {
    name: "events",
    databaseName: "lake",
    tableType: "EXTERNAL_TABLE",
    parameters: { EXTERNAL: "TRUE", "parquet.compression": "SNAPPY" },
    partitionKeys: [{ name: "day", type: "date" }],
    storageDescriptor: {
      location: "s3://lake/events/",
      columns: [
        { name: "id", type: "string" },
        { name: "at", type: "timestamp", comment: "when" },
      ],
      serDeInfo: {
        name: "serde",
        serializationLibrary: "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe",
        parameters: { "serialization.format": "1" },
      },
      skewedInfo: { skewedColumnNames: [] },
    },
  });
  new KinesisFirehoseDeliveryStream(stack, "aws_kinesis_firehose_delivery_stream.events", {
    name: "events",
    destination: "extended_s3",
    extendedS3Configuration: {
      roleArn: "arn:aws:iam::123456789012:role/firehose",
      bucketArn: "arn:aws:s3:::lake",
      prefix: "day=!{timestamp:yyyy-MM-dd}/",
      errorOutputPrefix: "errors/!{firehose:error-output-type}/",
      bufferingSize: 64,
      processingConfiguration: {
        enabled: true,
        processors: [
          {
            type: "RecordDeAggregation",
            parameters: [{ parameterName: "SubRecordType", parameterValue: "JSON" }],
          },
          { type: "AppendDelimiterToRecord" },
        ],
      },
      dynamicPartitioningConfiguration: { enabled: false },
    },
  });
}

export function databasesAndClusters(stack: AuthorStack): void {
  const file = stack.file("data-stores.tf");
  const password = file.variable("db_password", {
    type: "string",
    sensitive: true,
    default: "correct horse",
  });
  file.add(DbInstance, "main", {
    identifier: "main",
    engine: "postgres",
    instanceClass: "db.t4g.micro",
    allocatedStorage: 20,
    username: "root",
    password: password.stringValue,
    skipFinalSnapshot: true,
    backupRetentionPeriod: 0,
    restoreToPointInTime: { sourceDbInstanceIdentifier: "old", useLatestRestorableTime: true },
    enabledCloudwatchLogsExports: [],
    lifecycle: { preventDestroy: false, ignoreChanges: "all" },
  });
  file.add(EksCluster, "main", {
    name: "main",
    roleArn: "arn:aws:iam::123456789012:role/eks",
    vpcConfig: {
      subnetIds: ["subnet-1", "subnet-2"],
      endpointPrivateAccess: true,
      publicAccessCidrs: ["0.0.0.0/0"],
    },
    encryptionConfig: {
      provider: { keyArn: "arn:aws:kms:us-east-1:123456789012:key/1" },
      resources: ["secrets"],
    },
    enabledClusterLogTypes: ["api", "audit"],
    accessConfig: { authenticationMode: "API" },
  });
  file.add(BatchJobDefinition, "main", {
    name: "main",
    type: "container",
    containerProperties: JSON.stringify({ image: "busybox", command: ["ls", "-la"], memory: 128, vcpus: 1 }),
    retryStrategy: { attempts: 3, evaluateOnExit: [{ action: "RETRY", onStatusReason: "Host EC2*" }] },
    timeout: { attemptDurationSeconds: 60 },
  });
  file.output("db_address", { value: `postgres://root:${password.stringValue}@db`, sensitive: true });
}

export function eventsAndReplication(stack: AuthorStack): void {
  const prefixes = TerraformIterator.fromMap({ logs: "arn:aws:s3:::logs", tmp: "arn:aws:s3:::tmp" });
  new S3BucketNotification(stack, "aws_s3_bucket_notification.events", {
    bucket: "events",
    eventbridge: false,
    lambdaFunction: [
      {
        lambdaFunctionArn: "arn:aws:lambda:us-east-1:123456789012:function:f",
        events: ["s3:ObjectCreated:*"],
        filterSuffix: ".json",
      },
    ],
    queue: prefixes.dynamic({
      queue_arn: `arn:aws:sqs:us-east-1:123456789012:${prefixes.key}`,
      events: ["s3:ObjectRemoved:*"],
      filter_prefix: `${prefixes.key}/`,
    }),
  });
  new S3BucketReplicationConfigurationA(stack, "aws_s3_bucket_replication_configuration.events", {
    bucket: "events",
    role: "arn:aws:iam::123456789012:role/replication",
    rule: [
      {
        id: "all",
        status: "Enabled",
        priority: 0,
        filter: { and: { prefix: "", tags: { replicate: "yes" } } },
        deleteMarkerReplication: { status: "Disabled" },
        destination: {
          bucket: "arn:aws:s3:::copy",
          storageClass: "STANDARD_IA",
          metrics: { status: "Enabled", eventThreshold: { minutes: 15 } },
          replicationTime: { status: "Enabled", time: { minutes: 15 } },
        },
      },
    ],
  });
  new AppautoscalingPolicy(stack, "aws_appautoscaling_policy.events", {
    name: "events",
    policyType: "TargetTrackingScaling",
    resourceId: "service/main/web",
    scalableDimension: "ecs:service:DesiredCount",
    serviceNamespace: "ecs",
    targetTrackingScalingPolicyConfiguration: {
      targetValue: 0.5,
      customizedMetricSpecification: {
        metrics: [
          { id: "m", expression: "a / b", returnData: true },
          {
            id: "a",
            returnData: false,
            metricStat: {
              stat: "Sum",
              metric: { metricName: "A", namespace: "N", dimensions: [{ name: "D", value: "V" }] },
            },
          },
        ],
      },
    },
  });
  new ApiGatewayRestApi(stack, "aws_api_gateway_rest_api.events", {
    name: "events",
    body: JSON.stringify({ openapi: "3.0.1", info: { title: "events", version: "1" }, paths: {} }),
    endpointConfiguration: { types: ["REGIONAL"] },
    binaryMediaTypes: ["image/*"],
    minimumCompressionSize: Token.asString(0),
  });
}

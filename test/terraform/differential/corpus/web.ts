import { CloudfrontDistribution } from "@cdktf/provider-aws/lib/cloudfront-distribution";
import { EcsCluster } from "@cdktf/provider-aws/lib/ecs-cluster";
import { EcsService } from "@cdktf/provider-aws/lib/ecs-service";
import { EcsTaskDefinition } from "@cdktf/provider-aws/lib/ecs-task-definition";
import { LambdaFunction } from "@cdktf/provider-aws/lib/lambda-function";
import { Lb } from "@cdktf/provider-aws/lib/lb";
import { LbListener } from "@cdktf/provider-aws/lib/lb-listener";
import { LbListenerRule } from "@cdktf/provider-aws/lib/lb-listener-rule";
import { LbTargetGroup } from "@cdktf/provider-aws/lib/lb-target-group";
import { Wafv2WebAcl } from "@cdktf/provider-aws/lib/wafv2-web-acl";
import { Fn, TerraformVariable, Token } from "cdktf";
import type { AuthorStack } from "../author-code";

export function firewallWithDeepStatements(stack: AuthorStack): void {
  const visibilityConfig = {
    cloudwatchMetricsEnabled: true,
    metricName: "web",
    sampledRequestsEnabled: false,
  };
  new Wafv2WebAcl(stack, "aws_wafv2_web_acl.web", {
    name: "web",
    scope: "REGIONAL",
    defaultAction: { allow: {} },
    customResponseBody: [{ key: "no", content: "go away", contentType: "TEXT_PLAIN" }],
    visibilityConfig,
    rule: [
      {
        name: "managed",
        priority: 0,
        overrideAction: { none: {} },
        visibilityConfig,
        statement: {
          managed_rule_group_statement: {
            name: "AWSManagedRulesCommonRuleSet",
            vendor_name: "AWS",
            rule_action_override: [
              { name: "SizeRestrictions_BODY", action_to_use: { count: {} } },
              { name: "NoUserAgent_HEADER", action_to_use: { count: {} } },
            ],
          },
        },
      },
      {
        name: "not_here",
        priority: 1,
        action: { block: { customResponse: { responseCode: 403, customResponseBodyKey: "no" } } },
        visibilityConfig,
        statement: {
          and_statement: {
            statement: [
              { geo_match_statement: { country_codes: ["DE", "FR"] } },
              {
                not_statement: {
                  statement: [
                    {
                      byte_match_statement: {
                        positional_constraint: "STARTS_WITH",
                        search_string: "/health",
                        field_to_match: { uri_path: {} },
                        text_transformation: [{ priority: 0, type: "NONE" }],
                      },
                    },
                  ],
                },
              },
            ],
          },
        },
      },
    ],
  });
}

export function loadBalancer(stack: AuthorStack): void {
  const balancer = new Lb(stack, "aws_lb.web", {
    name: "web",
    loadBalancerType: "application",
    internal: false,
    subnetMapping: [{ subnetId: "subnet-1" }, { subnetId: "subnet-2" }],
    accessLogs: { bucket: "logs", enabled: true },
    dropInvalidHeaderFields: true,
  });
  const group = new LbTargetGroup(stack, "aws_lb_target_group.web", {
    port: 8080,
    protocol: "HTTP",
    vpcId: "vpc-1",
    namePrefix: "web-",
    healthCheck: { path: "/health?deep=1", matcher: "200-299", interval: 15 },
    stickiness: { type: "lb_cookie", enabled: false },
  });
  const listener = new LbListener(stack, "aws_lb_listener.https", {
    loadBalancerArn: balancer.arn,
    port: 443,
    protocol: "HTTPS",
    certificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/1",
    defaultAction: [
      {
        type: "forward",
        forward: {
          targetGroup: [{ arn: group.arn, weight: 1 }],
          stickiness: { duration: 60, enabled: true },
        },
      },
    ],
  });
  new LbListener(stack, "aws_lb_listener.http", {
    loadBalancerArn: balancer.arn,
    port: 80,
    defaultAction: [
      { type: "redirect", redirect: { port: "443", protocol: "HTTPS", statusCode: "HTTP_301" } },
    ],
  });
  new LbListenerRule(stack, "aws_lb_listener_rule.fixed", {
    listenerArn: listener.arn,
    priority: 10,
    action: [
      {
        type: "fixed-response",
        fixedResponse: { contentType: "text/plain", messageBody: "no", statusCode: "404" },
      },
    ],
    condition: [
      { pathPattern: { values: ["/admin/*"] } },
      { httpHeader: { httpHeaderName: "X-Forwarded-For", values: ["192.168.1.*"] } },
      { queryString: [{ key: "debug", value: "1" }, { value: "x" }] },
    ],
  });
}

export function distribution(stack: AuthorStack): void {
  const file = stack.file("cdn.tf");
  const aliases = file.variable("cdn_aliases", { type: "list(string)", default: ["www.example.com"] });
  file.add(CloudfrontDistribution, "site", {
    enabled: true,
    isIpv6Enabled: true,
    aliases: aliases.listValue,
    defaultRootObject: "index.html",
    origin: [
      {
        originId: "s3",
        domainName: "site.s3.amazonaws.com",
        customHeader: [{ name: "X-Origin", value: "1" }],
        s3OriginConfig: { originAccessIdentity: "origin-access-identity/cloudfront/E1" },
      },
      {
        originId: "api",
        domainName: "api.example.com",
        customOriginConfig: {
          httpPort: 80,
          httpsPort: 443,
          originProtocolPolicy: "https-only",
          originSslProtocols: ["TLSv1.2"],
        },
      },
    ],
    defaultCacheBehavior: {
      allowedMethods: ["GET", "HEAD"],
      cachedMethods: ["GET", "HEAD"],
      targetOriginId: "s3",
      viewerProtocolPolicy: "redirect-to-https",
      forwardedValues: { queryString: false, cookies: { forward: "none" } },
      functionAssociation: [
        { eventType: "viewer-request", functionArn: "arn:aws:cloudfront::123456789012:function/f" },
      ],
    },
    orderedCacheBehavior: [
      {
        pathPattern: "/api/*",
        allowedMethods: ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"],
        cachedMethods: ["GET", "HEAD"],
        targetOriginId: "api",
        viewerProtocolPolicy: "https-only",
        cachePolicyId: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
        minTtl: 0,
      },
    ],
    customErrorResponse: [{ errorCode: 404, responseCode: 200, responsePagePath: "/404.html" }],
    restrictions: { geoRestriction: { restrictionType: "none", locations: [] } },
    viewerCertificate: { cloudfrontDefaultCertificate: true },
  });
}

export function containersAndFunctions(stack: AuthorStack): void {
  const image = new TerraformVariable(stack, "image", { type: "string", default: "nginx:1.27" });
  const cluster = new EcsCluster(stack, "aws_ecs_cluster.main", {
    name: "main",
    setting: [{ name: "containerInsights", value: "enabled" }],
    configuration: {
      executeCommandConfiguration: { logging: "OVERRIDE", logConfiguration: { s3BucketName: "logs" } },
    },
  });
  const task = new EcsTaskDefinition(stack, "aws_ecs_task_definition.web", {
    family: "web",
    cpu: "256",
    memory: "512",
    networkMode: "awsvpc",
    requiresCompatibilities: ["FARGATE"],
    containerDefinitions: JSON.stringify([
      {
        name: "web",
        image: image.stringValue,
        essential: true,
        portMappings: [{ containerPort: 80 }],
        environment: [{ name: "GREETING", value: 'say "hi"\n' }],
      },
    ]),
    runtimePlatform: { cpuArchitecture: "ARM64", operatingSystemFamily: "LINUX" },
    volume: [
      {
        name: "data",
        efsVolumeConfiguration: { fileSystemId: "fs-1", authorizationConfig: { iam: "ENABLED" } },
      },
    ],
  });
  new EcsService(stack, "aws_ecs_service.web", {
    name: "web",
    cluster: cluster.id,
    taskDefinition: task.arn,
    desiredCount: 0,
    capacityProviderStrategy: [{ capacityProvider: "FARGATE_SPOT", weight: 1, base: 0 }],
    networkConfiguration: { subnets: ["subnet-1"], assignPublicIp: true },
    deploymentCircuitBreaker: { enable: true, rollback: true },
    triggers: { redeploy: Token.asString(Fn.sha1(task.containerDefinitions)) },
  });
  new LambdaFunction(stack, "aws_lambda_function.hook", {
    functionName: "hook",
    role: "arn:aws:iam::123456789012:role/hook",
    s3Bucket: "code",
    s3Key: "hook.zip",
    handler: "index.handler",
    runtime: "nodejs20.x",
    memorySize: 128,
    environment: { variables: { CLUSTER: cluster.name, camelCase: "kept", PATTERN: "^\\d+\\.\\w$" } },
    vpcConfig: { subnetIds: [], securityGroupIds: [] },
    ephemeralStorage: { size: 512 },
    tracingConfig: { mode: "Active" },
    timeouts: { create: "1m" },
  });
}

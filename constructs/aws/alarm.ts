/**
 * When an alarm rings about a status check of EC2, which reports 0 or 1 each minute; a stopped instance reports nothing.
 *
 * @param minutes for how long the check has failed
 */
export function failingFor(minutes: number) {
  return {
    statistic: "Maximum",
    period: 60,
    evaluationPeriods: minutes,
    comparisonOperator: "GreaterThanOrEqualToThreshold",
    threshold: 1,
    treatMissingData: "notBreaching",
  };
}

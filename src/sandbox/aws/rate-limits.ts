import type { RateLimit } from '../rate-limits.ts';

/** Operations of EC2 that AWS limits more than others. */
const strictOperations: Readonly<Record<string, RateLimit>> = {
  'ec2 StartInstances': { burst: 5, perSecond: 2 },
  'ec2 StopInstances': { burst: 5, perSecond: 2 },
  'ec2 DescribeTags': { burst: 100, perSecond: 20 },
  'monitoring GetMetricData': { burst: 50, perSecond: 50 },
  'ce GetCostAndUsage': { burst: 5, perSecond: 1 },
  'iam GenerateCredentialReport': { burst: 5, perSecond: 1 },
};

const strictServices: Readonly<Record<string, RateLimit>> = {
  iam: { burst: 20, perSecond: 15 },
  organizations: { burst: 13, perSecond: 8 },
  sts: { burst: 600, perSecond: 600 },
};

const strictRead: RateLimit = { burst: 100, perSecond: 20 };
const strictWrite: RateLimit = { burst: 50, perSecond: 5 };

/** What AWS allows of an operation. */
export function awsLimitOf(service: string, operation: string): RateLimit {
  const usual = /^(Describe|List|Get)/.test(operation) ? strictRead : strictWrite;
  return strictOperations[`${service} ${operation}`] ?? strictServices[service] ?? usual;
}

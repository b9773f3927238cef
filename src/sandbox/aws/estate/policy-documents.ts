/** An IAM policy document. */
export interface PolicyDocument {
  readonly Version: '2012-10-17';
  readonly Statement: readonly Statement[];
}

export interface Statement {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal?: Readonly<Record<string, string | readonly string[]>>;
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** Lets a service of AWS act as the role. */
export function trustService(service: string): PolicyDocument {
  return documentOf({
    Effect: 'Allow',
    Principal: { Service: `${service}.amazonaws.com` },
    Action: 'sts:AssumeRole',
  });
}

/** Lets an account act as the role, if it knows the external id. */
export function trustAccount(account: string, externalId?: string): PolicyDocument {
  return documentOf({
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${account}:root` },
    Action: 'sts:AssumeRole',
    ...(externalId !== undefined && { Condition: { StringEquals: { 'sts:ExternalId': externalId } } }),
  });
}

/** Allows actions on a resource. */
export function allow(
  action: string | readonly string[],
  resource: string | readonly string[],
): PolicyDocument {
  return documentOf({ Sid: 'Allowed', Effect: 'Allow', Action: action, Resource: resource });
}

function documentOf(...statements: readonly Statement[]): PolicyDocument {
  return { Version: '2012-10-17', Statement: statements };
}

import { mixText } from '../../seeded.ts';
import type { Binding, IamPolicy } from '../estate/iam-policies.ts';

/** The first version in which conditions can be told. */
const conditionsVersion = 3;

/**
 * A policy as far as the version goes that was asked for. Who asks for an older one than has conditions is told of roles
 * by names that none has, so as not to take a grant under a condition for one without.
 */
export function policyDocument({ bindings, etag }: IamPolicy, requestedVersion: number): object {
  const conditional = bindings.some(({ condition }) => condition !== undefined);
  const whole = requestedVersion >= conditionsVersion;
  return {
    version: conditional && whole ? conditionsVersion : 1,
    etag,
    bindings: whole ? bindings : bindings.map(withoutCondition),
  };
}

function withoutCondition({ role, members, condition }: Binding): Binding {
  if (condition === undefined) return { role, members };
  const digest = mixText(mixText(1, role), condition.expression).toString(16).padStart(8, '0');
  return { role: `${role}_withcond_${digest}${digest}2b17`, members };
}

import type { SandboxRequest } from '../../../service.ts';
import type { AwsContext } from '../../context.ts';
import type { Cell } from '../../estate/estate.ts';
import { ServiceError } from '../../service-error.ts';

/** One call of an EC2 operation. */
export interface Ec2Call {
  readonly parameters: URLSearchParams;
  readonly cell: Cell;
  readonly context: AwsContext;
  readonly request: SandboxRequest;
}

/** An operation of EC2. */
export interface Ec2Operation {
  /** First parts of the names of the parameters it takes, beside `DryRun`. */
  readonly parameters: readonly string[];
  /** The content of its response element, in pieces of about the size of one resource. */
  handle(call: Ec2Call): readonly string[];
}

/**
 * Ends a dry run. To be called when all has been checked, and before anything is read out or changed.
 * @throws {ServiceError} for a dry run: that is how AWS tells that the request would have succeeded.
 */
export function endDryRun({ parameters }: Ec2Call): void {
  const dryRun = parameters.get('DryRun');
  if (dryRun === null || dryRun === 'false') return;
  if (dryRun !== 'true')
    throw new ServiceError('InvalidParameterValue', `Value (${dryRun}) for parameter DryRun is invalid.`);
  throw new ServiceError('DryRunOperation', 'Request would have succeeded, but DryRun flag is set.', 412);
}

import { randomUUID } from 'node:crypto';
import type { Clock } from '../../core/time.ts';
import type { Faults, FaultsOfRequest } from '../faults.ts';
import type { RateLimits } from '../rate-limits.ts';
import type { RequestCounters } from '../request-counters.ts';
import type { Outcome, SandboxRequest, SandboxResponse, SandboxService, WireRequest } from '../service.ts';
import { authenticate, type Caller } from './authenticate.ts';
import { damaged } from './damage.ts';
import type { Estate } from './estate/estate.ts';
import type { Identities } from './identities.ts';
import { operationOf } from './operation.ts';
import { denied, failed, notEnabled, throttled } from './refusals.ts';
import { ServiceError } from './service-error.ts';
import { parseAuthorization, SigningKeys } from './signature.ts';
import { errorResponse, protocolOf } from './wire/protocol.ts';

export interface FrontParts {
  readonly estate: Estate;
  readonly services: readonly SandboxService[];
  readonly identities: Identities;
  readonly faults: Faults;
  readonly limits: RateLimits;
  readonly counters: RequestCounters;
  /** By which signatures are judged, wherever the sandbox's own clock has been moved to. */
  readonly wallClock: Clock;
}

/** Services that have no regions; they answer wherever they are asked. */
const globalServices = new Set(['iam', 'organizations', 'ce']);

/** What stands before all services: looks at signatures, regions, limits and faults, and hands on to the service. */
export function createFront(parts: FrontParts): (request: WireRequest) => Promise<Outcome> {
  const keys = new SigningKeys();
  const services = new Map(parts.services.map((service) => [service.service, service]));

  async function handle(signed: WireRequest): Promise<Outcome> {
    const requestId = randomUUID();
    const service = parseAuthorization(signed.headers.authorization)?.service ?? 'ec2';
    const operation = operationOf({ ...signed, service });
    try {
      const caller = authenticate(signed, { ...parts, keys });
      const outcome = await serve(requestOf(signed, caller, requestId), operation, caller);
      parts.counters.count(service, operation, succeeded(outcome) ? 'ok' : 'error');
      return outcome;
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      parts.counters.count(service, operation, isThrottle(error) ? 'throttled' : 'error');
      return answer(errorResponse(protocolOf(service), error, requestId));
    }
  }

  async function serve(request: SandboxRequest, operation: string, caller: Caller): Promise<Outcome> {
    const { service, region, account } = request;
    const site = { service, region, operation, account: targetAccount(request, operation) };
    const faults = parts.faults.befalling(site);
    if (faults.has('timeout')) return { type: 'silence' };
    const afterMs = faults.find('latency')?.ms ?? 0;
    const handler = services.get(service);
    if (handler === undefined)
      throw new ServiceError('InvalidAction', `The service ${service} is not part of the sandbox.`, 400);
    if (!globalServices.has(service) && !parts.estate.regions.includes(region)) throw notEnabled(service);
    refuse(faults, site, caller.identity.arn);
    if (!parts.limits.take({ account, region, service, operation })) throw throttled(service);
    const response = damaged(await handler.handle(request), request, faults);
    return faults.has('disconnect') ? { type: 'break', response } : { type: 'answer', response, afterMs };
  }

  return handle;
}

function refuse(
  faults: FaultsOfRequest,
  { service, operation }: { readonly service: string; readonly operation: string },
  caller: string,
): void {
  if (faults.has('throttle')) throw throttled(service);
  const error = faults.find('error');
  if (error !== undefined) throw failed(service, error.status ?? 500);
  if (faults.has('deny')) throw denied(service, operation, caller);
}

function requestOf(
  signed: WireRequest,
  { authorization, identity }: Caller,
  requestId: string,
): SandboxRequest {
  const { accessKeyId, service, region } = authorization;
  return { ...signed, service, region, account: identity.account, accessKeyId, requestId };
}

/** Whose account a request is about: that of the role which is to be taken on, else the caller's. */
function targetAccount({ account, body }: SandboxRequest, operation: string): string {
  if (operation !== 'AssumeRole') return account;
  const role = new URLSearchParams(body.toString()).get('RoleArn');
  return role?.split(':')[4] ?? account;
}

function answer(response: SandboxResponse): Outcome {
  return { type: 'answer', response, afterMs: 0 };
}

function succeeded(outcome: Outcome): boolean {
  return outcome.type === 'answer' && outcome.response.status < 400;
}

function isThrottle({ code }: ServiceError): boolean {
  return /Throttl|RequestLimitExceeded|SlowDown|TooManyRequests/.test(code);
}

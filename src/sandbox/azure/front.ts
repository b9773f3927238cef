import { randomUUID } from 'node:crypto';
import type { Faults, FaultsOfRequest } from '../faults.ts';
import type { RateLimits } from '../rate-limits.ts';
import type { RequestCounters } from '../request-counters.ts';
import type { Outcome, SandboxResponse, WireRequest } from '../service.ts';
import { ArmError } from './arm-error.ts';
import type { AzureContext } from './context.ts';
import { damaged } from './damage.ts';
import { type Operation, operationOf } from './operation.ts';
import { QueryQuota } from './query-quota.ts';
import { operationGroupOf } from './rate-limits.ts';
import {
  badToken,
  denied,
  deniedByGraph,
  failed,
  notServed,
  rateLimited,
  subscriptionNotFound,
  throttled,
} from './refusals.ts';
import type { AzureRequest, AzureService, Host } from './service.ts';
import { signIn, signInStepOf } from './sign-in/sign-in.ts';
import type { SignInParts } from './sign-in/token-endpoint.ts';
import { addressOf, originOf } from './wire/address.ts';
import { errorAnswer } from './wire/answer.ts';

export interface FrontParts extends SignInParts {
  readonly context: AzureContext;
  readonly services: readonly AzureService[];
  readonly faults: Faults;
  readonly limits: RateLimits;
  readonly counters: RequestCounters;
}

/** What stands before all services: signs in, looks at tokens, limits and faults, and hands on to the service. */
export function createFront(parts: FrontParts): (request: WireRequest) => Promise<Outcome> {
  const { context, tokens, faults, limits, counters } = parts;
  const services = Map.groupBy(parts.services, ({ host, namespace }) => `${host} ${namespace}`);
  const quota = new QueryQuota(parts.wallClock, limits);

  async function handle(sent: WireRequest): Promise<Outcome> {
    // Clients put a scope, which begins with a slash, after one.
    const wire = { ...sent, path: sent.path.replace(/\/{2,}/g, '/') };
    const step = signInStepOf(wire);
    const requestId = randomUUID();
    const outcome = step === undefined ? await serve(wire, requestId) : answerSignIn(wire, step);
    return withIds(outcome, requestId);
  }

  function answerSignIn(wire: WireRequest, step: NonNullable<ReturnType<typeof signInStepOf>>): Outcome {
    const site = {
      service: 'login',
      operation: step,
      account: parts.application.identity.tenantId,
      region: 'global',
    };
    const befalling = faults.befalling(site);
    const response = signIn(parts, step, wire, originOf(wire), befalling);
    count(site, response);
    return outcomeOf(response, befalling);
  }

  async function serve(wire: WireRequest, requestId: string): Promise<Outcome> {
    const { host, resource } = addressOf(wire.path);
    const operation = operationOf(host, wire.method, resource);
    try {
      const { tenantId } = context.estate;
      const caller = callerOf(wire, host);
      const request: AzureRequest = { ...wire, host, caller, resource, origin: originOf(wire), requestId };
      const account = resource.subscription ?? tenantId;
      const site = { ...operation, account, region: 'global' };
      const befalling = faults.befalling(site);
      refuse(befalling, request, operation);
      const headers = spend(request, operation);
      requireKnown(request);
      const response = damaged(await answerOf(request), request, befalling);
      count(site, response);
      return outcomeOf({ ...response, headers: { ...headers, ...response.headers } }, befalling);
    } catch (error) {
      if (!(error instanceof ArmError)) throw error;
      const response = errorAnswer(error);
      count(operation, response);
      return { type: 'answer', response, afterMs: 0 };
    }
  }

  async function answerOf(request: AzureRequest): Promise<SandboxResponse> {
    const { host, resource, method, path } = request;
    for (const service of services.get(`${host} ${resource.namespace}`) ?? []) {
      const answer = await service.handle(request);
      if (answer !== undefined) return answer;
    }
    throw notServed(method, path);
  }

  function callerOf(wire: WireRequest, host: Host) {
    const origin = originOf(wire);
    const { tenantId } = context.estate;
    const token = /^Bearer (.+)$/i.exec(wire.headers.authorization ?? '')?.[1];
    if (token === undefined)
      throw badToken(
        'AuthenticationFailed',
        "Authentication failed. The 'Authorization' header is missing.",
        tenantId,
        origin,
      );
    const verified = tokens.verify(token);
    switch (verified.state) {
      case 'foreign':
        throw badToken('InvalidAuthenticationToken', 'The access token is invalid.', tenantId, origin);
      case 'expired':
        throw badToken(
          'ExpiredAuthenticationToken',
          'The access token expiry UTC time is earlier than the current UTC time.',
          tenantId,
          origin,
        );
      case 'good':
        if (verified.host === host) return verified.caller;
        throw badToken(
          'InvalidAuthenticationTokenAudience',
          'The access token has been obtained for wrong audience or resource.',
          tenantId,
          origin,
        );
    }
  }

  /** Takes one of the requests that are allowed, and says how many are left. */
  function spend(request: AzureRequest, { service }: Operation): Readonly<Record<string, string>> {
    const { host, resource, caller, method } = request;
    if (service === 'Microsoft.ResourceGraph') {
      const { granted, headers } = quota.take(caller.client);
      if (!granted) throw rateLimited(headers);
      return headers;
    }
    const group = operationGroupOf(method);
    const bucket = {
      account: resource.subscription ?? context.estate.tenantId,
      region: 'global',
      service: host,
      operation: group,
    };
    const what = resource.subscription === undefined ? 'tenant' : 'subscription';
    if (!limits.take(bucket))
      throw throttled(
        `${what} '${bucket.account}' and operation group '${group}'`,
        seconds(limits.waitMs(bucket)),
      );
    return { [`x-ms-ratelimit-remaining-${what}-${group}`]: String(limits.left(bucket)) };
  }

  function requireKnown({ host, resource, query }: AzureRequest): void {
    if (host !== 'management') return;
    if (!query.has('api-version'))
      throw new ArmError(
        400,
        'MissingApiVersionParameter',
        'The api-version query parameter (?api-version=) is required for all requests.',
      );
    const { subscription } = resource;
    if (subscription !== undefined && context.estate.subscription(subscription) === undefined)
      throw subscriptionNotFound(subscription);
  }

  function count(operation: Operation, { status }: SandboxResponse): void {
    const result = status === 429 ? 'throttled' : status < 400 ? 'ok' : 'error';
    counters.count(operation.service, operation.operation, result);
  }

  return handle;
}

function refuse(faults: FaultsOfRequest, request: AzureRequest, { service, operation }: Operation): void {
  const { host, resource, caller } = request;
  if (faults.has('throttle')) {
    if (service === 'Microsoft.ResourceGraph')
      throw rateLimited({
        'retry-after': '1',
        'x-ms-user-quota-remaining': '0',
        'x-ms-user-quota-resets-after': '00:00:01',
      });
    throw throttled(`'${resource.subscription ?? caller.tenant}'`, 1);
  }
  const error = faults.find('error');
  if (error !== undefined) throw failed(error.status ?? 500);
  if (!faults.has('deny')) return;
  if (host === 'graph') throw deniedByGraph();
  const scope =
    resource.scope === ''
      ? `/${['subscriptions', ...(resource.subscription === undefined ? [] : [resource.subscription])].join('/')}`
      : resource.scope;
  throw denied(caller, `${service}/${operation}`, scope);
}

/** What becomes of an answer by the faults that do not refuse. */
function outcomeOf(response: SandboxResponse, faults: FaultsOfRequest): Outcome {
  if (faults.has('timeout')) return { type: 'silence' };
  if (faults.has('disconnect')) return { type: 'break', response };
  return { type: 'answer', response, afterMs: faults.find('latency')?.ms ?? 0 };
}

function withIds(outcome: Outcome, requestId: string): Outcome {
  if (outcome.type === 'silence') return outcome;
  const { response } = outcome;
  const ids = { 'x-ms-request-id': requestId, 'x-ms-correlation-request-id': requestId };
  return { ...outcome, response: { ...response, headers: { ...ids, ...response.headers } } };
}

function seconds(ms: number): number {
  return Math.max(1, Math.ceil(ms / 1_000));
}

import type { Faults, FaultsOfRequest } from '../faults.ts';
import type { RateLimits } from '../rate-limits.ts';
import type { RequestCounters } from '../request-counters.ts';
import type { Outcome, SandboxResponse, WireRequest } from '../service.ts';
import { errorAnswer } from './answer.ts';
import { authenticate } from './authenticate.ts';
import { damaged } from './damage.ts';
import type { Estate, ProjectCell } from './estate/estate.ts';
import { regionOfZone } from './estate/regions.ts';
import { maskedAnswer, requestedMask } from './field-mask.ts';
import { GoogleError } from './google-error.ts';
import { type Identities, isFederated } from './identities.ts';
import { isForMetadata, metadataAnswer } from './metadata-server.ts';
import { refuseUnknownParameters } from './query.ts';
import { quotaOf } from './rate-limits.ts';
import {
  computeDenied,
  failed,
  invalidArgument,
  notFound,
  permissionDenied,
  quotaExceeded,
  serviceDisabled,
} from './refusals.ts';
import { createRouter, type Routed } from './router.ts';
import type { GcpCaller, GcpRequest, GcpService } from './service.ts';
import { tokenAnswer } from './token-endpoints.ts';

export interface FrontParts {
  readonly estate: Estate;
  readonly services: readonly GcpService[];
  readonly identities: Identities;
  readonly faults: Faults;
  readonly limits: RateLimits;
  readonly counters: RequestCounters;
}

/** One refusal for too many requests in so many says for how long to wait. */
const retryAfterEvery = 3;

/** What stands before all services: looks at tokens, projects, APIs, limits and faults, and hands on to the service. */
export function createFront(parts: FrontParts): (request: WireRequest) => Promise<Outcome> {
  const { estate, identities, counters } = parts;
  const routeOf = createRouter(parts.services);
  let refusals = 0;

  async function handle(request: WireRequest): Promise<Outcome> {
    const unsecured = unsecuredAnswer(request);
    if (unsecured !== undefined) return unsecured;
    const routed = routeOf(request.method, request.path);
    if (routed === undefined || routed === 'no method') return answer(unknownPath(request, routed));
    const { service } = routed.service;
    const { operation } = routed.route;
    try {
      const outcome = await serve(request, routed);
      counters.count(service, operation, succeeded(outcome) ? 'ok' : 'error');
      return outcome;
    } catch (error) {
      if (!(error instanceof GoogleError)) throw error;
      counters.count(service, operation, isThrottle(error) ? 'throttled' : 'error');
      return answer(errorAnswer(error));
    }
  }

  /** The metadata server and the token endpoints, which are asked by those who have no token yet. */
  function unsecuredAnswer(request: WireRequest): Outcome | undefined {
    const forMetadata = isForMetadata(request.path);
    const response = forMetadata ? metadataAnswer(request, identities) : tokenAnswer(request, identities);
    if (response === undefined) return undefined;
    const service = forMetadata ? 'metadata' : request.path === '/token' ? 'oauth2' : 'sts';
    const operation = forMetadata ? 'get' : 'token';
    const site = { service, region: 'global', operation, account: identities.home.id };
    const faults = parts.faults.befalling(site);
    counters.count(service, operation, response.status < 400 && !faults.has('error') ? 'ok' : 'error');
    if (faults.has('timeout')) return { type: 'silence' };
    const error = faults.find('error');
    return answer(error === undefined ? response : errorAnswer(failed(error.status ?? 500)));
  }

  async function serve(wire: WireRequest, routed: Routed): Promise<Outcome> {
    const { service, route, params } = routed;
    const api = service.api ?? `${service.service}.googleapis.com`;
    const caller = authenticate(wire, identities, { api, method: route.operation });
    const project = projectOf(routed, wire, caller);
    const region = regionOf(params);
    const site = { service: service.service, region, operation: route.operation, account: project.id };
    const faults = parts.faults.befalling(site);
    if (faults.has('timeout')) return { type: 'silence' };
    const afterMs = faults.find('latency')?.ms ?? 0;
    if (service.api !== undefined && !estate.apis.isEnabled(project.id, service.api))
      throw serviceDisabled(service.api, project);
    if (faults.has('throttle') || !parts.limits.take(site)) throw throttled(api, site, project);
    refuse(faults, routed, caller, project);
    refuseUnknownParameters(wire.query, route.query ?? []);
    const request: GcpRequest = {
      ...wire,
      service: service.service,
      operation: route.operation,
      caller,
      project,
      region,
      params,
      mask: requestedMask(wire),
      isUnreachable: (of) => parts.faults.cutsOff({ ...site, region: of }),
    };
    const whole = await route.handle(request);
    const response = damaged(
      route.masksItself ? whole : maskedAnswer(whole, request.mask),
      wire.query,
      faults,
    );
    return faults.has('disconnect') ? { type: 'break', response } : { type: 'answer', response, afterMs };
  }

  function projectOf(
    { service, route, params }: Routed,
    { query }: WireRequest,
    caller: GcpCaller,
  ): ProjectCell {
    // Cloud Storage has it in the query.
    const named = params['project'] ?? query.get('project') ?? undefined;
    const project = estate.project(named ?? caller.project);
    if (project !== undefined) return project;
    if (service.service === 'compute') throw notFound(`The resource 'projects/${named ?? ''}'`);
    throw permissionDenied(route.permission, `//cloudresourcemanager.googleapis.com/projects/${named ?? ''}`);
  }

  function throttled(
    api: string,
    { service, operation }: { readonly service: string; readonly operation: string },
    { number }: ProjectCell,
  ): GoogleError {
    refusals++;
    return quotaExceeded(
      api,
      number,
      quotaOf(service, operation),
      refusals % retryAfterEvery === 0 ? 1 : undefined,
    );
  }

  return handle;
}

function refuse(
  faults: FaultsOfRequest,
  { service, route }: Routed,
  caller: GcpCaller,
  { id }: ProjectCell,
): void {
  const error = faults.find('error');
  if (error !== undefined) throw failed(error.status ?? 500);
  const outsider = isFederated(caller) && service.service !== 'iamcredentials';
  if (!outsider && !faults.has('deny')) return;
  throw service.service === 'compute'
    ? computeDenied(route.permission, `projects/${id}`)
    : permissionDenied(route.permission, `//cloudresourcemanager.googleapis.com/projects/${id}`);
}

/** The region that a path names, itself or by a zone or a location. */
function regionOf({ region, zone, location }: Readonly<Record<string, string>>): string {
  if (region !== undefined) return region;
  if (zone !== undefined) return regionOfZone(zone);
  if (location === undefined || location === '-' || location === 'global') return 'global';
  return /-[a-z]$/.test(location) ? regionOfZone(location) : location;
}

function unknownPath({ method, path }: WireRequest, routed: 'no method' | undefined): SandboxResponse {
  if (routed === undefined) return errorAnswer(notFound(`The requested URL ${path}`));
  return errorAnswer(
    invalidArgument(`The method ${method} is not supported for ${path}.`, 'httpMethodNotAllowed'),
  );
}

function answer(response: SandboxResponse): Outcome {
  return { type: 'answer', response, afterMs: 0 };
}

function succeeded(outcome: Outcome): boolean {
  return outcome.type === 'answer' && outcome.response.status < 400;
}

function isThrottle({ parts }: GoogleError): boolean {
  return parts.reason === 'rateLimitExceeded';
}

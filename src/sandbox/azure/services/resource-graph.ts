import { createHash } from 'node:crypto';
import type { SandboxResponse } from '../../service.ts';
import type { AzureContext } from '../context.ts';
import type { Cell } from '../estate/estate.ts';
import type { AzureRequest, AzureService } from '../service.ts';
import { textAnswer } from '../wire/answer.ts';
import { groupsBelow } from './management-groups.ts';
import { badRequest } from './resource-graph/errors.ts';
import { parseQuery } from './resource-graph/parse.ts';
import { type Plan, planOf } from './resource-graph/plan.ts';
import { type GraphRequest, graphRequestOf } from './resource-graph/request.ts';
import { isById, pageOf, type Reach, sourcesOfPlan, summarize } from './resource-graph/run.ts';

const defaultTop = 1_000;

/** Resource Graph: one query over many subscriptions. */
export function resourceGraphService(context: AzureContext): AzureService {
  const { estate } = context;

  function handle(request: AzureRequest): SandboxResponse | undefined {
    if (request.method !== 'POST' || request.resource.type !== 'resources') return undefined;
    const asked = graphRequestOf(request);
    const plan = planOf(parseQuery(asked.query));
    const reach: Reach = {
      cells: cellsOf(asked),
      above: asked.options?.authorizationScopeFilter?.includes('Above') ?? false,
    };
    const sources = sourcesOfPlan(plan, context, reach);
    if (plan.summary !== undefined) return answer(summarize(plan, sources, reach), undefined, false);

    const list = digestOf(asked);
    const position = positionOf(list, asked.options?.$skipToken);
    const page = pageOf(plan, sources, reach, {
      from: position?.from ?? asked.options?.$skip ?? 0,
      size: asked.options?.$top ?? defaultTop,
      total: position?.total,
      exact: estate.overlay.deleted > 0,
    });
    const token =
      page.next !== undefined && isPageable(plan) ? `${page.next}.${page.total}.${list}` : undefined;
    return answer(
      page,
      token && Buffer.from(token).toString('base64url'),
      page.next !== undefined && token === undefined,
    );
  }

  /** The places of the subscriptions that are asked about; of all where none are. */
  function cellsOf({ subscriptions, managementGroups }: GraphRequest): readonly Cell[] {
    const wanted = subscriptions && new Set(subscriptions.map((id) => id.toLowerCase()));
    const groups =
      managementGroups && new Set(managementGroups.flatMap((name) => [...groupsBelow(estate, name)]));
    return estate.subscriptions
      .filter(
        ({ id, managementGroup }) => (wanted?.has(id) ?? true) && (groups?.has(managementGroup) ?? true),
      )
      .flatMap(({ id }) => estate.cellsOf(id, 'Microsoft.ResourceGraph'));
  }

  return { host: 'management', namespace: 'microsoft.resourcegraph', handle };
}

/** Whether a query can be gone on with: its rows have ids, and come in the order of those. */
function isPageable(plan: Plan): boolean {
  return plan.take === undefined && isById(plan) && plan.columns.some(({ value }) => value.isId === true);
}

function answer(
  page: { readonly data: Buffer; readonly count: number; readonly total: number },
  token: string | undefined,
  truncated: boolean,
): SandboxResponse {
  const more = token === undefined ? '' : `,"$skipToken":"${token}"`;
  const open = `{"totalRecords":${page.total},"count":${page.count},"data":[`;
  const close = `],"facets":[],"resultTruncated":"${truncated}"${more}}`;
  return textAnswer(Buffer.concat([Buffer.from(open), page.data, Buffer.from(close)]));
}

/** What tells one list from another. */
function digestOf({ query, subscriptions, managementGroups }: GraphRequest): string {
  return createHash('sha1')
    .update(JSON.stringify([query, subscriptions, managementGroups]))
    .digest('base64url');
}

function positionOf(
  list: string,
  token: string | null | undefined,
): { readonly from: number; readonly total: number } | undefined {
  if (token === null || token === undefined) return undefined;
  const [, from, total, of] = /^(\d+)\.(\d+)\.(.+)$/.exec(Buffer.from(token, 'base64url').toString()) ?? [];
  if (of !== list)
    throw badRequest([{ code: 'InvalidSkipToken', message: 'The skip token is of another query.' }]);
  return { from: Number(from), total: Number(total) };
}

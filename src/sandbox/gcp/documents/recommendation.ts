import type { Project } from '../estate/place.ts';
import type { Recommendation } from '../estate/recommendations.ts';

const monthSeconds = 2_592_000;

/** A recommendation as Recommender tells it: its name has the project's number, not its id. */
export function recommendationDocument(one: Recommendation, { number }: Project): object {
  const parent = `projects/${number}/locations/${one.location}`;
  return {
    name: `${parent}/recommenders/${one.recommender}/recommendations/${one.id}`,
    description: one.description,
    recommenderSubtype: one.subtype,
    lastRefreshTime: new Date(one.refreshedAt).toISOString().replace('.000Z', 'Z'),
    primaryImpact: impactOf(one),
    priority: one.priority,
    content: contentOf(one),
    stateInfo: { state: one.state },
    etag: `"${one.id.slice(0, 16)}"`,
    associatedInsights: [
      { insight: `${parent}/insightTypes/${insightTypeOf(one)}/insights/${one.id.replace(/^./, '0')}` },
    ],
  };
}

function impactOf({ monthlyUsd }: Recommendation): object {
  if (monthlyUsd === undefined)
    return { category: 'SECURITY', securityProjection: { details: { revokedIamPermissionsCount: 871 } } };
  // Of a saving both parts are negative.
  const units = Math.trunc(monthlyUsd);
  const nanos = Math.round((monthlyUsd - units) * 1e9);
  return {
    category: 'COST',
    costProjection: {
      cost: {
        currencyCode: 'USD',
        ...(units !== 0 && { units: String(-units) }),
        ...(nanos !== 0 && { nanos: -nanos }),
      },
      duration: `${monthSeconds}s`,
    },
  };
}

function contentOf({ operation, target, grant, subtype }: Recommendation): object {
  const { action, resourceType, path, value } = operation;
  return {
    operationGroups: [
      {
        operations: [
          {
            action,
            resourceType,
            resource: target,
            path,
            ...(value !== undefined && { value }),
            ...(grant !== undefined && {
              pathFilters: {
                '/iamPolicy/bindings/*/members/*': grant.member,
                '/iamPolicy/bindings/*/role': grant.role,
              },
            }),
          },
        ],
      },
    ],
    ...(grant !== undefined && {
      overview: {
        member: grant.member,
        removedRole: grant.role,
        ...(subtype === 'REPLACE_ROLE' && { addedRoles: ['roles/viewer'] }),
        minimumObservationPeriodInDays: '90',
      },
    }),
  };
}

function insightTypeOf({ recommender }: Recommendation): string {
  const [, service = '', sort = ''] = recommender.split('.');
  return service === 'iam' ? 'google.iam.policy.Insight' : `google.${service}.${sort}.IdleResourceInsight`;
}

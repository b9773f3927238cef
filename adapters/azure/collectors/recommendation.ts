import { recommendation } from 'bursar/adapter';
import { armId, idOf } from '../arm-id.ts';
import type { AzureClients } from '../client.ts';
import { azureCollector } from '../collector.ts';
import { type ArmRecord, defined, instantOf, type Maybe, required, told } from '../record.ts';
import { restPages } from '../rest-pages.ts';

interface RecommendationRecord extends ArmRecord {
  readonly properties?: Maybe<{
    readonly category?: Maybe<string>;
    readonly impactedField?: Maybe<string>;
    readonly lastUpdated?: Maybe<string>;
    readonly shortDescription?: Maybe<{
      readonly problem?: Maybe<string>;
      readonly solution?: Maybe<string>;
    }>;
    readonly resourceMetadata?: Maybe<{ readonly resourceId?: Maybe<string> }>;
    /** Everything in it is text, figures too. */
    readonly extendedProperties?: Maybe<Readonly<Record<string, Maybe<string>>>>;
  }>;
}

type Properties = NonNullable<RecommendationRecord['properties']>;

const monthsPerYear = 12;

/** What Azure Advisor has to say. */
export const recommendationCollector = azureCollector({
  kind: recommendation,
  permissions: ['Microsoft.Advisor/recommendations/read'],

  graph: (graph) =>
    graph.rows<RecommendationRecord>({
      table: 'advisorresources',
      types: ['microsoft.advisor/recommendations'],
      columns: ['name', 'properties'],
    }),

  arm: (clients, signal) => listRecommendations(clients, signal),

  read(raw: RecommendationRecord, scope) {
    const properties = required(raw.properties, 'properties');
    const id = idOf(raw);
    const subject =
      armId(properties.resourceMetadata?.resourceId) ?? id.split('/providers/microsoft.advisor/')[0];
    return {
      kind: 'recommendation',
      id,
      name: required(raw.name, 'name'),
      scope,
      untaggable: true as const,
      attributes: {
        source: 'Azure Advisor',
        topic: topicOf(properties),
        advice: required(
          told(properties.shortDescription?.solution ?? properties.shortDescription?.problem),
          'the advice',
        ),
        subjects: subject ? [subject] : [],
        ...defined({
          monthlySaving: savingOf(properties),
          refreshedAt: instantOf(properties.lastUpdated),
        }),
      },
    };
  },
});

/** Advisor sorts by benefit; what is to be done for a lower cost is among its further properties. */
function topicOf({ category, extendedProperties, shortDescription }: Properties) {
  if (category?.toLowerCase() === 'security') return 'security' as const;
  if (category?.toLowerCase() !== 'cost') return 'other' as const;
  const { recommendationType, term, reservedResourceType } = extendedProperties ?? {};
  const text = `${shortDescription?.problem ?? ''} ${shortDescription?.solution ?? ''}`;
  if (term || reservedResourceType || /reserved|reservation|savings? plan/i.test(text))
    return 'commitment' as const;
  if (
    /shut ?down|delete/i.test(recommendationType ?? '') ||
    /\b(?:idle|unused|unattached|delete|shut ?down)\b/i.test(text)
  )
    return /right-?size/i.test(text) && !/shut ?down/i.test(recommendationType ?? '')
      ? ('resize' as const)
      : ('idle' as const);
  return recommendationType || /right-?size|resize|underutili[sz]ed/i.test(text)
    ? ('resize' as const)
    : ('other' as const);
}

/** By Advisor's own reckoning: it tells what a month saves, or what a year does. */
function savingOf({ extendedProperties }: Properties) {
  const { savingsAmount, annualSavingsAmount, savingsCurrency } = extendedProperties ?? {};
  const currency = told(savingsCurrency);
  const monthly = decimal(savingsAmount);
  const yearly = decimal(annualSavingsAmount);
  const amount = monthly ?? (yearly === undefined ? undefined : (Number(yearly) / monthsPerYear).toFixed(2));
  return amount === undefined || currency === undefined ? undefined : { amount, currency };
}

function decimal(text: Maybe<string>): string | undefined {
  return text && /^-?\d+(?:\.\d+)?$/.test(text) ? text : undefined;
}

/** By Resource Manager itself: Bursar has no client for Advisor. */
async function* listRecommendations(
  clients: AzureClients,
  signal: AbortSignal,
): AsyncGenerator<readonly RecommendationRecord[], void, void> {
  const client = await clients.resourceManager();
  const path = `/subscriptions/${clients.subscription}/providers/Microsoft.Advisor/recommendations`;
  yield* restPages<RecommendationRecord>(client, { path, query: { 'api-version': '2025-01-01' } }, signal);
}

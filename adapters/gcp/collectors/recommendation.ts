import { mapBounded, recommendation } from 'bursar/adapter';
import type { Asked, Piece } from '../asked.ts';
import { gcpCollector } from '../collector.ts';
import { listPages } from '../lists.ts';
import { partOf, regionOfLocation } from '../names.ts';
import { type Advisor, advisors, type Place } from '../reading/advisors.ts';
import { monthlySaving } from '../reading/monthly-saving.ts';
import { type Operation, subjectsOf } from '../reading/subjects.ts';
import { usedPlaces } from '../reading/used-places.ts';
import { defined, instantOf, required } from '../record.ts';

/** A recommendation as Recommender has it. */
interface RecommendationRecord {
  /** `projects/123/locations/us-central1-a/recommenders/google.compute.disk.IdleResourceRecommender/recommendations/…` */
  readonly name?: string;
  readonly description?: string;
  readonly lastRefreshTime?: string;
  readonly recommenderSubtype?: string;
  readonly primaryImpact?: Parameters<typeof monthlySaving>[0];
  readonly content?: {
    readonly operationGroups?: readonly { readonly operations?: readonly Operation[] }[];
  };
}

const fields =
  'recommendations(name,description,lastRefreshTime,recommenderSubtype,primaryImpact,content/operationGroups),nextPageToken';

/** Recommenders that are asked at a time. */
const concurrency = 4;

/** What Google's Recommender says about machines, disks, addresses, databases and grants. */
export const recommendationCollector = gcpCollector({
  kind: recommendation,
  permissions: [
    'cloudsql.instances.list',
    'compute.addresses.list',
    'compute.disks.list',
    ...advisors.map(({ permission }) => permission),
  ],
  async *pages(asked) {
    const { zones, regions } = await usedPlaces(asked);
    const locations: Readonly<Record<Place, readonly string[]>> = {
      zone: zones,
      region: regions,
      global: ['global'],
    };
    const questions = advisors.flatMap((advisor) =>
      advisor.places.flatMap((place) => locations[place].map((location) => ({ advisor, location }))),
    );
    for (let start = 0; start < questions.length; start += concurrency) {
      const some = questions.slice(start, start + concurrency);
      const answers = await mapBounded(some, concurrency, ({ advisor, location }) =>
        Array.fromAsync(adviceOf(asked, advisor, location)),
      );
      for (const pieces of answers) yield* pieces;
    }
  },

  read(raw: RecommendationRecord, scope) {
    const name = required(raw.name, 'name');
    const location = required(partOf(name, 'locations'), 'a location in name');
    const advisor = advisors.find(({ id }) => name.includes(`/recommenders/${id}/`));
    const operations = (raw.content?.operationGroups ?? []).flatMap(({ operations: list = [] }) => list);
    const subjects = subjectsOf(operations, scope.account);
    const [subject = ''] = subjects;
    return {
      kind: 'recommendation',
      // Recommender names the project by its number.
      id: `//recommender.googleapis.com/${name.replace(/^projects\/[^/]+/, `projects/${scope.account}`)}`,
      name: [raw.recommenderSubtype, subject.slice(subject.lastIndexOf('/') + 1)].filter(Boolean).join(' '),
      scope: { ...scope, region: regionOfLocation(location) },
      untaggable: true,
      attributes: {
        source: 'Google Recommender',
        topic: advisor?.topic ?? ('other' as const),
        advice: required(raw.description, 'description'),
        subjects,
        ...defined({
          monthlySaving: monthlySaving(raw.primaryImpact),
          refreshedAt: instantOf(raw.lastRefreshTime),
        }),
      },
    };
  },
});

async function* adviceOf(asked: Asked, { id }: Advisor, location: string): AsyncGenerator<Piece, void, void> {
  const client = await asked.clients.recommender();
  const parent = `projects/${asked.scope.account}/locations/${location}/recommenders/${id}`;
  const request = { parent, pageSize: 500, filter: 'stateInfo.state=ACTIVE' };
  yield* listPages(asked, {
    what: `recommendations of ${id} in ${location}`,
    property: 'recommendations',
    fields,
    ask: (token, options) => client.listRecommendations({ ...request, pageToken: token ?? null }, options),
  });
}

/** One of Google's recommenders. */
export interface Advisor {
  /** `google.compute.instance.IdleResourceRecommender` */
  readonly id: string;
  readonly topic: 'idle' | 'resize' | 'permissions';
  /** What kind of place it has to be asked about. */
  readonly places: readonly Place[];
  /** What it takes to be told, beside what all of them take. */
  readonly permission: string;
}

export type Place = 'zone' | 'region' | 'global';

/** The recommenders whose advice is read. */
export const advisors: readonly Advisor[] = [
  {
    id: 'google.compute.instance.IdleResourceRecommender',
    topic: 'idle',
    places: ['zone'],
    permission: 'recommender.computeInstanceIdleResourceRecommendations.list',
  },
  {
    id: 'google.compute.instance.MachineTypeRecommender',
    topic: 'resize',
    places: ['zone'],
    permission: 'recommender.computeInstanceMachineTypeRecommendations.list',
  },
  {
    id: 'google.compute.disk.IdleResourceRecommender',
    topic: 'idle',
    places: ['zone', 'region'],
    permission: 'recommender.computeDiskIdleResourceRecommendations.list',
  },
  {
    id: 'google.compute.address.IdleResourceRecommender',
    topic: 'idle',
    places: ['region', 'global'],
    permission: 'recommender.computeAddressIdleResourceRecommendations.list',
  },
  {
    id: 'google.cloudsql.instance.IdleRecommender',
    topic: 'idle',
    places: ['region'],
    permission: 'recommender.cloudsqlIdleInstanceRecommendations.list',
  },
  {
    id: 'google.cloudsql.instance.OverprovisionedRecommender',
    topic: 'resize',
    places: ['region'],
    permission: 'recommender.cloudsqlOverprovisionedInstanceRecommendations.list',
  },
  {
    id: 'google.iam.policy.Recommender',
    topic: 'permissions',
    places: ['global'],
    permission: 'recommender.iamPolicyRecommendations.list',
  },
];

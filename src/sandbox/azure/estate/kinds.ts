/** The share that each kind has of an estate's resources. */
export const kindShares = {
  instance: 0.33,
  volume: 0.37,
  snapshot: 0.1,
  image: 0.015,
  'gallery-image': 0.01,
  address: 0.035,
  'nat-gateway': 0.01,
  'load-balancer': 0.012,
  'application-gateway': 0.004,
  'sql-database': 0.012,
  postgresql: 0.005,
  mysql: 0.004,
  bucket: 0.012,
  function: 0.012,
  'scaling-group': 0.008,
  compute: 0.002,
  endpoint: 0.001,
  identity: 0.01,
  'role-assignment': 0.02,
  'role-definition': 0.003,
  recommendation: 0.008,
  /** With its service principal. */
  application: 0.006,
} as const satisfies Readonly<Record<string, number>>;

export type EstateKind = keyof typeof kindShares;

/** Every kind of the estate. */
// The keys of a constant are its keys; Object.keys widens them.
export const estateKinds = Object.keys(kindShares) as readonly EstateKind[];

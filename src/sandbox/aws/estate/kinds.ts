/** The share that each kind has of an estate's resources. */
export const kindShares = {
  instance: 0.34,
  volume: 0.38,
  snapshot: 0.12,
  image: 0.03,
  address: 0.03,
  'nat-gateway': 0.015,
  database: 0.015,
  'load-balancer': 0.015,
  bucket: 0.012,
  function: 0.012,
  'scaling-group': 0.008,
  notebook: 0.002,
  endpoint: 0.001,
  role: 0.01,
  user: 0.006,
  policy: 0.004,
} as const satisfies Readonly<Record<string, number>>;

export type EstateKind = keyof typeof kindShares;

/** Every kind of the estate. */
// The keys of a constant are its keys; Object.keys widens them.
export const estateKinds = Object.keys(kindShares) as readonly EstateKind[];

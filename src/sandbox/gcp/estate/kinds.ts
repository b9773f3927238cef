/** The share that each kind has of an estate's resources. */
export const kindShares = {
  // In a region of a project.
  instance: 0.33,
  disk: 0.36,
  address: 0.03,
  router: 0.012,
  'forwarding-rule': 0.012,
  'instance-group': 0.01,
  database: 0.015,
  function: 0.008,
  'run-service': 0.01,
  notebook: 0.003,
  endpoint: 0.002,
  // In a project as a whole.
  snapshot: 0.1,
  image: 0.02,
  'global-address': 0.006,
  'global-forwarding-rule': 0.006,
  bucket: 0.015,
  'service-account': 0.025,
  'custom-role': 0.003,
  recommendation: 0.02,
} as const satisfies Readonly<Record<string, number>>;

export type EstateKind = keyof typeof kindShares;

/** Every kind of the estate. */
// The keys of a constant are its keys; Object.keys widens them.
export const estateKinds = Object.keys(kindShares) as readonly EstateKind[];

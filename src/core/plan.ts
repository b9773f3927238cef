/** Where a step of a plan is. */
export type StepState = 'proposed' | 'approved' | 'running' | 'done' | 'failed' | 'withheld';

/** One action on one resource. */
export interface Step {
  /** Fingerprint of the finding it follows from. */
  readonly finding: string;
  readonly resource: string;
  readonly action: string;
  readonly parameters?: unknown;
  readonly state: StepState;
  /** Why it was withheld or failed. */
  readonly reason?: string;
}

/** The frozen set of steps that a run proposes; approvals bind to its hash. */
export interface Plan {
  readonly id: string;
  /** SHA-256 over the steps' findings, resources, actions and parameters, in order. */
  readonly hash: string;
  readonly steps: readonly Step[];
}

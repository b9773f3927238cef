/** Which of Google's APIs are switched off in which projects; all are on until told otherwise. */
export class ApiSwitches {
  readonly #off = new Set<string>();

  isEnabled(project: string, api: string): boolean {
    return !this.#off.has(`${project} ${api}`);
  }

  /** Switches one off: `disable('acme-team-4-1a2b', 'compute.googleapis.com')`. */
  disable(project: string, api: string): void {
    this.#off.add(`${project} ${api}`);
  }

  enable(project: string, api: string): void {
    this.#off.delete(`${project} ${api}`);
  }
}

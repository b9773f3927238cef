/** What following advice would change, as Recommender has it. */
export interface Impact {
  readonly costProjection?: {
    /** Less than nothing where it saves. */
    readonly cost?: {
      readonly currencyCode?: string;
      readonly units?: string | number;
      readonly nanos?: number;
    };
    /** `2592000s` */
    readonly duration?: string;
  };
}

const nanosPerUnit = 1_000_000_000n;
const secondsPerMonth = 730n * 3_600n;

/** What is saved a month; undefined where nothing is, or nobody says. */
export function monthlySaving(
  impact: Impact | undefined,
): { readonly amount: string; readonly currency: string } | undefined {
  const { cost, duration } = impact?.costProjection ?? {};
  const [, seconds = '0'] = /^(\d+)(?:\.\d+)?s$/.exec(duration ?? '') ?? [];
  const currency = cost?.currencyCode;
  if (cost === undefined || currency === undefined || BigInt(seconds) === 0n) return undefined;
  const saved = -(BigInt(cost.units ?? 0) * nanosPerUnit + BigInt(cost.nanos ?? 0));
  if (saved <= 0n) return undefined;
  return { amount: decimalOf((saved * secondsPerMonth) / BigInt(seconds)), currency };
}

function decimalOf(nanos: bigint): string {
  const fraction = String(nanos % nanosPerUnit)
    .padStart(9, '0')
    .replace(/0+$/, '');
  const whole = String(nanos / nanosPerUnit);
  return fraction === '' ? whole : `${whole}.${fraction}`;
}

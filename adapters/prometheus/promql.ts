import type { PrometheusSettings } from './settings.ts';

/** What a query's placeholders stand for. */
export interface Placeholders {
  /** `$match`: label matchers, to be written between braces. */
  readonly match: string;
  /** `$by`: the label that tells resources apart. */
  readonly by: string;
  /** `$step`: the time that one point covers. */
  readonly stepMs: number;
}

const placeholder = /\$(match|by|step)\b/g;

/** A query with its placeholders filled in. */
export function renderQuery(template: string, { match, by, stepMs }: Placeholders): string {
  // A range begins with its first instant: less a millisecond, neighbouring points share no sample.
  const values: Readonly<Record<string, string>> = { match, by, step: `${stepMs - 1}ms` };
  return template.replace(placeholder, (whole, name: string) => values[name] ?? whole);
}

/** The matchers of labels that every series must have. */
export function fixedMatchers({ matchers }: Pick<PrometheusSettings, 'matchers'>): readonly string[] {
  return Object.entries(matchers).map(([label, value]) => `${label}=${quoted(value)}`);
}

/** A matcher for a label that matches any of several expressions, each of them whole. */
export function matchesAny(label: string, expressions: readonly string[]): string {
  return `${label}=~${quoted(expressions.join('|'))}`;
}

/** An RE2 expression for exactly this text. */
export function literal(text: string): string {
  return text.replace(/[\\.+*?()|[\]{}^$]/g, '\\$&');
}

/** A text as PromQL writes it, with the escapes of Go. */
function quoted(text: string): string {
  const escaped = text
    .toWellFormed()
    .replace(/[\\"]/g, '\\$&')
    .replace(/\p{Cc}/gu, (control) => `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return `"${escaped}"`;
}

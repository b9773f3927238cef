/** Whether a text matches a pattern in which `*` stands for any number of characters. */
export function globMatcher(pattern: string): (text: string) => boolean {
  if (!pattern.includes('*')) return (text) => text === pattern;
  const expression = new RegExp(`^${pattern.split('*').map(escapeExpression).join('.*')}$`, 's');
  return (text) => expression.test(text);
}

/** Whether a text matches any of several patterns. */
export function anyGlobMatcher(patterns: readonly string[]): (text: string) => boolean {
  const matchers = patterns.map(globMatcher);
  return (text) => matchers.some((matches) => matches(text));
}

function escapeExpression(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

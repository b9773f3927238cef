import { fileURLToPath } from 'node:url';

/** The file and line from which `callee` was called, e.g. `/rules/x.ts:4`; undefined where the stack does not tell. */
export function callSite(callee: (...parameters: never[]) => unknown): string | undefined {
  const holder: { stack?: string } = {};
  Error.captureStackTrace(holder, callee);
  const frame = holder.stack
    ?.split('\n')[1]
    ?.match(/(file:\/\/\S+?|\/[^\s:()]+|[A-Z]:\\[^:()]+):(\d+):\d+\)?$/);
  const [, file, line] = frame ?? [];
  if (file === undefined || line === undefined) return undefined;
  return `${file.startsWith('file:') ? fileURLToPath(file) : file}:${line}`;
}

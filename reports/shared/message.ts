import type { TrackedFinding } from 'bursar/report';

/** A finding's message without the name it begins with, by custom: for where the name stands beside it. */
export function messageWithoutName({ message, name }: TrackedFinding): string {
  return message.startsWith(`${name}: `) ? message.slice(name.length + 2) : message;
}

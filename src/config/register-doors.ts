import { ownPackage } from '../lib/package-root.ts';
import { resolveDoors } from './resolve-doors.ts';

// Loaded by `node --import` before a rule's test, where no main program has done this.
resolveDoors(ownPackage(import.meta.url), import.meta.resolve('zod'));

import { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';
import type { OwnPackage } from '../lib/package-root.ts';

/**
 * Lets every module of this process import the running Bursar by its name, and zod where it finds none of its own, so
 * that rules and a config work from a folder that has no `node_modules`. Must come before the first such import.
 */
export function resolveDoors({ name, doors }: OwnPackage, zodUrl: string): void {
  const urls = new Map(
    [...doors].map(([door, path]) => [
      door === '.' ? name : `${name}/${door.slice(2)}`,
      pathToFileURL(path).href,
    ]),
  );
  registerHooks({
    resolve(specifier, context, nextResolve) {
      const url = urls.get(specifier);
      if (url !== undefined) return { url, shortCircuit: true };
      if (specifier !== 'zod') return nextResolve(specifier, context);
      try {
        return nextResolve(specifier, context);
      } catch {
        return { url: zodUrl, shortCircuit: true };
      }
    },
  });
}

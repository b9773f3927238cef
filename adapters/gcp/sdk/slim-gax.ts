import { createRequire } from 'node:module';
import { type Descriptors, slim } from './slim-protos.ts';

/** What of protobufjs the SDK's clients are made with. */
interface Root {
  lookupService(name: string): object;
  lookupType(name: string): { decode(...bytes: unknown[]): unknown };
}

interface GrpcClientClass {
  new (
    ...options: never[]
  ): {
    readonly numericEnums: boolean;
    readonly minifyJson: boolean;
    loadProtoJSON(json: Descriptors, ignoreCache?: boolean): object;
  };
}

/** What of google-gax is replaced, and all that is not. */
interface Gax {
  readonly protobuf: { readonly Root: { fromJSON(json: Descriptors): Root } };
  readonly fallback: { readonly GrpcClient: GrpcClientClass };
}

/**
 * The google-gax that an SDK's package comes with, for the second parameter of its clients' constructors, but for this:
 * what a client does not use of its descriptors is not loaded, and answers are asked for with words in place of numbers
 * and without white space, as they are read here.
 */
export function slimGaxOf(packageName: string): object {
  const own = createRequire(import.meta.url);
  // It is a dependency of theirs, and has to be the one that they use.
  const gax = createRequire(own.resolve(packageName))('google-gax') as Gax;
  const load = (json: Descriptors): object => lazyRoot(gax.protobuf.Root, json);
  class SlimGrpcClient extends gax.fallback.GrpcClient {
    override readonly numericEnums = false;
    override readonly minifyJson = true;

    override loadProtoJSON(json: Descriptors): object {
      return load(json);
    }
  }
  const fallback = { ...gax.fallback, GrpcClient: SlimGrpcClient, protobufFromJSON: load };
  return { ...gax, fallback };
}

/** Descriptors that are made of their JSON when they are looked up, as far as is needed. */
function lazyRoot(roots: Gax['protobuf']['Root'], json: Descriptors): object {
  const made = new Map<string, Root>();
  const rootOf = (name: string): Root => {
    const root = made.get(name) ?? roots.fromJSON(slim(json, name));
    made.set(name, root);
    return root;
  };
  return {
    lookupService: (name: string) => rootOf(name).lookupService(name),
    lookupType: (name: string) => rootOf(name).lookupType(name),
    // Asked for the results of every operation that takes its time, of which hardly one is ever awaited.
    lookup: (name: string) => ({
      decode: (...bytes: unknown[]) =>
        rootOf(name)
          .lookupType(name)
          .decode(...bytes),
    }),
  };
}

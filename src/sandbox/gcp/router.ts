import type { GcpRoute, GcpService } from './service.ts';

/** A request's route, and what stands in the place of its variables. */
export interface Routed {
  readonly service: GcpService;
  readonly route: GcpRoute;
  readonly params: Readonly<Record<string, string>>;
}

interface Node {
  readonly literals: Map<string, Node>;
  /** What takes any segment. */
  variable: Node | undefined;
  /** By method and verb: `GET `, `POST getIamPolicy`. */
  readonly ends: Map<string, { readonly service: GcpService; readonly route: GcpRoute }>;
}

export type Router = (method: string, path: string) => Routed | 'no method' | undefined;

/** Finds the route of a request. Literal segments win over variables. @throws {RangeError} for a path that is taken. */
export function createRouter(services: readonly GcpService[]): Router {
  const root = emptyNode();
  for (const service of services) for (const route of service.routes) add(root, service, route);

  return (method, path) => {
    const { segments, verb } = segmentsOf(path);
    const taken: string[] = [];
    const node = descend(root, segments, 0, verb, taken);
    if (node === undefined) return undefined;
    const end = node.ends.get(`${method} ${verb}`);
    if (end === undefined) return 'no method';
    return { ...end, params: paramsOf(end.route, taken) };
  };
}

function emptyNode(): Node {
  return { literals: new Map(), variable: undefined, ends: new Map() };
}

function add(root: Node, service: GcpService, route: GcpRoute): void {
  const { segments, verb } = segmentsOf(route.path);
  let node = root;
  for (const segment of segments) node = isVariable(segment) ? variableOf(node) : literalOf(node, segment);
  const key = `${route.method} ${verb}`;
  if (node.ends.has(key)) throw new RangeError(`two routes are ${route.method} ${route.path}`);
  node.ends.set(key, { service, route });
}

function literalOf(node: Node, segment: string): Node {
  const next = node.literals.get(segment) ?? emptyNode();
  node.literals.set(segment, next);
  return next;
}

function variableOf(node: Node): Node {
  node.variable ??= emptyNode();
  return node.variable;
}

function descend(
  node: Node,
  segments: readonly string[],
  depth: number,
  verb: string,
  taken: string[],
): Node | undefined {
  const segment = segments[depth];
  if (segment === undefined)
    return [...node.ends.keys()].some((key) => key.endsWith(` ${verb}`)) ? node : undefined;
  const literal = node.literals.get(segment);
  const found = literal && descend(literal, segments, depth + 1, verb, taken);
  if (found !== undefined) return found;
  if (node.variable === undefined || segment === '') return undefined;
  taken[depth] = segment;
  return descend(node.variable, segments, depth + 1, verb, taken);
}

function paramsOf(route: GcpRoute, taken: readonly string[]): Readonly<Record<string, string>> {
  const params: Record<string, string> = {};
  for (const [depth, segment] of segmentsOf(route.path).segments.entries()) {
    const value = taken[depth];
    if (isVariable(segment) && value !== undefined) params[segment.slice(1, -1)] = decoded(value);
  }
  return params;
}

function isVariable(segment: string): boolean {
  return segment.startsWith('{');
}

/** The parts of a path, and the verb behind the colon of the last. */
function segmentsOf(path: string): { readonly segments: readonly string[]; readonly verb: string } {
  const slash = path.lastIndexOf('/');
  const colon = path.lastIndexOf(':');
  const verb = colon > slash ? path.slice(colon + 1) : '';
  const rest = colon > slash ? path.slice(0, colon) : path;
  return { segments: rest.split('/').slice(1), verb };
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

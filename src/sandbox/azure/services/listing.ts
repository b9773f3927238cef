import type { SandboxResponse } from '../../service.ts';
import { type ArmDocument, armText } from '../documents/arm-document.ts';
import type { ArmType, DocumentOptions } from '../documents/arm-type.ts';
import type { Cell } from '../estate/estate.ts';
import type { AzureRequest } from '../service.ts';
import { textAnswer } from '../wire/answer.ts';
import { offsetOf, tokenOf } from '../wire/page.ts';

/** A part of a list: some of a type in a place. */
export interface Source {
  readonly type: ArmType;
  readonly cell: Cell;
  readonly first: number;
  readonly end: number;
}

/** All of some types in some places, or those of one parent. */
export function sourcesOf(
  types: readonly ArmType[],
  cells: readonly Cell[],
  parents: readonly string[] = [],
): readonly Source[] {
  return cells.flatMap((cell) =>
    types.map((type) => {
      const { first, end } =
        parents.length > 0 && type.childrenOf !== undefined
          ? type.childrenOf(cell, parents)
          : { first: 0, end: type.size(cell) };
      return { type, cell, first, end };
    }),
  );
}

/** Documents one after the other, from a position in the whole of the sources. */
export function* documentsFrom(
  sources: readonly Source[],
  from: number,
  options: DocumentOptions,
): Generator<{ readonly document: ArmDocument; readonly cell: Cell; readonly position: number }, void, void> {
  let before = 0;
  for (const { type, cell, first, end } of sources) {
    const length = end - first;
    for (let index = Math.max(0, from - before); index < length; index++) {
      const document = type.at(cell, first + index, options);
      if (document !== undefined) yield { document, cell, position: before + index };
    }
    before += length;
  }
}

/** A page of a list as Resource Manager answers it. */
export function listAnswer(
  request: AzureRequest,
  sources: readonly Source[],
  how: {
    readonly pageSize: number;
    readonly options?: DocumentOptions;
    readonly textOf?: (document: ArmDocument) => string;
    readonly accepts?: (document: ArmDocument) => boolean;
  },
): SandboxResponse {
  const { pageSize, options = {}, textOf = armText, accepts } = how;
  const name = request.path.toLowerCase();
  const from = offsetOf(name, request.query.get('$skiptoken') ?? request.query.get('$skipToken'));
  let items = '';
  let count = 0;
  let next: number | undefined;
  for (const { document, position } of documentsFrom(sources, from, options)) {
    if (accepts?.(document) === false) continue;
    if (count === pageSize) {
      next = position;
      break;
    }
    items += count === 0 ? textOf(document) : `,${textOf(document)}`;
    count++;
  }
  const link = next === undefined ? '' : `,"nextLink":"${nextLink(request, tokenOf(name, next))}"`;
  return textAnswer(`{"value":[${items}]${link}}`);
}

function nextLink({ origin, path, query }: AzureRequest, token: string): string {
  const following = new URLSearchParams(query);
  following.delete('$skipToken');
  following.set('$skiptoken', token);
  return `${origin}${path}?${following.toString()}`;
}

/** Rows of one piece, each a transaction of its own, so that nobody waits for long. */
export const pieceSize = 2_000;

/** Repeats a deletion of at most {@link pieceSize} rows until there is nothing left to delete. */
export async function inPieces(
  deletePiece: () => Promise<{ readonly numDeletedRows: bigint }>,
): Promise<number> {
  let deleted = 0;
  for (;;) {
    const piece = Number((await deletePiece()).numDeletedRows);
    deleted += piece;
    if (piece < pieceSize) return deleted;
  }
}

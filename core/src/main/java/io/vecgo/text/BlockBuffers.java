package io.vecgo.text;

/** What a {@link TermCursor} reads a block of postings into. Confined to one thread. */
final class BlockBuffers {
  final byte[] bytes = new byte[BlockCodec.BUFFER_BYTES];
  final int[] rows = new int[Postings.BLOCK_ROWS];
  final int[] frequencies = new int[Postings.BLOCK_ROWS];
  final int[] lengths = new int[Postings.BLOCK_ROWS];
  final double[] scores = new double[Postings.BLOCK_ROWS];
}

package io.vecgo.observe;

/** Told how far long work has come, on the thread that does it. */
public interface WorkProgress {

  /**
   * Work on a file has ended.
   *
   * @param file its name
   * @param doneBytes bytes of all files so far
   * @param totalBytes bytes of all files; may grow while work goes on
   */
  void fileDone(String file, long doneBytes, long totalBytes);
}

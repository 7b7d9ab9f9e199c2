package io.vecgo.model;

/** How the distance of two vectors is measured. */
public enum Metric {
  L2
}

/** Sets of row ordinals: the one way in which parts, filters and searches say "these rows". */
package io.vecgo.rows;

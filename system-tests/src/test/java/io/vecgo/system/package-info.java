/** Tests of the whole: documents, command line, code base. */
@NullMarked
package io.vecgo.system;

import org.jspecify.annotations.NullMarked;

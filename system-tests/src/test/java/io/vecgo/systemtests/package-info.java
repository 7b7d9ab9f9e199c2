/** Tests of the whole: documents, command line, code base. */
@NullMarked
package io.vecgo.systemtests;

import org.jspecify.annotations.NullMarked;

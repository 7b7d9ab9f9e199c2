/** How texts become the terms that are indexed and searched for. */
package io.vecgo.analysis;

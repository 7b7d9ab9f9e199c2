/** One search: what to do in each part, doing it, and making one result of it. */
package io.vecgo.query;

/** What every searchable set of rows offers, be it in memory or on disk. */
package io.vecgo.part;
